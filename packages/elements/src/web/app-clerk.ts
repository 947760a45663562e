import type { ClerkAPIResponseError } from '../../../chrome-extension/src/errors';
import type { GetTokenOptions } from '../../../chrome-extension/src/types';
import { isPassing, patiently } from '../../../chrome-extension/src/web-auth/attempt';
import { API_VERSION, WebClerk } from './clerk';
import { Cookies } from './cookies';
import { DevBrowser } from './dev-browser';
import { frontendApiOf, originOf } from './key';
import { SessionTokens } from './session-tokens';

/** The least time between two tries to renew a token, in milliseconds. */
const PAUSE_MS = 5_000;

const SESSION = '__session';
const CLIENT_UAT = '__client_uat';

/** Told to other pages: a session's own token. */
interface Minted {
  session: string;
  jwt: string;
}

/**
 * The client of the application's pages, on another origin than the frontend API. Beside what each page of the web has, it keeps
 * session tokens, and shows the application's servers by cookies who is signed in.
 */
export class AppClerk extends WebClerk {
  readonly #tokens = new SessionTokens();
  #cookies: Cookies | undefined;
  #devBrowser: DevBrowser | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  /** The session for which the server has refused a token. */
  #refused: string | undefined;

  /** @throws ClerkRuntimeError as `frontendApiOf()` */
  constructor(publishableKey: string) {
    super(publishableKey, frontendApiOf(publishableKey));
  }

  /** An address that a page on another host may need in development, to know who this browser is. */
  buildUrlWithAuth(to: string): string {
    const url = new URL(to, location.href);
    if (url.origin === location.origin || !this.#devBrowser) return url.href;
    return this.#devBrowser.added(url).href;
  }

  override async getToken(session: string, options: GetTokenOptions): Promise<string | null> {
    const name = nameOf(session, options);
    if (options.skipCache) return this.#mint(session, options);
    return this.#tokens.get(name) ?? this.#tokens.renew(name, () => this.#mint(session, options));
  }

  protected override async begin(): Promise<void> {
    if (!this.#cookies) await this.#prepare();
    await patiently(() => super.begin());
  }

  protected override async send(path: string, init: RequestInit): Promise<Response> {
    if (!this.#cookies) await this.#prepare();
    const url = originOf(this.frontendApi) + path;
    return this.#devBrowser ? this.#devBrowser.fetch(url, init) : fetch(url, { ...init, credentials: 'include' });
  }

  protected override hear(news: Minted | null): void {
    if (!news) super.hear(news);
    else if (this.#tokens.take(news.session, news.jwt)) this.#show();
  }

  protected override settle(): void {
    const { signedInSessions = [] } = this.client ?? {};
    for (const { id, lastActiveToken } of signedInSessions) if (lastActiveToken) this.#tokens.take(id, lastActiveToken.getRawString());
    this.#tokens.keepOnly((name) => signedInSessions.some(({ id }) => id === name.split(' ')[0]));
    this.#show();
  }

  async #prepare(): Promise<void> {
    const cookies = await Cookies.of(this.publishableKey);
    if (this.#cookies) return;
    this.#cookies = cookies;
    if (this.instanceType === 'development') {
      this.#devBrowser = new DevBrowser(cookies, `${originOf(this.frontendApi)}/v1/dev_browser?__clerk_api_version=${API_VERSION}`);
      this.#devBrowser.fromAddress();
    }
    const appear = () => {
      this.#refused = undefined;
      this.#show();
    };
    document.addEventListener('visibilitychange', appear);
    addEventListener('focus', appear);
    addEventListener('online', appear);
    // A page that the browser had kept, since somebody went back to it, knows what was then.
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) super.hear(null);
    });
  }

  async #mint(session: string, options: GetTokenOptions): Promise<string | null> {
    const name = nameOf(session, options);
    try {
      const jwt = await patiently(() => super.getToken(session, options));
      if (jwt && this.#tokens.take(name, jwt) && name === session) {
        this.#show(PAUSE_MS);
        this.tellPages({ session, jwt } satisfies Minted);
      }
      return jwt;
    } catch (error) {
      if (isPassing(error)) throw error;
      if (name === session) this.#refused = session;
      // Whether the session is gone is for the client to say; after a 401 it was asked already.
      if ((error as ClerkAPIResponseError).status !== 401) await this.fetchClient().catch(() => undefined);
      if (this.client?.signedInSessions.every(({ id }) => id !== session)) return null;
      throw error;
    }
  }

  /**
   * Shows the application's servers who is signed in, and sees to it that the token is renewed in time, but not before `pauseMs`.
   * Pages may have different sessions active: the cookie is for the one in front to write.
   */
  #show(pauseMs = 0): void {
    clearTimeout(this.#renewal);
    const { client, session } = this;
    const cookies = this.#cookies;
    if (!client || !cookies) return;
    const signedIn = client.signedInSessions.length > 0;
    // In production the server does.
    if (this.#devBrowser) cookies.writeForSite(CLIENT_UAT, String(signedIn ? Math.floor(Number(client.updatedAt) / 1000) : 0));
    const inFront = document.visibilityState === 'visible';
    if (!signedIn || (inFront && !session)) cookies.remove(SESSION);
    if (!inFront || !session) return;
    const { id } = session;
    const token = this.#tokens.get(id);
    if (token) cookies.write(SESSION, token);
    if (this.#refused !== id) this.#renewal = setTimeout(() => void this.#renew(id), Math.max(this.#tokens.dueIn(id), pauseMs));
  }

  async #renew(session: string): Promise<void> {
    // Trouble is met by whoever asks for a token, and here by trying again.
    await this.#tokens.renew(session, () => this.#mint(session, {})).catch(() => undefined);
    this.#show(PAUSE_MS);
  }
}

/** What a token is kept under: a session's own by its id. */
function nameOf(session: string, { template, organizationId }: GetTokenOptions): string {
  return template === undefined && organizationId === undefined ? session : `${session} ${JSON.stringify([template, organizationId])}`;
}

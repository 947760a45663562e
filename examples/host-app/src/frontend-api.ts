import { readCookie, writeCookie } from './cookies.ts';
import type { Instance } from './key.ts';

/** The parts of the wire's client resource that the app reads. Times are milliseconds. */
export interface Client {
  updated_at: number;
  last_active_session_id: string | null;
  sessions: {
    id: string;
    status: string;
    user: { primary_email_address_id: string | null; email_addresses: { id: string; email_address: string }[] } | null;
  }[];
}

/** A refusal, with a sentence for the user. */
export class ApiError extends Error {}

const DEV_BROWSER = '__clerk_db_jwt';
const CLIENT_UAT = '__client_uat';

/** The frontend API as a web page calls it: production by cookie, development by dev browser id. */
export class FrontendApi {
  readonly #instance: Instance;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /** Current client, or null while this browser has none. */
  async client(): Promise<Client | null> {
    if (this.#instance.development && !this.#devBrowser()) await this.#createDevBrowser();
    const { response } = await this.#call('GET', '/client');
    return this.#remember(response as Client | null);
  }

  /** Signs in. Resolves to the client with its new session. */
  async signIn(identifier: string, password: string): Promise<Client | null> {
    const { response, client } = await this.#call('POST', '/client/sign_ins', {
      strategy: 'password',
      identifier,
      password,
    });
    if ((response as { status?: string }).status !== 'complete') {
      throw new ApiError('This account asks for a second step, which the demo does not offer.');
    }
    return this.#remember(client as Client | null);
  }

  /** Ends all sessions of this browser. */
  async signOut(): Promise<Client | null> {
    const { client } = await this.#call('POST', '/client/sessions?_method=DELETE', {});
    return this.#remember(client as Client | null);
  }

  async #createDevBrowser() {
    const { id } = (await this.#call('POST', '/dev_browser', {})) as { id?: string };
    if (id) this.#write(DEV_BROWSER, id);
  }

  async #call(method: string, path: string, form?: Record<string, string>) {
    const url = new URL(`/v1${path}`, this.#instance.origin);
    const devBrowser = this.#devBrowser();
    if (devBrowser) url.searchParams.set(DEV_BROWSER, devBrowser);
    let answer: Response;
    try {
      answer = await fetch(url, {
        method,
        credentials: this.#instance.development ? 'omit' : 'include',
        ...(form && { body: new URLSearchParams(form) }),
      });
    } catch {
      throw new ApiError(`${this.#instance.origin} cannot be reached. Is the server running?`);
    }
    const renewed = answer.headers.get('Clerk-Db-Jwt');
    if (this.#instance.development && renewed) this.#write(DEV_BROWSER, renewed);
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      const [first] = (body.errors ?? []) as { long_message?: string; message?: string }[];
      throw new ApiError(first?.long_message ?? first?.message ?? `The server answered ${answer.status}.`);
    }
    return body as Record<string, unknown>;
  }

  /**
   * In development the page itself keeps the "client updated at" cookie, which tells others on this domain
   * whether anyone is signed in; in production the server sets it.
   */
  #remember(client: Client | null): Client | null {
    if (this.#instance.development) {
      const signedIn = client?.sessions.some((session) => session.status === 'active');
      this.#write(CLIENT_UAT, signedIn && client ? String(Math.floor(client.updated_at / 1000)) : '0');
    }
    return client;
  }

  #devBrowser(): string | undefined {
    if (!this.#instance.development) return undefined;
    return readCookie(`${DEV_BROWSER}_${this.#instance.suffix}`) ?? readCookie(DEV_BROWSER);
  }

  #write(name: string, value: string) {
    writeCookie(name, value);
    writeCookie(`${name}_${this.#instance.suffix}`, value);
  }
}

import { ClerkAPIResponseError, ClerkRuntimeError } from '../../../chrome-extension/src/errors';
import { goTo } from '../../../chrome-extension/src/go-to';
import { formBody, type JsonObject } from '../../../chrome-extension/src/json';
import { clientFrom, type Api } from '../../../chrome-extension/src/resources';
import type {
  AuthState,
  Clerk,
  ClerkStatus,
  Client,
  Environment,
  GetTokenOptions,
  RedirectCallbackParams,
  Resources,
  SetActiveParams,
  SignedInSession,
  SignOutOptions,
  User,
  WebAuthParams,
} from '../../../chrome-extension/src/types';
import { comeBack } from '../../../chrome-extension/src/web-auth/callback';
import { authenticate, WEB_KINDS } from './elsewhere';

const TIMEOUT_MS = 15_000;

/** The shapes of the Frontend API that are read here. */
export const API_VERSION = '2026-05-12';

interface Answer {
  status: number;
  retryAfter: number;
  /** Not there if it is no JSON. */
  body: JsonObject | undefined;
}

/**
 * The client of a page of the web: it asks once, and takes over what every later answer says of the client. As it is, it is that of
 * a page on the frontend API's own host, where a cookie that no script can read says who the browser is, so that there is
 * nothing to keep; `AppClerk` is that of the application's pages.
 */
export class WebClerk implements Clerk, Api {
  readonly version = NIGHTDESK_VERSION;
  readonly kinds = WEB_KINDS;
  readonly publishableKey: string;
  readonly frontendApi: string;
  readonly #listeners = new Set<(resources: Resources) => void>();
  readonly #statusHandlers = new Set<(status: ClerkStatus) => void>();
  #news: BroadcastChannel | undefined;
  #client: Client | undefined;
  #active: string | null = null;
  #status: ClerkStatus = 'loading';
  /** How often an answer to a change has told of the client. */
  #changes = 0;
  #loading: Promise<void> | undefined;
  #environment: Promise<Environment> | undefined;

  constructor(publishableKey: string, frontendApi = location.host) {
    this.publishableKey = publishableKey;
    this.frontendApi = frontendApi;
  }

  get instanceType(): 'development' | 'production' {
    return this.publishableKey.startsWith('pk_live_') ? 'production' : 'development';
  }

  get loaded(): boolean {
    return this.#client !== undefined;
  }

  get status(): ClerkStatus {
    return this.#status;
  }

  get authState(): AuthState | undefined {
    return this.#client && { status: this.isSignedIn ? 'signed_in' : 'signed_out' };
  }

  get diagnostic(): undefined {
    return undefined;
  }

  get client(): Client | undefined {
    return this.#client;
  }

  get session(): SignedInSession | null | undefined {
    return this.#client && (this.#client.signedInSessions.find(({ id }) => id === this.#active) ?? null);
  }

  get user(): User | null | undefined {
    const { session } = this;
    return session ? session.user : session;
  }

  get organization(): null | undefined {
    return this.#client && null;
  }

  get isSignedIn(): boolean {
    return this.session?.status === 'active';
  }

  load(): Promise<void> {
    return (this.#loading ??= this.begin().finally(() => (this.#loading = undefined)));
  }

  /** Finds out who is signed in, and follows what other pages do from then on. */
  protected async begin(): Promise<void> {
    try {
      await this.fetchClient();
    } catch (error) {
      this.#setStatus(this.loaded ? 'degraded' : 'error');
      throw error;
    }
    if (this.#news) return;
    this.#news = new BroadcastChannel(`nightdesk|${this.publishableKey}|client`);
    this.#news.onmessage = ({ data }) => this.hear(data);
  }

  /** The client as the server knows it now, as it was sent. */
  async fetchClient(): Promise<JsonObject | null> {
    const before = this.#changes;
    const { response = null } = await this.#ask('GET', '/client');
    // What was asked before a change may be answered after it.
    if (before === this.#changes) this.#take(response as JsonObject | null);
    return response as JsonObject | null;
  }

  /** Another page of this browser has told something. */
  protected hear(_news: unknown): void {
    // Trouble is met by whoever does something next.
    void this.fetchClient().catch(() => undefined);
  }

  /** Tells the other pages of this browser; nothing in particular means that somebody signed in or out. */
  protected tellPages(news: unknown = null): void {
    this.#news?.postMessage(news);
  }

  /** Called when the client or the active session is another one, before anybody is told. */
  protected settle(): void {
    // Here nothing follows from it.
  }

  environment(): Promise<Environment> {
    return (this.#environment ??= this.request<Environment>('GET', '/environment').catch((error: unknown) => {
      this.#environment = undefined;
      throw error;
    }));
  }

  addListener(listener: (resources: Resources) => void, options?: { skipInitialEmit?: boolean }): () => void {
    this.#listeners.add(listener);
    if (this.#client && !options?.skipInitialEmit) listener(this.#resources(this.#client));
    return () => this.#listeners.delete(listener);
  }

  on(_: 'status', handler: (status: ClerkStatus) => void, options?: { notify?: boolean }): void {
    this.#statusHandlers.add(handler);
    if (options?.notify) handler(this.#status);
  }

  off(_: 'status', handler: (status: ClerkStatus) => void): void {
    this.#statusHandlers.delete(handler);
  }

  async setActive({ session, organization, navigate, redirectUrl }: SetActiveParams): Promise<void> {
    const id = typeof session === 'string' ? session : (session ?? this.session)?.id;
    if (session === null || id === undefined) {
      this.#activate(null);
      return;
    }
    const organizationId = typeof organization === 'object' ? (organization?.id ?? null) : organization;
    await this.request('POST', `/client/sessions/${id}/touch`, {
      ...(organization !== undefined && { activeOrganizationId: organizationId }),
      intent: organization === undefined ? 'select_session' : 'select_org',
    });
    this.#activate(id);
    if (navigate && this.session) await navigate({ session: this.session, decorateUrl: (url) => url });
    else goTo(redirectUrl);
  }

  async signOut(first?: SignOutOptions | (() => unknown), second?: SignOutOptions): Promise<void> {
    const callback = typeof first === 'function' && first;
    const { sessionId, redirectUrl } = (callback ? second : (first as SignOutOptions | undefined)) ?? {};
    const others = this.#client?.signedInSessions.some(({ id }) => id !== sessionId);
    if (sessionId !== undefined && others) await this.request('POST', `/client/sessions/${sessionId}/remove`);
    else await this.request('DELETE', '/client/sessions');
    if (callback) await callback();
    else goTo(redirectUrl);
  }

  authenticateWithRedirect(params: WebAuthParams): Promise<void> {
    return authenticate(this, 'sign_in', params, this.#client?.signIn.id);
  }

  async handleRedirectCallback(params?: RedirectCallbackParams, customNavigate?: (to: string) => Promise<unknown>): Promise<unknown> {
    const client = await this.fetchClient();
    return comeBack(this, client, () => Promise.resolve(), params, customNavigate);
  }

  async getToken(session: string, { template, organizationId }: GetTokenOptions): Promise<string | null> {
    const path = `/client/sessions/${session}/tokens${template ? `/${template}` : ''}`;
    const { jwt } = await this.request<{ jwt?: string }>('POST', path, { organizationId });
    return jwt || null;
  }

  async request<T>(method: string, path: string, params: object | string = {}): Promise<T> {
    const body = await this.#ask(method, path, params);
    return ('response' in body ? body.response : body) as T;
  }

  /** Sends a request to the frontend API; `path` is all behind its host. */
  protected send(path: string, init: RequestInit): Promise<Response> {
    return fetch(path, init);
  }

  /** Sends a request, and takes over what the answer says of the client before anybody sees the answer. */
  async #ask(method: string, path: string, params: object | string = {}): Promise<JsonObject> {
    const { status, body, retryAfter } = await this.#exchange(method, this.#url(method, path, params), params);
    if (!body || (status >= 400 && !Array.isArray(body.errors))) {
      throw new ClerkRuntimeError(`The server answered with status ${status} and no JSON of the Frontend API.`, { code: 'invalid_response' });
    }
    const { client } = status >= 400 ? ((body.meta ?? {}) as JsonObject) : body;
    if (method !== 'GET' && client !== undefined) {
      const before = this.#standing();
      this.#changes++;
      this.#take(client as JsonObject | null);
      if (this.#standing() !== before) this.tellPages();
    }
    if (status < 400) return body;
    // Whether the session is gone is for the client to say.
    if (status === 401 && path !== '/client') await this.fetchClient().catch(() => undefined);
    throw new ClerkAPIResponseError(status, body, Number.isNaN(retryAfter) ? undefined : retryAfter);
  }

  async #exchange(method: string, url: string, params: object | string): Promise<Answer> {
    const file = typeof params === 'string';
    const type = file ? 'application/octet-stream' : 'application/x-www-form-urlencoded';
    const content = method === 'GET' ? {} : { method: 'POST', headers: { 'content-type': type }, body: file ? params : formBody(params) };
    let response;
    let text;
    try {
      response = await this.send(url, { ...content, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
      text = await response.text();
    } catch (cause) {
      const code = cause instanceof DOMException && cause.name === 'TimeoutError' ? 'timeout' : 'network_error';
      throw new ClerkRuntimeError('The server could not be reached. Check the connection.', { code, cause });
    }
    return { status: response.status, retryAfter: Number.parseInt(response.headers.get('retry-after') ?? '', 10), body: objectOf(text) };
  }

  #url(method: string, path: string, params: object | string): string {
    const query = new URLSearchParams(method === 'GET' && typeof params === 'object' ? formBody(params) : '');
    query.set('__clerk_api_version', API_VERSION);
    // A form by POST needs no preflight.
    if (method !== 'GET' && method !== 'POST') query.set('_method', method);
    if (!/^\/(client|waitlist)/.test(path) && this.#active) query.set('_clerk_session_id', this.#active);
    return `/v1${path}?${query.toString()}`;
  }

  /** Takes over the client resource, `null` if there is none, and tells whoever listens. */
  #take(json: JsonObject | null): void {
    this.#client = clientFrom(json, this);
    const { signedInSessions: sessions, lastActiveSessionId } = this.#client;
    const known = [this.#active, lastActiveSessionId].find((id) => sessions.some((session) => session.id === id));
    this.#setStatus('ready');
    this.#activate(known ?? sessions[0]?.id ?? null);
  }

  #activate(session: string | null): void {
    this.#active = session;
    this.settle();
    this.#tell();
  }

  /** Who is signed in, as a text. */
  #standing(): string {
    return JSON.stringify([this.#active, this.#client?.signedInSessions.map(({ id, status }) => [id, status])]);
  }

  #tell(): void {
    if (this.#client) for (const listener of this.#listeners) listener(this.#resources(this.#client));
  }

  #resources(client: Client): Resources {
    return { client, session: this.session, user: this.user, authState: this.authState };
  }

  #setStatus(status: ClerkStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const handler of this.#statusHandlers) handler(status);
  }
}

function objectOf(text: string): JsonObject | undefined {
  try {
    // What is sent as a list (the sessions of a user) is read as an object with its members.
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

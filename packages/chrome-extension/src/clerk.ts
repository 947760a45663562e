import type { CoreFactory } from './core';
import { ClerkRuntimeError } from './errors';
import { endTurn, headStart, turnToRead, type Turn } from './head-start';
import { Host, type Snapshot } from './host';
import { formBody, type Json, type JsonObject } from './json';
import { clientFrom, KINDS, type Api, type Kinds } from './resources';
import { closeToContentScripts, shelvesOf, type Shelves } from './storage';
import { onWebSignIn } from './sync';
import { find, isDue, keysOf, ticketOf, untilNextTask, type Found, type Keys, type Ticket } from './ticket';
import type {
  AuthState,
  Clerk,
  ClerkStatus,
  Client,
  CreateClerkClientOptions,
  GetTokenOptions,
  Resources,
  SetActiveParams,
  SignedInSession,
  SignOutOptions,
  User,
} from './types';

/** The SDK version whose behaviour on the wire the core follows; sent as `_clerk_js_version`. */
const WIRE_VERSION = '6.29.3';

/** A worker's listener that is added later wakes it just the same, but too late to hear what for. */
let firstTurn = true;
queueMicrotask(() => (firstTurn = false));

/** What a page or a worker works with: the core's answers as resources, and the browser's events as commands. */
export class ClerkClient implements Omit<Clerk, 'authenticateWithRedirect' | 'environment' | 'handleRedirectCallback'>, Api {
  readonly version = NIGHTDESK_VERSION;
  readonly publishableKey: string;
  readonly #options: CreateClerkClientOptions;
  readonly kinds: Kinds = KINDS;
  readonly #createCore: CoreFactory;
  readonly #keys: Keys | undefined;
  readonly #listeners = new Set<(resources: Resources) => void>();
  readonly #statusHandlers = new Set<(status: ClerkStatus) => void>();
  #host: Host | undefined;
  #client: Client | undefined;
  #activeSession: string | null = null;
  /** What `#client` was made from. */
  #shown: string | undefined;
  #status: ClerkStatus = 'loading';
  #authState: AuthState | undefined;
  /** The ticket, in the task that it was read in. */
  #justRead: Ticket | undefined;
  /** What other contexts write about who is signed in. */
  #news: BroadcastChannel | undefined;
  #shelves: Shelves | undefined;
  /** A client resource that is about to be shown, and what it was made from. */
  #prepared: [text: string, client: Client] | undefined;
  /** Asked for in case that it is needed. */
  #turn: Promise<Turn> | undefined;
  /** A token is under way that the core does not know of yet. */
  #minting: Promise<Ticket | undefined> | undefined;

  constructor(options: CreateClerkClientOptions, createCore: CoreFactory) {
    this.publishableKey = options.publishableKey;
    this.#options = options;
    this.#createCore = createCore;
    // Under session sync the web app's cookie has a say, which the core hears.
    const { syncHost, background, __experimental_syncHostListener: always } = options;
    this.#keys = syncHost ? undefined : keysOf(String(options.publishableKey));
    if (syncHost && (firstTurn || !background || always)) this.#followWeb(syncHost);
  }

  get frontendApi(): string {
    return atob(this.publishableKey.split('_')[2] ?? '').slice(0, -1);
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
    return this.#authState;
  }

  get diagnostic(): string | undefined {
    return this.#authState?.reason;
  }

  get client(): Client | undefined {
    return this.#client;
  }

  get session(): SignedInSession | null | undefined {
    const active = this.#client?.sessions.find(({ id }) => id === this.#activeSession);
    return this.#client && ((active as SignedInSession | undefined) ?? null);
  }

  get user(): User | null | undefined {
    const { session } = this;
    return session ? session.user : session;
  }

  get organization(): null | undefined {
    return this.#client && null;
  }

  get isSignedIn(): boolean {
    return (this.session?.status ?? 'pending') !== 'pending';
  }

  /** Starts the core, unless it runs already; on a page at once, so that a bad key fails where it was given. */
  start(): Host {
    if (this.#host) return this.#host;
    this.#host = new Host(
      this.#createCore(),
      {
        publishable_key: this.publishableKey,
        // An empty one is a variable that the build did not know: no sync, as upstream.
        sync_host: this.#options.syncHost || undefined,
        version: WIRE_VERSION,
        seed: Math.floor(Math.random() * 2 ** 52),
        background: this.#options.background ?? false,
        refresh: this.#options.refresh !== undefined,
        manifest: chrome.runtime.getManifest() as unknown as JsonObject,
      },
      this.#stored(),
      (snapshot) => this.#show(snapshot),
      // A worker seldom needs it again; a new one finds all it has to know in storage.
      () => {
        if (this.#options.background) this.#host = undefined;
      },
    );
    // Only the core writes secrets, so a context that answers from the ticket need not.
    closeToContentScripts(this.#options.storageCache);
    return this.#host;
  }

  /** Finds out who is signed in: from the ticket if there is one, which does not even start the core. */
  async refresh(question = 'load'): Promise<void> {
    const reading = this.#ticket(question);
    // It takes a worker that was just started half a millisecond, and the answer would have to wait for it.
    const follow = () => setTimeout(() => this.#follow());
    if (this.#options.background) reading.then(follow, follow);
    else this.#follow();
    const ticket = await reading;
    if (ticket) {
      this.#loaded(ticket);
      return;
    }
    try {
      this.#loaded((await this.start().ask(question)) as unknown as Snapshot);
    } catch (error) {
      this.#setStatus(this.loaded ? 'degraded' : 'error');
      throw error;
    }
  }

  async load(): Promise<void> {
    await this.refresh();
    if (this.#options.background) return;
    this.start().call('keep_fresh').catch(() => undefined);
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

  async setActive({ session, organization }: SetActiveParams): Promise<void> {
    const id = typeof session === 'string' ? session : (session ?? this.session)?.id;
    if (session === null) {
      // As upstream: nobody is active in this context; the session itself goes on.
      this.#activate(null);
      return;
    }
    if (id === undefined) {
      throw new ClerkRuntimeError('setActive() needs a session. signOut() signs out.', { code: 'session_missing' });
    }
    await this.request('POST', `/client/sessions/${id}/touch`, {
      ...(organization !== undefined && {
        activeOrganizationId: typeof organization === 'string' ? organization : (organization?.id ?? null),
      }),
      intent: organization === undefined ? 'select_session' : 'select_org',
    });
    if (this.#activeSession === null) this.#activate(id);
  }

  async signOut(first?: SignOutOptions | (() => unknown), second?: SignOutOptions): Promise<void> {
    const callback = typeof first === 'function' && first;
    const { sessionId } = (callback ? second : (first as SignOutOptions | undefined)) ?? {};
    const others = this.#client?.sessions.some(({ id }) => id !== sessionId);
    if (sessionId !== undefined && others) await this.request('POST', `/client/sessions/${sessionId}/remove`);
    else await this.request('DELETE', '/client/sessions');
    if (callback) await callback();
  }

  async request<T>(method: string, path: string, params: object | string = {}): Promise<T> {
    const file = typeof params === 'string';
    const body = file ? params : formBody(params);
    const { response } = await this.start().call('request', { method, path: method === 'GET' && body ? `${path}?${body}` : path, body, file });
    return (response !== null && typeof response === 'object' && 'response' in response ? response.response : response) as T;
  }

  async getToken(session: string, { template, organizationId, skipCache }: GetTokenOptions): Promise<string | null> {
    const ask = { session, template, organization: organizationId };
    if (template === undefined && organizationId === undefined && !skipCache && session === this.session?.id) {
      const ticket = await this.#ticket('get_token', ask);
      // The ticket may be of a sign-in that this context has not seen yet; then it is for the core to say.
      if (ticket?.session === session) return ticket.token;
    }
    const host = this.start();
    const { token } = await (skipCache ? host.call('get_token', { ...ask, skip_cache: true }) : host.ask('get_token', ask));
    return token as string | null;
  }

  /** What can be answered without the core; else it is asked this question next. */
  async #ticket(question: string, parameters?: Record<string, Json | undefined>): Promise<Ticket | undefined> {
    const keys = this.#keys;
    // Without the permission there is no `chrome.storage`, whatever its type says; the core explains that.
    if (this.#justRead || !keys || !(chrome.storage as typeof chrome.storage | undefined)) return this.#justRead;
    const shelves = this.#stored();
    const asks = question !== 'look';
    const { background } = this.#options;
    const found = await find(keys, shelves, asks && background && !('document' in globalThis), (item) => {
      // A worker that was just started and has to ask for a token asks for its turn as soon as that shows.
      if (background && !this.loaded && !this.#minting && isDue(item) && !ticketOf({ item })) this.#turn ??= turnToRead(keys, shelves);
    });
    const early = this.#turn;
    this.#turn = undefined;
    let ticket = ticketOf(found);
    if (!ticket && !this.#host && asks) ticket = await (this.#minting ??= this.#mint(keys, shelves, found, early, question, parameters));
    else endTurn(early);
    this.#justRead = ticket;
    untilNextTask(() => (this.#justRead = undefined));
    return ticket;
  }

  /** The next token, before the core runs, which hears of it as soon as the callers have it. */
  async #mint(
    keys: Keys,
    shelves: Shelves,
    found: Found,
    early: Promise<Turn> | undefined,
    question: string,
    parameters?: Record<string, Json | undefined>,
  ): Promise<Ticket | undefined> {
    // Until the answer is there, there is nothing else to do.
    const prepare = (item: Snapshot) => (this.#prepared = [textOf(item), clientFrom(item.client ?? null, this)]);
    const start = await headStart(keys, shelves, found, early, prepare);
    const catchUp = async () => {
      try {
        if (start) await this.start().catchUp(start, question, parameters);
      } catch {
        // Whoever asks next is told of trouble.
      }
      start?.release();
      this.#minting = undefined;
    };
    // It keeps the processor busy for a while, which the answer needs on its way.
    if (start?.ticket) setTimeout(() => void catchUp(), 10);
    else void catchUp();
    return start?.ticket;
  }

  #loaded(snapshot: Snapshot): void {
    // Loading makes active again what setActive() had set aside.
    if (snapshot.session !== this.#activeSession) this.#shown = undefined;
    this.#show(snapshot);
  }

  #stored(): Shelves {
    return (this.#shelves ??= shelvesOf(this.#options.storageCache));
  }

  /** Takes over who is signed in, and tells listeners if it is another one, or if it is known in another way. */
  #show(snapshot: Snapshot): void {
    const { client, session, status, reason } = snapshot;
    if (!status) return;
    const before = this.#authState;
    this.#authState = { status, ...(reason !== undefined && { reason }) };
    const text = textOf(snapshot);
    if (client !== undefined && text !== this.#shown) {
      this.#shown = text;
      this.#client = this.#prepared?.[0] === text ? this.#prepared[1] : clientFrom(client, this);
      this.#prepared = undefined;
      this.#activate(session);
    } else if (before?.status !== status || before.reason !== reason) {
      this.#tell();
    }
    if (this.loaded) this.#setStatus(status === 'stale_offline' ? 'degraded' : 'ready');
  }

  #activate(session: string | null): void {
    this.#activeSession = session;
    this.#tell();
  }

  #tell(): void {
    if (this.#client) tell(this.#listeners, this.#resources(this.#client));
  }

  #resources(client: Client): Resources {
    return { client, session: this.session, user: this.user, authState: this.#authState };
  }

  #setStatus(status: ClerkStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    tell(this.#statusHandlers, status);
  }

  /** Hears of what other contexts do, while this one runs: nothing is woken for it. */
  #follow(): void {
    const keys = keysOf(String(this.publishableKey));
    if (this.#news || !keys) return;
    this.#news = new BroadcastChannel(keys.state);
    this.#news.onmessage = ({ data: state }: MessageEvent<Snapshot | undefined>) => {
      if (!this.loaded) return;
      if (state) this.#show(state);
      else this.#reload();
    };
    if (this.#options.background) {
      // Something may have come true since it read; of what is on its way it hears.
      if (this.loaded && !this.#minting) this.#reload();
      return;
    }
    // The official package writes the client JWT and tells nobody. In a worker the event would wake it each time.
    chrome.storage.onChanged.addListener((changes) => this.loaded && keys.jwt in changes && this.#reload());
  }

  #followWeb(syncHost: string): void {
    const frontendApi = keysOf(String(this.publishableKey))?.lock.split('|')[1];
    if (frontendApi) onWebSignIn(String(syncHost), frontendApi, () => this.#reload());
  }

  #reload(): void {
    // Trouble shows in `status`; there is no caller to tell.
    this.refresh('look').catch(() => undefined);
  }
}

/** Each by itself, still before callers go on: what one throws is the application's to see, while locks are held around here. */
function tell<News>(listeners: Iterable<(news: News) => void>, news: News): void {
  for (const listener of listeners) queueMicrotask(() => listener(news));
}

function textOf({ client, session }: Snapshot): string {
  return JSON.stringify([client, session]);
}

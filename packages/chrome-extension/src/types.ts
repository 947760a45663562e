import type { Environment } from './types-environment';
import type { OAuthStrategy, Web3Strategy } from './types-factors';
import type { Session, SignedInSession } from './types-session';
import type { SignIn } from './types-sign-in';
import type { SignUp } from './types-sign-up';
import type { User } from './types-user';
import type { RedirectCallbackParams, WebAuthParams } from './types-web-auth';

export type * from './types-environment';
export type * from './types-factors';
export type * from './types-session';
export type * from './types-sign-in';
export type * from './types-sign-up';
export type * from './types-user';
export type * from './types-web-auth';
export type * from './types-background';
export type * from './types-official-names';

/** Where `createClerkClient()` finds the instance, and what else it should do. */
export interface CreateClerkClientOptions {
  /** Starts with `pk_test_` or `pk_live_`; on the API Keys page of the dashboard. */
  publishableKey: string;
  /** Address of a web app whose sign-in the extension shares, for example `https://app.example.com`. */
  syncHost?: string;
  /** For the service worker: gives a promise of a client that is loaded. */
  background?: boolean;
  /** Keeps the client JWT instead of `chrome.storage.local`. */
  storageCache?: StorageCache;
  /** Accepted, and not needed: with `syncHost` the web app's cookies are always listened to. */
  __experimental_syncHostListener?: boolean;
  /** With `background`: renews the token while nothing of the extension is on screen. Needs the `alarms` permission. */
  refresh?: RefreshOptions;
}

/** A place for the client JWT. `createKey()` makes one name of several parts. */
export interface StorageCache {
  createKey: (...keys: string[]) => string;
  get: <T = unknown>(key: string) => Promise<T | undefined>;
  remove: (key: string) => Promise<void>;
  set: (key: string, value: string) => Promise<void>;
}

export interface RefreshOptions {
  /** `'token'` (the default): before the token expires. Or whenever it is that many seconds old; browsers allow 30 at least. */
  every?: 'token' | number;
  /** Goes on while nobody is at the machine, which is known only with the `idle` permission. Not by default. */
  whileIdle?: boolean;
}

export interface Client {
  id?: string;
  sessions: Session[];
  /** Those in which somebody is signed in, or nearly. */
  signedInSessions: SignedInSession[];
  /** The older name of `signedInSessions`. */
  activeSessions: SignedInSession[];
  signIn: SignIn;
  signUp: SignUp;
  lastActiveSessionId: string | null;
  /** How this client signed in last. */
  lastAuthenticationStrategy: LastAuthenticationStrategy | null;
  captchaBypass: boolean;
  cookieExpiresAt: Date | null;
  createdAt: Date | null;
  updatedAt: Date | null;
  destroy(): Promise<void>;
  /** Asks the server. The change reaches every context of the extension. */
  reload(): Promise<Client>;
  /** Signs out of all sessions. */
  removeSessions(): Promise<Client>;
}

export type LastAuthenticationStrategy =
  | 'email_address'
  | 'username'
  | 'password'
  | 'email_code'
  | 'email_link'
  | 'phone_code'
  | OAuthStrategy
  | Web3Strategy;

/** Organizations follow with the server's; until then nobody has an active one. */
export type Organization = never;

/** Whether there is a sign-in that works. */
export interface AuthState {
  /**
   * - `signed_in`
   * - `signed_out`: proven, never a guess.
   * - `stale_offline`: the server cannot be asked. `session` is the last one known, if any is.
   * - `needs_permission`: the user can sign in to the extension, but under `syncHost` the web app's sign-in is out of sight.
   * - `misconfigured`: the server refuses the extension, or the web app belongs to another instance.
   */
  status: 'signed_in' | 'signed_out' | 'stale_offline' | 'needs_permission' | 'misconfigured';
  /** A code of the README's table, or the server's for its refusal. None where there is nothing to explain. */
  reason?: string;
}

/** What listeners are told. */
export interface Resources {
  authState: AuthState | undefined;
  client: Client;
  session: SignedInSession | null | undefined;
  user: User | null | undefined;
  organization?: Organization | null | undefined;
}

export type ClerkStatus = 'loading' | 'ready' | 'degraded' | 'error';

/** Called in the place of a redirect, once the session is active. */
export type SetActiveNavigate = (params: { session: Session; decorateUrl: (url: string) => string }) => unknown;

export interface SetActiveParams {
  session?: { id: string } | string | null;
  /** `null` for the personal account. */
  organization?: { id: string } | string | null;
  /** Goes on from there by the application's own means. */
  navigate?: SetActiveNavigate;
  /** Where to go then, unless `navigate` is given: a page of the web or of the extension. */
  redirectUrl?: string;
}

export interface SignOutOptions {
  /** The only session to sign out of. */
  sessionId?: string;
  /** Where to go then, unless there is a callback: a page of the web or of the extension. */
  redirectUrl?: string;
}

/** Accepted, and not needed: no page is loaded by itself here, and nothing depends on the cookies of one. */
export interface LoadOptions {
  allowedRedirectOrigins?: (string | RegExp)[];
  allowedRedirectProtocols?: string[];
  standardBrowser?: boolean;
  isSatellite?: boolean | ((url: URL) => boolean);
  telemetry?: unknown;
  sdkMetadata?: unknown;
}

export interface Clerk {
  readonly version: string;
  readonly publishableKey: string;
  /** Host of the frontend API that the publishable key names. */
  readonly frontendApi: string;
  readonly instanceType: 'development' | 'production';
  readonly loaded: boolean;
  readonly status: ClerkStatus;
  /** Whether there is a sign-in that works, and why not; `undefined` until that is known. */
  readonly authState: AuthState | undefined;
  /** The reason of `authState`. */
  readonly diagnostic: string | undefined;
  /** `undefined` until loaded. */
  readonly client: Client | undefined;
  /** The active session: `null` if nobody is signed in, `undefined` until loaded. */
  readonly session: SignedInSession | null | undefined;
  readonly user: User | null | undefined;
  readonly organization: Organization | null | undefined;
  /** Whether somebody is signed in and has no task left to do. */
  readonly isSignedIn: boolean;
  /** Finds out who is signed in. On a page it also keeps the token fresh and follows what other pages do. */
  load(options?: LoadOptions): Promise<void>;
  /** Calls back now (once loaded) and after every change; returns what ends it. */
  addListener(listener: (resources: Resources) => void, options?: { skipInitialEmit?: boolean }): () => void;
  /** Calls back after every change of `status`; with `notify` also now. */
  on(event: 'status', handler: (status: ClerkStatus) => void, options?: { notify?: boolean }): void;
  off(event: 'status', handler: (status: ClerkStatus) => void): void;
  setActive(params: SetActiveParams): Promise<void>;
  /** Asks what the instance is set up to do; once for each page. */
  environment(): Promise<Environment>;
  /** As that of `client.signIn`. */
  authenticateWithRedirect(params: WebAuthParams): Promise<void>;
  /**
   * Goes on with an attempt whose user is back from elsewhere, as far as that goes without them, and leads to the
   * address for what it has become. A worker with `handleWebAuth()` has done the first part already.
   *
   * @throws ClerkRuntimeError `web_auth_failed`
   */
  handleRedirectCallback(params?: RedirectCallbackParams, customNavigate?: (to: string) => Promise<unknown>): Promise<unknown>;
  /** Of all sessions, or of one. */
  signOut(options?: SignOutOptions): Promise<void>;
  /** The same, and calls back then. */
  signOut(callback?: () => unknown, options?: SignOutOptions): Promise<void>;
}

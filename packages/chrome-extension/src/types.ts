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
  get: <T = unknown>(key: string) => Promise<T>;
  remove: (key: string) => Promise<void>;
  set: (key: string, value: unknown) => Promise<void>;
}

export interface RefreshOptions {
  /** `'token'` (the default): before the token expires. Or whenever it is that many seconds old; browsers allow 30 at least. */
  every?: 'token' | number;
  /** Goes on while nobody is at the machine, which is known only with the `idle` permission. Not by default. */
  whileIdle?: boolean;
}

export interface GetTokenOptions {
  /** Name of a JWT template; the session token unless given. */
  template?: string;
  /** The session's active organization unless given. */
  organizationId?: string;
  /** Mints a token even if the stored one is still good. */
  skipCache?: boolean;
}

export type SessionStatus = 'abandoned' | 'active' | 'ended' | 'expired' | 'pending' | 'removed' | 'replaced' | 'revoked';

export interface Verification {
  status: 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired' | null;
  strategy: string | null;
  attempts: number | null;
  expireAt: Date | null;
  nonce?: string;
  externalVerificationRedirectUrl?: string;
}

export interface EmailAddress {
  id: string;
  emailAddress: string;
  verification: Verification;
}

export interface User {
  id: string;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  /** First and last name, or `null` if there is neither. */
  fullName: string | null;
  imageUrl: string;
  hasImage: boolean;
  primaryEmailAddressId: string | null;
  primaryEmailAddress: EmailAddress | null;
  emailAddresses: EmailAddress[];
  passwordEnabled: boolean;
  publicMetadata: Record<string, unknown>;
  unsafeMetadata: Record<string, unknown>;
  lastSignInAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface Session {
  id: string;
  status: SessionStatus;
  user: User;
  lastActiveAt: Date;
  expireAt: Date;
  abandonAt: Date;
  lastActiveOrganizationId: string | null;
  createdAt: Date;
  updatedAt: Date;
  /**
   * A token that works for at least a few more seconds, or `null` if the session is over. Of everybody in the
   * extension who asks at once, one makes a request.
   *
   * @throws ClerkRuntimeError `network_error`, `timeout`, `invalid_response`; the user stays signed in
   * @throws ClerkAPIResponseError what the server refused with
   */
  getToken(options?: GetTokenOptions): Promise<string | null>;
  /** Tells the server that the session is in use. */
  touch(): Promise<Session>;
  end(): Promise<Session>;
  remove(): Promise<Session>;
}

export interface SignInFactor {
  strategy: string;
  safeIdentifier?: string;
  emailAddressId?: string;
  phoneNumberId?: string;
  primary?: boolean;
}

export type SignInStatus =
  | 'needs_identifier'
  | 'needs_first_factor'
  | 'needs_second_factor'
  | 'needs_client_trust'
  | 'needs_new_password'
  | 'complete';

export interface SignInCreateParams {
  identifier?: string;
  strategy?: string;
  password?: string;
  ticket?: string;
  [parameter: string]: unknown;
}

export interface PrepareFactorParams {
  strategy: string;
  emailAddressId?: string;
  [parameter: string]: unknown;
}

export interface AttemptFactorParams {
  strategy: string;
  code?: string;
  password?: string;
  [parameter: string]: unknown;
}

export interface SignIn {
  id?: string;
  status: SignInStatus | null;
  identifier: string | null;
  supportedFirstFactors: SignInFactor[] | null;
  supportedSecondFactors: SignInFactor[] | null;
  firstFactorVerification: Verification | null;
  secondFactorVerification: Verification | null;
  createdSessionId: string | null;
  /** Starts over. With `strategy: 'password'` and a password it may be `complete` at once. */
  create(params: SignInCreateParams): Promise<SignIn>;
  prepareFirstFactor(params: PrepareFactorParams): Promise<SignIn>;
  attemptFirstFactor(params: AttemptFactorParams): Promise<SignIn>;
  prepareSecondFactor(params: PrepareFactorParams): Promise<SignIn>;
  attemptSecondFactor(params: AttemptFactorParams): Promise<SignIn>;
  reload(): Promise<SignIn>;
}

export interface SignUpParams {
  emailAddress?: string;
  password?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
  unsafeMetadata?: Record<string, unknown>;
  [parameter: string]: unknown;
}

export interface SignUp {
  id?: string;
  status: 'missing_requirements' | 'complete' | 'abandoned' | null;
  emailAddress: string | null;
  missingFields: string[];
  unverifiedFields: string[];
  requiredFields: string[];
  createdSessionId: string | null;
  createdUserId: string | null;
  create(params: SignUpParams): Promise<SignUp>;
  update(params: SignUpParams): Promise<SignUp>;
  prepareVerification(params: PrepareFactorParams): Promise<SignUp>;
  attemptVerification(params: AttemptFactorParams): Promise<SignUp>;
  prepareEmailAddressVerification(params?: { strategy?: 'email_code' }): Promise<SignUp>;
  attemptEmailAddressVerification(params: { code: string }): Promise<SignUp>;
  reload(): Promise<SignUp>;
}

export interface Client {
  id?: string;
  sessions: Session[];
  signIn: SignIn;
  signUp: SignUp;
  lastActiveSessionId: string | null;
}

/** What listeners are told. */
export interface Resources {
  client: Client;
  session: Session | null | undefined;
  user: User | null | undefined;
}

export type ClerkStatus = 'loading' | 'ready' | 'degraded' | 'error';

export interface SetActiveParams {
  session?: Session | string | null;
  organization?: { id: string } | string | null;
}

export interface SignOutOptions {
  sessionId?: string;
}

export interface Clerk {
  readonly version: string;
  readonly publishableKey: string;
  /** Host of the frontend API that the publishable key names. */
  readonly frontendApi: string;
  readonly instanceType: 'development' | 'production';
  readonly loaded: boolean;
  readonly status: ClerkStatus;
  /** Why the sign-in may be out of date, or why the session sync found none. */
  readonly diagnostic: string | undefined;
  /** `undefined` until loaded. */
  readonly client: Client | undefined;
  /** The active session: `null` if nobody is signed in, `undefined` until loaded. */
  readonly session: Session | null | undefined;
  readonly user: User | null | undefined;
  readonly isSignedIn: boolean;
  /** Finds out who is signed in. On a page it also keeps the token fresh and follows what other pages do. */
  load(): Promise<void>;
  /** Calls back now (once loaded) and after every change; returns what ends it. */
  addListener(listener: (resources: Resources) => void): () => void;
  on(event: 'status', handler: (status: ClerkStatus) => void): void;
  off(event: 'status', handler: (status: ClerkStatus) => void): void;
  setActive(params: SetActiveParams): Promise<void>;
  /** Of all sessions, or of one. */
  signOut(options?: SignOutOptions): Promise<void>;
}

import type {
  AttemptFactorParams,
  PrepareFactorParams,
  SessionVerificationFirstFactor,
  SessionVerificationSecondFactor,
  Verification,
} from './types-factors';
import type { User } from './types-user';

export interface GetTokenOptions {
  /** Name of a JWT template; the session token unless given. */
  template?: string;
  /** The session's active organization unless given. */
  organizationId?: string;
  /** Mints a token even if the stored one is still good. */
  skipCache?: boolean;
}

export type SessionStatus = 'abandoned' | 'active' | 'ended' | 'expired' | 'pending' | 'removed' | 'replaced' | 'revoked';

/** Who acts on behalf of the user, as in RFC 8693. */
export interface Actor {
  sub: string;
  type?: 'agent';
  [claim: string]: unknown;
}

/** What a session token says; `docs/protocol.md`, "Session tokens". */
export interface SessionClaims {
  __raw: string;
  iss: string;
  sub: string;
  sid: string;
  nbf: number;
  exp: number;
  iat: number;
  azp?: string;
  act?: Actor;
  /** Minutes since the first and the second factor; -1 for never. */
  fva?: [first: number, second: number];
  sts?: 'active' | 'pending';
  v: 2;
  /** Features and plans, as `scope:name` in a list with commas. */
  fea?: string;
  pla?: string;
  /** The active organization: id, slug, role, permissions, and which of them hold for which feature. */
  o?: { id: string; slg?: string; rol?: string; per?: string; fpm?: string };
  [claim: string]: unknown;
}

export interface JWT {
  encoded: { header: string; payload: string; signature: string };
  header: { alg: string; kid: string; typ?: string; [parameter: string]: unknown };
  claims: SessionClaims;
}

/** A session token, taken apart. Only the server can tell whether it is genuine. */
export interface Token {
  jwt?: JWT;
  getRawString(): string;
}

export interface PublicUserData {
  firstName: string | null;
  lastName: string | null;
  imageUrl: string;
  hasImage: boolean;
  identifier: string;
  userId?: string;
  username?: string;
  banned?: boolean;
  deprovisioned?: boolean;
}

/** What has to be done before a pending session is active. */
export interface SessionTask {
  key: 'choose-organization' | 'reset-password' | 'setup-mfa';
}

/** Where and on what a session was used last. */
export interface SessionActivity {
  id: string;
  browserName?: string;
  browserVersion?: string;
  deviceType?: string;
  ipAddress?: string;
  city?: string;
  country?: string;
  isMobile?: boolean;
}

export type SessionVerificationLevel = 'first_factor' | 'second_factor' | 'multi_factor';

/** How recent the proof of a factor has to be. */
export type Reverification = 'strict_mfa' | 'strict' | 'moderate' | 'lax' | { level: SessionVerificationLevel; afterMinutes: number };

/** Everything that is given has to be granted. A feature or plan may begin with `org:` or `user:`. */
export interface CheckAuthorizationParams {
  role?: string;
  permission?: string;
  feature?: string;
  plan?: string;
  reverification?: Reverification;
}

/** A proof, asked for once more in a running session. */
export interface SessionVerification {
  status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  level: SessionVerificationLevel;
  session: Session;
  supportedFirstFactors: SessionVerificationFirstFactor[] | null;
  supportedSecondFactors: SessionVerificationSecondFactor[] | null;
  firstFactorVerification: Verification;
  secondFactorVerification: Verification;
}

export interface Session {
  id: string;
  status: SessionStatus;
  user: User | null;
  publicUserData: PublicUserData;
  expireAt: Date;
  abandonAt: Date;
  lastActiveAt: Date;
  lastActiveOrganizationId: string | null;
  lastActiveToken: Token | null;
  /** Minutes since the first and the second factor when the server sent this; -1 for never. */
  factorVerificationAge: [first: number, second: number] | null;
  actor: Actor | null;
  /** The actor, if it is an agent. */
  agent: (Actor & { type: 'agent' }) | null;
  tasks: SessionTask[] | null;
  currentTask?: SessionTask;
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
  touch(params?: { intent?: 'focus' | 'select_session' | 'select_org' }): Promise<Session>;
  end(): Promise<Session>;
  remove(): Promise<Session>;
  /** Asks the server. The change reaches every context of the extension. */
  reload(): Promise<this>;
  /** What the last token grants. For what to show; what may be done is for a server to decide. */
  checkAuthorization(asked: CheckAuthorizationParams): boolean;
  startVerification(params: { level: SessionVerificationLevel }): Promise<SessionVerification>;
  prepareFirstFactorVerification(factor: PrepareFactorParams): Promise<SessionVerification>;
  attemptFirstFactorVerification(attempt: AttemptFactorParams): Promise<SessionVerification>;
  prepareSecondFactorVerification(factor: PrepareFactorParams): Promise<SessionVerification>;
  attemptSecondFactorVerification(attempt: AttemptFactorParams): Promise<SessionVerification>;
  /** @throws ClerkRuntimeError `passkey_not_supported`, `passkey_retrieval_cancelled` */
  verifyWithPasskey(params?: { level?: 'first_factor' | 'second_factor' }): Promise<SessionVerification>;
}

export interface ActiveSession extends Session {
  status: 'active';
  user: User;
}

/** Not signed in yet: a task is left to do. */
export interface PendingSession extends Session {
  status: 'pending';
  user: User;
  currentTask: SessionTask;
}

export type SignedInSession = ActiveSession | PendingSession;

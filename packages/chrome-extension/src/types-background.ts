import type { AuthState, Clerk, SetActiveParams, SignOutOptions } from './types';
import type { Verification } from './types-factors';
import type { GetTokenOptions, Session } from './types-session';
import type { SignIn } from './types-sign-in';
import type { SignUp } from './types-sign-up';
import type { User } from './types-user';

/** What a resource holds, without what it can do and without what pages work out from it. */
type Fields<T> = T extends Date | URL
  ? T
  : T extends Verification
    ? Partial<Plain<Verification>> | null
    : T extends (infer Item)[]
      ? Fields<Item>[]
      : T extends object
        ? Plain<T>
        : T;

type Plain<T> = {
  [Key in keyof T as Key extends WorkedOut ? never : T[Key] extends (...args: never[]) => unknown ? never : Key]: Fields<T[Key]>;
};

type WorkedOut =
  | `hasVerified${string}`
  | `${'verified' | 'unverified'}${'External' | 'Web3'}${string}`
  | 'primaryPhoneNumber'
  | 'primaryWeb3Wallet'
  | 'userData'
  | 'agent'
  | 'currentTask'
  | 'externalVerificationRedirectURL'
  | 'lastActiveToken'
  | 'web3wallet';

/** Some methods of a resource, which give it again. */
type Can<T, Names extends keyof T, Self> = {
  [Name in Names]: T[Name] extends (...args: infer Args) => unknown ? (...args: Args) => Promise<Self> : never;
};

/** The user as the `/background` entries have it. Whoever manages accounts in a worker imports from `/client`. */
export interface BackgroundUser extends Plain<User> {
  reload(): Promise<BackgroundUser>;
}

export interface BackgroundSession
  extends Omit<Plain<Session>, 'user'>, Can<Session, 'touch' | 'end' | 'remove' | 'reload', BackgroundSession> {
  user: BackgroundUser | null;
  /** See `Session`. */
  getToken(options?: GetTokenOptions): Promise<string | null>;
}

export interface BackgroundSignIn
  extends
    Plain<SignIn>,
    Can<
      SignIn,
      | 'create'
      | 'prepareFirstFactor'
      | 'attemptFirstFactor'
      | 'prepareSecondFactor'
      | 'attemptSecondFactor'
      | 'resetPassword'
      | 'reload',
      BackgroundSignIn
    > {}

export interface BackgroundSignUp
  extends
    Plain<SignUp>,
    Can<
      SignUp,
      | 'create'
      | 'update'
      | 'prepareVerification'
      | 'attemptVerification'
      | 'prepareEmailAddressVerification'
      | 'attemptEmailAddressVerification'
      | 'reload',
      BackgroundSignUp
    > {}

export interface BackgroundClient {
  id?: string;
  sessions: BackgroundSession[];
  signIn: BackgroundSignIn;
  signUp: BackgroundSignUp;
  lastActiveSessionId: string | null;
}

export interface BackgroundResources {
  client: BackgroundClient;
  session: BackgroundSession | null | undefined;
  user: BackgroundUser | null | undefined;
  authState: AuthState | undefined;
}

/**
 * The client as the `/background` entries give it: what a worker that wakes every minute needs. A `Clerk` is one, too;
 * `createClerkClient({ background: true })` of the `/client` entries gives that in a worker as well.
 */
export interface BackgroundClerk extends Omit<
  Clerk,
  'client' | 'session' | 'user' | 'addListener' | 'authenticateWithRedirect' | 'handleRedirectCallback' | 'setActive' | 'signOut'
> {
  readonly client: BackgroundClient | undefined;
  readonly session: BackgroundSession | null | undefined;
  readonly user: BackgroundUser | null | undefined;
  addListener(listener: (resources: BackgroundResources) => void, options?: { skipInitialEmit?: boolean }): () => void;
  setActive(params: Pick<SetActiveParams, 'session' | 'organization'>): Promise<void>;
  /** Of all sessions, or of one. */
  signOut(options?: Pick<SignOutOptions, 'sessionId'>): Promise<void>;
  /** The same, and calls back then. */
  signOut(callback?: () => unknown, options?: Pick<SignOutOptions, 'sessionId'>): Promise<void>;
}

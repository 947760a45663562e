import type { Actor, Clerk, GetTokenOptions, Session, SessionClaims, SignedInSession, SignIn, SignUp, User } from '../types';

export interface PendingSessionOptions {
  /** Whether somebody whose session still has a task to do counts as signed out; so unless `false`. */
  treatPendingAsSignedOut?: boolean;
}

export type SignOut = Clerk['signOut'];
export type SetActive = Clerk['setActive'];

/** Says whether the session may do something, by what its token and its memberships say. */
export type Has = Session['checkAuthorization'];

interface UseAuthActions {
  /** A token of the active session, `null` if nobody is signed in. Waits until the client is loaded. */
  getToken(options?: GetTokenOptions): Promise<string | null>;
  signOut: SignOut;
}

type Facts<T> = Record<'userId' | 'sessionId' | 'sessionClaims' | 'actor' | 'orgId' | 'orgRole' | 'orgSlug', T>;

interface SignedIn {
  isLoaded: true;
  isSignedIn: true;
  userId: string;
  sessionId: string;
  sessionClaims: SessionClaims;
  /** Who acts in the user's name. */
  actor: Actor | null;
  has: Has;
}

export type UseAuthReturn = UseAuthActions &
  (
    | ({ isLoaded: false; isSignedIn: undefined; has: (...params: Parameters<Has>) => false } & Facts<undefined>)
    | ({ isLoaded: true; isSignedIn: false; has: (...params: Parameters<Has>) => false } & Facts<null>)
    | (SignedIn & { orgId: null; orgRole: null; orgSlug: null })
    | (SignedIn & { orgId: string; orgRole: string; orgSlug: string | null })
  );

export type UseUserReturn =
  | { isLoaded: false; isSignedIn: undefined; user: undefined }
  | { isLoaded: true; isSignedIn: false; user: null }
  | { isLoaded: true; isSignedIn: true; user: User };

export type UseSessionReturn =
  | { isLoaded: false; isSignedIn: undefined; session: undefined }
  | { isLoaded: true; isSignedIn: false; session: null }
  /** Not signed in as long as the session is pending. */
  | { isLoaded: true; isSignedIn: boolean; session: SignedInSession };

export type UseSessionListReturn =
  | { isLoaded: false; sessions: undefined; setActive: undefined }
  | { isLoaded: true; sessions: Session[]; setActive: SetActive };

/** What `./legacy` gives. */
export type UseSignInReturn =
  | { isLoaded: false; signIn: undefined; setActive: undefined }
  | { isLoaded: true; signIn: SignIn; setActive: SetActive };

export type UseSignUpReturn =
  | { isLoaded: false; signUp: undefined; setActive: undefined }
  | { isLoaded: true; signUp: SignUp; setActive: SetActive };

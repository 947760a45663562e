/** The React entry: a provider, what shows by who is signed in, sign-in, sign-up and the account, and hooks. */
export { ClerkProvider, type ClerkProviderProps } from './react/provider';
export { ClerkDegraded, ClerkFailed, ClerkLoaded, ClerkLoading, Show, type ShowProps } from './react/control';
export { SignIn, SignUp, UserButton, UserProfile, type SignInProps, type SignUpProps, type UserButtonProps, type UserProfileProps } from './react/elements';
export { useAuth } from './react/use-auth';
export { useClerk, useSession, useSessionList, useUser } from './react/hooks';
export { useSignIn, useSignUp } from './react/attempts/hooks';
export { useReverification, type NeedsReverification, type UseReverificationOptions } from './react/reverification';
export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type * from './react/attempts/types';
export type * from './react/types';
export type * from './types';

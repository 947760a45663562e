import { useProvided, useSeen } from './context';
import type { Clerk } from '../types';
import type { UseSessionListReturn, UseSessionReturn, UseUserReturn } from './types';

/** The client, loaded or not. Its `signOut()` and `setActive()` also go where the provider says. */
export function useClerk(): Clerk {
  return useProvided('useClerk()').clerk;
}

export function useUser(): UseUserReturn {
  const { user } = useSeen('useUser()');
  if (user === undefined) return { isLoaded: false, isSignedIn: undefined, user };
  return user ? { isLoaded: true, isSignedIn: true, user } : { isLoaded: true, isSignedIn: false, user: null };
}

export function useSession(): UseSessionReturn {
  const { session, isSignedIn } = useSeen('useSession()');
  if (session === undefined) return { isLoaded: false, isSignedIn: undefined, session };
  return session ? { isLoaded: true, isSignedIn: isSignedIn ?? false, session } : { isLoaded: true, isSignedIn: false, session };
}

/** Everybody who is signed in here, and how to switch. */
export function useSessionList(): UseSessionListReturn {
  const { clerk } = useProvided('useSessionList()');
  const { client } = useSeen('useSessionList()');
  if (!client) return { isLoaded: false, sessions: undefined, setActive: undefined };
  return { isLoaded: true, sessions: client.sessions, setActive: clerk.setActive };
}


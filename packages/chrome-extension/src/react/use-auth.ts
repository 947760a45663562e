import { useCallback, useMemo } from 'react';
import type { GetTokenOptions } from '../types';
import { organizationOf, useClaims } from './claims';
import { useProvided, useSeen } from './context';
import type { Has, PendingSessionOptions, UseAuthReturn } from './types';

const never = () => false as const;

/** Who is signed in, what they may do, and how to get a token. */
export function useAuth(options?: PendingSessionOptions | null): UseAuthReturn {
  const { clerk, store } = useProvided('useAuth()');
  const { session } = useSeen('useAuth()');
  const claims = useClaims(session);
  const getToken = useCallback(
    async (ask?: GetTokenOptions) => {
      await store.loaded();
      return (await clerk.session?.getToken(ask)) ?? null;
    },
    [clerk, store],
  );
  const isPendingOut = (options?.treatPendingAsSignedOut ?? true) && session?.status === 'pending';

  return useMemo(() => {
    const actions = { getToken, signOut: clerk.signOut };
    const nobody = <T>(of: T) => ({ userId: of, sessionId: of, sessionClaims: of, actor: of, orgId: of, orgRole: of, orgSlug: of });
    if (session === null || isPendingOut) {
      return { isLoaded: true, isSignedIn: false, ...nobody(null), has: never, ...actions };
    }
    if (!session || !claims) return { isLoaded: false, isSignedIn: undefined, ...nobody(undefined), has: never, ...actions };
    const signedIn = {
      isLoaded: true as const,
      isSignedIn: true as const,
      userId: session.user.id,
      sessionId: session.id,
      sessionClaims: claims,
      actor: (claims.act as { sub: string } | undefined) ?? null,
      has: (params: Parameters<Has>[0]) => session.checkAuthorization(params),
      ...actions,
    };
    const organization = organizationOf(claims);
    return organization ? { ...signedIn, ...organization } : { ...signedIn, orgId: null, orgRole: null, orgSlug: null };
  }, [session, claims, isPendingOut, getToken, clerk]);
}

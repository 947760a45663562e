import type { PropsWithChildren, ReactNode } from 'react';
import type { ClerkStatus } from '../types';
import { useSeen } from './context';
import type { Has, PendingSessionOptions } from './types';
import { useAuth } from './use-auth';

type Condition = Parameters<Has>[0];

export type ShowProps = PropsWithChildren<
  PendingSessionOptions & {
    /** What a person must be, or may do, to see the children. */
    when: 'signed-in' | 'signed-out' | Condition | ((has: Has) => boolean);
    /** What everybody else sees. */
    fallback?: ReactNode;
  }
>;

/** Shows its children to whom `when` is about, and nothing to anybody before the client is loaded. */
export function Show({ children, fallback = null, when, treatPendingAsSignedOut }: ShowProps): ReactNode {
  const { isLoaded, isSignedIn, has } = useAuth({ treatPendingAsSignedOut: treatPendingAsSignedOut ?? true });
  if (!isLoaded) return null;
  return isMet() ? children : fallback;

  function isMet(): boolean {
    if (when === 'signed-out') return !isSignedIn;
    if (!isSignedIn || when === 'signed-in') return isSignedIn === true;
    return typeof when === 'function' ? when(has) : has(when);
  }
}

function during(name: string, ...statuses: ClerkStatus[]) {
  return function Control({ children }: PropsWithChildren): ReactNode {
    return statuses.includes(useSeen(name).status) ? children : null;
  };
}

/** Shows its children while the client loads. */
export const ClerkLoading = during('<ClerkLoading>', 'loading');
/** Shows its children once the client is loaded, also if what it knows may be out of date. */
export const ClerkLoaded = during('<ClerkLoaded>', 'ready', 'degraded');
/** Shows its children if the client could not be loaded. */
export const ClerkFailed = during('<ClerkFailed>', 'error');
/** Shows its children while the server cannot be reached and what is shown may be out of date. */
export const ClerkDegraded = during('<ClerkDegraded>', 'degraded');

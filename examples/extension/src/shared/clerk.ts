import { createClerkClient } from '@nightdesk/chrome-extension/client';
import type { Clerk, Client, Session, User } from '@nightdesk/chrome-extension/types';
import { useSyncExternalStore } from 'react';

/** What a page knows about who is signed in. */
export type Auth =
  | { status: 'loading' }
  | { status: 'failed'; error: unknown }
  | { status: 'signed-out'; clerk: Clerk; client: Client }
  | { status: 'signed-in'; clerk: Clerk; client: Client; user: User; session: Session };

let clerk: Clerk | undefined;
let auth: Auth = { status: 'loading' };
const subscribers = new Set<() => void>();

/** Re-renders the component whenever someone signs in or out, here or in any other page of the extension. */
export function useAuth(): Auth {
  return useSyncExternalStore(subscribe, () => auth);
}

/** Creates the page's one client and loads it. Called again, it tries again. */
export async function load(): Promise<void> {
  publish({ status: 'loading' });
  try {
    clerk ??= create();
    await clerk.load();
    publish(current(clerk));
  } catch (error) {
    publish({ status: 'failed', error });
  }
}

function create(): Clerk {
  const created = createClerkClient({
    publishableKey: import.meta.env.NIGHTDESK_PUBLISHABLE_KEY,
    syncHost: import.meta.env.NIGHTDESK_SYNC_HOST,
  });
  created.addListener(() => publish(current(created)));
  created.on('status', () => publish(current(created)));
  return created;
}

/** A new object each time: the client's resources change in place, and React compares by identity. */
function current(from: Clerk): Auth {
  const { client, user, session } = from;
  if (!client) return auth;
  if (user && session) return { status: 'signed-in', clerk: from, client, user, session };
  return { status: 'signed-out', clerk: from, client };
}

function publish(next: Auth) {
  auth = next;
  subscribers.forEach((notify) => notify());
}

function subscribe(notify: () => void) {
  subscribers.add(notify);
  return () => subscribers.delete(notify);
}

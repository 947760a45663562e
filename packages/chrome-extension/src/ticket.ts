import type { Snapshot } from './host';
import type { Shelves } from './storage';

/** What the core left in session storage for a context that wakes up. */
export interface Ticket extends Snapshot {
  /** The active session's token. */
  token: string;
}

/** Where a frontend API's client is kept. */
export interface Keys {
  /** The client JWT, in local storage, under the key that `@clerk/chrome-extension` uses. */
  jwt: string;
  /** The core's item, in session storage. */
  state: string;
}

/** The storage keys of a publishable key's instance; none if the key cannot be read, which the core explains. */
export function keysOf(publishableKey: string): Keys | undefined {
  try {
    const frontendApi = atob(publishableKey.split('_')[2] ?? '').slice(0, -1);
    return { jwt: `${frontendApi}|__clerk_client_jwt|v2`, state: `nightdesk|${frontendApi}|state` };
  } catch {
    return undefined;
  }
}

/**
 * The ticket, if it may be used now: for the client JWT that is stored and inside the window the core wrote.
 * Outside of it, also before its start, the core decides.
 */
export async function readTicket({ jwt, state }: Keys, shelves: () => Shelves): Promise<Ticket | undefined> {
  // Absent, whatever its type says, without the permission; the core explains that.
  if (!(chrome.storage as typeof chrome.storage | undefined)) return undefined;
  const { local: forLong, session: forNow } = shelves();
  const [local, session] = await Promise.all([forLong.get([jwt]), forNow.get([state])]);
  const text: unknown = session[state];
  if (typeof text !== 'string') return undefined;
  const item = JSON.parse(text) as Ticket & { v: number; jwt: string; from: number; until: number };
  const now = Date.now();
  const live = item.v === 1 && item.jwt === local[jwt] && item.from <= now && now < item.until;
  return live ? item : undefined;
}

/**
 * Calls back after what the caller does at once, over a few `await`s, and before the next task. What was read from storage
 * holds until then: news of other contexts arrive as tasks, so nobody can know yet that it has changed.
 */
export function untilNextTask(over: () => void, turns = 32): void {
  queueMicrotask(() => (turns ? untilNextTask(over, turns - 1) : over()));
}

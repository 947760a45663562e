import { get, type Area, type Http, type Snapshot } from './host';
import { remembered } from './memory';
import type { Shelves } from './storage';

/** What the core left in session storage for a context that wakes up. */
export interface Ticket extends Snapshot {
  /** The active session's token. */
  token: string;
}

/** Where a frontend API's client is kept. */
export interface Keys {
  /** Whoever holds it has the extension's turn to talk to the server. */
  lock: string;
  /** The client JWT, in local storage, under the key that `@clerk/chrome-extension` uses. */
  jwt: string;
  /** The core's item, in session storage. */
  state: string;
  /** What the core reads. */
  reads: [Area, string][];
}

interface Item extends Ticket {
  v: number;
  jwt: string;
  /** The window in which `token` may be used. */
  from: number;
  until: number;
  /** The request for the next token, and the window in which it may be sent before the core runs. */
  mint: Http;
  fetched_at: number;
  stale: number;
}

/** What storage says at one moment. */
export interface Found {
  values: unknown[];
  /** The core's item, if it is about the client JWT that is stored. */
  item: Item | undefined;
}

/** The storage keys of a publishable key's instance; none if the key cannot be read, which the core explains. */
export function keysOf(publishableKey: string): Keys | undefined {
  try {
    const frontendApi = atob(publishableKey.split('_')[2] ?? '').slice(0, -1);
    const lock = `nightdesk|${frontendApi}`;
    const [jwt, state] = [`${frontendApi}|__clerk_client_jwt|v2`, `${lock}|state`];
    return { lock, jwt, state, reads: [['local', jwt], ['local', `${lock}|synced`], ['session', state]] };
  } catch {
    return undefined;
  }
}

export function find({ reads, state }: Keys, shelves: Shelves, isWorker: boolean): Promise<Found> {
  const read = async () => {
    const { values } = await get(reads, shelves);
    const item = values[2] as Item | null;
    return { values, item: item?.v === 1 && item.jwt === values[0] ? item : undefined };
  };
  return isWorker && shelves.local === chrome.storage.local ? remembered(state, read) : read();
}

/** The ticket, if it may be used now: inside the window the core wrote. Outside of it, also before its start, the core decides. */
export function ticketOf({ item }: Found): Ticket | undefined {
  const now = Date.now();
  return item && item.from <= now && now < item.until ? item : undefined;
}

/**
 * Calls back after what the caller does at once, over a few `await`s, and before the next task. What was read from storage
 * holds until then: news of other contexts arrive as tasks, so nobody can know yet that it has changed.
 */
export function untilNextTask(over: () => void, turns = 32): void {
  queueMicrotask(() => (turns ? untilNextTask(over, turns - 1) : over()));
}

import { parsed, textOf, type Http, type Snapshot } from './host';
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
  /** What the core keeps about the web app, in local storage. */
  synced: string;
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
    return { lock, jwt: `${frontendApi}|__clerk_client_jwt|v2`, state: `${lock}|state`, synced: `${lock}|synced` };
  } catch {
    return undefined;
  }
}

/** `glance` sees the core's item as soon as that is there, before it is known whether it is about the client JWT that is stored. */
export function find({ jwt, synced, state }: Keys, shelves: Shelves, isWorker: boolean | undefined, glance: (item: Item | undefined) => void): Promise<Found> {
  const read = async () => {
    // In memory, it is there first.
    const looking = async () => {
      const item = parsed((await shelves.session.get([state]))[state]) as Item | undefined;
      glance(item);
      return item;
    };
    const [item, local] = await Promise.all([looking(), shelves.local.get([jwt, synced])]);
    return { values: [textOf(local[jwt]), textOf(local[synced]), item], item: item?.v === 1 && item.jwt === local[jwt] ? item : undefined };
  };
  return isWorker && shelves.local === chrome.storage.local ? remembered(state, read) : read();
}

/** Whether the request that the core left behind may be sent now. */
export function isDue(item: Item | undefined): item is Item {
  const now = Date.now();
  return !!item && item.fetched_at <= now && now < item.stale;
}

/** The ticket, if it may be used now: inside the window the core wrote. Outside of it, also before its start, the core decides. */
export function ticketOf({ item }: Pick<Found, 'item'>): Ticket | undefined {
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

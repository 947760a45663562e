import type { StorageCache } from './types';

/** The part of a storage area that the client uses. */
export interface Shelf {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** Where things are kept: what outlives the browser, and what does not. */
export type Shelves = Record<'local' | 'session', Shelf>;

/**
 * What regular and incognito windows of a split extension do not share, as they do `chrome.storage`: each has its own
 * caches, and those of incognito windows are in memory and go with the last of them.
 */
const INCOGNITO: StorageCache = {
  createKey: (...keys) => `https://nightdesk.invalid/${keys.join('/')}`,
  get: async <T>(key: string) => (await caches.match(key))?.text() as T,
  set: async (key, value) => (await caches.open('nightdesk')).put(key, new Response(value)),
  remove: async (key) => void (await (await caches.open('nightdesk')).delete(key)),
};

/** The extension's shelves; the client JWT's is where the application wants it, if it says so. */
export function shelvesOf(cache: StorageCache | undefined): Shelves {
  // Firefox knows no split: its private windows share the one background page.
  if (chrome.runtime.getManifest().incognito === 'split' && chrome.extension.inIncognitoContext) {
    return { local: shelf(INCOGNITO), session: shelf(INCOGNITO) };
  }
  // Without the permission there is no `chrome.storage`; the core, which is about to start, says so.
  const { local, session } = ((chrome.storage as typeof chrome.storage | undefined) ?? {}) as Shelves;
  return { local: cache ? shelf(cache) : local, session };
}

function shelf(cache: StorageCache): Shelf {
  const name = (key: string) => cache.createKey(...key.split('|'));
  return {
    get: async (keys) => Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await cache.get(name(key))] as const))),
    async set(items) {
      for (const [key, value] of Object.entries(items)) await cache.set(name(key), value as string);
    },
    async remove(keys) {
      for (const key of keys) await cache.remove(name(key));
    },
  };
}

/** Keeps the sign-in from content scripts, which run beside the pages of others. */
export function closeToContentScripts(cache: StorageCache | undefined): void {
  // With a place of the application's own, nothing secret is in local storage.
  for (const area of cache ? (['session'] as const) : (['session', 'local'] as const)) {
    try {
      // Not every browser has it, and none needs it for the client to work.
      chrome.storage[area].setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => undefined);
    } catch {
      // Absent.
    }
  }
}

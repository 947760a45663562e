import type { StorageCache } from './types';

/** The part of a storage area that the client uses. */
export interface Shelf {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** Where the client JWT is kept: in local storage, or where the application wants it. */
export function localShelf(cache: StorageCache | undefined): Shelf {
  // Without the permission there is no `chrome.storage`; the core, which is about to start, says so.
  if (!cache) return (chrome.storage as typeof chrome.storage | undefined)?.local as Shelf;
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

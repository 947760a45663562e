import type { ClerkClient } from './clerk';
import type { CoreFactory } from './core';
import { keepRefreshed } from './refresh';
import type { Clerk, CreateClerkClientOptions, StorageCache } from './types';

/** `createClerkClient()`: on pages a client to `load()`, in the worker a promise of a loaded one. */
export interface CreateClerkClient {
  (options: CreateClerkClientOptions & { background: true }): Promise<Clerk>;
  (options: CreateClerkClientOptions & { background?: false }): Clerk;
  (options: CreateClerkClientOptions): Clerk | Promise<Clerk>;
}

export function creator(createCore: CoreFactory, Made: typeof ClerkClient): CreateClerkClient {
  // Called anew for every message, as the usual code does, it gives the client this context has already.
  const clients = new Map<string, ClerkClient>();
  const caches: StorageCache[] = [];

  function clientFor(options: CreateClerkClientOptions): ClerkClient {
    const { publishableKey, syncHost, background, refresh, storageCache } = options;
    if (storageCache && !caches.includes(storageCache)) caches.push(storageCache);
    const name = JSON.stringify([publishableKey, syncHost, background ?? false, storageCache && caches.indexOf(storageCache)]);
    const client = clients.get(name) ?? new Made(options, createCore);
    const renews = background && refresh;
    // Before it is kept: a key that cannot be used is refused each time; so is a permission that is missing.
    if (renews && !(chrome.alarms as typeof chrome.alarms | undefined)) new Made(options, createCore).start();
    if (!background) client.start();
    const renewed = `${name}r`;
    if (renews && !clients.has(renewed)) {
      clients.set(renewed, client);
      keepRefreshed(client, refresh);
    }
    clients.set(name, client);
    return client;
  }

  async function inBackground(options: CreateClerkClientOptions): Promise<ClerkClient> {
    const client = clientFor(options);
    await client.refresh();
    return client;
  }

  return ((options: CreateClerkClientOptions | undefined) => {
    const given = options ?? { publishableKey: '' };
    return given.background ? inBackground(given) : clientFor(given);
  }) as unknown as CreateClerkClient;
}

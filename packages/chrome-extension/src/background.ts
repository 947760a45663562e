import { expose } from './bridge/expose';
import type { ExposeAuthOptions } from './bridge/options';
import { createCore } from './core-js';
import { creator } from './create';
import { KINDS } from './resources';
import type { BackgroundClerk, CreateClerkClientOptions } from './types';

const create = creator(createCore, KINDS);

/**
 * A client for the background service worker, loaded. It leaves out what a worker seldom does, such as managing the
 * account; `createClerkClient({ background: true })` of `./client` leaves out nothing.
 *
 * @throws ClerkRuntimeError what is wrong with the key or the manifest; `network_error`, `timeout` or
 * `invalid_response` if nothing is known and the server cannot be asked. Nobody is signed out by it.
 */
export async function createClerkClient(options: Omit<CreateClerkClientOptions, 'background'>): Promise<BackgroundClerk> {
  return create({ ...options, background: true });
}

/**
 * Lets content scripts send requests as the signed-in user, by `authFetch()`; on the worker's first turn. Called again,
 * it adds to what is allowed.
 *
 * @throws ClerkRuntimeError `pattern_invalid`
 */
export function exposeAuth(options: ExposeAuthOptions): void {
  expose(options, create);
}

export type { ExposeAuthOptions } from './bridge/options';
export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type * from './types';

import { createClerkClient as create } from './client-wasm';
import type { Clerk, CreateClerkClientOptions } from './types';

/**
 * A client for the background service worker, loaded.
 *
 * @throws ClerkRuntimeError what is wrong with the key or the manifest; `network_error`, `timeout` or
 * `invalid_response` if nothing is known and the server cannot be asked. Nobody is signed out by it.
 */
export async function createClerkClient(options: Omit<CreateClerkClientOptions, 'background'>): Promise<Clerk> {
  return create({ ...options, background: true });
}

export { exposeAuth } from './client-wasm';
export type { ExposeAuthOptions } from './bridge/options';
export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type * from './types';

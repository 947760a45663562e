import { ClerkClient } from './clerk';
import { expose } from './bridge/expose';
import type { ExposeAuthOptions } from './bridge/options';
import { createCore } from './core-js';
import { creator } from './create';
import type { BackgroundClerk, CreateClerkClientOptions } from './types';
import type { WebAuthOptions } from './web-auth/options';
import { serve } from './web-auth/serve';

const create = creator(createCore, ClerkClient);

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
 * A pattern that cannot be used allows nothing; it is reported as an error that nobody caught, and whoever is refused for it gets `pattern_invalid`.
 */
export function exposeAuth(options: ExposeAuthOptions): void {
  expose(options, create);
}

/**
 * Runs the sign-ins of the extension's pages at providers, at companies and by e-mail links; on the worker's first
 * turn. They go on when the page that began them closes. Called again, it serves another instance too.
 */
export function handleWebAuth(options: WebAuthOptions): void {
  serve(options, create);
}

export type { ExposeAuthOptions } from './bridge/options';
export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type * from './types';
export type { WebAuthOptions } from './web-auth/options';

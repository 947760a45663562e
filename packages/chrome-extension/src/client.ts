import { PageClerk } from './page-clerk';
import { expose } from './bridge/expose';
import type { ExposeAuthOptions } from './bridge/options';
import { createCore } from './core-js';
import { creator } from './create';
import type { WebAuthOptions } from './web-auth/options';
import { serve } from './web-auth/serve';

export const createClerkClient = creator(createCore, PageClerk);

/**
 * Lets content scripts send requests as the signed-in user, by `authFetch()`; for the worker, on its first turn.
 * Called again, it adds to what is allowed.
 * A pattern that cannot be used allows nothing; it is reported as an error that nobody caught, and whoever is refused for it gets `pattern_invalid`.
 */
export function exposeAuth(options: ExposeAuthOptions): void {
  expose(options, createClerkClient);
}

/**
 * Runs the sign-ins of the extension's pages at providers, at companies and by e-mail links, in the worker; on the worker's first
 * turn. They go on when the page that began them closes. Called again, it serves another instance too.
 */
export function handleWebAuth(options: WebAuthOptions): void {
  serve(options, createClerkClient);
}

export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type { ExposeAuthOptions } from './bridge/options';
export type * from './types';
export type { WebAuthOptions } from './web-auth/options';

import { expose } from './bridge/expose';
import type { ExposeAuthOptions } from './bridge/options';
import { createCore } from './core-wasm';
import { creator } from './create';
import { PAGE_KINDS } from './resources-page';

export const createClerkClient = creator(createCore, PAGE_KINDS);

/**
 * Lets content scripts send requests as the signed-in user, by `authFetch()`; for the worker, on its first turn.
 * Called again, it adds to what is allowed.
 *
 * @throws ClerkRuntimeError `pattern_invalid`
 */
export function exposeAuth(options: ExposeAuthOptions): void {
  expose(options, createClerkClient);
}

export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type { ExposeAuthOptions } from './bridge/options';
export type * from './types';

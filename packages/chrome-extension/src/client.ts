import { createCore } from './core-js';
import { creator } from './create';

export const createClerkClient = creator(createCore);

export { ClerkAPIResponseError, ClerkRuntimeError } from './errors';
export type * from './types';

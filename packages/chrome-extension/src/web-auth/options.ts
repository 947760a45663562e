import type { CreateClerkClientOptions } from '../types';

/** The client whose sign-ins the worker runs; the same options as its pages give to `createClerkClient()`. */
export type WebAuthOptions = Pick<CreateClerkClientOptions, 'publishableKey' | 'syncHost' | 'storageCache'>;

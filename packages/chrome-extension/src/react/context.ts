import { createContext, useContext, useSyncExternalStore } from 'react';
import { ClerkRuntimeError } from '../errors';
import type { Attempts } from './attempts';
import type { Clerk } from '../types';
import type { Seen, Store } from './store';

/** What a provider hands to the components inside. */
export interface Provided {
  /** The client, which also goes where the provider says; see `navigating()`. */
  clerk: Clerk;
  store: Store;
  attempts: Attempts;
}

export const ClerkContext = createContext<Provided | undefined>(undefined);

/** @throws {ClerkRuntimeError} `provider_missing` */
export function useProvided(name: string): Provided {
  const provided = useContext(ClerkContext);
  if (provided) return provided;
  throw new ClerkRuntimeError(
    `${name} found no <ClerkProvider> above the component that uses it. Render the component inside of one.`,
    { code: 'provider_missing' },
  );
}

/** What the provider's client knows; the component renders again when that changes. */
export function useSeen(name: string): Seen {
  const { subscribe, read } = useProvided(name).store;
  return useSyncExternalStore(subscribe, read, read);
}

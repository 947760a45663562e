import { useSyncExternalStore } from 'react';

/** The view that the address names: popups have no router, and need none. */
export function useHash(): [hash: string, set: (hash: string) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return [hash, (next) => (location.hash = next)];
}

function subscribe(notify: () => void): () => void {
  addEventListener('hashchange', notify);
  return () => removeEventListener('hashchange', notify);
}

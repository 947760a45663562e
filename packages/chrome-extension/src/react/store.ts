import type { Clerk, ClerkStatus, Client, SignedInSession, User } from '../types';

/** What components render, as of one moment. */
export interface Seen {
  readonly status: ClerkStatus;
  /** `undefined` until loaded; the same goes for what follows. */
  readonly client: Client | undefined;
  readonly session: SignedInSession | null | undefined;
  readonly user: User | null | undefined;
  readonly isSignedIn: boolean | undefined;
}

/** What a client knows, in the form `useSyncExternalStore` wants: the same object until something changed. */
export interface Store {
  subscribe(onChange: () => void): () => void;
  read(): Seen;
  /** Loads the client, unless that is under way or done. Trouble shows in `status`; there is no caller to tell. */
  load(): void;
  /** The same, for who wants to know what the trouble was. */
  loaded(): Promise<void>;
}

const stores = new WeakMap<Clerk, Store>();

/** The store of a client: one, however many providers show it. */
export function storeOf(clerk: Clerk): Store {
  let store = stores.get(clerk);
  if (!store) stores.set(clerk, (store = newStore(clerk)));
  return store;
}

function newStore(clerk: Clerk): Store {
  let seen: Seen | undefined;
  let loading: Promise<void> | undefined;

  function look(): Seen {
    const { status, client, session, user, isSignedIn } = clerk;
    return { status, client, session, user, isSignedIn: client && isSignedIn };
  }

  function load(): Promise<void> {
    // After a failure the next provider to be mounted, or the next getToken(), tries again.
    loading ??= (clerk.loaded ? Promise.resolve() : clerk.load()).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  return {
    subscribe(onChange) {
      const end = clerk.addListener(onChange);
      clerk.on('status', onChange);
      return () => {
        end();
        clerk.off('status', onChange);
      };
    },
    read() {
      const now = look();
      const isSame = seen && (Object.keys(now) as (keyof Seen)[]).every((part) => Object.is(now[part], seen?.[part]));
      if (!isSame) seen = now;
      return seen ?? now;
    },
    load: () => void load().catch(() => undefined),
    loaded: load,
  };
}

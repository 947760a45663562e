import { goTo } from '../go-to';
import type { Clerk, SignOutOptions } from '../types';

/** Where a provider goes, and how. */
export interface Navigation {
  /** Where to after a sign-out that names no place itself. Without one nobody is taken anywhere. */
  afterSignOutUrl?: string | null;
  /** The application's router; the page is loaded anew without one. */
  routerPush?: (to: string) => unknown;
  /** Used for nothing yet: no step replaces an entry of the history. */
  routerReplace?: (to: string) => unknown;
}

/**
 * The client as components get it. `signOut()` and `setActive()` also go where their options and the provider say;
 * everything else is the client itself.
 */
export function navigating(clerk: Clerk, navigation: () => Navigation): Clerk {
  const go = async (to: string | null | undefined) => {
    if (to) await (navigation().routerPush ?? goTo)(to);
  };
  const own: Pick<Clerk, 'signOut' | 'setActive'> = {
    async signOut(...given: unknown[]) {
      // The official one also takes a callback, first.
      const callback = given.find((item) => typeof item === 'function') as (() => unknown) | undefined;
      const options = (given.find((item) => typeof item === 'object' && item !== null) ?? {}) as SignOutOptions;
      const { redirectUrl, ...rest } = options;
      await clerk.signOut(rest);
      await (callback ? callback() : go(redirectUrl ?? navigation().afterSignOutUrl));
    },
    async setActive({ navigate, redirectUrl, ...rest }) {
      await clerk.setActive(rest);
      if (navigate && clerk.session) await navigate({ session: clerk.session, decorateUrl: (url) => url });
      else await go(redirectUrl);
    },
  };
  const bound = new Map<PropertyKey, unknown>();
  return new Proxy(clerk, {
    get(target, name): unknown {
      if (Object.hasOwn(own, name)) return own[name as keyof typeof own];
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      // Bound once, so that a method is the same one in every render.
      if (!bound.has(name)) bound.set(name, value.bind(target));
      return bound.get(name);
    },
  });
}

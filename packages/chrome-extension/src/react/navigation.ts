import type { Clerk, SetActiveParams, Session, SignOutOptions } from '../types';

/** Called in the place of a redirect, once the session is active. */
export type SetActiveNavigate = (params: { session: Session; decorateUrl: (url: string) => string }) => unknown;

/** Where a provider goes, and how. */
export interface Navigation {
  /** Where to after a sign-out that names no place itself. Without one nobody is taken anywhere. */
  afterSignOutUrl?: string | null;
  /** The application's router; the page is loaded anew without one. */
  routerPush?: (to: string) => unknown;
  /** Used for nothing yet: no step replaces an entry of the history. */
  routerReplace?: (to: string) => unknown;
}

/** Sign-out and switching as components get them. */
interface Navigating {
  /** Of all sessions, or of one; then goes to `redirectUrl`, else to where the provider says. */
  signOut(options?: SignOutOptions & { redirectUrl?: string }): Promise<void>;
  /** The same, and calls back then in the place of going anywhere. */
  signOut(callback?: () => unknown, options?: SignOutOptions & { redirectUrl?: string }): Promise<void>;
  setActive(params: SetActiveParams & { navigate?: SetActiveNavigate; redirectUrl?: string }): Promise<void>;
}

export type NavigatingClerk = Omit<Clerk, keyof Navigating> & Navigating;

/**
 * The client as components get it. `signOut()` and `setActive()` also go where their options and the provider say;
 * everything else is the client itself.
 */
export function navigating(clerk: Clerk, navigation: () => Navigation): NavigatingClerk {
  const go = async (to: string | null | undefined) => {
    if (to) await (navigation().routerPush ?? follow)(to);
  };
  const own: Navigating = {
    async signOut(...given: unknown[]) {
      // The official one also takes a callback, first.
      const callback = given.find((item) => typeof item === 'function') as (() => unknown) | undefined;
      const options = (given.find((item) => typeof item === 'object' && item !== null) ?? {}) as SignOutOptions & { redirectUrl?: string };
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
      if (Object.hasOwn(own, name)) return own[name as keyof Navigating];
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      // Bound once, so that a method is the same one in every render.
      if (!bound.has(name)) bound.set(name, value.bind(target));
      return bound.get(name);
    },
  });
}

/** Pages of the web and of the extension; `javascript:` and the like are no places to go. */
function follow(to: string): void {
  const url = new URL(to, location.href);
  if (/^(https?|[a-z-]+-extension):$/.test(url.protocol)) location.assign(url);
}

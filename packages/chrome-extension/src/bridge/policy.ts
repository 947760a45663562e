import { ClerkRuntimeError } from '../errors';
import type { ExposeAuthOptions } from './options';
import { isPrivate, matcher } from './pattern';

/** Who asks, as the browser tells it. What the message says of its sender is not looked at. */
export type Caller = 'own page' | { url: URL; top: boolean };

/** Who may do what; everything else is refused. */
export interface Policy {
  options: ExposeAuthOptions;
  mayFetch(caller: Caller): boolean;
  mayHaveToken(caller: Caller): boolean;
  isDestination(url: URL): boolean;
}

/** @throws {ClerkRuntimeError} `pattern_invalid` */
export function policyOf(options: ExposeAuthOptions): Policy {
  const isListed = matcher('matches', options.matches);
  const isTrusted = matcher('tokens', options.tokens ?? []);
  const isDestination = matcher('fetch', options.fetch);
  const inFrame = options.frames === 'all';
  const is = (caller: Caller, matches: (url: URL) => boolean) =>
    caller === 'own page' || ((caller.top || inFrame) && matches(caller.url));
  return {
    options,
    mayFetch: (caller) => is(caller, isListed),
    mayHaveToken: (caller) => is(caller, isTrusted),
    isDestination: (url) => isPrivate(url) && isDestination(url),
  };
}

/**
 * Tells a page of this extension from a content script.
 *
 * @throws {ClerkRuntimeError} `sender_not_allowed` for anybody else: another extension, a sandboxed frame, a page that
 * is being prepared and that nobody has visited yet
 */
export function callerOf(sender: chrome.runtime.MessageSender | undefined): Caller {
  const { id, url, origin, tab, frameId, documentLifecycle = 'active' } = sender ?? {};
  if (id === chrome.runtime.id && url !== undefined && documentLifecycle === 'active') {
    const own = chrome.runtime.getURL('');
    // Firefox may leave the origin out. Where there is one it is the browser's word, while the URL may be the page's.
    if (url.startsWith(own)) {
      if (origin === undefined || `${origin}/` === own) return 'own page';
    } else if (tab) {
      const parsed = new URL(url);
      if ((origin ?? parsed.origin) === parsed.origin) return { url: parsed, top: frameId === 0 };
    }
  }
  throw senderNotAllowed(origin ?? 'The sender');
}

export function senderNotAllowed(who: string): ClerkRuntimeError {
  return new ClerkRuntimeError(
    `${who} may not use this extension's sign-in. exposeAuth() lists in \`matches\` whose content scripts may send ` +
      'requests, and in `tokens` whose may have the token; frames inside of pages need `frames: "all"` too.',
    { code: 'sender_not_allowed' },
  );
}

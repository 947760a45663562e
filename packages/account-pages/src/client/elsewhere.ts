import type { JsonObject } from '../../../chrome-extension/src/json';
import { type Kind as ResourceKind, type Kinds, type Resource, type Step } from '../../../chrome-extension/src/resources';
import { PAGE_KINDS } from '../../../chrome-extension/src/resources-page';
import type { WebAuthParams } from '../../../chrome-extension/src/types';
import { begin, conclude, type Actor } from '../../../chrome-extension/src/web-auth/attempt';
import { awaitLink } from '../../../chrome-extension/src/web-auth/link';
import { next, verificationOf } from '../../../chrome-extension/src/web-auth/outcome';
import type { Kind } from '../../../chrome-extension/src/web-auth/wire';
import { own, RETURNED } from '../own';

/** What a page of an extension has, but that a page of the web goes to a provider itself. */
export const WEB_KINDS: Kinds = { ...PAGE_KINDS, sign_in: leading('sign_in'), sign_up: leading('sign_up') };

function leading(kind: Kind): ResourceKind {
  const basis = PAGE_KINDS[kind];
  return { ...basis, extras: (self, step, api) => ({ ...basis?.extras?.(self, step, api), ...leadingElsewhere(kind, self, step, api as Actor) }) };
}

function leadingElsewhere(kind: Kind, self: Resource, step: Step, page: Actor): object {
  const authenticateWithRedirect = (params: WebAuthParams) => authenticate(page, kind, params, self.id as string | undefined);
  return {
    authenticateWithRedirect,
    authenticateWithPopup: authenticateWithRedirect,
    createEmailLinkFlow() {
      const cancelling = new AbortController();
      return {
        async startEmailLinkFlow(params: object) {
          await step(kind === 'sign_in' ? 'POST /prepare_first_factor' : 'POST /prepare_verification', { strategy: 'email_link', ...params });
          await awaitLink(page, kind, self.id as string, cancelling.signal);
          return step('GET');
        },
        cancelEmailLinkFlow: () => cancelling.abort(),
      };
    },
  };
}

/** Begins, or goes on with, what is done at a provider, and goes there. The page is gone then. */
export async function authenticate(page: Actor, kind: Kind, params: WebAuthParams, attempt?: string): Promise<void> {
  const continues = (kind === 'sign_in' ? params.continueSignIn : params.continueSignUp) ? attempt : undefined;
  const back = new URL(own(), location.href);
  // Not behind a `#`, which browsers would carry on to where the page leads.
  back.searchParams.set(RETURNED, '1');
  const { url } = await begin(asBrowser(page), kind, { ...params, ...(continues && { continues }) }, back.href);
  location.assign(url);
  await new Promise(() => undefined);
}

/**
 * Takes over what somebody did at a provider, as far as that goes without them.
 *
 * @throws ClerkRuntimeError `web_auth_failed`
 */
export async function returned(page: Actor, client: JsonObject | null): Promise<void> {
  const attempts = (client ?? {}) as Partial<Record<Kind, JsonObject | null>>;
  const signUp = attempts.sign_up ?? undefined;
  const kind: Kind = signUp && verificationOf('sign_up', signUp).status ? 'sign_up' : 'sign_in';
  const attempt = attempts[kind];
  // Whoever turned back on the way has not been asked anything yet.
  if (attempt && !('unanswered' in next(kind, attempt))) await conclude(page, kind, attempt);
}

/** A browser shows who it is by a cookie, in development too, and never as native applications do. */
function asBrowser(page: Actor): Actor {
  return {
    kinds: page.kinds,
    instanceType: 'development',
    request: (...given) => page.request(...given),
    getToken: (...given) => page.getToken(...given),
    setActive: (params) => page.setActive(params),
  };
}

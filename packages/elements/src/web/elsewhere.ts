import type { Api } from '../../../chrome-extension/src/resources';
import { pageKinds } from '../../../chrome-extension/src/resources-page';
import type { WebAuthParams } from '../../../chrome-extension/src/types';
import { begin, type Actor } from '../../../chrome-extension/src/web-auth/attempt';
import { awaitLink, linkFlow } from '../../../chrome-extension/src/web-auth/link';
import type { Kind } from '../../../chrome-extension/src/web-auth/wire';

/** What a page of an extension has, but that a page of the web goes to a provider itself. */
export const WEB_KINDS = pageKinds((kind, self, step, api: Api) => {
  const page = api as Actor;
  const authenticateWithRedirect = (params: WebAuthParams) => authenticate(page, kind, params, self.id as string | undefined);
  return {
    authenticateWithRedirect,
    authenticateWithPopup({ popup, ...params }: WebAuthParams & { popup?: Window | null }) {
      popup?.close();
      return authenticateWithRedirect(params);
    },
    createEmailLinkFlow: () => linkFlow(kind, step, (signal) => awaitLink(page, kind, self.id as string, signal)),
  };
});

/** Begins, or goes on with, what is done at a provider, and goes there. The page is gone then. */
export async function authenticate(page: Actor, kind: Kind, params: WebAuthParams, attempt?: string): Promise<void> {
  const continues = (kind === 'sign_in' ? params.continueSignIn : params.continueSignUp) ? attempt : undefined;
  const absolute = (url = location.href) => new URL(url, location.href).href;
  const back = absolute(params.redirectUrl);
  const complete = params.redirectUrlComplete ? absolute(params.redirectUrlComplete) : back;
  const { url } = await begin(asBrowser(page), kind, { ...params, ...(continues && { continues }) }, back, complete);
  location.assign(url);
  await new Promise(() => undefined);
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

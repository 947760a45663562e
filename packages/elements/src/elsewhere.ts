/** Tells a page that somebody is back from a provider, and has something left to do. */
export const RETURNED = '__nightdesk_returned';

interface Back {
  redirectUrl?: string;
  redirectUrlComplete?: string;
}

/** Where a provider leads back to: this page, unless it is one of an extension, whose worker sees to that. */
export function elsewhere(): Back {
  const { protocol, href } = location;
  return protocol.startsWith('http') ? { redirectUrl: href, redirectUrlComplete: href } : {};
}

/** The same for a sign-in, which goes on here unless it is complete by then. */
export function elsewhereToSignIn(complete?: string): Back {
  const { redirectUrl } = elsewhere();
  if (redirectUrl === undefined) return {};
  const back = new URL(redirectUrl);
  back.searchParams.set(RETURNED, '1');
  return { redirectUrl: back.href, redirectUrlComplete: complete ? new URL(complete, redirectUrl).href : redirectUrl };
}

/** Whether somebody is back; takes the sign of it out of the address. */
export function isBack(): boolean {
  const url = new URL(location.href);
  if (!url.searchParams.has(RETURNED)) return false;
  url.searchParams.delete(RETURNED);
  history.replaceState(history.state, '', url);
  return true;
}

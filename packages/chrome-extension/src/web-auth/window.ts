import { ClerkRuntimeError } from '../errors';

/** The platform without the permission, or a browser that never had it. */
const identity = () => (chrome as Partial<typeof chrome>).identity as Partial<typeof chrome.identity> | undefined;

/** Where the server is to lead back to: an address that is this extension's alone, and at which nobody answers. */
export function redirectUrl(): string {
  return identity()?.getRedirectURL?.() ?? `https://${chrome.runtime.id}.chromiumapp.org/`;
}

/**
 * How users get to a provider: a window of the browser for that purpose, which needs nothing but a worker that lives; or
 * a tab that has to be watched.
 *
 * @throws ClerkRuntimeError `manifest_identity_missing` if the manifest allows neither
 */
export async function means(): Promise<'window' | 'tab'> {
  const { launchWebAuthFlow } = identity() ?? {};
  // Firefox refuses addresses that name a redirect_uri of somebody else, as those of providers do.
  if (launchWebAuthFlow && !chrome.runtime.getURL('').startsWith('moz')) return 'window';
  if (await mayWatchTabs()) return 'tab';
  throw new ClerkRuntimeError(
    launchWebAuthFlow
      ? '"tabs" is missing from permissions in manifest.json; in Firefox users sign in at a provider in a tab that has to be watched. Add it.'
      : '"identity" is missing from permissions in manifest.json; users sign in at a provider in a window that it opens. Add it. In a ' +
        'browser that does not know it, "tabs" does instead.',
    { code: 'manifest_identity_missing' },
  );
}

/** Without permission for it, the browser does not say where a tab leads. */
async function mayWatchTabs(): Promise<boolean> {
  const permitted = await Promise.all([
    chrome.permissions.contains({ permissions: ['tabs'] }),
    chrome.permissions.contains({ origins: [`${redirectUrl()}*`] }).catch(() => false),
  ]);
  return permitted.includes(true);
}

/**
 * Opens the browser's window for signing in elsewhere, and gives the address that it ended at.
 *
 * @throws ClerkRuntimeError `web_auth_cancelled` once the user closes it; `web_auth_failed` if its page does not load
 */
export async function visit(url: string): Promise<string> {
  let returned: string | undefined;
  try {
    returned = await chrome.identity.launchWebAuthFlow({ url, interactive: true });
  } catch (cause) {
    if (/could not be loaded/i.test(String(cause))) {
      throw new ClerkRuntimeError("The provider's page could not be loaded. Check the connection, and try again.", { code: 'web_auth_failed' });
    }
  }
  if (!returned) throw cancelled();
  return returned;
}

export function cancelled(): ClerkRuntimeError {
  return new ClerkRuntimeError('The user closed the page without signing in, or started anew.', { code: 'web_auth_cancelled' });
}

import { parsePublishableKey } from './publishable-key.ts';

/**
 * Public half of a throw-away key pair: it pins the id of the unpacked extension to
 * `afgmcokapbekdjonmmonppdlhblphhki`, so that an allowed-origins list can name it.
 */
const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAkefcoy91p93ZMzct2rO0hkn25YXVXPN1eYuynPO5mapaPEmfQKWFtBkzekPInEIXIKD7GfdDxFGokGA7GFQtTLhSEUMS2iPHLLKX3ass9NtNqUFJYQjY6Mr5TcT2lm9qdRYuvnHYH43scgte2Ff7H3kfUzRLsTZcXh5YRws93EGUxxh6kpBJ2wlBJgdVC7ZVoEw3+M9Xw/i+vP4Xl5MLGjGgJk+eJA4GkpzPfqd9p1mRsURwaIl24cTnRTSx5LVsqYWLp5Zm2hLAict/GToSTxAUemuBvc/JiiD6AGL0RxbjTpslZo/yAkmZW4nfxG4ryA64cXehHh+h91w7M/x9FQIDAQAB';

export interface ManifestOptions {
  publishableKey: string | undefined;
  /** URL of the web app whose sign-in the extension follows. */
  syncHost?: string | undefined;
  version: string;
}

/** The manifest of the demo for one publishable key: host permissions follow from the key and the sync host. */
export function manifest({ publishableKey, syncHost, version }: ManifestOptions): chrome.runtime.ManifestV3 {
  const { frontendApi } = parsePublishableKey(publishableKey);
  return {
    manifest_version: 3,
    name: 'Nightdesk demo',
    short_name: 'Nightdesk',
    version,
    description: 'Stays signed in, and gets fresh session tokens from its service worker with nothing on screen.',
    key: EXTENSION_KEY,
    minimum_chrome_version: '116',
    icons: icons(),
    action: { default_title: 'Nightdesk demo', default_popup: 'popup.html', default_icon: icons() },
    side_panel: { default_path: 'sidepanel.html' },
    background: { service_worker: 'background.js' },
    permissions: ['storage', 'sidePanel', ...(syncHost ? (['cookies'] as const) : [])],
    host_permissions: hostPermissions(frontendApi, syncHost),
  };
}

/**
 * Match patterns for the frontend API and the sync host.
 *
 * Without a port a pattern covers every port, and cookies know no ports, so none is ever given. Loopback
 * hosts get their http form too: that is how they are reached in development, and Chromium reports changes
 * of a cookie that is not `Secure` only to extensions with permission for its http origin.
 */
export function hostPermissions(frontendApi: string, syncHost?: string): string[] {
  const hosts = [hostname(`https://${frontendApi}`)];
  if (syncHost) {
    const app = hostname(syncHost);
    hosts.push(app, ...sharedParent(hosts[0] as string, app));
  }
  const patterns = hosts.flatMap((host) =>
    isLoopback(host) ? [`http://${host}/*`, `https://${host}/*`] : [`https://${host}/*`],
  );
  return [...new Set(patterns)];
}

/**
 * The domain two hosts have in common, if it is more than a top-level name: a production frontend API sets
 * its client cookie there, and the change of such a cookie is reported under that domain.
 */
function sharedParent(a: string, b: string): string[] {
  const [left, right] = [a.split('.').reverse(), b.split('.').reverse()];
  const differs = left.findIndex((label, i) => label !== right[i]);
  const common = left.slice(0, differs < 0 ? left.length : differs);
  return common.length >= 2 && !isAddress(a) ? [common.reverse().join('.')] : [];
}

function hostname(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new Error(`NIGHTDESK_SYNC_HOST must be a URL with its scheme, like https://app.example.com, not "${url}".`);
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new Error(`NIGHTDESK_SYNC_HOST must be an http or https URL, not "${url}".`);
  }
  return parsed.hostname;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);
}

function icons(): Record<string, string> {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/${size}.png`]));
}

import { ClerkRuntimeError } from '../../../chrome-extension/src/errors';

const REMEDY = 'Copy the key that starts with pk_test_ or pk_live_ from the API Keys page of your dashboard.';

/**
 * Host, and port if there is one, of the frontend API that a publishable key names. docs/protocol.md, "Keys and hosts".
 *
 * @throws ClerkRuntimeError `publishable_key_missing`, `publishable_key_is_secret`, `publishable_key_invalid`
 */
export function frontendApiOf(publishableKey: string): string {
  if (!publishableKey) throw refused('publishable_key_missing', 'is missing');
  if (publishableKey.startsWith('sk_')) throw refused('publishable_key_is_secret', 'is a secret key, which everybody could read: revoke it');
  const [, encoded = ''] = /^pk_(?:test|live)_([\w+/=-]+)$/.exec(publishableKey) ?? [];
  const [, host] = /^([\w.:[\]-]*\.[\w.:[\]-]*)\$$/.exec(decoded(encoded)) ?? [];
  if (!host) throw refused('publishable_key_invalid', 'names no frontend API host');
  return host;
}

/** Where a frontend API is asked: if it is on this machine by the page's own scheme, with another one it would be another site. */
export function originOf(frontendApi: string): string {
  const { hostname } = new URL(`https://${frontendApi}`);
  const isLoopback = /^(.+\.)?localhost$|^127\.[\d.]+$|^\[::1\]$/.test(hostname);
  return `${isLoopback ? location.protocol : 'https:'}//${frontendApi}`;
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

function refused(code: string, what: string): ClerkRuntimeError {
  return new ClerkRuntimeError(`publishableKey ${what}. ${REMEDY}`, { code });
}

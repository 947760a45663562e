/** Where the frontend API of a publishable key is, and how a browser identifies itself there. */
export interface Instance {
  /** Origin with scheme and port. */
  origin: string;
  development: boolean;
  /** Tells the cookies of several instances on one domain apart: `__client_uat_<suffix>`. */
  suffix: string;
}

/** Reads a publishable key. Loopback names are spoken to in plain http, as the extension does. */
export async function instanceOf(publishableKey: string): Promise<Instance> {
  const [, environment, encoded = ''] = publishableKey.split('_');
  const host = atob(encoded).replace(/\$$/, '');
  const name = new URL(`https://${host}`).hostname;
  const loopback = name === 'localhost' || name.endsWith('.localhost') || /^127\./.test(name) || name === '[::1]';
  return {
    origin: `${loopback ? 'http' : 'https'}://${host}`,
    development: environment === 'test',
    suffix: await cookieSuffix(publishableKey),
  };
}

/** First eight characters of the base64url SHA-1 of the key, as every SDK of the protocol derives it. */
export async function cookieSuffix(publishableKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, 8);
}

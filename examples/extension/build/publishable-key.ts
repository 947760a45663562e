/** What a publishable key says: which frontend API it belongs to, and of which kind the instance is. */
export interface PublishableKey {
  environment: 'development' | 'production';
  /** Host of the frontend API, with its port if it has one. */
  frontendApi: string;
}

/**
 * Reads `pk_test_`/`pk_live_` + base64("host$").
 *
 * @throws Error that names what is wrong with the key and where a right one comes from
 */
export function parsePublishableKey(key: string | undefined): PublishableKey {
  const where = 'Run `nightdesk dev`, or open the API Keys page of the dashboard, and copy the publishable key.';
  if (!key) {
    throw new Error(`NIGHTDESK_PUBLISHABLE_KEY is not set, so the extension has nobody to sign in to. ${where}`);
  }
  if (/^sk_/.test(key)) {
    throw new Error(
      `NIGHTDESK_PUBLISHABLE_KEY holds a secret key. Secret keys must never be built into an extension. ${where}`,
    );
  }
  const match = /^pk_(test|live)_([A-Za-z0-9+/_-]+={0,2})$/.exec(key);
  const host = match?.[2] ? Buffer.from(match[2], 'base64').toString('latin1') : '';
  if (!match || !/^[a-z0-9.-]+\.[a-z0-9-]+(:\d{1,5})?\$$/i.test(host)) {
    throw new Error(
      `NIGHTDESK_PUBLISHABLE_KEY is not a publishable key (pk_test_... or pk_live_..., cut short or mistyped?). ${where}`,
    );
  }
  return {
    environment: match[1] === 'live' ? 'production' : 'development',
    frontendApi: host.slice(0, -1).toLowerCase(),
  };
}

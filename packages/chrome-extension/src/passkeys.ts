import { ClerkRuntimeError } from './errors';

/** By the name of the browser's error. */
const CODES: Record<string, string> = {
  InvalidStateError: 'passkey_already_exists',
  SecurityError: 'passkey_invalid_rpID_or_domain',
};

/** Ends what the browser offers among what it fills in. That goes on for as long as the page, and it is asked for one thing at a time. */
let offered: AbortController | undefined;

/**
 * Asks the user for a passkey, or for a new one. `options` asks the server what for, in JSON, once it is clear that the
 * browser can do it; the credential becomes JSON by itself when it is sent.
 *
 * @throws ClerkRuntimeError `passkey_not_supported` in a worker and before Chrome 129; `passkey_registration_cancelled`,
 * `passkey_retrieval_cancelled`, `passkey_already_exists`, `passkey_invalid_rpID_or_domain`
 */
export async function passkeyCredential(ceremony: 'create' | 'get', options: () => Promise<string>, autofill = false): Promise<Credential | null> {
  const { PublicKeyCredential: platform } = globalThis as Partial<typeof globalThis>;
  const creates = ceremony === 'create';
  const parse = `parse${creates ? 'Creation' : 'Request'}OptionsFromJSON` as 'parseRequestOptionsFromJSON';
  // Older browsers lack it, whatever its type says.
  if (!(platform?.[parse] as unknown)) {
    throw new ClerkRuntimeError('Passkeys need a page (a popup, side panel or tab) in Chrome 129 or later.', { code: 'passkey_not_supported' });
  }
  const publicKey = platform?.[parse](JSON.parse(await options()) as PublicKeyCredentialRequestOptionsJSON);
  offered?.abort();
  offered = autofill ? new AbortController() : undefined;
  try {
    return await navigator.credentials[ceremony]({ publicKey, ...(offered && { mediation: 'conditional', signal: offered.signal }) } as never);
  } catch (cause) {
    const code = CODES[(cause as Error).name] ?? (creates ? 'passkey_registration_cancelled' : 'passkey_retrieval_cancelled');
    throw new ClerkRuntimeError('The browser gave no passkey.', { code, cause });
  }
}

import type { Page } from './chromium/page.ts';

/** A device that keeps passkeys for a page, and answers as if its owner touched it. */
export interface Authenticator {
  /** Whether somebody touches it when it is asked. */
  touched(touched: boolean): Promise<void>;
}

export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await page.send('WebAuthn.enable', {});
  const { authenticatorId } = await page.send<{ authenticatorId: string }>('WebAuthn.addVirtualAuthenticator', { options });
  return { touched: (enabled) => page.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }) };
}

/** Passkeys are bound to the instance's site, for which an extension needs permission. */
export const HOST_PERMISSIONS = ['http://*.nightdesk.localhost/*', 'https://*.nightdesk.localhost/*'];

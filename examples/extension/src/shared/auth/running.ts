import type { Client } from '@nightdesk/chrome-extension/types';

/** The sign-up that waits for its e-mail code, if there is one. */
export function runningSignUp(client: Client): Client['signUp'] | undefined {
  const { signUp } = client;
  const waits = signUp.status === 'missing_requirements' && signUp.unverifiedFields.includes('email_address');
  return waits ? signUp : undefined;
}

/** The sign-in to which an e-mail code has been sent that is still good, if there is one. */
export function runningCodeSignIn(client: Client): Client['signIn'] | undefined {
  const { signIn } = client;
  const sent = signIn.status === 'needs_first_factor' ? signIn.firstFactorVerification : null;
  if (sent?.strategy !== 'email_code' || sent.status !== 'unverified') return undefined;
  return !sent.expireAt || sent.expireAt.getTime() > Date.now() ? signIn : undefined;
}

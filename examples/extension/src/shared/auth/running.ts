import type { Client } from '../clerk.ts';

/** The sign-up that waits for its e-mail code, if there is one. */
export function runningSignUp(client: Client): Client['signUp'] | undefined {
  const { signUp } = client;
  const waits = signUp?.status === 'missing_requirements' && signUp.unverifiedFields.includes('email_address');
  return waits ? signUp : undefined;
}

/** The sign-in to which an e-mail code has been sent that is still good, if there is one. */
export function runningCodeSignIn(client: Client): Client['signIn'] | undefined {
  const { signIn } = client;
  if (signIn?.status !== 'needs_first_factor') return undefined;
  const { strategy, status, expireAt } = signIn.firstFactorVerification;
  const waits = strategy === 'email_code' && status === 'unverified' && (!expireAt || expireAt.getTime() > Date.now());
  return waits ? signIn : undefined;
}

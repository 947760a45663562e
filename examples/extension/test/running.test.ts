import type { Client, SignIn, SignUp, Verification } from '@nightdesk/chrome-extension/types';
import { describe, expect, it } from 'vitest';

import { runningCodeSignIn, runningSignUp } from '../src/shared/auth/running.ts';

const IN_TEN_MINUTES = new Date(Date.now() + 600_000);
const verification: Verification = {
  status: 'unverified',
  strategy: 'email_code',
  attempts: 0,
  expireAt: IN_TEN_MINUTES,
  nonce: null,
  message: null,
  error: null,
  externalVerificationRedirectURL: null,
  verifiedAtClient: null,
  verifiedFromTheSameClient: () => true,
};

function client(signIn: Partial<SignIn>, signUp: Partial<SignUp> = {}): Client {
  const nothing = { status: null, unverifiedFields: [], firstFactorVerification: null };
  return { sessions: [], lastActiveSessionId: null, signIn: { ...nothing, ...signIn }, signUp: { ...nothing, ...signUp } } as unknown as Client;
}

describe('a popup that was closed', () => {
  it('starts over when nothing was under way', () => {
    expect(runningSignUp(client({}))).toBeUndefined();
    expect(runningCodeSignIn(client({}))).toBeUndefined();
  });

  it('goes on with a sign-up that waits for its code', () => {
    const waiting = client({}, { status: 'missing_requirements', unverifiedFields: ['email_address'] });
    expect(runningSignUp(waiting)).toBe(waiting.signUp);
    expect(runningSignUp(client({}, { status: 'complete', unverifiedFields: [] }))).toBeUndefined();
  });

  it('goes on with a sign-in whose code is still good', () => {
    const waiting = client({ status: 'needs_first_factor', firstFactorVerification: verification });
    expect(runningCodeSignIn(waiting)).toBe(waiting.signIn);
  });

  it.each([
    ['the code is too old', { ...verification, expireAt: new Date(0) }],
    ['no code was sent', { ...verification, status: null, strategy: null }],
    ['it is by another way', { ...verification, strategy: 'password' }],
    ['the code was used', { ...verification, status: 'verified' }],
  ] satisfies [string, Verification][])('starts over when %s', (_, firstFactorVerification) => {
    expect(runningCodeSignIn(client({ status: 'needs_first_factor', firstFactorVerification }))).toBeUndefined();
  });
});

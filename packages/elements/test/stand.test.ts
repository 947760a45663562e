import type { SignIn } from '@nightdesk/chrome-extension/types';
import { describe, expect, test } from 'vitest';
import { standOf, usual } from '../src/sign-in/stand';
import { FakeClerk } from './fake-clerk';

const NOW = 1_000_000;
const PASSWORD = { strategy: 'password' };
const MAIL = { strategy: 'email_code', emailAddressId: 'idn_1', safeIdentifier: 'a***@example.com' };
const TOTP = { strategy: 'totp' };
const sent = (strategy: string, parts: object = {}) => ({ status: 'unverified', strategy, expireAt: new Date(NOW + 1), ...parts });
const stand = (parts: object) => standOf(new FakeClerk({ signIn: { identifier: 'ada', ...parts } }).signIn as unknown as SignIn, NOW);

describe('a sign-in that somebody comes back to', () => {
  test.each([
    ['was never begun', { status: null }, { at: 'start' }],
    ['was begun by a passkey that nobody gave', { status: 'needs_first_factor', identifier: null }, { at: 'start' }],
    ['knows who it is', { status: 'needs_first_factor', supportedFirstFactors: [MAIL, PASSWORD] }, { at: 'factor', level: 'first', factor: PASSWORD }],
    ['sent a code', { status: 'needs_first_factor', supportedFirstFactors: [PASSWORD, MAIL], firstFactorVerification: sent('email_code') }, { at: 'factor', level: 'first', factor: MAIL }],
    ['sent a code that is too old', { status: 'needs_first_factor', supportedFirstFactors: [PASSWORD, MAIL], firstFactorVerification: sent('email_code', { expireAt: new Date(NOW) }) }, { at: 'factor', level: 'first', factor: PASSWORD }],
    ['has to send a code first', { status: 'needs_first_factor', supportedFirstFactors: [MAIL] }, { at: 'choice', level: 'first' }],
    ['needs a second factor', { status: 'needs_second_factor', supportedSecondFactors: [MAIL, TOTP] }, { at: 'factor', level: 'second', factor: TOTP }],
    ['sent a code as the second factor', { status: 'needs_second_factor', supportedSecondFactors: [TOTP, MAIL], secondFactorVerification: sent('email_code') }, { at: 'factor', level: 'second', factor: MAIL }],
    ['is on a device that is new to the user', { status: 'needs_client_trust', supportedSecondFactors: [MAIL] }, { at: 'choice', level: 'second' }],
    ['needs a new password', { status: 'needs_new_password' }, { at: 'new-password' }],
    ['is done', { status: 'complete', createdSessionId: 'sess_1' }, { at: 'complete', session: 'sess_1' }],
  ])('%s', (_, parts, expected) => {
    expect(stand(parts)).toEqual(expected);
  });
});

test('what is at hand is offered before what has to be sent, and a reset never by itself', () => {
  const reset = { ...MAIL, strategy: 'reset_password_email_code' };
  expect(usual([reset, MAIL, PASSWORD] as never)?.strategy).toBe('password');
  expect(usual([reset, MAIL] as never)?.strategy).toBe('email_code');
  expect(usual([reset] as never)).toBeUndefined();
});

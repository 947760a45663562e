import { describe, expect, test, vi } from 'vitest';
import { environment, FakeClerk, journeyOf, names, press, refusal } from './fake-clerk';

const PASSWORD = { strategy: 'password' };
const MAIL = { strategy: 'email_code', emailAddressId: 'idn_1', safeIdentifier: 'a***@example.com' };
const RESET = { ...MAIL, strategy: 'reset_password_email_code' };
const LINK = { ...MAIL, strategy: 'email_link' };
const BY_LINK = { enabled: true, used_for_first_factor: true, first_factors: ['email_link'], verifications: ['email_link'] };
const KNOWN = { status: 'needs_first_factor', identifier: 'ada@example.com', supportedFirstFactors: [PASSWORD, MAIL, RESET] };
const WITH_LINK = { ...KNOWN, supportedFirstFactors: [PASSWORD, LINK] };
const DONE = { status: 'complete', createdSessionId: 'sess_1' };
const CREDENTIALS = { identifier: 'ada@example.com', password: 'correct horse' };

const sent = (strategy: string, inMs = 600_000) => ({ status: 'unverified', strategy, expireAt: new Date(Date.now() + inMs) });

describe('the first screen', () => {
  test('asks for what the instance signs people in with', async () => {
    const journey = await journeyOf(new FakeClerk());
    expect(journey.screen).toMatchObject({ name: 'start', title: 'Sign in to Acme', submit: { label: 'Sign in' } });
    expect(journey.screen?.fields.map(({ name, kind, label }) => [name, kind, label])).toEqual([
      ['identifier', 'email', 'E-mail address'],
      ['password', 'password', 'Password'],
    ]);
    expect(names(journey)).toEqual(['email-code', 'forgot-password', 'sign-up']);
  });

  test('has no password where there are none, takes any identifier, and offers providers', async () => {
    const social = { oauth_google: { enabled: true, authenticatable: true, strategy: 'oauth_google', name: 'Google' }, oauth_x: { enabled: false, authenticatable: true, strategy: 'oauth_x', name: 'X' } };
    const usedForFirst = { enabled: true, used_for_first_factor: true };
    const set = environment({ password: {}, username: usedForFirst, phone_number: usedForFirst }, { social, sign_up: { mode: 'restricted' } });
    const journey = await journeyOf(new FakeClerk({ environment: set }));
    expect(journey.screen?.fields).toMatchObject([{ name: 'identifier', kind: 'text', label: 'E-mail address or phone number or username' }]);
    expect(names(journey)).toEqual(['oauth_google']);
  });

  test('says what is missing without asking the server', async () => {
    const clerk = new FakeClerk();
    const journey = await journeyOf(clerk);
    await journey.submit({ identifier: '', password: '' });
    expect(journey.problems.fields).toEqual({ identifier: 'E-mail address is missing.', password: 'Password is missing.' });
    await press(journey, 'email-code', { identifier: '' });
    expect(Object.keys(journey.problems.fields)).toEqual(['identifier']);
    expect(clerk.calls).toEqual([]);
  });

  test('has refusals at the fields they are about, and other trouble below', async () => {
    const clerk = new FakeClerk().answers(refusal('form_password_incorrect', 'password'), refusal('form_identifier_not_found', 'identifier'), Object.assign(new Error('x (code="network_error")'), { code: 'network_error' }), refusal('user_locked'));
    const journey = await journeyOf(clerk);
    await journey.submit(CREDENTIALS);
    expect(journey.problems).toEqual({ fields: { password: 'Long form_password_incorrect.' } });
    await journey.submit(CREDENTIALS);
    expect(journey.problems).toEqual({ fields: { identifier: 'Long form_identifier_not_found.' } });
    await journey.submit(CREDENTIALS);
    expect(journey.problems).toEqual({ fields: {}, form: 'The server cannot be reached. Check the connection and try again.' });
    await journey.submit(CREDENTIALS);
    expect(journey.problems).toEqual({ fields: {}, form: 'Long user_locked.' });
    expect(journey.screen?.name).toBe('start');
  });
});

describe('a sign-in', () => {
  test('with the password is one request, and makes the session the active one', async () => {
    const clerk = new FakeClerk().answers(DONE);
    const journey = await journeyOf(clerk);
    await journey.submit(CREDENTIALS);
    expect(clerk.calls).toEqual(['signIn.create {"strategy":"password","identifier":"ada@example.com","password":"correct horse"}', 'setActive sess_1']);
    expect(journey.screen).toBeUndefined();
  });

  test('by a link waits until it was opened, wherever that is', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const unopened = { firstFactorVerification: sent('email_link') };
    const clerk = new FakeClerk({ environment: environment({ email_address: BY_LINK }) }).answers(WITH_LINK, unopened, unopened, new Error('offline'), unopened, DONE);
    const journey = await journeyOf(clerk);
    await press(journey, 'email-link', CREDENTIALS);
    expect(journey.screen).toMatchObject({ name: 'first-email-link', title: 'Check your e-mail', lead: 'Open the link sent to a***@example.com on any device.', fields: [] });
    expect(names(journey)).toEqual(['resend', 'password', 'start-over']);
    const waiting = new AbortController();
    journey.screen?.shown?.(waiting.signal);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(journey.screen?.name).toBe('first-email-link');
    await vi.advanceTimersByTimeAsync(1_000);
    waiting.abort();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(clerk.calls).toEqual([
      'signIn.create {"identifier":"ada@example.com"}',
      'signIn.prepareFirstFactor {"strategy":"email_link","emailAddressId":"idn_1","safeIdentifier":"a***@example.com","redirectUrl":"https://auth.example.com/verify"}',
      ...Array.from({ length: 4 }, () => 'signIn.reload {}'),
      'setActive sess_1',
    ]);
    expect(journey.screen).toBeUndefined();
    vi.useRealTimers();
  });

  test('by a link that was not opened in time sends no other by itself', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const factors = { ...WITH_LINK, supportedFirstFactors: [LINK] };
    const clerk = new FakeClerk({ environment: environment({ password: {}, email_address: BY_LINK }) }).answers(factors, { firstFactorVerification: sent('email_link') }, { firstFactorVerification: { ...sent('email_link'), status: 'expired' } });
    const journey = await journeyOf(clerk);
    await journey.submit({ identifier: 'ada@example.com' });
    const waiting = new AbortController();
    journey.screen?.shown?.(waiting.signal);
    await vi.advanceTimersByTimeAsync(1_000);
    waiting.abort();
    expect(journey.screen?.name).toBe('first-choice');
    expect(journey.screen?.providers).toMatchObject([{ name: 'email-link', label: 'Send a link to a***@example.com' }]);
    expect(clerk.calls.at(-1)).toBe('signIn.reload {}');
    vi.useRealTimers();
  });

  test('by a code sends it, and another one only after a while', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const clerk = new FakeClerk().answers(KNOWN, { firstFactorVerification: sent('email_code') }, { firstFactorVerification: sent('email_code') }, DONE);
    const journey = await journeyOf(clerk);
    await press(journey, 'email-code', CREDENTIALS);
    expect(journey.screen).toMatchObject({ name: 'first-email-code', lead: 'Enter the code sent to a***@example.com.' });
    expect(names(journey)).toEqual(['resend', 'password', 'start-over']);
    const resend = journey.screen?.actions[0];
    expect(resend?.notBefore?.()).toBe(1_030_000);
    vi.setSystemTime(1_040_000);
    await press(journey, 'resend');
    expect(resend?.notBefore?.()).toBe(1_070_000);
    expect(journey.notice).toBe('Another code is on its way.');
    await journey.submit({ code: '424242' });
    expect(clerk.calls.slice(1)).toEqual([
      `signIn.prepareFirstFactor ${JSON.stringify(MAIL)}`,
      `signIn.prepareFirstFactor ${JSON.stringify(MAIL)}`,
      'signIn.attemptFirstFactor {"strategy":"email_code","code":"424242"}',
      'setActive sess_1',
    ]);
    vi.useRealTimers();
  });

  test('asks for the second factor, and offers the others', async () => {
    const factors = [{ strategy: 'totp' }, { strategy: 'phone_code', phoneNumberId: 'idn_2', safeIdentifier: '+1***22' }, { strategy: 'backup_code' }];
    const clerk = new FakeClerk().answers({ ...KNOWN, status: 'needs_second_factor', supportedSecondFactors: factors }, { secondFactorVerification: sent('phone_code') }, DONE);
    const journey = await journeyOf(clerk);
    await journey.submit(CREDENTIALS);
    expect(journey.screen).toMatchObject({ name: 'second-totp', title: 'Two-step verification' });
    expect(names(journey)).toEqual(['phone-code', 'backup-code', 'start-over']);
    await press(journey, 'backup-code');
    expect(journey.screen).toMatchObject({ name: 'second-backup-code', fields: [{ name: 'code', kind: 'text' }] });
    await press(journey, 'phone-code');
    expect(journey.screen?.name).toBe('second-phone-code');
    await journey.submit({ code: '123456' });
    expect(clerk.calls.at(-2)).toBe('signIn.attemptSecondFactor {"strategy":"phone_code","code":"123456"}');
  });

  test('sends the code that a new device needs by itself', async () => {
    const clerk = new FakeClerk().answers({ ...KNOWN, status: 'needs_client_trust', supportedSecondFactors: [MAIL] }, { secondFactorVerification: sent('email_code') });
    const journey = await journeyOf(clerk);
    await journey.submit(CREDENTIALS);
    expect(journey.screen).toMatchObject({ name: 'second-email-code', title: 'You are new on this device' });
  });

  test('resets a forgotten password', async () => {
    const clerk = new FakeClerk().answers(KNOWN, { firstFactorVerification: sent('reset_password_email_code') }, { status: 'needs_new_password' }, DONE);
    const journey = await journeyOf(clerk);
    await press(journey, 'forgot-password', CREDENTIALS);
    expect(journey.screen).toMatchObject({ name: 'first-reset-password-email-code', title: 'Reset your password' });
    await journey.submit({ code: '123456' });
    expect(journey.screen?.fields).toMatchObject([{ kind: 'hidden' }, { name: 'password', autocomplete: 'new-password' }, { name: 'sign_out', optional: true }]);
    await journey.submit({ password: 'battery staple', sign_out: 'true' });
    expect(clerk.calls.at(-2)).toBe('signIn.resetPassword {"password":"battery staple","signOutOfOtherSessions":true}');
    expect(journey.screen).toBeUndefined();
  });

  test('of somebody who is signed in already makes that session the active one', async () => {
    const clerk = new FakeClerk().answers(refusal('identifier_already_signed_in', undefined, { sessionId: 'sess_7' }));
    const journey = await journeyOf(clerk);
    await journey.submit(CREDENTIALS);
    expect(clerk.calls.at(-1)).toBe('setActive sess_7');
  });

  test('is not begun twice by two presses', async () => {
    const clerk = new FakeClerk().answers(DONE);
    const journey = await journeyOf(clerk);
    await Promise.all([journey.submit(CREDENTIALS), journey.submit(CREDENTIALS)]);
    expect(clerk.calls.filter((call) => call.startsWith('signIn.create'))).toHaveLength(1);
  });
});

describe('somebody who comes back', () => {
  test('finds the code step, with the wait that is left', async () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const journey = await journeyOf(new FakeClerk({ signIn: { ...KNOWN, firstFactorVerification: sent('email_code', 590_000) } }));
    expect(journey.screen?.name).toBe('first-email-code');
    expect(journey.screen?.actions[0]?.notBefore?.()).toBe(1_020_000);
    vi.useRealTimers();
  });

  test('may start over, with another account', async () => {
    const journey = await journeyOf(new FakeClerk({ signIn: KNOWN }));
    expect(journey.screen).toMatchObject({ name: 'first-password', lead: 'ada@example.com' });
    await press(journey, 'start-over');
    expect(journey.screen?.name).toBe('start');
  });

  test('who has to have a code sent is asked first', async () => {
    const clerk = new FakeClerk({ signIn: { ...KNOWN, supportedFirstFactors: [MAIL] } });
    const journey = await journeyOf(clerk);
    expect(names(journey)).toEqual(['email-code', 'start-over']);
    expect(clerk.calls).toEqual([]);
  });
});

describe('what other contexts do', () => {
  test('ends the journey once somebody is signed in, and changes no screen before', async () => {
    const clerk = new FakeClerk();
    const journey = await journeyOf(clerk);
    const { screen } = journey;
    clerk.become(null);
    expect(journey.screen).toBe(screen);
    clerk.become({ id: 'sess_1', status: 'active' });
    expect(journey.screen).toBeUndefined();
  });
});

describe('a session with a task', () => {
  test('has its password replaced before it counts', async () => {
    const pending = { status: 'pending', currentTask: { key: 'reset-password' } };
    const clerk = new FakeClerk().answers(DONE, pending, {}, { session: { id: 'sess_1', status: 'active' } });
    const journey = await journeyOf(clerk);
    await journey.submit(CREDENTIALS);
    expect(journey.screen?.name).toBe('task-reset-password');
    await journey.submit({ password: 'battery staple' });
    expect(clerk.calls.slice(-2)).toEqual(['user.updatePassword {"newPassword":"battery staple","signOutOfOtherSessions":true}', 'client.reload']);
    expect(journey.screen).toBeUndefined();
  });

  test('has an authenticator app set up', async () => {
    const clerk = new FakeClerk({ session: { id: 'sess_1', status: 'pending', currentTask: { key: 'setup-mfa' } } }).answers({ secret: 'JBSW Y3DP' }, {}, { session: { id: 'sess_1', status: 'active' } });
    const journey = await journeyOf(clerk);
    await journey.submit({});
    expect(journey.screen).toMatchObject({ name: 'task-setup-mfa-code', secret: 'JBSW Y3DP' });
    await journey.submit({ code: '123456' });
    expect(journey.screen).toBeUndefined();
  });

  test('that cannot be done here can be left', async () => {
    const clerk = new FakeClerk({ session: { id: 'sess_1', status: 'pending', currentTask: { key: 'choose-organization' } } });
    const journey = await journeyOf(clerk);
    expect(journey.screen?.name).toBe('task-unknown');
    await press(journey, 'sign-out');
    expect(journey.screen?.name).toBe('start');
  });
});

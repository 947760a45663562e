import { describe, expect, test, vi } from 'vitest';
import { environment, FakeClerk, journeyOf, names, press, refusal } from './fake-clerk';

const DONE = { status: 'complete', createdSessionId: 'sess_1' };
const TYPED = { email_address: 'ada@example.com', password: 'correct horse' };
const waiting = (nextAction: string, expireAt: Date | null = null) => ({
  id: 'sua_1',
  status: 'missing_requirements',
  missingFields: [],
  unverifiedFields: ['email_address'],
  emailAddress: 'ada@example.com',
  verifications: { emailAddress: { status: 'unverified', nextAction, expireAt }, phoneNumber: {}, externalAccount: { status: null } },
});

describe('signing up', () => {
  test('asks for what the instance requires, and for no more', async () => {
    const set = environment({ username: { enabled: true }, first_name: { enabled: true, required: true } }, { sign_up: { mode: 'public', legal_consent_enabled: true } });
    const journey = await journeyOf(new FakeClerk({ environment: set }), 'sign-up');
    expect(journey.screen?.fields.map(({ name, autocomplete }) => [name, autocomplete])).toEqual([
      ['first_name', 'given-name'],
      ['email_address', 'email'],
      ['password', 'new-password'],
      ['legal_accepted', undefined],
    ]);
    expect(journey.screen?.fields.at(-1)?.links).toEqual([{ label: 'Terms of service', href: 'https://acme.example.com/terms' }]);
    await journey.submit({ ...TYPED, first_name: 'Ada', legal_accepted: '' });
    expect(journey.problems.fields).toEqual({ legal_accepted: 'You have to agree to go on.' });
  });

  test('says of a password what it lacks yet, by the rules of the instance', async () => {
    const rules = { min_length: 10, require_numbers: true, require_special_char: true, allowed_special_characters: '!?' };
    const journey = await journeyOf(new FakeClerk({ environment: environment({}, { password_settings: rules }) }), 'sign-up');
    const { hint } = journey.screen?.fields.find(({ name }) => name === 'password') ?? {};
    const says = (typed: string) => (typeof hint === 'function' ? hint(typed) : hint);
    expect(says('')).toBe('Needs at least 10 characters, a digit, and a special character.');
    expect(says('123456789')).toBe('Needs at least 10 characters and a special character.');
    expect(says('a lamp, 2 desks')).toBe('Needs a special character.');
    expect(says('a lamp! 2 desks')).toBe('Long enough.');
  });

  test('repeats how to do better than a password that is easy to guess', async () => {
    const weak = refusal('form_password_not_strong_enough', 'password', { zxcvbn: { suggestions: [{ code: 'anotherWord', message: 'Add another word.' }] } });
    const journey = await journeyOf(new FakeClerk().answers(weak), 'sign-up');
    await journey.submit(TYPED);
    expect(journey.problems.fields).toEqual({ password: 'Long form_password_not_strong_enough. Add another word.' });
  });

  test('asks for one identifier where each is a choice', async () => {
    const choice = { enabled: true, used_for_first_factor: true };
    const journey = await journeyOf(new FakeClerk({ environment: environment({ email_address: choice, phone_number: choice, password: {} }) }), 'sign-up');
    expect(journey.screen?.fields.map(({ name }) => name)).toEqual(['email_address']);
  });

  test('sends a link where addresses are proved by nothing else, and signs in by it', async () => {
    vi.useFakeTimers();
    const set = environment({ email_address: { enabled: true, required: true, used_for_first_factor: true, verifications: ['email_link'] } });
    const clerk = new FakeClerk({ environment: set }).answers(waiting('needs_prepare'), waiting('needs_attempt'), waiting('needs_attempt'), { ...DONE, unverifiedFields: [] });
    const journey = await journeyOf(clerk, 'sign-up');
    await journey.submit(TYPED);
    expect(journey.screen).toMatchObject({ name: 'sign-up-email-link', lead: 'Open the link sent to ada@example.com on any device.' });
    const looking = new AbortController();
    journey.screen?.shown?.(looking.signal);
    await vi.advanceTimersByTimeAsync(2_000);
    looking.abort();
    expect(clerk.calls.slice(1)).toEqual(['signUp.prepareEmailAddressVerification {"strategy":"email_link","redirectUrl":"https://auth.example.com/verify"}', 'signUp.reload {}', 'signUp.reload {}', 'setActive sess_1']);
    vi.useRealTimers();
  });

  test('says that a link has to be opened in this browser where the instance wants that', async () => {
    const attributes = { email_address: { enabled: true, required: true, used_for_first_factor: true, verifications: ['email_link'] } };
    const set = environment(attributes, { attack_protection: { email_link: { require_same_client: true } } });
    const journey = await journeyOf(new FakeClerk({ environment: set }).answers(waiting('needs_prepare'), waiting('needs_attempt')), 'sign-up');
    await journey.submit(TYPED);
    expect(journey.screen?.lead).toBe('Open the link sent to ada@example.com in this browser.');
  });

  test('asks for the address again once a link is too old', async () => {
    vi.useFakeTimers();
    const set = environment({ email_address: { enabled: true, required: true, used_for_first_factor: true, verifications: ['email_link'] } });
    const late = waiting('needs_prepare');
    late.verifications.emailAddress.status = 'expired';
    const clerk = new FakeClerk({ environment: set }).answers(waiting('needs_prepare'), waiting('needs_attempt'), late);
    const journey = await journeyOf(clerk, 'sign-up');
    await journey.submit(TYPED);
    const looking = new AbortController();
    journey.screen?.shown?.(looking.signal);
    await vi.advanceTimersByTimeAsync(1_000);
    looking.abort();
    expect(journey.screen?.name).toBe('sign-up');
    expect(clerk.calls.at(-1)).toBe('signUp.reload {}');
    vi.useRealTimers();
  });

  test('sends a code to the address, and signs in by it', async () => {
    const clerk = new FakeClerk().answers(waiting('needs_prepare'), waiting('needs_attempt'), refusal('form_code_incorrect', 'code'), DONE);
    const journey = await journeyOf(clerk, 'sign-up');
    await journey.submit(TYPED);
    expect(journey.screen).toMatchObject({ name: 'sign-up-email-code', lead: 'Enter the code sent to ada@example.com.' });
    await journey.submit({ code: '111111' });
    expect(journey.problems.fields).toEqual({ code: 'Long form_code_incorrect.' });
    await journey.submit({ code: '424242' });
    expect(clerk.calls).toEqual([
      'signUp.create {"emailAddress":"ada@example.com","password":"correct horse"}',
      'signUp.prepareEmailAddressVerification {"strategy":"email_code"}',
      'signUp.attemptEmailAddressVerification {"code":"111111"}',
      'signUp.attemptEmailAddressVerification {"code":"424242"}',
      'setActive sess_1',
    ]);
    expect(journey.screen).toBeUndefined();
  });

  test('goes on at the code for somebody who comes back, who may change the address', async () => {
    const journey = await journeyOf(new FakeClerk({ signUp: waiting('needs_attempt', new Date(Date.now() + 600_000)) }), 'sign-up');
    expect(journey.screen?.name).toBe('sign-up-email-code');
    await press(journey, 'change');
    expect(journey.screen?.fields[0]).toMatchObject({ name: 'email_address', value: 'ada@example.com' });
  });

  test('keeps what was entered for whoever changes something of it, but for the password', async () => {
    const set = environment({ username: { enabled: true, required: true }, first_name: { enabled: true, required: true } });
    const begun = { ...waiting('needs_attempt', new Date(Date.now() + 600_000)), username: 'ada', firstName: 'Ada' };
    const journey = await journeyOf(new FakeClerk({ environment: set, signUp: begun }), 'sign-up');
    await press(journey, 'change');
    expect(journey.screen?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['first_name', 'Ada'],
      ['username', 'ada'],
      ['email_address', 'ada@example.com'],
      ['password', ''],
    ]);
  });

  test('says for what and for whom something is missing of a sign-up by an invitation', async () => {
    const invited = { ...waiting(''), missingFields: ['password'], unverifiedFields: [] };
    const journey = await journeyOf(new FakeClerk({ signUp: invited }), 'sign-up');
    expect(journey.screen).toMatchObject({ name: 'sign-up-rest', title: 'Create your Acme account', lead: 'ada@example.com', fields: [{ name: 'password' }] });
  });

  test('asks for what a provider did not tell', async () => {
    const clerk = new FakeClerk({ signUp: { ...waiting('needs_prepare'), missingFields: ['username', 'legal_accepted'], unverifiedFields: [] } }).answers(DONE);
    const journey = await journeyOf(clerk, 'sign-up');
    expect(journey.screen).toMatchObject({ name: 'sign-up-rest', fields: [{ name: 'username' }, { name: 'legal_accepted' }] });
    await journey.submit({ username: 'ada', legal_accepted: 'true' });
    expect(clerk.calls[0]).toBe('signUp.update {"username":"ada","legalAccepted":true}');
  });

  test('says so if something is missing that cannot be asked for here', async () => {
    const journey = await journeyOf(new FakeClerk({ signUp: { ...waiting(''), missingFields: ['enterprise_sso'] } }), 'sign-up');
    expect(journey.screen?.submit).toBeUndefined();
    expect(journey.screen?.lead).toMatch(/cannot be done here/);
  });
});

describe('between signing in and up', () => {
  test('what was typed goes along', async () => {
    const journey = await journeyOf(new FakeClerk());
    await press(journey, 'sign-up', { identifier: 'ada@example.com' });
    expect(journey.screen?.fields[0]).toMatchObject({ name: 'email_address', value: 'ada@example.com' });
    await press(journey, 'sign-in', { email_address: 'bob@example.com' });
    expect(journey.screen?.fields[0]).toMatchObject({ name: 'identifier', value: 'bob@example.com' });
  });

  test('somebody whom a provider knows and the instance does not is signed up', async () => {
    const social = { oauth_google: { enabled: true, authenticatable: true, strategy: 'oauth_google', name: 'Google' } };
    const clerk = new FakeClerk({ environment: environment({}, { social }) });
    clerk.answers({ firstFactorVerification: { status: 'transferable' } }, { id: 'sua_1', status: 'missing_requirements', missingFields: ['password'] });
    const journey = await journeyOf(clerk);
    await press(journey, 'oauth_google');
    expect(clerk.calls.at(-1)).toBe('signUp.create {"transfer":true}');
    expect(journey.screen).toMatchObject({ name: 'sign-up-rest', fields: [{ name: 'password' }] });
    expect(names(journey)).toContain('sign-in');
  });
});

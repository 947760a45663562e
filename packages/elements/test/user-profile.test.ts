import { describe, expect, test } from 'vitest';
import { pagesOf } from '../src/user-profile/pages';
import { choose, FakeAccount, parts, press, section } from './fake-account';
import { environment, refusal } from './fake-clerk';

const ON = { enabled: true };
const PHONE = { enabled: true, used_for_second_factor: true, verifications: ['phone_code'] };
const MAIL = { enabled: true, required: true, verifications: ['email_code'] };
const FULL = environment({ email_address: MAIL, phone_number: PHONE, username: ON, first_name: ON, last_name: ON, passkey: ON, authenticator_app: ON, backup_code: ON });

describe('the profile', () => {
  test('has as much as the instance has', async () => {
    const names = async (fake: FakeAccount) => pagesOf(await fake.account()).flatMap(({ sections }) => sections.map(({ name }) => name));
    expect(await names(new FakeAccount())).toEqual(['details', 'email', 'password', 'devices', 'deletion']);
    expect(await names(new FakeAccount({}, FULL))).toEqual(['details', 'email', 'phone', 'password', 'passkeys', 'second-step', 'devices', 'deletion']);
    expect(await names(new FakeAccount({ deleteSelfEnabled: false }))).not.toContain('deletion');
  });

  test('changes no name that stays', async () => {
    const fake = new FakeAccount({}, FULL).answers((user) => Object.assign(user, { firstName: 'Augusta' }));
    const account = await fake.account();
    await press(account, 'details', 'edit', 'person');
    expect(account.screen?.fields.map(({ name, value }) => [name, value])).toEqual([['first_name', 'Ada'], ['last_name', 'Lovelace'], ['username', '']]);
    await account.submit({ first_name: 'Augusta', last_name: '', username: '' });
    expect(fake.calls).toEqual(['update {"firstName":"Augusta","lastName":null}']);
    expect(account.screen).toBeUndefined();
  });
});

describe('an e-mail address', () => {
  test('is added, and counts once its code was entered', async () => {
    const fake = new FakeAccount({}, FULL);
    const added = fake.address('idn_2', 'work@example.com', 'unverified');
    fake.answers(
      refusal('form_identifier_exists', 'email_address'),
      (user) => (user.emailAddresses as unknown[]).push(added) && added,
      () => added,
      refusal('form_code_incorrect', 'code'),
      () => Object.assign(added, { verification: { status: 'verified' } }),
    );
    const account = await fake.account();
    await press(account, 'email', 'add');
    await account.submit({ email_address: 'taken@example.com' });
    expect(account.problems.fields).toEqual({ email_address: 'Long form_identifier_exists.' });
    await account.submit({ email_address: 'work@example.com' });
    expect(account.screen).toMatchObject({ name: 'verify-email', lead: 'Enter the code sent to work@example.com.' });
    await account.submit({ code: '111111' });
    expect(account.problems.fields).toEqual({ code: 'Long form_code_incorrect.' });
    await account.submit({ code: '424242' });
    expect(account.screen).toBeUndefined();
    expect(fake.calls.slice(1)).toEqual(['createEmailAddress {"email":"work@example.com"}', 'prepare idn_2 {"strategy":"email_code"}', 'attempt idn_2 {"code":"111111"}', 'attempt idn_2 {"code":"424242"}']);
    expect(parts(account, 'email')).toEqual([['remove'], ['make-primary', 'remove'], ['add']]);
  });

  test('that is in the account already is said to be that, without asking the server', async () => {
    const fake = new FakeAccount({}, FULL);
    (fake.user.phoneNumbers as unknown[]).push(fake.number('idn_3', '+12125550100'));
    const account = await fake.account();
    await press(account, 'email', 'add');
    await account.submit({ email_address: 'Ada@Example.com' });
    expect(account.problems.fields).toEqual({ email_address: 'You have this already.' });
    account.close();
    await press(account, 'phone', 'add');
    await account.submit({ phone_number: '+1 (212) 555-0100' });
    expect(account.problems.fields).toEqual({ phone_number: 'You have this already.' });
    expect(fake.calls).toEqual([]);
  });

  test('whose code is on its way gets no other one when somebody comes back to it', async () => {
    const fake = new FakeAccount({}, FULL);
    (fake.user.emailAddresses as unknown[]).push(fake.address('idn_2', 'work@example.com', 'unverified', new Date(Date.now() + 590_000)));
    const account = await fake.account();
    expect(section(account, 'email')?.rows[1]?.badges).toEqual(['Not verified']);
    await press(account, 'email', 'verify', 'idn_2');
    expect(account.screen?.name).toBe('verify-email');
    expect(fake.calls).toEqual([]);
    expect(account.screen?.actions[0]?.notBefore?.()).toBeGreaterThan(Date.now());
  });

  test('is removed after a question, and stays if the server will not have it', async () => {
    const fake = new FakeAccount({}, FULL).answers(refusal('last_identification_deletion_failed'), (user) => (user.emailAddresses = []));
    const account = await fake.account();
    await press(account, 'email', 'remove', 'idn_1');
    expect(account.screen).toMatchObject({ name: 'confirm-remove-email', title: 'Remove ada@example.com?', submit: { danger: true } });
    await choose(account, 'cancel');
    expect(fake.calls).toEqual([]);
    await press(account, 'email', 'remove', 'idn_1');
    await account.submit({});
    expect(account.problems.form).toBe('Long last_identification_deletion_failed.');
    await account.submit({});
    expect(parts(account, 'email')).toEqual([['add']]);
  });
});

describe('a change that needs a recent proof', () => {
  const NEEDED = refusal('session_reverification_required');
  const CODES = [{ strategy: 'password' }, { strategy: 'email_code', emailAddressId: 'idn_1', safeIdentifier: 'a***@example.com' }];
  const first = () => ({ status: 'needs_first_factor', supportedFirstFactors: CODES, supportedSecondFactors: [] });
  const done = () => ({ status: 'complete' });

  test('goes on after it', async () => {
    const fake = new FakeAccount({ passkeys: [] }, FULL).answers(NEEDED, first, refusal('form_password_incorrect', 'password'), done, (user) => (user.totpEnabled = false) || { secret: 'JBSWY3DP', uri: 'otpauth://totp/x' });
    const account = await fake.account();
    await press(account, 'second-step', 'add-totp');
    expect(account.screen).toMatchObject({ name: 'reverify-password', title: 'Confirm that it is you' });
    await account.submit({ password: 'wrong' });
    expect(account.problems.fields).toEqual({ password: 'Long form_password_incorrect.' });
    await account.submit({ password: 'right' });
    expect(account.screen).toMatchObject({ name: 'add-totp', secret: 'JBSWY3DP' });
    expect(fake.calls).toEqual([
      'createTOTP',
      'startVerification {"level":"second_factor"}',
      'attemptFirstFactorVerification {"strategy":"password","password":"wrong"}',
      'attemptFirstFactorVerification {"strategy":"password","password":"right"}',
      'createTOTP',
    ]);
  });

  test('can be proved by a code instead, or left', async () => {
    const fake = new FakeAccount({}, FULL).answers(NEEDED, first, first);
    const account = await fake.account();
    await press(account, 'second-step', 'add-totp');
    await choose(account, 'email-code');
    expect(account.screen).toMatchObject({ name: 'reverify-email-code', lead: 'Enter the code sent to a***@example.com.' });
    expect(fake.calls.at(-1)).toContain('prepareFirstFactorVerification');
    await choose(account, 'cancel');
    expect(account.screen).toBeUndefined();
  });

  test('asks for no other proof if the one that was given does not help, as of who acts for somebody', async () => {
    const fake = new FakeAccount({}, FULL).answers(NEEDED, first, done, refusal('session_reverification_required'));
    const account = await fake.account();
    await press(account, 'second-step', 'add-totp');
    await account.submit({ password: 'right' });
    expect(account.screen).toBeUndefined();
    expect(account.problems.form).toBe('Long session_reverification_required.');
    expect(fake.calls.filter((call) => call.startsWith('startVerification'))).toHaveLength(1);
  });

  test('asks for the second factor of who has one', async () => {
    const second = () => ({ status: 'needs_second_factor', supportedFirstFactors: CODES, supportedSecondFactors: [{ strategy: 'totp' }, { strategy: 'backup_code' }] });
    const fake = new FakeAccount({ totpEnabled: true }, FULL).answers(NEEDED, second, done, (user) => (user.totpEnabled = false));
    const account = await fake.account();
    await press(account, 'second-step', 'remove', 'totp');
    await account.submit({});
    expect(account.screen?.name).toBe('reverify-totp');
    await account.submit({ code: '123456' });
    expect(fake.calls.at(-2)).toBe('attemptSecondFactorVerification {"strategy":"totp","code":"123456"}');
    expect(section(account, 'second-step')?.rows).toEqual([]);
  });

  test('says what is wrong with it where it was typed, with what was typed', async () => {
    const fake = new FakeAccount({}, FULL).answers(NEEDED, first, done, refusal('form_password_pwned', 'password'), () => undefined);
    const account = await fake.account();
    await press(account, 'password', 'change');
    await account.submit({ current_password: 'old', password: 'leaked before', sign_out: 'true' });
    await account.submit({ password: 'old' });
    expect(account.screen?.name).toBe('change-password');
    expect(account.problems.fields).toEqual({ password: 'Long form_password_pwned.' });
    expect(account.screen?.fields.find(({ name }) => name === 'password')?.value).toBe('leaked before');
    await account.submit({ current_password: 'old', password: 'another one', sign_out: '' });
    expect(fake.calls.at(-1)).toBe('updatePassword {"newPassword":"another one","signOutOfOtherSessions":false,"currentPassword":"old"}');
    expect(account.notice).toBe('The password is saved.');
  });
});

describe('the second step', () => {
  test('is an authenticator app, whose backup codes are shown once', async () => {
    const fake = new FakeAccount({}, FULL).answers(
      () => ({ secret: 'JBSWY3DP', uri: 'otpauth://totp/x' }),
      (user) => Object.assign(user, { totpEnabled: true, twoFactorEnabled: true, backupCodeEnabled: true }) && { backupCodes: ['one', 'two'] },
    );
    const account = await fake.account();
    await press(account, 'second-step', 'add-totp');
    await account.submit({ code: '123456' });
    expect(account.screen?.name).toBe('backup-codes');
    expect([...(account.screen?.more?.().querySelectorAll('li') ?? [])].map(({ textContent }) => textContent)).toEqual(['one', 'two']);
    await account.submit({});
    expect(account.screen).toBeUndefined();
    expect(parts(account, 'second-step')).toEqual([['remove'], ['new-codes'], ['add-messages']]);
    await press(account, 'second-step', 'new-codes', 'backup-codes');
    expect(account.screen?.name).toBe('confirm-backup-codes');
  });

  test('is a number that is proved, or another one once it is', async () => {
    const fake = new FakeAccount({}, FULL);
    const number = fake.number('idn_3', '+12125550100');
    (fake.user.phoneNumbers as unknown[]).push(number);
    fake.answers(() => Object.assign(number, { reservedForSecondFactor: true }));
    const account = await fake.account();
    await press(account, 'second-step', 'add-messages');
    expect(account.screen?.providers?.map(({ name }) => name)).toEqual(['number-idn_3', 'another-number']);
    await choose(account, 'number-idn_3');
    expect(fake.calls).toEqual(['reserve idn_3 {"reserved":true}']);
    expect(parts(account, 'second-step')[0]).toEqual(['make-default', 'remove']);

    const other = fake.number('idn_4', '+12125550101', { verification: { status: null, expireAt: null } });
    fake.answers((user) => (user.phoneNumbers as unknown[]).push(other) && other, () => other, () => Object.assign(other, { verification: { status: 'verified' } }), () => Object.assign(other, { reservedForSecondFactor: true }));
    await press(account, 'second-step', 'add-messages');
    await choose(account, 'another-number');
    await account.submit({ phone_number: '+12125550101' });
    await account.submit({ code: '424242' });
    expect(fake.calls.at(-1)).toBe('reserve idn_4 {"reserved":true}');
    expect(account.screen).toBeUndefined();
  });
});

describe('the account', () => {
  test('is deleted once that was typed', async () => {
    const fake = new FakeAccount().answers(() => undefined);
    const account = await fake.account();
    await press(account, 'deletion', 'delete');
    await account.submit({ confirmation: 'delete' });
    expect(account.problems.fields).toEqual({ confirmation: 'Type “Delete account” as it is written here.' });
    expect(fake.calls).toEqual([]);
    await account.submit({ confirmation: ' delete account ' });
    expect(fake.calls).toEqual(['delete']);
  });

  test('is connected to providers where they can lead back', async () => {
    const social = { oauth_google: { enabled: true, authenticatable: true, strategy: 'oauth_google', name: 'Google' }, oauth_x: { enabled: true, authenticatable: true, strategy: 'oauth_x', name: 'X' } };
    const google = { id: 'eac_1', provider: 'google', verification: { status: 'verified' }, accountIdentifier: () => 'ada@gmail.com' };
    const failed = { id: 'eac_2', provider: 'x', verification: { status: 'failed', error: { message: 'Not let in.' } }, accountIdentifier: () => '' };
    const account = await new FakeAccount({ externalAccounts: [google] }, environment({}, { social })).account();
    expect(parts(account, 'connections')).toEqual([['remove'], ['connect-oauth_x']]);
    const other = await new FakeAccount({ externalAccounts: [failed] }, environment({}, { social })).account();
    expect(section(other, 'connections')?.rows[0]).toMatchObject({ title: 'X', note: 'Not let in.', badges: ['Not connected'] });
  });
});

import { createElement as h, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { act, clear, main, newKey, probe, show, stage, until } from './screen';
import { client, refused, Scripted, session } from './scripted';

const { ClerkProvider, useClerk, useSignIn, useSignUp, useUser } = main;

const FACTORS = ['password', 'email_code', 'reset_password_email_code'].map((strategy) => ({ strategy, email_address_id: 'idn_1', safe_identifier: 'a@example.com' }));
const SECOND = [{ strategy: 'totp' }, { strategy: 'phone_code', phone_number_id: 'idn_2' }];
const signInAs = (status: string, more: object = {}) => ({
  id: 'sia_1',
  status,
  identifier: 'a@example.com',
  supported_first_factors: FACTORS,
  supported_second_factors: SECOND,
  created_session_id: null,
  ...more,
});
const going = (signIn: object) => ({ body: { response: signIn, client: client({ sign_in: signIn }) } });
const complete = {
  body: { response: signInAs('complete', { created_session_id: 'sess_1' }), client: client({ sign_in: null, sessions: [session()] }) },
};

let api: Scripted;

beforeEach(() => {
  stage();
  api = new Scripted();
  api.install();
});

afterEach(clear);

const render = async (...nodes: ReactNode[]) => show(h(ClerkProvider, { publishableKey: newKey() }, ...nodes));

it('signs in with a password, and sees what came of it right after the step', async () => {
  const [form, user] = [probe(useSignIn), probe(useUser)];
  await render(form.node, user.node);
  const { signIn } = form.last;
  expect([signIn.status, signIn.id, signIn.supportedFirstFactors, form.last.fetchStatus]).toEqual(['needs_identifier', undefined, [], 'idle']);

  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  api.answers = async (line) => {
    await asked;
    return line === 'POST /sign_ins' ? complete : { body: { response: session(), client: client({ sessions: [session()] }) } };
  };
  const step = signIn.password({ emailAddress: 'a@example.com', password: 'secret' });
  await until(() => form.last.fetchStatus === 'fetching');
  answer();
  const { error } = await act(() => step);
  expect([error, form.last.fetchStatus]).toEqual([null, 'idle']);
  // The client has it no more, the form still does.
  expect([signIn.status, signIn.createdSessionId, form.last.signIn === signIn]).toEqual(['complete', 'sess_1', true]);

  const went: string[] = [];
  await act(() => signIn.finalize({ navigate: ({ session: { id }, decorateUrl }) => went.push(id, decorateUrl('/home')) }));
  expect(went).toEqual(['sess_1', '/home']);
  expect(api.requests).toEqual(['POST /sign_ins identifier=a@example.com&password=secret', 'POST /sessions/sess_1/touch intent=select_session']);
  await until(() => user.last.isSignedIn);
});

it('sorts what went wrong by the fields of the form, until the next step', async () => {
  const form = probe(useSignIn);
  await render(form.node);
  api.answers = () => refused('form_password_incorrect', 'password');
  const { error } = await act(() => form.last.signIn.password({ identifier: 'a', password: 'wrong' }));
  expect(error).toMatchObject({ name: 'ClerkAPIResponseError', status: 422 });
  const { fields, raw, global } = form.last.errors;
  expect(fields).toMatchObject({ identifier: null, code: null, password: { code: 'form_password_incorrect', longMessage: 'Long form_password_incorrect.' } });
  expect([raw?.length, global]).toEqual([1, null]);

  // About a field that the form has not: somewhere it must show.
  api.answers = () => refused('not_allowed_access', 'email_address');
  await act(() => form.last.signIn.create({ identifier: 'a' }));
  expect(form.last.errors.global).toHaveLength(1);
  api.answers = () => refused('user_locked');
  await act(() => form.last.signIn.create({ identifier: 'a' }));
  expect(form.last.errors).toMatchObject({ fields: { password: null }, global: [{ message: 'Long user_locked.' }] });
  expect(form.last.errors.global?.[0]?.isClerkAPIResponseError()).toBe(true);

  api.answers = () => going(signInAs('needs_first_factor'));
  await act(() => form.last.signIn.create({ identifier: 'a' }));
  expect(form.last.errors).toMatchObject({ raw: null, global: null });
});

it('signs in by a code, a second factor and a new password, each with the request that the official hook makes', async () => {
  const form = probe(useSignIn);
  await render(form.node);
  const { signIn } = form.last;
  api.answers = () => going(signInAs('needs_first_factor'));
  await act(() => signIn.emailCode.sendCode({ emailAddress: 'a@example.com' }));
  await act(() => signIn.emailCode.sendCode());
  await act(() => signIn.emailCode.sendCode({ emailAddressId: 'idn_9' }));
  api.answers = () => going(signInAs('needs_second_factor'));
  await act(() => signIn.emailCode.verifyCode({ code: '424242' }));
  expect(signIn.status).toBe('needs_second_factor');
  await act(() => signIn.mfa.sendPhoneCode());
  await act(() => signIn.mfa.verifyPhoneCode({ code: '1' }));
  await act(() => signIn.mfa.verifyTOTP({ code: '2' }));
  await act(() => signIn.mfa.verifyBackupCode({ code: '3' }));
  await act(() => signIn.resetPasswordEmailCode.sendCode());
  await act(() => signIn.resetPasswordEmailCode.verifyCode({ code: '4' }));
  await act(() => signIn.resetPasswordEmailCode.submitPassword({ password: 'new', signOutOfOtherSessions: true }));
  await act(() => signIn.ticket({ ticket: 'tick' }));
  const sorted = api.requests.map((line) => line.replace(/ ([^ ]*=.*)$/, (_, params: string) => ` ${params.split('&').sort().join('&')}`));
  expect(sorted).toEqual([
    'POST /sign_ins identifier=a@example.com',
    'POST /sign_ins/sia_1/prepare_first_factor email_address_id=idn_1&strategy=email_code',
    'POST /sign_ins/sia_1/prepare_first_factor email_address_id=idn_1&strategy=email_code',
    'POST /sign_ins/sia_1/prepare_first_factor email_address_id=idn_9&strategy=email_code',
    'POST /sign_ins/sia_1/attempt_first_factor code=424242&strategy=email_code',
    'POST /sign_ins/sia_1/prepare_second_factor phone_number_id=idn_2&strategy=phone_code',
    'POST /sign_ins/sia_1/attempt_second_factor code=1&strategy=phone_code',
    'POST /sign_ins/sia_1/attempt_second_factor code=2&strategy=totp',
    'POST /sign_ins/sia_1/attempt_second_factor code=3&strategy=backup_code',
    'POST /sign_ins/sia_1/prepare_first_factor email_address_id=idn_1&strategy=reset_password_email_code',
    'POST /sign_ins/sia_1/attempt_first_factor code=4&strategy=reset_password_email_code',
    'POST /sign_ins/sia_1/reset_password password=new&sign_out_of_other_sessions=true',
    'POST /sign_ins strategy=ticket&ticket=tick',
  ]);
});

it('refuses steps out of turn without a request', async () => {
  const form = probe(useSignIn);
  await render(form.node);
  const { signIn } = form.last;
  const codes = async (...steps: (() => Promise<{ error: { code: string } | null }>)[]) => {
    const found: (string | undefined)[] = [];
    for (const each of steps) found.push((await act(each)).error?.code);
    return found;
  };
  expect(await codes(() => signIn.emailCode.sendCode(), () => signIn.mfa.verifyTOTP({ code: '1' }), () => signIn.finalize())).toEqual([
    'attempt_missing',
    'attempt_missing',
    'attempt_incomplete',
  ]);
  expect(api.requests).toEqual([]);
  api.answers = () => going(signInAs('needs_first_factor'));
  await act(() => signIn.create({ identifier: 'a' }));
  expect(await codes(() => signIn.phoneCode.sendCode())).toEqual(['factor_missing']);
  expect(form.last.errors.global?.[0]?.message).toContain('password, email_code');
});

it('goes on with what is under way, and forgets it when told to', async () => {
  const publishableKey = newKey();
  const first = probe(useSignIn);
  await show(h(ClerkProvider, { publishableKey }, first.node));
  api.answers = () => going(signInAs('needs_first_factor'));
  await act(() => first.last.signIn.create({ identifier: 'a' }));
  await clear();
  const second = probe(useSignIn);
  const clerk = probe(useClerk);
  await show(h(ClerkProvider, { publishableKey }, second.node, clerk.node));
  expect([second.last.signIn.status, second.last.signIn.identifier]).toEqual(['needs_first_factor', 'a@example.com']);

  await act(() => second.last.signIn.reset());
  expect([second.last.signIn.status, second.last.signIn.id]).toEqual(['needs_identifier', undefined]);
  // The server still tells of it.
  await act(async () => clerk.last.client?.signUp.create({ emailAddress: 'b@example.com' }));
  expect(second.last.signIn.id).toBe(undefined);
});

it('signs up in steps', async () => {
  const form = probe(useSignUp);
  await render(form.node);
  const { signUp } = form.last;
  const signUpAs = (status: string, more: object = {}) => ({ id: 'sua_1', status, unverified_fields: ['email_address'], created_session_id: null, ...more });
  const goingUp = (body: object) => ({ body: { response: body, client: client({ sign_up: body }) } });
  api.answers = () => goingUp(signUpAs('missing_requirements'));
  await act(() => signUp.password({ emailAddress: 'a@example.com', password: 'secret' }));
  expect([signUp.status, signUp.unverifiedFields]).toEqual(['missing_requirements', ['email_address']]);
  await act(() => signUp.password({ password: 'other' }));
  await act(() => signUp.update({ firstName: 'Ada' }));
  await act(() => signUp.verifications.sendEmailCode());
  await act(() => signUp.verifications.sendPhoneCode({ channel: 'whatsapp' }));
  api.answers = () => refused('form_identifier_exists', 'email_address');
  await act(() => signUp.update({ emailAddress: 'taken@example.com' }));
  expect(form.last.errors.fields.emailAddress?.code).toBe('form_identifier_exists');
  api.answers = () => ({ body: { response: signUpAs('complete', { created_session_id: 'sess_1' }), client: client({ sessions: [session()] }) } });
  await act(() => signUp.verifications.verifyEmailCode({ code: '424242' }));
  expect([signUp.status, signUp.createdSessionId, form.last.errors.raw]).toEqual(['complete', 'sess_1', null]);
  expect(api.requests).toEqual([
    'POST /sign_ups strategy=password&email_address=a@example.com&password=secret',
    'PATCH /sign_ups/sua_1 strategy=password&password=other',
    'PATCH /sign_ups/sua_1 first_name=Ada',
    'POST /sign_ups/sua_1/prepare_verification strategy=email_code',
    'POST /sign_ups/sua_1/prepare_verification strategy=phone_code&channel=whatsapp',
    'PATCH /sign_ups/sua_1 email_address=taken@example.com',
    'POST /sign_ups/sua_1/attempt_verification strategy=email_code&code=424242',
  ]);
});

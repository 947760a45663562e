import { createElement as h } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { act, clear, main, newKey, probe, show, stage } from './screen';
import { client, Scripted } from './scripted';

const { ClerkProvider, useSignIn, useSignUp } = main;

let api: Scripted;

beforeEach(() => {
  stage();
  api = new Scripted();
  api.install();
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await clear();
});

/** The value of a hook on a page whose server answers every step with this attempt. */
async function underWay<T>(hook: () => T, kind: 'sign_in' | 'sign_up', attempt: object): Promise<T> {
  const seen = probe(hook);
  await show(h(ClerkProvider, { publishableKey: newKey() }, seen.node));
  const resource = { id: 'sia_1', status: null, ...attempt };
  api.answers = () => ({ body: { response: resource, client: client({ [kind]: resource }) } });
  return seen.last;
}

const SIGNED_IN_ALREADY = { status: 'failed', error: { code: 'identifier_already_signed_in', message: '', meta: { session_id: 'sess_9' } } };

it('shows a sign-in as it is before it is started', async () => {
  const { signIn } = await underWay(useSignIn, 'sign_in', {});
  expect(signIn.firstFactorVerification.status).toBeNull();
  expect(signIn.firstFactorVerification.verifiedFromTheSameClient()).toBe(false);
  expect([signIn.isTransferable, signIn.existingSession, signIn.canBeDiscarded, signIn.userData]).toEqual([false, undefined, true, {}]);
});

it('tells that a sign-in goes on as a sign-up, or is one already', async () => {
  const transferable = await underWay(useSignIn, 'sign_in', { first_factor_verification: { status: 'transferable' }, user_data: { first_name: 'Ada' } });
  await act(() => transferable.signIn.create({ identifier: 'a' }));
  expect([transferable.signIn.isTransferable, transferable.signIn.canBeDiscarded]).toEqual([true, false]);
  expect(transferable.signIn.userData.firstName).toBe('Ada');

  const existing = await underWay(useSignIn, 'sign_in', { first_factor_verification: SIGNED_IN_ALREADY });
  await act(() => existing.signIn.create({ identifier: 'a' }));
  expect([existing.signIn.isTransferable, existing.signIn.existingSession]).toEqual([false, { sessionId: 'sess_9' }]);
});

it('tells the same of a sign-up, by its external account', async () => {
  const { signUp } = await underWay(useSignUp, 'sign_up', {
    first_name: 'Ada',
    optional_fields: ['phone_number'],
    verifications: { external_account: SIGNED_IN_ALREADY, email_address: { status: 'unverified', next_action: 'needs_attempt', supported_strategies: ['email_code'] } },
  });
  expect(signUp.verifications.emailAddress.supportedStrategies).toEqual([]);
  await act(() => signUp.create({ emailAddress: 'a@example.com', timezone: 'Europe/Berlin' }));
  expect(signUp.verifications.emailAddress).toMatchObject({ nextAction: 'needs_attempt', supportedStrategies: ['email_code'] });
  expect([signUp.firstName, signUp.optionalFields, signUp.existingSession, signUp.isTransferable]).toEqual(['Ada', ['phone_number'], { sessionId: 'sess_9' }, false]);
  expect(api.requests).toEqual(['POST /sign_ups email_address=a@example.com&timezone=Europe/Berlin']);
});

it("takes the ticket from the page's address", async () => {
  vi.stubGlobal('location', new URL('https://app.example.com/?__clerk_ticket=dGlja2V0'));
  const { signIn } = await underWay(useSignIn, 'sign_in', {});
  await act(() => signIn.ticket());
  await act(() => signIn.ticket({ ticket: 'other' }));
  const { signUp } = await underWay(useSignUp, 'sign_up', {});
  await act(() => signUp.ticket());
  expect(api.requests).toEqual(['POST /sign_ins strategy=ticket&ticket=dGlja2V0', 'POST /sign_ins strategy=ticket&ticket=other', 'POST /sign_ups strategy=ticket&ticket=dGlja2V0']);
});

it('signs in with whosever passkey the browser gives, and says when it cannot', async () => {
  const { signIn } = await underWay(useSignIn, 'sign_in', {
    first_factor_verification: { status: 'unverified', nonce: '{"challenge":"Yw"}' },
    second_factor_verification: { status: 'unverified', nonce: '{"challenge":"Mg"}' },
    supported_second_factors: [{ strategy: 'passkey' }],
  });
  expect((await act(() => signIn.passkey({ flow: 'discoverable' }))).error?.code).toBe('passkey_not_supported');
  expect(api.requests).toEqual([]);

  const asked: unknown[] = [];
  const get = (options: unknown) => (asked.push(options), Promise.resolve({ id: 'credential' }));
  const platform = { parseRequestOptionsFromJSON: (options: unknown) => options };
  vi.stubGlobal('PublicKeyCredential', platform);
  Object.defineProperty(navigator, 'credentials', { value: { get }, configurable: true });
  await act(() => signIn.passkey({ flow: 'discoverable' }));
  await act(() => signIn.passkey());
  await act(() => signIn.mfa.passkey());
  expect(asked).toEqual([{ publicKey: { challenge: 'Yw' } }, { publicKey: { challenge: 'Yw' } }, { publicKey: { challenge: 'Mg' } }]);
  const proof = 'strategy=passkey&public_key_credential={"id":"credential"}';
  expect(api.requests).toEqual([
    'POST /sign_ins strategy=passkey',
    `POST /sign_ins/sia_1/attempt_first_factor ${proof}`,
    'POST /sign_ins/sia_1/prepare_first_factor strategy=passkey',
    `POST /sign_ins/sia_1/attempt_first_factor ${proof}`,
    'POST /sign_ins/sia_1/prepare_second_factor strategy=passkey',
    `POST /sign_ins/sia_1/attempt_second_factor ${proof}`,
  ]);
});

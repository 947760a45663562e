import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clerk, Client, Session, User } from '../src/types';
import { builds, context, FakeBrowser } from './browser';
import { FakeFrontendApi } from './frontend-api';
import { operation } from './spec';

const VERIFICATION = { status: 'unverified', strategy: 'passkey', nonce: '{"challenge":"AA"}', attempts: 0 };

/** A user with one of everything. */
const USER = {
  ...{ id: 'user_1', first_name: 'Ada', last_name: 'Lovelace', primary_email_address_id: 'idn_1', primary_phone_number_id: 'idn_2' },
  unsafe_metadata: { kept_key: 1, gone: 2, deep: { kept: 1, gone: 2 } },
  email_addresses: [{ id: 'idn_1', email_address: 'ada@example.com', verification: { status: 'verified', strategy: 'email_code' }, linked_to: [] }],
  phone_numbers: [{ id: 'idn_2', phone_number: '+15005550100', verification: null, linked_to: [] }],
  web3_wallets: [{ id: 'idn_3', web3_wallet: '0x1', verification: VERIFICATION }],
  external_accounts: [{ id: 'eac_1', provider: 'oauth_google', email_address: 'ada@example.com', verification: { status: 'verified' } }],
  passkeys: [{ id: 'pk_1', name: 'Laptop', verification: VERIFICATION, last_used_at: 5 }],
};

class RichFrontendApi extends FakeFrontendApi {
  override client(): object {
    const [session] = (super.client() as { sessions: object[] }).sessions;
    const sessions = session ? [{ ...session, user: USER, actor: null, tasks: null }] : [];
    const attempt = { first_factor_verification: VERIFICATION, second_factor_verification: VERIFICATION };
    return { ...super.client(), sessions, sign_in: { id: 'sia_1', ...attempt }, sign_up: { id: 'sua_1', abandon_at: 7, web3_wallet: '0x2' } };
  }

  /** Answers the next request with a resource. */
  answers(response: object): void {
    this.trouble.push(() => new Response(JSON.stringify({ response, client: this.client() }), { headers: { date: new Date().toUTCString() } }));
  }
}

let api: RichFrontendApi;
let clerk: Clerk & { client: Client; session: Session; user: User };

async function signedIn(variant: (typeof builds)[number]): Promise<void> {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  new FakeBrowser().install();
  api = new RichFrontendApi();
  api.install();
  const created = (await context('client', variant)).createClerkClient({ publishableKey: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k' });
  await created.load();
  await created.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
  clerk = created as typeof clerk;
  api.requests.length = 0;
}

const EMAIL_CODE = { strategy: 'email_code', emailAddressId: 'idn_1', safeIdentifier: 'a**@example.com', primary: true };
const CODE = { strategy: 'email_code', code: '424242' };
const OAUTH = { strategy: 'oauth_google', redirectUrl: 'https://x.example/', actionCompleteRedirectUrl: 'https://y.example/' } as const;

/** What is called; the method and path it has to send; and the body. */
const CALLS: [call: () => Promise<unknown>, request: string, body?: string][] = [
  [() => clerk.client.destroy(), 'DELETE /client'],
  [() => clerk.client.reload(), 'GET /client'],
  [() => clerk.client.removeSessions(), 'DELETE /client/sessions'],
  [() => clerk.session.reload(), 'GET /client/sessions/sess_1'],
  [() => clerk.session.touch({ intent: 'focus' }), 'POST /client/sessions/sess_1/touch', 'intent=focus'],
  [() => clerk.session.end(), 'POST /client/sessions/sess_1/end'],
  [() => clerk.session.remove(), 'POST /client/sessions/sess_1/remove'],
  [() => clerk.session.startVerification({ level: 'first_factor' }), 'POST /client/sessions/sess_1/verify', 'level=first_factor'],
  [
    () => clerk.session.prepareFirstFactorVerification(EMAIL_CODE),
    'POST /client/sessions/sess_1/verify/prepare_first_factor',
    'strategy=email_code&email_address_id=idn_1',
  ],
  [() => clerk.session.attemptFirstFactorVerification(CODE), 'POST /client/sessions/sess_1/verify/attempt_first_factor', 'strategy=email_code&code=424242'],
  [() => clerk.session.prepareSecondFactorVerification({ strategy: 'phone_code', primary: true }), 'POST /client/sessions/sess_1/verify/prepare_second_factor', 'strategy=phone_code'],
  [() => clerk.session.attemptSecondFactorVerification(CODE), 'POST /client/sessions/sess_1/verify/attempt_second_factor', 'strategy=email_code&code=424242'],
  [() => clerk.client.signIn.create({ ...OAUTH, identifier: 'a' }), 'POST /client/sign_ins'],
  [() => clerk.client.signIn.create({ strategy: 'ticket', ticket: 't' }), 'POST /client/sign_ins', 'strategy=ticket&ticket=t'],
  [() => clerk.client.signIn.reload(), 'GET /client/sign_ins/sia_1'],
  [() => clerk.client.signIn.prepareFirstFactor(EMAIL_CODE), 'POST /client/sign_ins/sia_1/prepare_first_factor', 'strategy=email_code&email_address_id=idn_1'],
  [() => clerk.client.signIn.attemptFirstFactor(CODE), 'POST /client/sign_ins/sia_1/attempt_first_factor', 'strategy=email_code&code=424242'],
  [() => clerk.client.signIn.prepareSecondFactor({ strategy: 'phone_code', primary: true }), 'POST /client/sign_ins/sia_1/prepare_second_factor', 'strategy=phone_code'],
  [() => clerk.client.signIn.attemptSecondFactor({ strategy: 'totp', code: '1' }), 'POST /client/sign_ins/sia_1/attempt_second_factor', 'strategy=totp&code=1'],
  [
    () => clerk.client.signIn.resetPassword({ password: 'new', signOutOfOtherSessions: true }),
    'POST /client/sign_ins/sia_1/reset_password',
    'password=new&sign_out_of_other_sessions=true',
  ],
  [() => clerk.client.signUp.create({ emailAddress: 'a@b.c', unsafeMetadata: { a: 1 } }), 'POST /client/sign_ups', 'email_address=a%40b.c&unsafe_metadata=%7B%22a%22%3A1%7D'],
  [() => clerk.client.signUp.update({ firstName: 'A' }), 'PATCH /client/sign_ups/sua_1', 'first_name=A'],
  [() => clerk.client.signUp.upsert({ firstName: 'A' }), 'PATCH /client/sign_ups/sua_1', 'first_name=A'],
  [() => clerk.client.signUp.reload(), 'GET /client/sign_ups/sua_1'],
  [() => clerk.client.signUp.prepareVerification(OAUTH), 'POST /client/sign_ups/sua_1/prepare_verification'],
  [() => clerk.client.signUp.attemptVerification(CODE), 'POST /client/sign_ups/sua_1/attempt_verification', 'strategy=email_code&code=424242'],
  [() => clerk.client.signUp.prepareEmailAddressVerification(), 'POST /client/sign_ups/sua_1/prepare_verification', 'strategy=email_code'],
  [
    () => clerk.client.signUp.prepareEmailAddressVerification({ strategy: 'email_link', redirectUrl: 'r' }),
    'POST /client/sign_ups/sua_1/prepare_verification',
    'strategy=email_link&redirect_url=r',
  ],
  [() => clerk.client.signUp.attemptEmailAddressVerification({ code: '1' }), 'POST /client/sign_ups/sua_1/attempt_verification', 'strategy=email_code&code=1'],
  [() => clerk.client.signUp.preparePhoneNumberVerification(), 'POST /client/sign_ups/sua_1/prepare_verification', 'strategy=phone_code'],
  [() => clerk.client.signUp.attemptPhoneNumberVerification({ code: '1' }), 'POST /client/sign_ups/sua_1/attempt_verification', 'strategy=phone_code&code=1'],
  [() => clerk.client.signUp.prepareWeb3WalletVerification(), 'POST /client/sign_ups/sua_1/prepare_verification', 'strategy=web3_metamask_signature'],
  [
    () => clerk.client.signUp.attemptWeb3WalletVerification({ signature: 's' }),
    'POST /client/sign_ups/sua_1/attempt_verification',
    'strategy=web3_metamask_signature&signature=s',
  ],
  [() => clerk.user.reload(), 'GET /me'],
  [() => clerk.user.update({ firstName: 'Ada', lastName: null }), 'PATCH /me', 'first_name=Ada&last_name='],
  [() => clerk.user.updateMetadata({ unsafeMetadata: {} }), 'PATCH /me/metadata', 'unsafe_metadata=%7B%7D'],
  [() => clerk.user.delete(), 'DELETE /me'],
  [() => clerk.user.updatePassword({ currentPassword: 'a', newPassword: 'b' }), 'POST /me/change_password', 'current_password=a&new_password=b'],
  [() => clerk.user.removePassword({ currentPassword: 'a' }), 'POST /me/remove_password', 'current_password=a'],
  [() => clerk.user.createEmailAddress({ email: 'a@b.c' }), 'POST /me/email_addresses', 'email_address=a%40b.c'],
  [() => clerk.user.createPhoneNumber({ phoneNumber: '1' }), 'POST /me/phone_numbers', 'phone_number=1'],
  [() => clerk.user.createWeb3Wallet({ web3Wallet: '0x' }), 'POST /me/web3_wallets', 'web3_wallet=0x'],
  [
    () => clerk.user.createExternalAccount({ strategy: 'oauth_google', redirectUrl: 'r', additionalScopes: ['a', 'b'] }),
    'POST /me/external_accounts',
    'strategy=oauth_google&redirect_url=r&additional_scope=a&additional_scope=b',
  ],
  [() => clerk.user.createTOTP(), 'POST /me/totp'],
  [() => clerk.user.verifyTOTP({ code: '1' }), 'POST /me/totp/attempt_verification', 'code=1'],
  [() => clerk.user.disableTOTP(), 'DELETE /me/totp'],
  [() => clerk.user.createBackupCode(), 'POST /me/backup_codes'],
  [() => clerk.user.getSessions(), 'GET /me/sessions/active'],
  [() => clerk.user.setProfileImage({ file: null }), 'DELETE /me/profile_image'],
  [() => clerk.user.setProfileImage({ file: 'AAAA' }), 'POST /me/profile_image', 'AAAA'],
  [() => clerk.user.emailAddresses[0]!.reload(), 'GET /me/email_addresses/idn_1'],
  [() => clerk.user.emailAddresses[0]!.prepareVerification({ strategy: 'email_code' }), 'POST /me/email_addresses/idn_1/prepare_verification', 'strategy=email_code'],
  [() => clerk.user.emailAddresses[0]!.attemptVerification({ code: '1' }), 'POST /me/email_addresses/idn_1/attempt_verification', 'code=1'],
  [() => clerk.user.emailAddresses[0]!.destroy(), 'DELETE /me/email_addresses/idn_1'],
  [() => clerk.user.phoneNumbers[0]!.reload(), 'GET /me/phone_numbers/idn_2'],
  [() => clerk.user.phoneNumbers[0]!.prepareVerification(), 'POST /me/phone_numbers/idn_2/prepare_verification', 'strategy=phone_code'],
  [() => clerk.user.phoneNumbers[0]!.attemptVerification({ code: '1' }), 'POST /me/phone_numbers/idn_2/attempt_verification', 'code=1'],
  [() => clerk.user.phoneNumbers[0]!.setReservedForSecondFactor({ reserved: true }), 'PATCH /me/phone_numbers/idn_2', 'reserved_for_second_factor=true'],
  [() => clerk.user.phoneNumbers[0]!.makeDefaultSecondFactor(), 'PATCH /me/phone_numbers/idn_2', 'default_second_factor=true'],
  [() => clerk.user.phoneNumbers[0]!.destroy(), 'DELETE /me/phone_numbers/idn_2'],
  [() => clerk.user.web3Wallets[0]!.reload(), 'GET /me/web3_wallets/idn_3'],
  [
    () => clerk.user.web3Wallets[0]!.prepareVerification({ strategy: 'web3_metamask_signature' }),
    'POST /me/web3_wallets/idn_3/prepare_verification',
    'strategy=web3_metamask_signature',
  ],
  [() => clerk.user.web3Wallets[0]!.attemptVerification({ signature: 's' }), 'POST /me/web3_wallets/idn_3/attempt_verification', 'signature=s'],
  [() => clerk.user.web3Wallets[0]!.destroy(), 'DELETE /me/web3_wallets/idn_3'],
  [() => clerk.user.passkeys[0]!.reload(), 'GET /me/passkeys/pk_1'],
  [() => clerk.user.passkeys[0]!.update({ name: 'n' }), 'PATCH /me/passkeys/pk_1', 'name=n'],
  [() => clerk.user.passkeys[0]!.delete(), 'DELETE /me/passkeys/pk_1'],
  [() => clerk.user.externalAccounts[0]!.reauthorize({ additionalScopes: ['a'] }), 'PATCH /me/external_accounts/eac_1/reauthorize', 'additional_scope=a'],
  [() => clerk.user.externalAccounts[0]!.destroy(), 'DELETE /me/external_accounts/eac_1'],
];

describe.each(builds)('a method, in the build with entries "*%s",', (variant) => {
  beforeAll(() => signedIn(variant));

  it.each(CALLS)('sends what the contract documents: %s %s %s', async (call, request, body) => {
    api.requests.length = 0;
    api.answers({ id: 'x_1', object: 'anything' });
    await call();
    const { init, url } = api.seen.at(-1)!;
    const sent = String(init.body ?? '');
    expect(api.requests).toEqual([request]);
    if (body !== undefined) expect(sent).toBe(body);
    const [method = '', path = ''] = request.split(' ');
    const documented = operation(method, path);
    expect(documented, `${request} is not in the contract`).toBeDefined();
    const parameters = documented?.get(new Headers(init.headers).get('content-type') ?? '');
    for (const name of new URLSearchParams(body === 'AAAA' ? '' : sent).keys()) expect([...(parameters ?? [])], request).toContain(name);
    expect(url.searchParams.get('_clerk_session_id')).toBe(path.startsWith('/client') ? null : 'sess_1');
  });

});

describe.each(builds)('the build with entries "*%s"', (variant) => {
  beforeEach(() => signedIn(variant));

  it('makes what the answer is: the resource itself as it is now, or another one', async () => {
    const { user } = clerk;
    api.answers({ ...USER, first_name: 'Augusta' });
    expect(await user.update({ firstName: 'Augusta' })).toBe(user);
    expect(user.fullName).toBe('Augusta Lovelace');
    api.answers({ id: 'idn_9', email_address: 'new@example.com', verification: null });
    const address = await user.createEmailAddress({ email: 'new@example.com' });
    expect(`${address}`).toBe('new@example.com');
    expect(address.verification.status).toBeNull();
    api.answers({ ...USER.email_addresses[0], id: 'idn_9' });
    expect((await address.attemptVerification({ code: '424242' })).verification.status).toBe('verified');
    api.trouble.push(() => new Response(JSON.stringify([{ id: 'sess_2', status: 'active', latest_activity: { id: 'a', browser_name: 'Chrome' } }])));
    const [other] = await user.getSessions();
    api.answers({ id: 'sess_2', status: 'revoked' });
    expect(await other?.revoke()).toMatchObject({ status: 'revoked', latestActivity: { browserName: 'Chrome' } });
    expect(api.requests.at(-1)).toBe('POST /me/sessions/sess_2/revoke');
  });

  it('works out of a user what the official object has', () => {
    expect(clerk.user).toMatchObject({
      ...{ fullName: 'Ada Lovelace', hasVerifiedEmailAddress: true, hasVerifiedPhoneNumber: false, verifiedWeb3Wallets: [] },
      ...{ primaryEmailAddress: { id: 'idn_1' }, primaryPhoneNumber: { id: 'idn_2' }, primaryWeb3Wallet: null },
      ...{ verifiedExternalAccounts: [{ provider: 'google' }], unverifiedExternalAccounts: [] },
    });
    expect(clerk.user.isPrimaryIdentification({ id: 'idn_2' })).toBe(true);
    expect(clerk.user.externalAccounts[0]?.providerTitle()).toBe('Google Account');
    expect(clerk.client.signUp).toMatchObject({ abandonAt: 7, web3wallet: '0x2', missingFields: [] });
    expect(clerk.client.signedInSessions).toHaveLength(1);
  });

  it('replaces metadata by merging the difference into it', async () => {
    api.answers(USER);
    api.answers(USER);
    await clerk.user.update({ unsafeMetadata: { kept_key: 1, deep: { kept: 3 } } });
    expect(api.requests).toEqual(['GET /me', 'PATCH /me/metadata']);
    const sent = new URLSearchParams(String(api.seen.at(-1)?.init.body)).get('unsafe_metadata');
    expect(JSON.parse(sent ?? '')).toEqual({ kept_key: 1, gone: null, deep: { kept: 3, gone: null } });
  });

  it('has a verification that was never begun where the server sends none, and addresses as URLs', async () => {
    expect(clerk.user.phoneNumbers[0]?.verification).toMatchObject({ status: null, strategy: null, externalVerificationRedirectURL: null });
    const redirect = { external_verification_redirect_url: 'https://provider.example/authorize', status: 'unverified', verified_at_client: 'client_1' };
    api.answers({ id: 'sia_2', first_factor_verification: redirect });
    const { firstFactorVerification } = await clerk.client.signIn.create(OAUTH);
    expect(firstFactorVerification.externalVerificationRedirectURL).toEqual(new URL('https://provider.example/authorize'));
    expect(firstFactorVerification.verifiedFromTheSameClient()).toBe(true);
  });

  it('makes a reload known to everybody who holds the client', async () => {
    const told: (string | null | undefined)[] = [];
    clerk.addListener(({ user }) => told.push(user?.firstName), { skipInitialEmit: true });
    const changed = { ...USER, first_name: 'Augusta' };
    const client = { ...(api.client() as { sessions: object[] }), sessions: [{ id: 'sess_1', status: 'active', user: changed }] };
    api.trouble.push(() => new Response(JSON.stringify({ response: changed, client })));
    await clerk.user.reload();
    await vi.waitFor(() => expect(told).toEqual(['Augusta']));
    expect(clerk.user.firstName).toBe('Augusta');
  });

  it('goes on whatever a listener does, and lets the application see its fault', async () => {
    const reported = vi.fn();
    // Vitest would take what is uncaught for a fault of the test.
    vi.stubGlobal('queueMicrotask', (task: () => void) => void Promise.resolve().then(task).catch(reported));
    const fault = new Error('no plan');
    const fails = vi.fn(() => {
      throw fault;
    });
    const told = vi.fn();
    clerk.addListener(fails, { skipInitialEmit: true });
    clerk.addListener(told, { skipInitialEmit: true });
    for (const [n, first_name] of ['Augusta', 'Byron'].entries()) {
      const client = { ...(api.client() as { sessions: object[] }), sessions: [{ id: 'sess_1', status: 'active', user: { ...USER, first_name } }] };
      api.trouble.push(() => new Response(JSON.stringify({ response: USER, client })));
      await clerk.user.update({ firstName: first_name });
      await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(n + 1));
    }
    expect(reported.mock.calls).toEqual([[fault], [fault]]);
    clerk.on('status', fails);
    api.trouble = Array.from({ length: 9 }, () => () => undefined);
    await expect(clerk.session.getToken({ skipCache: true })).rejects.toMatchObject({ code: 'network_error' });
    expect([clerk.status, reported.mock.calls.length]).toEqual(['degraded', 4]);
    api.trouble = [];
    expect(await clerk.session.getToken({ skipCache: true })).toMatch(/^eyJ/);
    vi.unstubAllGlobals();
  });

  it('asks the browser for passkeys, and says where there are none', async () => {
    await expect(clerk.user.createPasskey()).rejects.toMatchObject({ code: 'passkey_not_supported' });
    expect(api.requests).toEqual([]);
    const asked: unknown[] = [];
    const credential = { toJSON: () => ({ id: 'cred' }) };
    const platform = { parseCreationOptionsFromJSON: (json: object) => ({ created: json }), parseRequestOptionsFromJSON: (json: object) => ({ asked: json }) };
    vi.stubGlobal('PublicKeyCredential', platform);
    const ceremony = (options: object) => (asked.push(options), Promise.resolve(credential));
    Object.assign(navigator, { credentials: { create: ceremony, get: ceremony } });
    for (let n = 0; n < 2; n++) api.answers(USER.passkeys[0]!);
    await clerk.user.createPasskey();
    for (let n = 0; n < 2; n++) api.answers({ id: 'sia_1', first_factor_verification: VERIFICATION });
    await clerk.client.signIn.authenticateWithPasskey({ flow: 'autofill' });
    const offered = { publicKey: { asked: { challenge: 'AA' } }, mediation: 'conditional', signal: expect.objectContaining({ aborted: false }) };
    expect(asked).toEqual([{ publicKey: { created: { challenge: 'AA' } } }, offered]);
    expect(new URLSearchParams(String(api.seen.at(-1)?.init.body)).get('public_key_credential')).toBe('{"id":"cred"}');
    expect(api.requests.slice(-4)).toEqual([
      ...['POST /me/passkeys', 'POST /me/passkeys/pk_1/attempt_verification'],
      ...['POST /client/sign_ins', 'POST /client/sign_ins/sia_1/attempt_first_factor'],
    ]);
    // It does one thing at a time: what it offers by itself gives way.
    for (let n = 0; n < 2; n++) api.answers(USER.passkeys[0]!);
    await clerk.user.createPasskey();
    expect(asked[1]).toMatchObject({ signal: { aborted: true } });
    expect(asked[2]).toEqual(asked[0]);
    vi.unstubAllGlobals();
  });

  it('signs out with a callback, and tells a status at once on request', async () => {
    const order: string[] = [];
    clerk.on('status', (status) => order.push(status), { notify: true });
    await clerk.signOut(() => order.push('callback'));
    expect(order).toEqual(['ready', 'callback']);
    expect([clerk.session, clerk.organization, clerk.isSignedIn]).toEqual([null, null, false]);
  });
});

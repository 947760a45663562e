import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClerkAPIResponseError, ClerkRuntimeError } from '../src/errors';
import type { JsonObject } from '../src/json';
import { begin, conclude, finish, type Actor } from '../src/web-auth/attempt';
import { awaitLink, emailLinkFlow } from '../src/web-auth/link';
import { next } from '../src/web-auth/outcome';
import { described, errorOf, type RedirectParams } from '../src/web-auth/wire';
import { means, redirectUrl, visit } from '../src/web-auth/window';

const BACK = 'https://abcdefghijklmnop.chromiumapp.org/';
const AT_PROVIDER = { status: 'unverified', strategy: 'oauth_google', external_verification_redirect_url: 'https://provider.example/authorize' };

const signIn = (verification: JsonObject | null, more: JsonObject = {}): JsonObject => ({ id: 'sia_1', status: 'needs_identifier', first_factor_verification: verification, ...more });
const signUp = (verification: JsonObject | null, more: JsonObject = {}): JsonObject => ({ id: 'sua_1', status: 'missing_requirements', verifications: { external_account: verification }, ...more });
const error = (code: string, meta?: JsonObject) => ({ code, message: code, long_message: `Long ${code}.`, ...(meta && { meta }) });

describe('what follows from an attempt', () => {
  it.each([
    ['it is complete', 'sign_in', signIn(null, { status: 'complete', created_session_id: 'sess_1' }), { session: 'sess_1' }],
    ['nobody has this account', 'sign_in', signIn({ status: 'transferable', error: error('external_account_not_found') }), { transfer: 'sign_up' }],
    ['somebody has this account', 'sign_up', signUp({ status: 'transferable', error: error('external_account_exists') }), { transfer: 'sign_in' }],
    ['the session is there already', 'sign_in', signIn({ status: 'failed', error: error('identifier_already_signed_in', { session_id: 'sess_2' }) }), { session: 'sess_2' }],
    ['it was refused', 'sign_in', signIn({ status: 'failed', error: error('oauth_access_denied') }), { refused: error('oauth_access_denied') }],
    ['it was refused without a reason', 'sign_up', signUp({ status: 'failed', error: null }), { refused: { code: 'verification_failed' } }],
    ['nothing has happened', 'sign_in', signIn(AT_PROVIDER), { unanswered: true }],
    ['a second factor is asked for', 'sign_in', signIn({ status: 'verified' }, { status: 'needs_second_factor' }), { open: true }],
    ['a field is missing', 'sign_up', signUp({ status: 'verified' }, { missing_fields: ['username'] }), { open: true }],
    ['nobody was at a provider', 'sign_up', signUp(null), { open: true }],
  ] as const)('if %s', (_, kind, attempt, step) => {
    expect(next(kind, attempt)).toEqual(step);
  });

  it('a transfer that is not wanted is a refusal', () => {
    expect(next('sign_in', signIn({ status: 'transferable' }), false)).toEqual({ refused: { code: 'external_account_not_found' } });
    expect(next('sign_up', signUp({ status: 'transferable' }), false)).toEqual({ refused: { code: 'external_account_exists' } });
  });
});

/** A client whose server gives these answers, one after the other. */
function clerkWith(...answers: (JsonObject | Error)[]) {
  const sent: [method: string, path: string, params?: object][] = [];
  const active: unknown[] = [];
  const clerk = {
    kinds: {},
    instanceType: 'production',
    client: { id: 'client_1' },
    getToken: () => Promise.resolve(null),
    request(...call: (typeof sent)[number]) {
      sent.push(call);
      const answer = answers.shift() ?? new Error('one request too many');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    setActive: ({ session }: { session: unknown }) => Promise.resolve(void active.push(session)),
  };
  return { clerk: clerk as unknown as Actor, sent, active };
}

describe('a sign-in elsewhere', () => {
  const google: RedirectParams = { strategy: 'oauth_google' };
  const urls = { redirectUrl: BACK, actionCompleteRedirectUrl: BACK };

  it('begins where the server says', async () => {
    const { clerk, sent } = clerkWith(signIn(AT_PROVIDER));
    const begun = await begin(clerk, 'sign_in', { ...google, identifier: 'ada' }, BACK);
    expect(begun).toEqual({ kind: 'sign_in', id: 'sia_1', url: 'https://provider.example/authorize' });
    expect(sent).toEqual([['POST', '/client/sign_ins', { ...google, ...urls, identifier: 'ada' }]]);
  });

  it('shows that it is native before it can show who it is', async () => {
    const { clerk, sent } = clerkWith(signIn(AT_PROVIDER));
    Object.assign(clerk, { client: {} });
    await begin(clerk, 'sign_in', google, BACK);
    expect(sent[0]?.[1]).toBe('/client/sign_ins?_is_native=1');

    // In development it is told by its development browser.
    const other = clerkWith(signUp(AT_PROVIDER), signUp(null, { status: 'complete', created_session_id: 'sess_1' }));
    Object.assign(other.clerk, { client: {}, instanceType: 'development' });
    await begin(other.clerk, 'sign_up', google, BACK);
    await finish(other.clerk, { kind: 'sign_up', id: 'sua_1' }, `${BACK}?__clerk_db_jwt=dvb_1`);
    expect(other.sent.map(([, path, params]) => [path, 'rotatingTokenNonce' in (params ?? {})])).toEqual([
      ['/client/sign_ups', false],
      ['/client/sign_ups/sua_1', false],
    ]);
    expect(other.active).toEqual(['sess_1']);
  });

  it('finds the page of a company once the identifier is known', async () => {
    const { clerk, sent } = clerkWith(signIn(null, { status: 'needs_first_factor' }), signIn({ ...AT_PROVIDER, strategy: 'saml' }));
    await begin(clerk, 'sign_in', { strategy: 'enterprise_sso', identifier: 'ada@example.com', enterpriseConnectionId: 'ent_1' }, BACK);
    expect(sent[1]).toEqual(['POST', '/client/sign_ins/sia_1/prepare_first_factor', { strategy: 'enterprise_sso', ...urls, enterpriseConnectionId: 'ent_1' }]);
  });

  it('goes on with an attempt that is named', async () => {
    const { clerk, sent } = clerkWith(signUp(AT_PROVIDER), signIn(AT_PROVIDER));
    await begin(clerk, 'sign_up', { ...google, continues: 'sua_1', legalAccepted: true }, BACK);
    await begin(clerk, 'sign_in', { ...google, continues: 'sia_1' }, BACK);
    expect(sent.map(([method, path]) => `${method} ${path}`)).toEqual(['PATCH /client/sign_ups/sua_1', 'POST /client/sign_ins/sia_1/prepare_first_factor']);
  });

  it.each([
    [422, { code: 'redirect_url_invalid', message: 'no' }, 'redirect_url_not_allowed'],
    [422, { code: 'resource_mismatch', message: 'no', long_message: 'The current redirect url does not match.' }, 'redirect_url_not_allowed'],
    [422, { code: 'form_param_format_invalid', message: 'no', meta: { param_name: 'redirect_url' } }, 'redirect_url_not_allowed'],
    [422, { code: 'strategy_for_user_invalid', message: 'no' }, 'api_response_error'],
  ])('explains a refusal: %i %j', async (status, refused, code) => {
    const { clerk } = clerkWith(new ClerkAPIResponseError(status, { errors: [refused] }));
    await expect(begin(clerk, 'sign_in', google, BACK)).rejects.toMatchObject({ code });
  });

  it('leads to web pages only', async () => {
    const { clerk } = clerkWith(signUp({ ...AT_PROVIDER, external_verification_redirect_url: 'javascript:alert(1)' }));
    await expect(begin(clerk, 'sign_up', google, BACK)).rejects.toMatchObject({ code: 'web_auth_failed' });
  });

  it('shows the nonce, and nothing else of the address it was led back to', async () => {
    const { clerk, sent, active } = clerkWith(signIn(null, { status: 'complete', created_session_id: 'sess_1' }));
    await finish(clerk, { kind: 'sign_in', id: 'sia_1' }, `${BACK}?rotating_token_nonce=n1&__clerk_db_jwt=foreign&created_session_id=sess_9`);
    expect(sent).toEqual([['GET', '/client/sign_ins/sia_1', { rotatingTokenNonce: 'n1' }]]);
    expect(active).toEqual(['sess_1']);
  });

  it('does not take another attempt for its own', async () => {
    const { clerk, active } = clerkWith(signIn(null, { id: 'sia_2', status: 'complete', created_session_id: 'sess_1' }));
    await expect(finish(clerk, { kind: 'sign_in', id: 'sia_1' }, BACK)).rejects.toMatchObject({ code: 'web_auth_failed' });
    expect(active).toEqual([]);
  });

  it('is transferred once, not back and forth', async () => {
    const { clerk, sent } = clerkWith(signUp({ status: 'transferable' }));
    await expect(conclude(clerk, 'sign_in', signIn({ status: 'transferable' }))).rejects.toMatchObject({ code: 'web_auth_failed', cause: { code: 'external_account_exists' } });
    expect(sent).toEqual([['POST', '/client/sign_ups', { transfer: true }]]);
  });

  it('takes along what a new user brings', async () => {
    const { clerk, sent, active } = clerkWith(signIn(AT_PROVIDER), signIn({ status: 'transferable' }), signUp(null, { status: 'complete', created_session_id: 'sess_1' }));
    const pending = await begin(clerk, 'sign_in', { ...google, unsafeMetadata: { from: 'popup' }, legalAccepted: true }, BACK);
    await finish(clerk, pending, BACK);
    expect(sent[2]).toEqual(['POST', '/client/sign_ups', { transfer: true, unsafeMetadata: { from: 'popup' }, legalAccepted: true }]);
    expect(active).toEqual(['sess_1']);
  });
});

describe('trouble on the way', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const offline = () => new ClerkRuntimeError('offline', { code: 'network_error' });
  const complete = signIn(null, { status: 'complete', created_session_id: 'sess_1' });

  it('does not lose a sign-in that has happened', async () => {
    const { clerk, active } = clerkWith(offline(), new ClerkAPIResponseError(503, {}), complete);
    await Promise.all([finish(clerk, { kind: 'sign_in', id: 'sia_1' }, BACK), vi.advanceTimersByTimeAsync(10_000)]);
    expect(active).toEqual(['sess_1']);
  });

  it('does not ask again after a refusal', async () => {
    const { clerk, sent } = clerkWith(new ClerkAPIResponseError(401, {}), complete);
    await expect(finish(clerk, { kind: 'sign_in', id: 'sia_1' }, BACK)).rejects.toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
  });

  it('does not end the wait for a link, which a refusal and its caller do', async () => {
    const unopened = signIn({ status: 'unverified', strategy: 'email_link' });
    const waiting = clerkWith(unopened, offline(), complete);
    await Promise.all([awaitLink(waiting.clerk, 'sign_in', 'sia_1', new AbortController().signal), vi.advanceTimersByTimeAsync(5_000)]);
    expect(waiting.active).toEqual(['sess_1']);

    const expired = clerkWith(signUp(null, { verifications: { email_address: { status: 'expired' } } }));
    await awaitLink(expired.clerk, 'sign_up', 'sua_1', new AbortController().signal);
    expect(expired.active).toEqual([]);

    const refused = clerkWith(new ClerkAPIResponseError(404, {}));
    await expect(awaitLink(refused.clerk, 'sign_in', 'sia_1', new AbortController().signal)).rejects.toMatchObject({ status: 404 });

    const given = new AbortController();
    const up = clerkWith(unopened);
    const wait = awaitLink(up.clerk, 'sign_in', 'sia_1', given.signal);
    given.abort();
    await Promise.all([wait, vi.advanceTimersByTimeAsync(5_000)]);
    expect(up.sent).toHaveLength(1);
  });
});

describe('a link for an address that is added to an account', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** The address, whose link is opened before it is asked for the `opened`th time. */
  function address(opened: number) {
    const calls: string[] = [];
    const self = { verification: { status: 'unverified' } };
    const step = (rule: string, params?: unknown) => {
      calls.push(`${rule}${params ? ` ${JSON.stringify(params)}` : ''}`);
      if (calls.length > opened) self.verification = { status: 'verified' };
      return Promise.resolve(self);
    };
    type Flow = { startEmailLinkFlow(params: object): Promise<typeof self>; cancelEmailLinkFlow(): void };
    return { calls, flow: emailLinkFlow(self, step) as Flow };
  }

  it('is waited for until it was opened', async () => {
    const { calls, flow } = address(2);
    const started = flow.startEmailLinkFlow({ redirectUrl: 'https://app.example/' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await started).verification.status).toBe('verified');
    expect(calls).toEqual(['POST /prepare_verification {"strategy":"email_link","redirectUrl":"https://app.example/"}', 'GET', 'GET']);
  });

  it('is waited for no longer than is wanted', async () => {
    const { calls, flow } = address(9);
    const started = flow.startEmailLinkFlow({ redirectUrl: 'https://app.example/' });
    await vi.advanceTimersByTimeAsync(1_500);
    flow.cancelEmailLinkFlow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await started).verification.status).toBe('unverified');
    expect(calls).toHaveLength(3);
  });
});

describe('errors between contexts', () => {
  const over = (thrown: unknown) => errorOf(JSON.parse(JSON.stringify(described(thrown))) as ReturnType<typeof described>);

  it('keep what programs tell them by', () => {
    const refusal = new ClerkAPIResponseError(422, { errors: [error('form_identifier_not_found', { param_name: 'identifier' })] });
    expect(over(refusal)).toMatchObject({ name: 'ClerkAPIResponseError', status: 422, message: refusal.message, errors: refusal.errors });
    const trouble = new ClerkRuntimeError('Away.', { code: 'web_auth_failed', cause: { code: 'oauth_access_denied', message: 'no' } });
    expect(over(trouble)).toMatchObject({ name: 'ClerkRuntimeError', code: 'web_auth_failed', message: trouble.message, cause: { code: 'oauth_access_denied' } });
  });

  it('say nothing of what is not ours', () => {
    expect(over(new TypeError(`Failed at ${BACK}?rotating_token_nonce=secret`)).message).not.toContain('secret');
  });
});

describe('the way to a provider', () => {
  const browser = ({ identity, permitted = [], own = 'chrome-extension://abcdefghijklmnop/' }: { identity?: object; permitted?: string[]; own?: string }) => {
    const contains = ({ permissions = [], origins = [] }: chrome.permissions.Permissions) => Promise.resolve([...permissions, ...origins].every((one) => permitted.includes(one)));
    Object.assign(globalThis, { chrome: { identity, permissions: { contains }, runtime: { id: 'abcdefghijklmnop', getURL: () => own } } });
  };
  const flow = (launchWebAuthFlow: () => Promise<string | undefined>) => ({ launchWebAuthFlow, getRedirectURL: () => BACK });
  const works = flow(() => Promise.resolve(BACK));

  it.each([
    ['the window that the browser has for it', { identity: works }, 'window'],
    ['a tab, with permission for tabs', { permitted: ['tabs'] }, 'tab'],
    ['a tab, with permission for the address that is led back to', { permitted: [`${BACK}*`] }, 'tab'],
    ['a tab in Firefox, whose window refuses providers', { identity: works, permitted: ['tabs'], own: 'moz-extension://1/' }, 'tab'],
  ])('is %s', async (_, has, way) => {
    browser(has);
    expect(await means()).toBe(way);
    expect(redirectUrl()).toBe(BACK);
  });

  it.each([{}, { identity: works, own: 'moz-extension://1/' }])('is missing without permission: %j', async (has) => {
    browser(has);
    await expect(means()).rejects.toMatchObject({ code: 'manifest_identity_missing' });
  });

  it.each([
    ['The user did not approve access.', 'web_auth_cancelled'],
    ['Authorization page could not be loaded.', 'web_auth_failed'],
  ])('ends: %s', async (said, code) => {
    browser({ identity: flow(() => Promise.reject(new Error(said))) });
    await expect(visit('https://provider.example/')).rejects.toMatchObject({ code });
  });
});

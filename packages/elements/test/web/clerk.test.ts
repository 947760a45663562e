import { beforeEach, describe, expect, it, vi } from 'vitest';
import { WebClerk } from '../../src/web/clerk';
import { visit } from './frontend';

const KEY = 'pk_live_YXV0aC5leGFtcGxlLmNvbSQ=';

const session = (id: string, status = 'active') => ({ id, status, user: { id: 'user_a', email_addresses: [] }, tasks: status === 'pending' ? [{ key: 'setup-mfa' }] : null });

/** A client resource with these sessions. */
const client = (...sessions: object[]) => ({ id: 'client_a', sessions, last_active_session_id: null, sign_in: null, sign_up: null });

interface Sent {
  method: string;
  url: URL;
  body: unknown;
  init: RequestInit;
}

let sent: Sent[];
let answers: [status: number, body: unknown][];

beforeEach(() => {
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push({ method: init.method ?? 'GET', url: new URL(url, 'https://auth.example.com'), body: init.body, init });
    const [status, body] = answers.shift() ?? [200, {}];
    if (status === 0) return Promise.reject(new TypeError('offline'));
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'retry-after': '7' } }));
  });
});

async function loaded(shown: object | null): Promise<WebClerk> {
  answers.push([200, { response: shown, client: null }]);
  const clerk = new WebClerk(KEY);
  await clerk.load();
  sent.length = 0;
  return clerk;
}

describe('the client of a page', () => {
  it('asks its own host once, and shows nothing that a script could lose', async () => {
    answers.push([200, { response: client(session('sess_a')), client: null }]);
    const clerk = new WebClerk(KEY);
    expect([clerk.loaded, clerk.session]).toEqual([false, undefined]);
    await clerk.load();
    expect([clerk.isSignedIn, clerk.session?.id, clerk.user?.id]).toEqual([true, 'sess_a', 'user_a']);
    const [{ url, init }] = sent as [Sent];
    expect(sent).toHaveLength(1);
    expect(url.origin + url.pathname).toBe('https://auth.example.com/v1/client');
    expect([...url.searchParams.keys()]).toEqual(['__clerk_api_version']);
    expect(init.headers).toBeUndefined();
  });

  it('has a client without anybody where there is none', async () => {
    const clerk = await loaded(null);
    expect([clerk.loaded, clerk.session, clerk.user, clerk.isSignedIn]).toEqual([true, null, null, false]);
  });

  it('takes over the client of every answer before anybody sees the answer', async () => {
    const clerk = await loaded(null);
    const seen: (string | undefined)[] = [];
    clerk.addListener(({ session }) => seen.push(session?.id), { skipInitialEmit: true });
    answers.push([200, { response: { id: 'sia_a', status: 'complete', created_session_id: 'sess_a' }, client: client(session('sess_a')) }]);
    const signIn = await clerk.client!.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'a b' });
    expect([signIn.status, clerk.session?.id, seen]).toEqual(['complete', 'sess_a', ['sess_a']]);
    expect(sent[0]).toMatchObject({ method: 'POST', body: 'strategy=password&identifier=ada%40example.com&password=a+b' });
    expect(sent[0]?.url.pathname).toBe('/v1/client/sign_ins');
  });

  it('says what the server refused, and what the client is after that', async () => {
    const clerk = await loaded(client(session('sess_a')));
    answers.push([422, { errors: [{ code: 'form_password_incorrect', message: 'no', meta: { param_name: 'password' } }], meta: { client: client() } }]);
    const refused = clerk.request('POST', '/client/sign_ins');
    await expect(refused).rejects.toMatchObject({ status: 422, retryAfter: 7, errors: [{ code: 'form_password_incorrect', meta: { paramName: 'password' } }] });
    expect(clerk.session).toBe(null);
  });

  it('is not told by a late answer how things were before a change', async () => {
    const clerk = await loaded(client(session('sess_a')));
    const answer = (shown: object) => new Response(JSON.stringify({ response: shown, client: shown }));
    let late: (response: Response) => void = () => undefined;
    vi.stubGlobal('fetch', (_: string, { method }: RequestInit) => (method === 'POST' ? Promise.resolve(answer(client())) : new Promise((resolve) => (late = resolve))));
    const asking = clerk.fetchClient();
    await clerk.signOut();
    late(answer(client(session('sess_a'))));
    await asking;
    expect(clerk.session).toBe(null);
  });

  it('has the client say whether a session is gone', async () => {
    const clerk = await loaded(client(session('sess_a')));
    answers.push([401, { errors: [{ code: 'authentication_invalid', message: 'no' }] }], [200, { response: client(), client: null }]);
    await expect(clerk.request('GET', '/me')).rejects.toMatchObject({ status: 401 });
    expect([sent.length, clerk.session]).toEqual([2, null]);
  });

  it.each([
    ['network_error', 0, ''],
    ['invalid_response', 502, '<html>'],
    ['invalid_response', 500, { oops: true }],
  ])('signs nobody out on trouble: %s', async (code, status, body) => {
    const clerk = await loaded(client(session('sess_a')));
    answers.push([status, body]);
    await expect(clerk.request('POST', '/me')).rejects.toMatchObject({ code });
    expect(clerk.session?.id).toBe('sess_a');
  });

  it('names the session that it acts for, and sends other verbs as POST, for which browsers ask nobody first', async () => {
    const clerk = await loaded(client(session('sess_a'), session('sess_b')));
    answers.push([200, { response: {}, client: null }], [200, { response: { id: 'user_a' }, client: client(session('sess_a')) }]);
    await clerk.request('PATCH', '/me', { firstName: 'Ada' });
    expect(sent[0]).toMatchObject({ method: 'POST', body: 'first_name=Ada' });
    expect(sent[0]?.url.searchParams.get('_method')).toBe('PATCH');
    expect(sent[0]?.url.searchParams.get('_clerk_session_id')).toBe('sess_a');
  });

  it('is nearly signed in while a task is left', async () => {
    const clerk = await loaded(client(session('sess_a', 'pending')));
    expect([clerk.isSignedIn, clerk.session?.status]).toEqual([false, 'pending']);
  });

  it('signs out of one of two sessions, or of the last', async () => {
    const clerk = await loaded(client(session('sess_a'), session('sess_b')));
    answers.push([200, { response: {}, client: client(session('sess_b')) }]);
    await clerk.signOut({ sessionId: 'sess_a' });
    expect([sent[0]?.url.pathname, clerk.session?.id]).toEqual(['/v1/client/sessions/sess_a/remove', 'sess_b']);
    answers.push([200, { response: {}, client: client() }]);
    await clerk.signOut({ sessionId: 'sess_b' });
    expect([sent[1]?.url.searchParams.get('_method'), sent[1]?.url.pathname, clerk.session]).toEqual(['DELETE', '/v1/client/sessions', null]);
  });

  it('asks once what the instance is set up to do, and again after trouble', async () => {
    const clerk = await loaded(null);
    answers.push([0, ''], [200, { display_config: { application_name: 'Notes' } }]);
    await expect(clerk.environment()).rejects.toMatchObject({ code: 'network_error' });
    const [first, second] = await Promise.all([clerk.environment(), clerk.environment()]);
    expect([first.display_config.application_name, first === second, sent.length]).toEqual(['Notes', true, 2]);
  });

  it('goes to a provider, and says where to lead back to if something is left to do, and if nothing is', async () => {
    visit('https://app.example.com/sign-in');
    const clerk = await loaded(null);
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined);
    const verification = { status: 'unverified', external_verification_redirect_url: 'https://provider.example.com/' };
    answers.push([200, { response: { id: 'sia_a', first_factor_verification: verification }, client: null }]);
    void clerk.authenticateWithRedirect({ strategy: 'oauth_google', redirectUrl: '/back', redirectUrlComplete: '/notes' });
    await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('https://provider.example.com/'));
    const form = new URLSearchParams(sent[0]?.body as string);
    expect([form.get('redirect_url'), form.get('action_complete_redirect_url')]).toEqual(['https://app.example.com/back', 'https://app.example.com/notes']);
    expect(sent[0]?.url.searchParams.has('_is_native')).toBe(false);
    assign.mockRestore();
  });

  it('takes over what was done there, and leads to where the application wants it', async () => {
    const clerk = await loaded(null);
    const attempt = { id: 'sia_a', status: 'complete', created_session_id: 'sess_a', first_factor_verification: { status: 'verified' } };
    answers.push([200, { response: { ...client(session('sess_a')), sign_in: attempt }, client: null }], [200, { response: {}, client: client(session('sess_a')) }]);
    const led: string[] = [];
    await clerk.handleRedirectCallback({ signInFallbackRedirectUrl: '/notes' }, (to) => Promise.resolve(led.push(to)));
    expect([sent[1]?.url.pathname, clerk.session?.id, led]).toEqual(['/v1/client/sessions/sess_a/touch', 'sess_a', ['/notes']]);
  });

  it('says what was wrong there', async () => {
    const clerk = await loaded(null);
    const error = { code: 'oauth_access_denied', message: 'no' };
    answers.push([200, { response: { ...client(), sign_in: { id: 'sia_a', status: 'needs_identifier', first_factor_verification: { status: 'failed', error } } }, client: null }]);
    await expect(clerk.handleRedirectCallback()).rejects.toMatchObject({ code: 'web_auth_failed', cause: { code: 'oauth_access_denied' } });
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser, nextTask, type Entry } from './browser';
import { FakeFrontendApi, refusal } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const TEST = 'pk_test_Y2xlcmsuZXhhbXBsZS5jb20k';
const JWT_KEY = 'clerk.example.com|__clerk_client_jwt|v2';
const STATE_KEY = 'nightdesk|clerk.example.com|state';

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  browser = new FakeBrowser();
  browser.install();
  api = new FakeFrontendApi();
  api.install();
});

describe.each(builds)('the build with entries "*%s"', (variant) => {
  const worker = async (options: object = {}) => (await context('background', variant)).createClerkClient({ publishableKey: LIVE, ...options });
  const page = async (options: object = {}) => (await context('client', variant)).createClerkClient({ publishableKey: LIVE, ...options });

  async function signIn(): Promise<void> {
    const popup = await page();
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    api.requests.length = 0;
  }

  it('finds nobody signed in without asking anybody', async () => {
    const clerk = await worker();
    expect([clerk.session, clerk.user, clerk.isSignedIn, clerk.status]).toEqual([null, null, false, 'ready']);
    expect(api.requests).toEqual([]);
  });

  it('shares a sign-in on a page with the worker, without a request while the token is good', async () => {
    await signIn();
    const clerk = await worker();
    expect(clerk.user).toMatchObject({ id: 'user_1', firstName: 'Ada', fullName: 'Ada', createdAt: new Date(1000) });
    expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
    expect(api.requests).toEqual([]);
    expect(browser.local.get(JWT_KEY)).toBe('client-jwt');
  });

  it('reads storage once for a message that makes a client and takes its token', async () => {
    await signIn();
    const { createClerkClient } = await context('background', variant);
    browser.reads.session = 0;
    const clerk = await createClerkClient({ publishableKey: LIVE });
    expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
    expect(browser.reads).toMatchObject({ session: 1 });
  });

  it('gives out no token that it has read in a task before', async () => {
    await signIn();
    const clerk = await worker();
    const stale = await clerk.session?.getToken();
    await nextTask();
    browser.session.delete(STATE_KEY);
    expect(await clerk.session?.getToken()).not.toBe(stale);
  });

  it('makes one request on a cold wake with a known session and an expired token', async () => {
    await signIn();
    vi.setSystemTime(Date.now() + 3_600_000 / 60 - 1);
    const clerk = await worker();
    expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
    expect(api.requests).toEqual(['POST /client/sessions/sess_1/tokens']);
  });

  describe('on a cold wake with an expired token', () => {
    const woken = async () => {
      await signIn();
      vi.setSystemTime(Date.now() + 61_000);
      return Promise.all([context('background', variant), context('background', variant), context('background', variant)]);
    };
    const tokenOf = async ({ createClerkClient }: Entry) => (await createClerkClient({ publishableKey: LIVE })).session?.getToken();
    const stored = () => JSON.parse(String(browser.session.get(STATE_KEY))) as { token?: string; jwt?: string };

    it('has the token before the core runs, and stores it then', async () => {
      const [worker] = await woken();
      // The first thing that a core's start does, and nothing else.
      browser.accessLevels.length = 0;
      const token = await tokenOf(worker);
      expect([token, browser.accessLevels]).toEqual([expect.stringMatching(/^eyJ/), []]);
      await vi.waitFor(() => expect(stored().token).toBe(token));
      expect(await tokenOf(worker)).toBe(token);
      expect(api.requests).toEqual(['POST /client/sessions/sess_1/tokens']);
    });

    it('mints once for several workers', async () => {
      const tokens = await Promise.all((await woken()).flatMap((worker) => [tokenOf(worker), tokenOf(worker)]));
      expect([new Set(tokens).size, api.requests]).toEqual([1, ['POST /client/sessions/sess_1/tokens']]);
    });

    it('lets nobody ask the server before a client JWT that came with the token is stored', async () => {
      const [first, second] = await woken();
      const mint = () => new Response(JSON.stringify({ jwt: api.token() }), { headers: { authorization: 'client-jwt-2' } });
      api.trouble = [mint];
      const clerk = await first.createClerkClient({ publishableKey: LIVE });
      const other = (await second.createClerkClient({ publishableKey: LIVE })).session?.getToken({ skipCache: true });
      await Promise.all([clerk.session?.getToken(), other]);
      const sent = api.seen.slice(-2).map(({ init }) => new Headers(init.headers).get('authorization'));
      expect(sent).toEqual(['Bearer client-jwt', 'Bearer client-jwt-2']);
      expect([browser.local.get(JWT_KEY), stored().jwt]).toEqual(['client-jwt-2', 'client-jwt-2']);
    });

    it('leaves it to the core what an answer means that is no token', async () => {
      const [worker] = await woken();
      api.trouble = [() => new Response('{"jwt":7}')];
      const clerk = await worker.createClerkClient({ publishableKey: LIVE });
      expect([clerk.status, clerk.isSignedIn, api.requests.length]).toEqual(['degraded', true, 1]);
      expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
    });

    it('asks for the client where that is old, as the core decides', async () => {
      const [worker] = await woken();
      vi.setSystemTime(Date.now() + 300_000);
      await tokenOf(worker);
      expect(api.requests).toEqual(['GET /client']);
    });
  });

  it('mints once for ten callers in five contexts', async () => {
    await signIn();
    vi.setSystemTime(Date.now() + 61_000);
    const contexts = await Promise.all([page(), page(), page(), page(), worker()]);
    await Promise.all(contexts.slice(0, 4).map((clerk) => clerk.load()));
    const tokens = await Promise.all([...contexts, ...contexts].map((clerk) => clerk.session?.getToken()));
    expect(new Set(tokens).size).toBe(1);
    expect(api.requests).toEqual(['POST /client/sessions/sess_1/tokens']);
  });

  it('asks a server in trouble once for all callers of a context', async () => {
    await signIn();
    const clerk = await worker();
    await nextTask();
    vi.setSystemTime(Date.now() + 61_000);
    api.trouble = Array.from({ length: 99 }, () => () => new Response('{"errors":[]}', { status: 503, headers: { 'retry-after': '60' } }));
    const failures = await Promise.allSettled(Array.from({ length: 10 }, () => clerk.session?.getToken()));
    expect(failures.map(({ status }) => status)).toEqual(Array(10).fill('rejected'));
    expect(api.requests).toEqual(['POST /client/sessions/sess_1/tokens']);
  });

  it('mints for each caller who skips the cache', async () => {
    await signIn();
    const clerk = await worker();
    const tokens = await Promise.all([clerk.session?.getToken({ skipCache: true }), clerk.session?.getToken({ skipCache: true })]);
    expect(new Set(tokens).size).toBe(2);
  });

  it.each([
    ['a 500', () => new Response('{"errors":[{"code":"internal"}]}', { status: 500 })],
    ['a page of HTML', () => new Response('<html>Bad gateway</html>', { status: 502 })],
    ['half a JSON', () => new Response('{"object":"token","jw')],
    ['JSON nested too deep to be written again', () => new Response(`{"jwt":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)],
    ['an empty token', () => new Response('{"object":"token","jwt":""}')],
    ['a dropped connection', () => undefined],
  ])('does not sign anybody out on %s', async (_, answer) => {
    await signIn();
    vi.setSystemTime(Date.now() + 61_000);
    api.trouble = Array.from({ length: 10 }, () => answer);
    const clerk = await worker();
    expect(clerk.status).toBe('degraded');
    await expect(clerk.session?.getToken()).rejects.toThrow();
    expect(clerk.isSignedIn).toBe(true);
    api.trouble = [];
    expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
    expect(clerk.status).toBe('ready');
    expect(browser.local.get(JWT_KEY)).toBe('client-jwt');
  });

  it('signs out when the server says that the session is over', async () => {
    await signIn();
    vi.setSystemTime(Date.now() + 61_000);
    api.signedIn = false;
    const clerk = await worker();
    expect(clerk.session).toBeNull();
    expect(api.requests).toEqual(['POST /client/sessions/sess_1/tokens', 'GET /client']);
  });

  it('tears up the ticket in the same write as a sign-out, and tells the other contexts', async () => {
    await signIn();
    const [popup, panel] = [await page(), await page()];
    await Promise.all([popup.load(), panel.load()]);
    const told = vi.fn();
    panel.addListener(({ session }) => told(session?.id));
    await popup.signOut();
    expect(JSON.parse(String(browser.session.get(STATE_KEY)))).not.toHaveProperty('token');
    await vi.waitFor(() => expect(told.mock.calls).toEqual([['sess_1'], [undefined]]));
    expect((await worker()).session).toBeNull();
  });

  it('keeps the client JWT of a development instance when an answer comes without it', async () => {
    api = new FakeFrontendApi('clerk-db-jwt');
    api.install();
    const popup = await page({ publishableKey: TEST });
    await popup.load();
    await popup.client?.signIn.create({ identifier: 'ada@example.com', strategy: 'password', password: 'x' });
    api.trouble = [() => new Response(JSON.stringify(refusal('form_param_nil')), { status: 422 })];
    await expect(popup.client?.signUp.create({})).rejects.toThrow();
    expect(browser.local.get(JWT_KEY)).toBe('client-jwt');
    await popup.setActive({ session: 'sess_1' }).catch(() => undefined);
    expect(api.seen.at(-1)?.url.searchParams.get('__clerk_db_jwt')).toBe('client-jwt');
    expect(new Headers(api.seen.at(-1)?.init.headers).get('authorization')).toBeNull();
  });

  it('reports a refusal in the shape of the official error classes, without a token in it', async () => {
    await signIn();
    const clerk = await page();
    await clerk.load();
    api.trouble = [() => new Response(JSON.stringify(refusal('form_password_incorrect')), { status: 422, headers: { 'retry-after': '7' } })];
    const error: unknown = await clerk.client?.signIn.create({ identifier: 'a', password: 'b' }).catch((e: unknown) => e);
    expect(error).toMatchObject({
      name: 'ClerkAPIResponseError',
      clerkError: true,
      status: 422,
      retryAfter: 7,
      clerkTraceId: 'trace_1',
      message: 'Long form_password_incorrect.',
      errors: [{ code: 'form_password_incorrect', meta: { paramName: 'password' } }],
    });
    expect((error as Error).constructor).toHaveProperty('kind', 'ClerkAPIResponseError');
    expect(JSON.stringify(error)).not.toContain('client-jwt');
  });

  it('names what is wrong with key and manifest, on a page at once and in the worker as a rejection', async () => {
    await expect(page({ publishableKey: '' })).rejects.toMatchObject({ code: 'publishable_key_missing' });
    await expect(page({ publishableKey: LIVE.slice(0, -2) })).rejects.toMatchObject({ code: 'publishable_key_invalid' });
    await expect(worker({ publishableKey: 'sk_live_x' })).rejects.toMatchObject({ code: 'publishable_key_is_secret' });
    await expect(worker({ publishableKey: undefined })).rejects.toMatchObject({ code: 'publishable_key_missing' });
    browser.manifest = { permissions: ['storage'] };
    await expect(worker()).rejects.toMatchObject({ code: 'manifest_background_missing' });
    await expect(page({ syncHost: 'https://app.example.com' })).rejects.toMatchObject({ code: 'manifest_cookies_missing' });
    browser.manifest = {};
    await expect(page()).rejects.toMatchObject({ code: 'manifest_storage_missing' });
    const { createClerkClient } = await context('client', variant);
    browser.manifest = { permissions: ['storage'] };
    expect(() => createClerkClient(undefined as never)).toThrow(/publishableKey is missing/);
  });

  it('follows the sign-in of the web app and its sign-out', async () => {
    api.signedIn = true;
    const options = { syncHost: 'https://app.example.com' };
    browser.cookies.push({ name: '__client', value: 'web-jwt' }, { name: '__client_uat', value: '1700000000' });
    expect((await worker(options)).user?.id).toBe('user_1');
    expect(new Headers(api.seen.at(-1)?.init.headers).get('authorization')).toBe('Bearer web-jwt');
    api.requests.length = 0;
    expect(await (await worker(options)).session?.getToken()).toMatch(/^eyJ/);
    expect(api.requests).toEqual([]);
    browser.cookies.length = 0;
    const after = await worker(options);
    expect([after.session, after.diagnostic]).toEqual([null, 'cookie_not_found']);
    expect(browser.local.has(JWT_KEY)).toBe(false);
  });

  it('renews the token on an open page before it expires, again and again', async () => {
    await signIn();
    const popup = await page();
    await popup.load();
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(api.requests.length).toBeGreaterThanOrEqual(3);
    expect(new Set(api.requests)).toEqual(new Set(['POST /client/sessions/sess_1/tokens']));
    api.requests.length = 0;
    expect(await popup.session?.getToken()).toMatch(/^eyJ/);
    expect(api.requests).toEqual([]);
  });
});

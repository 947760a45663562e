import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser, nextTask } from './browser';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
/** What the machine's clock is ahead of the server's; there is no `Date` header to tell. */
const CLOCKS = [0, -86_400_000, 86_400_000];

let browser: FakeBrowser;
let requests: string[];
let signedIn: boolean;
let ahead: number;

/** The least that the protocol allows: no `Date`, no client with a change's answer, no token with the client. */
function answer(method: string, path: string): [body: unknown, status?: number, headers?: Record<string, string>] {
  const session = { id: 'sess_1', status: 'active', user: { id: 'user_1' }, last_active_token: null };
  if (path === '/environment') return [{}];
  if (method === 'GET') return [signedIn ? { response: { id: 'client_1', last_active_session_id: 'sess_1', sessions: [session] } } : { response: null, client: null }];
  if (path === '/client/sign_ins') {
    signedIn = true;
    return [{ response: { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' } }, 200, { authorization: 'client-jwt' }];
  }
  if (path === '/client/sessions') {
    signedIn = false;
    return [{ response: { id: 'client_1' } }];
  }
  if (!signedIn) return [{ errors: [{ code: 'resource_not_found', message: 'No.' }] }, 404];
  const iat = Math.floor((Date.now() - ahead) / 1000);
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return [{ object: 'token', jwt: `${part({ alg: 'RS256' })}.${part({ iat, exp: iat + 60 })}.c2ln` }];
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  vi.setConfig({ testTimeout: 30_000 });
  browser = new FakeBrowser();
  browser.install();
  requests = [];
  signedIn = false;
  ahead = 0;
  globalThis.fetch = (input, init = {}) => {
    const url = new URL(String(input));
    const method = url.searchParams.get('_method') ?? init.method ?? 'GET';
    const path = url.pathname.replace('/v1', '');
    requests.push(`${method} ${path}`);
    const [body, status = 200, headers = {}] = answer(method, path);
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  };
});

describe.each(builds)('a server that offers only the minimum, entries "*%s"', (variant) => {
  const page = async () => (await context('client', variant)).createClerkClient({ publishableKey: LIVE });
  const worker = async (options = {}) => (await context('background', variant)).createClerkClient({ publishableKey: LIVE, ...options });

  it.each(CLOCKS)('signs in, gives tokens and signs out, on a clock %i ms ahead', async (ms) => {
    ahead = ms;
    const popup = await page();
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    const token = await (await worker()).session?.getToken();
    expect(token).toMatch(/^eyJ/);
    requests.length = 0;
    expect(await (await worker()).session?.getToken()).toBe(token);
    expect(requests).toEqual([]);
    vi.setSystemTime(Date.now() + 61_000);
    expect(await (await worker()).session?.getToken()).not.toBe(token);
    expect(requests).toEqual(['POST /client/sessions/sess_1/tokens']);
    await popup.signOut();
    expect((await worker()).session).toBeNull();
  });

  it('gives no token out after the clock jumped, and mints another one', async () => {
    const popup = await page();
    await popup.load();
    await popup.client?.signIn.create({});
    const clerk = await worker();
    for (const jump of [-7_200_000, 7_200_000]) {
      await clerk.session?.getToken();
      requests.length = 0;
      await nextTask();
      ahead += jump;
      vi.setSystemTime(Date.now() + jump);
      expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
      expect(requests).toEqual(['POST /client/sessions/sess_1/tokens']);
    }
  });

  it('follows the sign-in of a web app', async () => {
    signedIn = true;
    browser.cookies.push({ name: '__client', value: 'web-jwt' });
    const clerk = await worker({ syncHost: 'https://app.example.com' });
    expect(await clerk.session?.getToken()).toMatch(/^eyJ/);
  });
});

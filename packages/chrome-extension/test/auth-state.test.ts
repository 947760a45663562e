import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser } from './browser';
import { FakeFrontendApi, refusal } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const JWT_KEY = 'clerk.example.com|__clerk_client_jwt|v2';

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  browser = new FakeBrowser();
  browser.install();
  api = new FakeFrontendApi();
  api.install();
});

describe.each(builds)('what is known of the sign-in, entries "*%s"', (variant) => {
  const worker = async (options: object = {}) => (await context('background', variant)).createClerkClient({ publishableKey: LIVE, ...options });
  const page = async (options: object = {}) => (await context('client', variant)).createClerkClient({ publishableKey: LIVE, ...options });
  const signIn = async () => {
    const popup = await page();
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    return popup;
  };
  const offline = () => (api.trouble = Array.from({ length: 99 }, () => () => undefined));

  it('is told with the resources, from the first load to the sign-out', async () => {
    const popup = await page();
    expect(popup.authState, 'nothing is known before').toBeUndefined();
    await popup.load();
    const told = vi.fn();
    popup.addListener(({ authState }) => told(authState));
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    await popup.signOut();
    expect(told.mock.calls).toEqual([[{ status: 'signed_out' }], [{ status: 'signed_in' }], [{ status: 'signed_out' }]]);
    expect(popup.authState).toEqual({ status: 'signed_out' });
  });

  it('is stale while the server cannot be asked, live on an open page, and the session stays', async () => {
    const popup = await signIn();
    await popup.load();
    const told = vi.fn();
    popup.addListener(({ session, authState }) => told(session?.id, authState?.status, authState?.reason));
    offline();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveBeenLastCalledWith('sess_1', 'stale_offline', 'server_unreachable');
    const woken = await worker();
    expect([woken.authState, woken.session?.id]).toEqual([{ status: 'stale_offline', reason: 'server_unreachable' }, 'sess_1']);
    api.trouble = [];
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toHaveBeenLastCalledWith('sess_1', 'signed_in', undefined);
  });

  it('does not take who was never seen for signed out while the server cannot be asked', async () => {
    browser.local.set(JWT_KEY, 'client-jwt');
    offline();
    await expect(worker()).rejects.toMatchObject({ code: 'network_error' });
    const popup = await page();
    await expect(popup.load()).rejects.toMatchObject({ code: 'network_error' });
    expect([popup.loaded, popup.session]).toEqual([false, undefined]);
    expect(popup.authState).toEqual({ status: 'stale_offline', reason: 'server_unreachable' });
  });

  it('names a session that the server ended, until somebody signs in again', async () => {
    await signIn();
    vi.setSystemTime(Date.now() + 61_000);
    api.signedIn = false;
    expect((await worker()).authState).toEqual({ status: 'signed_out', reason: 'session_revoked' });
    expect((await worker()).authState).toEqual({ status: 'signed_out', reason: 'session_revoked' });
    expect((await signIn()).authState).toEqual({ status: 'signed_in' });
  });

  it('is misconfigured where the server refuses the extension, and the session is not given up', async () => {
    await signIn();
    vi.setSystemTime(Date.now() + 600_000);
    api.trouble = Array.from({ length: 99 }, () => () => new Response(JSON.stringify(refusal('origin_invalid')), { status: 400 }));
    const popup = await page();
    await expect(popup.load()).rejects.toMatchObject({ status: 400 });
    expect(popup.authState).toEqual({ status: 'misconfigured', reason: 'origin_invalid' });
    expect(browser.local.get(JWT_KEY)).toBe('client-jwt');
  });

  it('is misconfigured where the server refuses whatever changes something, until it does not', async () => {
    const popup = await signIn();
    vi.setSystemTime(Date.now() + 600_000);
    // A GET of an extension tells no origin.
    api.refuses = (request) => (request.startsWith('GET ') ? undefined : new Response(JSON.stringify(refusal('origin_invalid')), { status: 400 }));
    await expect(popup.session?.getToken()).rejects.toMatchObject({ status: 400 });
    expect(popup.authState).toEqual({ status: 'misconfigured', reason: 'origin_invalid' });
    api.refuses = undefined;
    expect(await popup.session?.getToken()).toMatch(/^eyJ/);
    expect(popup.authState).toEqual({ status: 'signed_in' });
  });

  it('needs a permission where the web app is out of sight, and says so of a sign-in that works only as its reason', async () => {
    browser.forbidden.add('app.example.com').add('clerk.example.com');
    const syncHost = 'https://app.example.com';
    expect((await worker({ syncHost })).authState).toEqual({ status: 'needs_permission', reason: 'no_host_permission' });
    await signIn();
    expect((await worker({ syncHost })).authState).toEqual({ status: 'signed_in', reason: 'no_host_permission' });
  });
});

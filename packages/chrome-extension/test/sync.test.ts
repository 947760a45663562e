import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser, onFirstTurn } from './browser';
import { FakeFrontendApi } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const JWT_KEY = 'clerk.example.com|__clerk_client_jwt|v2';
const WEB = 'https://app.example.com:8443/start';

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  browser = new FakeBrowser();
  browser.install();
  api = new FakeFrontendApi();
  api.install();
});

describe.each(builds)('session sync and storage, entries "*%s"', (variant) => {
  const worker = (options: object = {}) =>
    onFirstTurn('background', variant, ({ createClerkClient }) => createClerkClient({ publishableKey: LIVE, ...options }));
  const page = async (options: object = {}) => (await context('client', variant)).createClerkClient({ publishableKey: LIVE, ...options });
  const changed = (cookie: object, more: object = {}) => {
    browser.cookieListeners.forEach((listener) => listener({ cookie, cause: 'explicit', ...more }));
  };

  it('listens to cookies before createClerkClient() returns, so that the browser wakes the worker', async () => {
    const heard = await onFirstTurn('background', variant, ({ createClerkClient }) => {
      void createClerkClient({ publishableKey: LIVE, syncHost: WEB });
      return browser.cookieListeners.length;
    });
    expect(heard).toBe(1);
  });

  it('does not listen for a worker that asks later, which the browser would wake for nothing', async () => {
    const { createClerkClient } = await context('background', variant);
    await createClerkClient({ publishableKey: LIVE, syncHost: WEB });
    expect(browser.cookieListeners).toEqual([]);
  });

  it('finds a cookie of the whole domain, and looks again only for cookies that may carry the sign-in', async () => {
    api.signedIn = true;
    browser.cookies.push({ name: '__client', value: 'web-jwt', domain: '.example.com' });
    const clerk = await worker({ syncHost: WEB });
    expect(clerk.user?.id).toBe('user_1');
    api.requests.length = 0;
    const look = vi.spyOn(chrome.cookies, 'getAll');
    changed({ name: 'theme', domain: 'app.example.com', hostOnly: true });
    changed({ name: '__client', domain: 'other.com', hostOnly: true });
    changed({ name: '__client', domain: 'example.com', hostOnly: true });
    changed({ name: '__clientele', domain: '.example.com', hostOnly: false });
    changed({ name: '__client', domain: '.example.com', hostOnly: false }, { cause: 'overwrite' });
    expect(look).not.toHaveBeenCalled();
    changed({ name: '__client_uat_l2OS3d9k', domain: 'app.example.com', hostOnly: true });
    changed({ name: '__client', domain: 'clerk.example.com', hostOnly: true });
    await vi.waitFor(() => expect(look).toHaveBeenCalled());
    expect(api.requests).toEqual([]);
    browser.cookies.length = 0;
    changed({ name: '__client', domain: '.example.com', hostOnly: false }, { removed: true });
    await vi.waitFor(() => expect(clerk.session).toBeNull());
    expect(api.requests).toEqual([]);
  });

  it('is off for an empty sync host, which is what a build makes of a variable that is not set', async () => {
    browser.cookies.push({ name: '__client', value: 'web-jwt', host: 'clerk.example.com' });
    const look = vi.spyOn(chrome.cookies, 'getAll');
    const clerk = await worker({ syncHost: '' });
    expect([clerk.session, look.mock.calls.length, browser.cookieListeners.length]).toEqual([null, 0, 0]);
  });

  it('finds the cookie at the frontend API too, whichever of the two addresses it is given, with or without scheme', async () => {
    api.signedIn = true;
    browser.cookies.push({ name: '__client', value: 'web-jwt', host: 'clerk.example.com' });
    for (const syncHost of [WEB, 'app.example.com', 'https://clerk.example.com', 'clerk.example.com']) {
      const clerk = await worker({ syncHost });
      expect([clerk.user?.id, clerk.authState], syncHost).toEqual(['user_1', { status: 'signed_in' }]);
    }
  });

  it.each([
    ['no_cookies_permission', 'needs_permission', () => Reflect.deleteProperty(chrome, 'cookies')],
    ['no_host_permission', 'needs_permission', () => browser.forbidden.add('app.example.com')],
    [
      'no_host_permission',
      'needs_permission',
      () => {
        // The web app knows that somebody is signed in, and who it is stands in a cookie that is out of sight.
        browser.cookies.push({ name: '__client_uat', value: '1700000000', host: 'app.example.com' });
        browser.forbidden.add('clerk.example.com');
      },
    ],
    ['cookie_not_found', 'signed_out', () => browser.cookies.push({ name: 'theme', value: 'dark' })],
    ['cookies_unreadable', 'misconfigured', () => (chrome.cookies.getAll = () => Promise.reject(new Error('no store')) as never)],
    ['wrong_instance', 'misconfigured', () => browser.cookies.push({ name: '__client_uat_AAAAAAAA', value: '1700000000' })],
  ])('says why there is no sign-in to share: %s, %s', async (reason, status, happens) => {
    happens();
    const clerk = await worker({ syncHost: WEB });
    expect([clerk.session, clerk.authState, clerk.diagnostic]).toEqual([null, { status, reason }, reason]);
    expect(api.requests).toEqual([]);
  });

  it.each([
    ['cookie_expired', 'signed_out', 'theme'],
    ['wrong_instance', 'misconfigured', '__client_uat_AAAAAAAA'],
  ])('says why the server does not know the cookie: %s, %s', async (reason, status, name) => {
    browser.cookies.push({ name: '__client', value: 'old-jwt' }, { name, value: '1700000000' });
    const refused = { errors: [{ code: 'authentication_invalid', message: 'Refused.' }] };
    api.trouble = Array.from({ length: 9 }, () => () => new Response(JSON.stringify(refused), { status: 401 }));
    const clerk = await worker({ syncHost: WEB });
    expect([clerk.session, clerk.authState]).toEqual([null, { status, reason }]);
    api.trouble = [];
    api.signedIn = true;
    browser.cookies[0] = { name: '__client', value: 'new-jwt' };
    expect((await worker({ syncHost: WEB })).authState).toEqual({ status: 'signed_in' });
  });

  it('stays signed in while the web app is out of sight, and looks again when the permission is there', async () => {
    api.signedIn = true;
    browser.cookies.push({ name: '__client', value: 'web-jwt' });
    const popup = await page({ syncHost: WEB });
    await popup.load();
    browser.forbidden.add('app.example.com').add('clerk.example.com');
    await popup.load();
    expect([popup.session?.id, popup.authState]).toEqual(['sess_1', { status: 'signed_in', reason: 'no_host_permission' }]);
    browser.forbidden.clear();
    browser.cookies.length = 0;
    browser.permissionAdded.dispatch();
    await vi.waitFor(() => expect(popup.authState).toEqual({ status: 'signed_out', reason: 'cookie_not_found' }));
    expect(popup.session).toBeNull();
  });

  it('keeps the client JWT where the application wants it, and its ticket is right there too', async () => {
    const kept = new Map<string, unknown>();
    const storageCache = {
      createKey: (...keys: string[]) => keys.join('/'),
      get: <T>(key: string) => Promise.resolve(kept.get(key) as T),
      set: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
      remove: (key: string) => Promise.resolve(void kept.delete(key)),
    };
    const popup = await page({ storageCache });
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    expect([...kept]).toEqual([['clerk.example.com/__clerk_client_jwt/v2', 'client-jwt']]);
    expect(browser.local.has(JWT_KEY)).toBe(false);
    expect(browser.accessLevels).toEqual(['session TRUSTED_CONTEXTS']);
    api.requests.length = 0;
    expect(await (await worker({ storageCache })).session?.getToken()).toMatch(/^eyJ/);
    expect(api.requests).toEqual([]);
    expect((await worker()).session, 'another place knows nothing of it').toBeNull();
    kept.clear();
    expect((await worker({ storageCache })).session, 'the ticket goes with the JWT').toBeNull();
  });

  it('closes both storage areas to content scripts before a secret is written, once', async () => {
    const popup = await page();
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    expect(browser.accessLevels).toEqual(['session TRUSTED_CONTEXTS', 'local TRUSTED_CONTEXTS']);
  });

  it('sets the session aside in this context with setActive({ session: null })', async () => {
    const popup = await page();
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    const told = vi.fn();
    popup.addListener(({ session }) => told(session?.id));
    api.requests.length = 0;
    await popup.setActive({ session: null });
    expect([popup.session, popup.user, popup.isSignedIn]).toEqual([null, null, false]);
    expect(told.mock.calls).toEqual([['sess_1'], [undefined]]);
    expect(api.requests).toEqual([]);
    expect((await worker()).isSignedIn, 'elsewhere the session goes on').toBe(true);
    await popup.load();
    expect(popup.session?.id).toBe('sess_1');
  });
});

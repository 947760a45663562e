import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser } from './browser';
import { FakeFrontendApi } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const OTHER = `pk_live_${btoa('clerk.other.example$')}`;
const STATE_KEY = 'nightdesk|clerk.example.com|state';

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  vi.setConfig({ testTimeout: 30_000 });
  browser = new FakeBrowser();
  browser.install();
  api = new FakeFrontendApi();
  api.install();
});

describe.each(builds)('what a browser can do to the build with entries "*%s"', (variant) => {
  const worker = async (publishableKey = LIVE) => (await context('background', variant)).createClerkClient({ publishableKey });

  async function signIn(): Promise<void> {
    const popup = (await context('client', variant)).createClerkClient({ publishableKey: LIVE });
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    api.requests.length = 0;
  }

  it.each(['{"v":99,"jwt":"client-jwt","token":"x","from":0,"until":9e15}', '[]', '{}', '7'])('reads the stored item %s as none', async (item) => {
    await signIn();
    browser.session.set(STATE_KEY, item);
    expect(await (await worker()).session?.getToken()).toMatch(/^eyJ/);
    expect(api.requests).toEqual(['GET /client']);
  });

  it('gives a token out although session storage is full', async () => {
    await signIn();
    vi.setSystemTime(Date.now() + 61_000);
    const { session } = await worker().catch(() => ({ session: null }));
    browser.full.add('session');
    vi.setSystemTime(Date.now() + 61_000);
    expect(await session?.getToken()).toMatch(/^eyJ/);
  });

  it('keeps two instances apart in one worker', async () => {
    await signIn();
    const { createClerkClient } = await context('background', variant);
    const [ours, other] = await Promise.all([createClerkClient({ publishableKey: LIVE }), createClerkClient({ publishableKey: OTHER })]);
    expect([ours.user?.id, other.user]).toEqual(['user_1', null]);
    expect(await ours.session?.getToken()).toMatch(/^eyJ/);
  });
});

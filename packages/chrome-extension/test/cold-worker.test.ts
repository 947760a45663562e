import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser } from './browser';
import { FakeFrontendApi } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const JWT_KEY = 'clerk.example.com|__clerk_client_jwt|v2';

let api: FakeFrontendApi;

describe.each(builds)('a worker that was just started, entries "*%s"', (variant) => {
  const worker = async () => (await context('background', variant)).createClerkClient({ publishableKey: LIVE });

  beforeEach(async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const browser = new FakeBrowser();
    browser.install();
    browser.local.set(JWT_KEY, 'client-jwt');
    api = new FakeFrontendApi();
    api.install();
    api.signedIn = true;
    await worker();
    await vi.advanceTimersByTimeAsync(1_000);
  });

  it('answers from a token that is good before it does anything else', async () => {
    const turns = vi.spyOn(navigator.locks, 'request');
    const open = vi.fn(BroadcastChannel);
    vi.stubGlobal('BroadcastChannel', open);
    const { session } = await worker();
    expect(await session?.getToken()).toBeTruthy();
    expect([turns.mock.calls.length, open.mock.calls.length]).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(1);
    expect([turns.mock.calls.length, open.mock.calls.length]).toEqual([0, 1]);
    vi.unstubAllGlobals();
  });

  it('asks for its turn as soon as it sees that it needs a token', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    const turns = vi.spyOn(navigator.locks, 'request');
    const { get } = chrome.storage.local;
    chrome.storage.local.get = (async (keys: string[]) => {
      await vi.waitFor(() => expect(turns).toHaveBeenCalled());
      return get(keys);
    }) as unknown as typeof get;
    const before = api.requests.length;
    const { session } = await worker();
    expect(await session?.getToken()).toBeTruthy();
    expect(api.requests.length - before).toBe(1);
  });

  it('tells its listeners what came true since it read', async () => {
    const popup = (await context('client', variant)).createClerkClient({ publishableKey: LIVE });
    await popup.load();
    const kept = await worker();
    const told = vi.fn();
    kept.addListener(told, { skipInitialEmit: true });
    await popup.signOut();
    expect(kept.user).toBeTruthy();
    await vi.advanceTimersByTimeAsync(1);
    await vi.waitFor(() => expect(kept.user).toBeNull());
    expect(told).toHaveBeenCalledOnce();
  });
});

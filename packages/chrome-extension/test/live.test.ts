import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser } from './browser';
import { FakeFrontendApi } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const JWT_KEY = 'clerk.example.com|__clerk_client_jwt|v2';
const PASSWORD = { strategy: 'password', identifier: 'ada@example.com', password: 'secret' } as const;

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  browser = new FakeBrowser();
  browser.install();
  api = new FakeFrontendApi();
  api.install();
});

describe.each(builds)('live state, entries "*%s"', (variant) => {
  const worker = async () => (await context('background', variant)).createClerkClient({ publishableKey: LIVE });
  const page = async () => {
    const clerk = (await context('client', variant)).createClerkClient({ publishableKey: LIVE });
    await clerk.load();
    return clerk;
  };

  it("shows in a running worker's client what pages do, by nothing that would wake the worker", async () => {
    const listen = vi.spyOn(chrome.storage.onChanged, 'addListener');
    const kept = await worker();
    const told = vi.fn();
    kept.addListener(told, { skipInitialEmit: true });
    expect(listen).not.toHaveBeenCalled();
    const popup = await page();
    await popup.client?.signIn.create(PASSWORD);
    await vi.waitFor(() => expect(kept.user?.id).toBe('user_1'));
    expect(told).toHaveBeenCalledOnce();
    await popup.signOut();
    await vi.waitFor(() => expect(kept.user).toBeNull());
  });

  it('asks the server nothing for the news', async () => {
    const [popup, tab, kept] = [await page(), await page(), await worker()];
    await popup.client?.signIn.create(PASSWORD);
    const sent = [...api.requests];
    await vi.waitFor(() => expect([tab.user?.id, kept.user?.id]).toEqual(['user_1', 'user_1']));
    expect(api.requests).toEqual(sent);
  });

  it('looks again on a page when another client writes the key that all share', async () => {
    const tab = await page();
    expect(tab.user).toBeNull();
    api.signedIn = true;
    await chrome.storage.local.set({ [JWT_KEY]: 'the-official-client-signed-in' });
    await vi.waitFor(() => expect(tab.user?.id).toBe('user_1'));
    api.signedIn = false;
    await chrome.storage.local.remove(JWT_KEY);
    await vi.waitFor(() => expect(tab.user).toBeNull());
  });

  it('shares one sign-in with private windows where the manifest does not split the extension', async () => {
    // Firefox: a page in a private window, whose background page is that of all windows.
    Object.assign(chrome, { extension: { inIncognitoContext: true } });
    const popup = await page();
    await popup.client?.signIn.create(PASSWORD);
    expect(browser.local.has(JWT_KEY)).toBe(true);
  });
});

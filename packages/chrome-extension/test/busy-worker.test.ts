import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builds, context, FakeBrowser, nextTask } from './browser';
import { FakeFrontendApi } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const JWT_KEY = 'clerk.example.com|__clerk_client_jwt|v2';
const STATE_KEY = 'nightdesk|clerk.example.com|state';

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  browser = new FakeBrowser();
  browser.install();
  api = new FakeFrontendApi();
  api.install();
  api.signedIn = true;
  browser.local.set(JWT_KEY, 'client-jwt');
});

describe.each(builds)('a worker that is asked again and again, entries "*%s"', (variant) => {
  /** Asks like a message: in a task of its own. The answer, and how often storage was read for it. */
  async function asking(options: object = {}) {
    const { createClerkClient } = await context('background', variant);
    const ask = async () => {
      await nextTask();
      const before = browser.reads.local;
      const { session } = await createClerkClient({ publishableKey: LIVE, ...options });
      return { token: await session?.getToken(), reads: browser.reads.local - before };
    };
    await ask();
    await vi.advanceTimersByTimeAsync(5_000);
    return ask;
  }

  it('reads storage for the first two questions in a row, and for the third what it then remembers', async () => {
    const ask = await asking();
    const reads = [];
    for (let i = 0; i < 5; i++) reads.push((await ask()).reads);
    expect(reads).toEqual([1, 1, 1, 0, 0]);
  });

  it('never answers from what has changed since, whoever changed it', async () => {
    const ask = await asking();
    const { token } = await ask();
    for (const change of [
      () => chrome.storage.session.remove([STATE_KEY]),
      () => chrome.storage.local.set({ [JWT_KEY]: 'another-jwt' }),
      () => chrome.storage.local.remove([JWT_KEY]),
    ]) {
      for (let i = 0; i < 4; i++) await ask();
      expect((await ask()).reads).toBe(0);
      await change();
      await Promise.resolve();
      expect((await ask()).reads).toBeGreaterThan(0);
    }
    expect((await ask()).token).toBeUndefined();
    expect(token).toBeTruthy();
  });

  it('does not keep what it was reading when something changed', async () => {
    const ask = await asking();
    for (let i = 0; i < 2; i++) await ask();
    const { get } = chrome.storage.session;
    chrome.storage.session.get = (async (keys: string[]) => {
      const found = await get(keys);
      await chrome.storage.session.remove([STATE_KEY]);
      await nextTask();
      return found;
    }) as never;
    expect((await ask()).token).toBeTruthy();
    chrome.storage.session.get = get;
    expect((await ask()).reads).toBeGreaterThan(0);
  });

  it('forgets before the caller hears that its own write is done', async () => {
    const { createClerkClient } = await context('background', variant);
    const clerk = await createClerkClient({ publishableKey: LIVE });
    for (let i = 0; i < 4; i++) {
      await nextTask();
      await (await createClerkClient({ publishableKey: LIVE })).session?.getToken();
    }
    // The event comes later than the answer: that order is promised to others only.
    vi.spyOn(browser.storageChanged, 'dispatch').mockImplementation(() => undefined);
    api.signedIn = false;
    await clerk.signOut();
    await nextTask();
    expect((await createClerkClient({ publishableKey: LIVE })).session).toBeNull();
  });

  it('listens only meanwhile, since a listener wakes a worker that is gone, and removes one that was left behind', async () => {
    const ask = await asking();
    const add = vi.spyOn(browser.storageChanged, 'addListener');
    await ask();
    expect(add).not.toHaveBeenCalled();
    await ask();
    expect(browser.storageChanged.listeners.size).toBe(1);
    await vi.advanceTimersByTimeAsync(900);
    await ask();
    await vi.advanceTimersByTimeAsync(900);
    expect(browser.storageChanged.listeners.size).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(browser.storageChanged.listeners.size).toBe(0);
    expect((await ask()).reads).toBe(1);
    add.mockClear();
    const remove = vi.spyOn(browser.storageChanged, 'removeListener');
    await vi.advanceTimersByTimeAsync(3_000);
    expect([add.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['on a page', () => Object.assign(globalThis, { document: {} }), {}],
    ['where the client JWT is elsewhere', () => undefined, { storageCache: { createKey: (...keys: string[]) => keys.join(), get: () => Promise.resolve('client-jwt'), set: () => Promise.resolve(), remove: () => Promise.resolve() } }],
  ])('remembers nothing %s', async (_, happens, options) => {
    happens();
    try {
      const ask = await asking(options);
      for (let i = 0; i < 4; i++) await ask();
      expect(browser.storageChanged.listeners.size).toBe(0);
    } finally {
      Reflect.deleteProperty(globalThis, 'document');
    }
  });
});

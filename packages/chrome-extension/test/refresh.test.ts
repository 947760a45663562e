import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RefreshOptions } from '../src/types';
import { FakeWorkerLife } from './alarms';
import { builds, context, FakeBrowser } from './browser';
import { FakeFrontendApi } from './frontend-api';

const LIVE = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const MINT = 'POST /client/sessions/sess_1/tokens';

// A dozen contexts are loaded, each with a core of its own.
vi.setConfig({ testTimeout: 30_000 });

let browser: FakeBrowser;
let api: FakeFrontendApi;
let life: FakeWorkerLife;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  browser = new FakeBrowser();
  browser.manifest.permissions = ['storage', 'alarms', 'idle'];
  browser.install();
  api = new FakeFrontendApi();
  api.install();
});

describe.each(builds)('background refresh, entries "*%s"', (variant) => {
  const given = { publishableKey: LIVE };

  async function signIn(): Promise<void> {
    const popup = (await context('client', variant)).createClerkClient(given);
    await popup.load();
    await popup.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
    api.requests.length = 0;
  }

  /** A worker that is started anew by what wakes it: each start is a context of its own. */
  async function worker(refresh: RefreshOptions = {}, granted = {}): Promise<FakeWorkerLife> {
    life = new FakeWorkerLife(async () => {
      const { createClerkClient } = await context('background', variant);
      return () => void createClerkClient({ ...given, refresh }).catch(() => undefined);
    });
    life.install(granted);
    await life.stop();
    return life;
  }

  /** What a message to a worker without any refresh of its own gets. */
  const token = async () => (await (await context('background', variant)).createClerkClient(given)).session?.getToken();

  it('has a good token at hand at any time, although the worker dies after each alarm', async () => {
    await signIn();
    await worker();
    await life.start();
    for (let minted = 1; minted <= 5; minted++) {
      await life.stop();
      await life.goOff();
      expect(api.requests).toEqual(Array<string>(minted).fill(MINT));
      // Up to the next alarm, a message is answered without a request.
      const [alarm] = life.alarms.values();
      vi.setSystemTime((alarm?.scheduledTime ?? 0) - 1);
      expect(await token()).toMatch(/^eyJ/);
      expect(api.requests).toHaveLength(minted);
    }
  });

  it('is turned on by a later call too, once, and asks for its permission then', async () => {
    await signIn();
    const { createClerkClient } = await context('background', variant);
    life = new FakeWorkerLife(() => Promise.resolve(() => undefined));
    life.install();
    await createClerkClient(given);
    expect(life.alarms.size).toBe(0);
    const renewed = await Promise.all([createClerkClient({ ...given, refresh: {} }), createClerkClient({ ...given, refresh: {} })]);
    expect(renewed[0]).toBe(await createClerkClient(given));
    await vi.waitFor(() => expect(life.alarms.size).toBe(1));
    const clerk = await context('background', variant);
    await clerk.createClerkClient(given);
    Reflect.deleteProperty(chrome, 'alarms');
    browser.manifest.permissions = ['storage'];
    await expect(clerk.createClerkClient({ ...given, refresh: {} })).rejects.toMatchObject({ code: 'manifest_alarms_missing' });
  });

  it('asks the server as often as it is told to', async () => {
    await signIn();
    await worker({ every: 300 });
    await life.start();
    const start = Date.now();
    for (let minted = 1; minted <= 3; minted++) {
      await life.goOff();
      expect(api.requests).toHaveLength(minted);
      expect(Math.round((Date.now() - start) / 300_000)).toBe(minted);
    }
  });

  it('is there again after a browser start that lost session storage and alarms', async () => {
    await signIn();
    await worker();
    await life.start();
    await life.stop();
    life.alarms.clear();
    browser.session.clear();
    await life.start();
    expect(api.requests).toEqual(['GET /client']);
    expect(life.alarms.size).toBe(1);
  });

  it('sets an alarm that has vanished on the first turn of the worker, and leaves one that is there alone', async () => {
    await signIn();
    await worker();
    await life.start();
    const [alarm] = life.alarms.values();
    await life.stop();
    life.wake();
    await vi.advanceTimersByTimeAsync(100);
    expect([...life.alarms.values()]).toEqual([alarm]);
    await life.stop();
    life.alarms.clear();
    life.wake();
    await vi.waitFor(() => expect(life.alarms.size).toBe(1));
    expect(api.requests).toEqual([]);
  });

  it('goes on after a worker that died in the middle of its work', async () => {
    await signIn();
    await worker();
    await life.start();
    // Its last request stays without an answer, and it sets no alarm.
    const { fetch } = globalThis;
    globalThis.fetch = () => new Promise(() => undefined);
    const dying = life.goOff();
    await expect(dying).rejects.toThrow('nobody set an alarm');
    await life.stop();
    browser.releaseLocks();
    globalThis.fetch = fetch;
    expect(await life.goOff()).toBe(true);
    expect(api.requests).toEqual([MINT]);
  });

  it('leaves an idle machine alone, and renews when somebody is back', async () => {
    await signIn();
    await worker();
    await life.start();
    life.idleState = 'locked';
    expect(await life.goOff()).toBe(true);
    expect(await life.goOff()).toBe(false);
    expect(api.requests).toEqual([]);
    await life.stop();
    await life.becomes('active');
    expect(api.requests).toEqual([MINT]);
    expect(life.alarms.size).toBe(1);
  });

  it.each([
    ['it is told to', { whileIdle: true }, {}],
    ['it may not know', {}, { idle: false }],
  ])('goes on while nobody is at the machine if %s', async (_, refresh, granted) => {
    await signIn();
    await worker(refresh, granted);
    life.idleState = 'idle';
    await life.start();
    await life.goOff();
    expect(api.requests).toEqual([MINT]);
  });

  it.each(['offline', 'with a server in trouble'])('backs off %s, and comes back when it is over', async (trouble) => {
    await signIn();
    await worker();
    await life.start();
    life.online = trouble !== 'offline';
    api.trouble = Array.from({ length: 99 }, () => () => (life.online ? new Response('{"errors":[]}', { status: 503 }) : undefined));
    await life.goOff();
    const waits = [];
    for (let round = 0; round < 7; round++) {
      const [alarm] = life.alarms.values();
      waits.push(Math.round(((alarm?.scheduledTime ?? 0) - Date.now()) / 1000));
      await life.stop();
      await life.goOff();
    }
    expect(waits).toEqual([30, 60, 120, 240, 450, 450, 450]);
    // One for each worker's createClerkClient(), whose promise is of a loaded client; and, online, one for each alarm.
    expect(api.requests).toHaveLength(trouble === 'offline' ? 7 : 15);
    life.online = true;
    api.trouble = [];
    await life.goOff();
    expect(api.requests.at(-1)).toBe(MINT);
    expect([...life.alarms.values()][0]?.periodInMinutes).toBe(1);
  });

  it('sets no alarm while nobody is signed in, and sets one after a sign-in', async () => {
    await worker();
    await life.start();
    expect(life.alarms.size).toBe(0);
    await signIn();
    await vi.waitFor(() => expect(life.alarms.size).toBe(1));
    api.signedIn = false;
    await life.goOff();
    expect(life.alarms.size).toBe(0);
    expect(await token()).toBeUndefined();
  });

  it('says that the alarms permission is missing', async () => {
    browser.manifest.permissions = ['storage'];
    await worker({}, { alarms: false });
    const { createClerkClient } = await context('background', variant);
    await expect(createClerkClient({ ...given, refresh: {} })).rejects.toMatchObject({ code: 'manifest_alarms_missing' });
    expect(await createClerkClient(given)).toMatchObject({ session: null });
  });
});

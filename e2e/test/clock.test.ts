import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { Clock } from '../support/clock.ts';
import { MINT } from '../support/server.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, askWorker, signInOn } from '../support/steps.ts';
import { claimsOf, verifyByJwks } from '../support/token.ts';
import { delay } from '../support/until.ts';

const LIFE_SECS = 10;
const DAY = 86_400;
const NIGHT = 8 * 3600;

describe('time', () => {
  let clock: Clock;
  let on: Stage | undefined;
  let home: Page;
  /** No client runs on it. */
  let bare: Page;

  beforeEach(async () => {
    clock = await Clock.make();
  });

  afterEach(async () => {
    await on?.close();
    on = undefined;
    await clock.remove();
  });

  /** Signs somebody in, in a browser that goes by the clock; so does the server if both are on one machine. */
  async function begin({ oneMachine }: { oneMachine: boolean }): Promise<Stage> {
    on = await stage({
      sessionTokenLifetimeSecs: LIFE_SECS,
      fixture: {},
      launch: { env: clock.env },
      ...(oneMachine && { env: clock.env }),
    });
    home = await on.browser.openPage('home.html');
    await signInOn(home, await anAccount(on.server));
    bare = await on.browser.openPage('tabs/background-worker-demo.html');
    return on;
  }

  async function token(): Promise<string> {
    const { token, error } = await askWorker(bare);
    if (!token) throw new Error(error?.message ?? 'nobody is signed in');
    return token;
  }

  it.each([DAY, -DAY])('may be wrong by %i seconds on the machine, and be set right in between', async (ahead) => {
    await clock.set(ahead);
    const { browser, server } = await begin({ oneMachine: false });
    const theirs = await home.evaluate<number>('Date.now()');
    expect(Math.abs(theirs - Date.now() - ahead * 1000)).toBeLessThan(60_000);
    await home.close();
    let good = await token();
    await verifyByJwks(good, server.origin);
    let mark = await server.mark();
    await browser.stopWorker();
    expect(await token()).toBe(good);
    expect(await server.since(mark)).toEqual([]);

    await delay(claimsOf(good).exp * 1000 - Date.now());
    mark = await server.mark();
    good = await token();
    expect(await server.since(mark)).toEqual([MINT]);
    await verifyByJwks(good, server.origin);
    for (const jump of [0, ahead]) {
      await clock.set(jump);
      mark = await server.mark();
      good = await token();
      expect(await server.since(mark)).toHaveLength(1);
      await verifyByJwks(good, server.origin);
    }
    home = await browser.openPage('home.html');
    await home.evaluate('loaded.then(() => clerk.signOut())');
    expect(await askWorker(bare)).toEqual({ token: null });
  });

  it('may pass in sleep: page and worker then share one new token', async () => {
    const { browser, server } = await begin({ oneMachine: true });
    const before = await token();
    await browser.stopWorker();
    await clock.set(NIGHT);
    const mark = await server.mark();
    const [ofPage, ofWorker] = await Promise.all([home.evaluate<string>('clerk.session.getToken()'), token()]);
    expect(ofWorker).toBe(ofPage);
    expect(claimsOf(ofPage).iat - claimsOf(before).iat).toBeGreaterThanOrEqual(NIGHT);
    expect(await server.since(mark)).toEqual([MINT]);
  });

  it('may pass while nothing of the browser runs', async () => {
    const { browser, server } = await begin({ oneMachine: false });
    const before = await token();
    const mark = await server.mark();
    const thaw = await browser.freeze();
    await delay(claimsOf(before).exp * 1000 - Date.now() + 1000);
    thaw();
    const [ofPage, ofWorker] = await Promise.all([home.evaluate<string>('clerk.session.getToken()'), token()]);
    expect(ofWorker).toBe(ofPage);
    expect(await server.since(mark)).toEqual([MINT]);
    await verifyByJwks(ofPage, server.origin);
  });
});

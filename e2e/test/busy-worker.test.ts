import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';
import { delay } from '../support/until.ts';

const TOKEN = `chrome.runtime.sendMessage({ what: 'token' }).then(({ token }) => token)`;

/** Longer than a worker stays busy that is asked nothing. */
const AT_REST_MS = 3_000;

describe('a worker that is asked again and again', () => {
  let on: Stage;
  let bare: Page;
  let home: Page;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    home = await on.browser.openPage('home.html');
    bare = await on.browser.openPage('tabs/background-worker-demo.html');
  });

  afterAll(() => on?.close());

  it('gives out no token once somebody knows that the user has signed out', async () => {
    const person = await anAccount(on.server);
    // Another page asks all the time, so that the worker is busy, and remembers what it read.
    await bare.evaluate(`{ globalThis.asks = true; (async () => { while (asks) await ${TOKEN}; })(); 0 }`);
    for (let round = 0; round < 10; round++) {
      await signInOn(home, person);
      const [before, after] = await home.evaluate<(string | null)[]>(
        `(async () => { const before = await ${TOKEN}; await ${TOKEN}; await clerk.signOut(); return [before, await ${TOKEN}]; })()`,
      );
      expect([typeof before, after], `round ${round}`).toEqual(['string', null]);
    }
    await bare.evaluate('asks = false');
  });

  it('gives out no token of a client that another program has replaced in storage', async () => {
    await signInOn(home, await anAccount(on.server));
    const late = await bare.evaluate<number>(`(async () => {
      const key = Object.keys(await chrome.storage.local.get()).find((key) => key.endsWith('__clerk_client_jwt|v2'));
      const { [key]: jwt } = await chrome.storage.local.get(key);
      let late = 0;
      for (let round = 0; round < 100; round++) {
        await chrome.storage.local.set({ [key]: jwt });
        const token = await ${TOKEN};
        if (!token) throw new Error('signed out in round ' + round);
        for (let i = 0; i < 4; i++) await ${TOKEN};
        await chrome.storage.local.set({ [key]: 'replaced' });
        if ((await ${TOKEN}) === token) late++;
      }
      return late;
    })()`);
    expect(late).toBe(0);
  });

  it('is not woken by writes when it was at rest before it stopped, nor again and again when it was not', async () => {
    const { browser } = on;
    const inARow = `(async () => { for (let i = 0; i < 5; i++) await ${TOKEN}; })()`;
    const startsByWriting = async () => {
      const before = browser.workerStarts;
      await bare.evaluate(`chrome.storage.local.set({ other: Math.random() })`);
      await delay(1_000);
      return browser.workerStarts - before;
    };
    await bare.evaluate(inARow);
    await delay(AT_REST_MS);
    await browser.stopWorker();
    expect(await startsByWriting()).toBe(0);

    await bare.evaluate(inARow);
    await browser.stopWorker();
    await bare.evaluate(TOKEN);
    await delay(AT_REST_MS);
    await browser.stopWorker();
    expect(await startsByWriting()).toBe(0);
  });
});

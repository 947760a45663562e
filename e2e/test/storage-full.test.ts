import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, askWorker, signInOn, type Person } from '../support/steps.ts';
import { claimsOf } from '../support/token.ts';

/** Fills an area of storage to the last hundred bytes, with items of the extension's own. */
const FILL = (area: 'local' | 'session') => `(async () => {
  let full = 0;
  for (let size = 1 << 20; size >= 64; size /= 2) {
    for (;;) {
      try {
        await chrome.storage.${area}.set({ ['junk-' + full]: 'x'.repeat(size) });
        full++;
      } catch (error) {
        if (!/quota/i.test(String(error))) throw error;
        break;
      }
    }
  }
  return full;
})()`;

const EMPTY = (area: 'local' | 'session') => `chrome.storage.${area}.get().then((items) =>
  chrome.storage.${area}.remove(Object.keys(items).filter((key) => key.startsWith('junk-'))))`;

const FAILING_SIGN_IN = (person: Person) => `loaded
  .then(() => clerk.client.signIn.create(${JSON.stringify({ strategy: 'password', identifier: person.email, password: person.password })}))
  .then(() => ({}), ({ code, message }) => ({ code, message }))`;

describe('storage that is full', () => {
  let on: Stage;
  let home: Page;
  /** No client runs on it. */
  let bare: Page;
  let person: Person & { id: string };

  beforeAll(async () => {
    on = await stage({ environment: 'production', sessionTokenLifetimeSecs: 10, fixture: {} });
    person = await anAccount(on.server);
    home = await on.browser.openPage('home.html');
    bare = await on.browser.openPage('tabs/background-worker-demo.html');
  });

  afterAll(() => on?.close());

  it('refuses a sign-in that could not be kept and says why, and takes it once there is room', async () => {
    expect(await bare.evaluate<number>(FILL('local'))).toBeGreaterThan(10);
    const { code, message } = await home.evaluate<{ code: string; message: string }>(FAILING_SIGN_IN(person));
    expect(code).toBe('storage_failed');
    expect(message).toMatch(/full/);
    expect(message).not.toMatch(/eyJ/);
    await bare.evaluate(EMPTY('local'));
    await home.close();
    home = await on.browser.openPage('home.html');
    await signInOn(home, person);
    expect(claimsOf((await askWorker(bare)).token ?? '').sub).toBe(person.id);
  });

  it.each(['local', 'session'] as const)('keeps nobody from a token, if it is the %s storage', async (area) => {
    await home.close();
    await on.browser.stopWorker();
    await bare.evaluate('chrome.storage.session.clear()');
    expect(await bare.evaluate<number>(FILL(area))).toBeGreaterThan(8);
    for (let wake = 1; wake <= 2; wake++) {
      expect(claimsOf((await askWorker(bare)).token ?? '').sub).toBe(person.id);
      await on.browser.stopWorker();
    }
    await bare.evaluate(EMPTY(area));
    const { token } = await askWorker(bare);
    await on.browser.stopWorker();
    const mark = await on.server.mark();
    expect(await askWorker(bare)).toEqual({ token });
    expect(await on.server.since(mark)).toEqual([]);
    home = await on.browser.openPage('home.html');
  });
});

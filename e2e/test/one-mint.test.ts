import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { MINT } from '../support/server.ts';
import { WASM_POLICY } from '../support/fixture-extension.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';
import { delay } from '../support/until.ts';

/** Long enough for five contexts to open while the one new token is good. */
const LIFE_SECS = 20;

const TWO_TOKENS = 'loaded.then(() => Promise.all([clerk.session.getToken(), clerk.session.getToken()]))';
const TWO_TOKENS_OF_THE_WORKER = `Promise.all([1, 2].map(() => chrome.runtime.sendMessage({ what: 'token' })
  .then(({ token, error }) => { if (error) throw new Error(error.message); return token; })))`;

describe.each(['javascript', 'wasm'] as const)('popup, side panel, two tabs and worker, %s entries', (entries) => {
  let on: Stage;

  beforeAll(async () => {
    const manifest = entries === 'wasm' ? { content_security_policy: WASM_POLICY } : {};
    on = await stage({ sessionTokenLifetimeSecs: LIFE_SECS, fixture: { entries, manifest } });
  });

  afterAll(() => on?.close());

  it('share one mint', async () => {
    const { browser, server } = on;
    const first = await browser.openPage('home.html');
    await signInOn(first, await anAccount(server));
    await first.evaluate('clerk.session.getToken()');
    await first.close();
    await browser.stopWorker();
    await delay(LIFE_SECS * 1000 + 500);

    const mark = await server.mark();
    const bare = await browser.openPage('tabs/background-worker-demo.html');
    const panel = await browser.openSidePanel(() =>
      bare.evaluate('chrome.windows.getCurrent().then(({ id }) => chrome.sidePanel.open({ windowId: id }))'),
    );
    const tabs = await Promise.all([browser.openPage('home.html'), browser.openPage('home.html')]);
    // Last, because a popup closes as soon as anything else gets the focus.
    const popup = await browser.openPopup();
    const asked = [popup, panel, ...tabs].map((page: Page) => page.evaluate<string[]>(TWO_TOKENS));
    const tokens = await Promise.all([...asked, bare.evaluate<string[]>(TWO_TOKENS_OF_THE_WORKER)]);

    expect(tokens.flat()).toHaveLength(10);
    expect(new Set(tokens.flat()).size).toBe(1);
    expect((await server.since(mark)).filter((request) => request === MINT)).toHaveLength(1);
  });
});

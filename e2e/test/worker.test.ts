import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { MINT } from '../support/server.ts';
import { anAccount, press, pressForToken, signIn } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';
import { claimsOf } from '../support/token.ts';
import { delay } from '../support/until.ts';

const LIFE_SECS = 10;

describe('a service worker that was stopped', () => {
  let on: Stage;
  let tab: Page;

  beforeAll(async () => {
    on = await stage({ sessionTokenLifetimeSecs: LIFE_SECS });
    const person = await anAccount(on.server);
    const popup = await on.browser.openPopup();
    await signIn(popup, person);
    await popup.see('session-id');
    await popup.close();
    tab = await on.browser.openPage('tabs/background-worker-demo.html');
  });

  afterAll(() => on?.close());

  const expired = (token: string) => delay(claimsOf(token).exp * 1000 - Date.now() + 200);

  it('asks once for a token when the stored one is stale, and not at all while it is good', async () => {
    await expired(await pressForToken(tab));
    await on.browser.stopWorker();

    let mark = await on.server.mark();
    const token = await pressForToken(tab);
    expect(await on.server.since(mark)).toEqual([MINT]);

    await on.browser.stopWorker();
    mark = await on.server.mark();
    expect(await pressForToken(tab)).toBe(token);
    expect(await on.server.since(mark)).toEqual([]);
  });

  it('gets a token from a server that was killed and started again on the same database', async () => {
    await expired(await pressForToken(tab));
    await on.browser.stopWorker();
    await on.server.kill();
    await on.server.startAgain();
    const claims = claimsOf(await pressForToken(tab));
    expect(claims.exp * 1000).toBeGreaterThan(Date.now());
  });

  it('stays signed in while the server is down, says so, and gets a token once it is back', async () => {
    await expired(await pressForToken(tab));
    await on.browser.stopWorker();
    await on.server.kill();

    const { token, problem } = await press(tab);
    expect(token).toBeUndefined();
    expect(problem).toContain('network_error');

    await on.server.startAgain();
    expect(claimsOf(await pressForToken(tab)).exp * 1000).toBeGreaterThan(Date.now());
  });
});

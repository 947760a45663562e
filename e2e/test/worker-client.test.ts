import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { anAccount, signInOn } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';

describe('the client in a service worker', () => {
  let on: Stage;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
  });

  afterAll(() => on?.close());

  it('shows user and session after a sign-in on a page, also after it was stopped, and neither after sign-out', async () => {
    const person = await anAccount(on.server);
    const { id, email } = person;
    const page = await on.browser.openPage('home.html');
    const bare = await on.browser.openPage('tabs/background-worker-demo.html');
    const who = () => bare.evaluate(`chrome.runtime.sendMessage({ what: 'who' })`);
    const nobody = { user: null, email: null, session: null };
    expect(await who()).toEqual(nobody);

    const session = await signInOn(page, person);
    expect(await who()).toEqual({ user: id, email, session });
    await on.browser.stopWorker();
    expect(await who()).toEqual({ user: id, email, session });

    await page.evaluate('clerk.signOut()');
    expect(await who()).toEqual(nobody);
    await on.browser.stopWorker();
    expect(await who()).toEqual(nobody);
  });
});

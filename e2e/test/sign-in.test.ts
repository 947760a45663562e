import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { anAccount, pressForToken, signIn, signOut, signUp, somebody } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';
import { claimsOf, verifyByJwks } from '../support/token.ts';

describe.each(['development', 'production'] as const)('signing in on a page of the extension, %s', (environment) => {
  let on: Stage;

  beforeAll(async () => {
    on = await stage({ environment });
  });

  afterAll(() => on?.close());

  it('signs up in the popup with a code sent by e-mail, and out again', async () => {
    const popup = await on.browser.openPopup();
    const person = somebody();
    await signUp(popup, on.server, person);
    expect(await popup.see('user-email')).toBe(person.email);
    await signOut(popup);
    await popup.close();
  });

  it('gives the worker a token of a person who signed in with the password in the popup', async () => {
    const person = await anAccount(on.server);
    const popup = await on.browser.openPopup();
    await signIn(popup, person);
    const session = await popup.see('session-id');
    await popup.close();

    const tab = await on.browser.openPage('tabs/background-worker-demo.html');
    const claims = await verifyByJwks(await pressForToken(tab), on.server.origin);
    expect(claims).toMatchObject({ sub: person.id, sid: session });
    expect(claims.exp - claims.iat).toBe(60);
    await tab.close();
  });

  it('shows one sign-in on every page, and its end', async () => {
    const home = await on.browser.openPage('home.html');
    const tab = await on.browser.openPage('tabs/background-worker-demo.html');
    await home.see('session-id');
    await pressForToken(tab);

    const popup = await on.browser.openPopup();
    await popup.see('session-id');
    await signOut(popup);
    await home.see('email');
    await tab.click('get-token');
    await tab.see('signed-out');
    await Promise.all([popup.close(), tab.close(), home.close()]);
  });

  it('signs in with a code sent by e-mail', async () => {
    const person = await anAccount(on.server);
    const home = await on.browser.openPage('home.html');
    await home.type('email', person.email);
    await home.click('use-email-code');
    await home.see('sent-to');
    await home.type('code', await on.server.code(person.email));
    expect(await home.see('user-email')).toBe(person.email);
    await signOut(home);
    await home.close();
  });

  it('says what is wrong with a password, and stays usable', async () => {
    const person = await anAccount(on.server);
    const home = await on.browser.openPage('home.html');
    await signIn(home, { ...person, password: 'not the password' });
    expect(await home.see('error')).toMatch(/password/i);
    await signIn(home, person);
    await home.see('session-id');
    const tab = await on.browser.openPage('tabs/background-worker-demo.html');
    expect(claimsOf(await pressForToken(tab)).sub).toBe(person.id);
  });
});

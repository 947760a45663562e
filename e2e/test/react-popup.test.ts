import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isAccessible, loadAxe, prefer, resize } from '../support/elements.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, signIn } from '../support/steps.ts';
import { verifyByJwks } from '../support/token.ts';
import { until } from '../support/until.ts';

describe('the popup of React components', () => {
  let on: Stage;

  beforeAll(async () => {
    on = await stage({ example: 'react-popup', launch: { barePage: 'popup.html' } });
  });

  afterAll(() => on?.close());

  it('signs in, manages the account, and signs out', async () => {
    const person = await anAccount(on.server);
    const popup = await on.browser.openPage('popup.html');
    await resize(popup, 376);
    await loadAxe(popup);
    await popup.see('start');
    await signIn(popup, { ...person, password: 'not the password' });
    expect(await popup.see('error')).toMatch(/password/i);
    await signIn(popup, person);
    expect(await popup.see('greeting')).toContain(person.email);

    // Closed and opened again, it knows who it is.
    await popup.close();
    const again = await on.browser.openPage('popup.html');
    await resize(again, 376);
    await loadAxe(again);
    await again.click('trigger');
    await again.click('manage-account');
    await again.see('section-details');
    for (const theme of ['light', 'dark'] as const) {
      await prefer(again, theme);
      await isAccessible(again, `${theme}-react-popup-profile`);
    }
    await again.click('edit');
    await again.type('first_name', 'Ada');
    await again.click('submit');
    await until('the name to be saved', async () => (await again.text('form')) === undefined);
    await again.click('back');
    expect(await again.see('greeting')).toBe('Hello, Ada.');
    expect(await on.server.backend('GET', `/users/${person.id}`)).toMatchObject({ first_name: 'Ada' });

    await on.browser.stopWorker();
    const { token } = await again.evaluate<{ token: string }>('chrome.runtime.sendMessage({})');
    expect(await verifyByJwks(token, on.server.origin)).toMatchObject({ sub: person.id });
    await again.click('trigger');
    await again.click('sign-out');
    await again.see('start');
    await again.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

/** More stops than any page has: whoever is not reached by then is never reached. */
const MOST_STOPS = 80;

describe('the dashboard by keyboard alone', () => {
  let on: Stage;
  let page: Page;
  let ada: string;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    ada = (await on.server.backend('POST', '/users', { email_address: ['ada@example.com'] }))['id'] as string;
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
  });

  afterAll(() => on?.close());

  async function press(key: 'Tab' | 'Enter'): Promise<void> {
    const [code, text] = key === 'Tab' ? [9, undefined] : [13, '\r'];
    await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, windowsVirtualKeyCode: code, ...(text && { text }) });
    await page.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: code });
  }

  /** Goes on with Tab until an element has the focus, which has to be seen. */
  async function tabTo(selector: string): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await press('Tab');
      const [there, outline] = await page.evaluate<[boolean, string]>(
        `[document.activeElement.matches(${JSON.stringify(selector)}), getComputedStyle(document.activeElement).outlineStyle]`,
      );
      if (!there) continue;
      expect(outline, `the focus on ${selector}`).not.toBe('none');
      return;
    }
    throw new Error(`${selector} is not reached by Tab`);
  }

  it('finds a user, bans them after a question, and lifts the ban', async () => {
    await tabTo('a[href="#users"]');
    await press('Enter');
    await page.see('user-search');
    await tabTo('[data-testid="user-search"]');
    await page.send('Input.insertText', { text: 'ada' });
    await until('the user', () => page.evaluate<boolean>(`document.querySelectorAll('a.row').length === 1`));
    await tabTo('a.row');
    await press('Enter');
    await page.see('user-id');
    for (const [act, banned] of [['ban', true], ['unban', false]] as const) {
      await tabTo(`[data-testid="${act}"]`);
      await press('Enter');
      await page.see('confirm');
      expect(await page.evaluate('document.activeElement.textContent'), 'the harmless answer comes first').toBe('Cancel');
      await tabTo('[data-testid="confirm"]');
      await press('Enter');
      await until('the change', async () => (await on.server.backend('GET', `/users/${ada}`))['banned'] === banned);
      await until('the dialog to close', () => page.evaluate<boolean>(`document.querySelector('dialog') === null`));
    }
  });

  it('writes a message, sends it as a test, and goes back to the default', async () => {
    const template = () => on.server.backend('GET', '/templates/email/invitation');
    await tabTo('a[href="#settings"]');
    await press('Enter');
    await tabTo('a[href="#settings/messages"]');
    await press('Enter');
    await page.see('edit-email-invitation');
    await tabTo('[data-testid="edit-email-invitation"]');
    await press('Enter');
    await page.see('field-subject');
    await tabTo('[data-testid="field-subject"]');
    await page.evaluate('document.activeElement.select()');
    await page.send('Input.insertText', { text: 'Come to {{ app.name }}' });
    await tabTo('[data-testid="save-message"]');
    await press('Enter');
    await until('the message', async () => (await template())['subject'] === 'Come to {{ app.name }}');
    await page.see('revert-message');

    await tabTo('[data-testid="field-to"]');
    await page.send('Input.insertText', { text: 'ada@example.com' });
    await press('Enter');
    await until('the test', () =>
      page.evaluate<boolean>(`fetch('/dashboard/api/outbox').then((it) => it.json()).then(({ data }) => data[0]?.to === 'ada@example.com')`),
    );
    await tabTo('[data-testid="revert-message"]');
    await press('Enter');
    await page.see('confirm');
    expect(await page.evaluate('document.activeElement.textContent'), 'the harmless answer comes first').toBe('Cancel');
    await tabTo('[data-testid="confirm"]');
    await press('Enter');
    await until('our own words', async () => (await template())['can_revert'] === false);
  });
});

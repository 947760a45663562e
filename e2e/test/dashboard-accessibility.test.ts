import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { isAccessible, loadAxe, prefer, resize } from '../support/elements.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const PAGES = [
  'keys',
  'users',
  'import',
  'sessions',
  'settings/sign-in',
  'settings/sessions',
  'settings/restrictions',
  'settings/connections',
  'settings/messages',
  'messages/email.verification_code',
  'messages/sms.verification_code',
  'settings/urls',
  'settings/application',
  'settings/templates',
  'outbox',
  'logs',
  'health',
  'admins',
];

describe.each(['light', 'dark'] as const)('the dashboard in a %s theme', (theme) => {
  let on: Stage;
  let page: Page;
  let user: string;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    const made = await on.server.backend('POST', '/users', { email_address: ['ada@example.com'], password: 'correct horse battery' });
    user = made['id'] as string;
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await prefer(page, theme);
    await loadAxe(page);
  });

  afterAll(() => on?.close());

  async function look(width: number, name: string): Promise<void> {
    await resize(page, width, 800);
    await isAccessible(page, `${name}-${theme}-${width}`.replaceAll('/', '-'));
  }

  it.each([...PAGES, 'a user'])('%s has no violation and fits', async (name) => {
    const hash = name === 'a user' ? `users/${user}` : name;
    await page.evaluate(`location.hash = '#${hash}'`);
    await until('the page to be read', () =>
      page.evaluate<boolean>(`document.querySelector('main h1') !== null && !/Loading/.test(document.querySelector('main').textContent)
        && document.querySelector('main [aria-busy="true"]') === null`),
    );
    for (const width of [1280, 768, 360]) await look(width, `${name} at ${width}`);
  });

  it('a dialog has none either, takes the focus and gives it back', async () => {
    await page.evaluate(`location.hash = '#users'`);
    await page.click('create-user');
    await page.see('create-user-save');
    expect(await page.evaluate(`document.querySelector('dialog').contains(document.activeElement)`)).toBe(true);
    for (const width of [1280, 360]) await look(width, `the dialog at ${width}`);
    await page.evaluate(`document.querySelector('dialog').close()`);
    expect(await page.evaluate(`document.activeElement.dataset.testid`)).toBe('create-user');
  });
});

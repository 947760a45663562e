import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

interface User {
  id: string;
  banned: boolean;
  public_metadata: Record<string, unknown>;
}

describe('the users page of the dashboard', () => {
  let on: Stage;
  let page: Page;
  let ada: string;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    for (const name of ['ada', 'ben']) {
      const user = await on.server.backend('POST', '/users', {
        email_address: [`${name}@example.com`],
        first_name: name,
        password: 'correct horse battery',
      });
      ada ??= user['id'] as string;
    }
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
  });

  afterAll(() => on?.close());

  const names = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('[data-testid="user"] .row-title')].map((row) => row.textContent)`);
  const user = async () => (await on.server.backend('GET', `/users/${ada}`)) as unknown as User;

  it('lists users newest first and narrows the list as one types', async () => {
    await page.evaluate(`location.hash = '#users'`);
    await until('the list', async () => (await names()).length === 2);
    await page.type('user-search', 'ADA@');
    await until('one user', async () => (await names()).join() === 'ada');
    await page.type('user-search', 'nobody');
    await until('a sentence instead of users', async () => (await page.text('users'))?.includes('Nobody fits'));
  });

  it('finds what was searched for as it was on the way back', async () => {
    await page.type('user-search', 'ada@');
    await until('one user', async () => (await names()).join() === 'ada');
    await page.evaluate(`document.querySelector('a.row').click()`);
    await page.see('user-name');
    await page.evaluate('history.back()');
    await until('the same user', async () => (await names()).join() === 'ada');
    expect(await page.evaluate(`document.querySelector('[data-testid="user-search"]').value`)).toBe('ada@');
    await page.evaluate(`document.querySelector('nav a[href="#users"]').click()`);
    await until('all users', async () => (await names()).length === 2);
  });

  it('creates a user, with errors at their field', async () => {
    await page.click('create-user');
    await page.click('create-user-save');
    await until('what is missing', async () =>
      (await page.evaluate<string>(`document.querySelector('dialog .problem').textContent`)).includes('Enter an e-mail address'),
    );
    await page.type('field-email_address', 'ada@example.com');
    await page.click('create-user-save');
    await until('the error', async () => ((await page.text('error-email_address')) ?? '') !== '');
    await page.type('field-email_address', 'cara@example.com');
    await page.click('create-user-save');
    expect(await page.see('user-name')).toContain('cara@example.com');
  });

  it('bans after asking, and refuses metadata that is no object', async () => {
    await page.evaluate(`location.hash = '#users/${ada}'`);
    await until('the page of ada', async () => (await page.text('user-id')) === ada);
    await page.click('ban');
    expect((await user()).banned).toBe(false);
    await page.click('confirm');
    await until('the ban', async () => (await user()).banned);

    await page.type('field-public_metadata', '[1]');
    await page.click('save-metadata');
    expect(await page.see('error-public_metadata')).toContain('object');
    await page.type('field-public_metadata', '{"plan": "pro"}');
    await page.click('save-metadata');
    await until('the metadata', async () => (await user()).public_metadata['plan'] === 'pro');
  });

  it('makes a link to act as a user, and deletes one', async () => {
    await page.click('unban');
    await page.click('confirm');
    await until('the ban to be lifted', async () => !(await user()).banned);
    await page.click('impersonate');
    await page.click('confirm');
    expect(await page.see('impersonation-link')).toContain('/v1/tickets/accept');
    await page.evaluate(`document.querySelector('dialog').close()`);
    await page.click('delete-user');
    await page.click('confirm');
    await until('the list', async () => (await names()).length === 2);
    await expect(user()).rejects.toThrow('404');
  });
});

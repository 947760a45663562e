import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

describe('what is typed in the dashboard and not saved', () => {
  let on: Stage;
  let page: Page;
  let ada: string;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    const made = await on.server.backend('POST', '/users', { email_address: ['ada@example.com'], first_name: 'Ada', private_metadata: { n: 1 } });
    ada = made['id'] as string;
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
  });

  afterAll(() => on?.close());

  beforeEach(async () => {
    // From the top, without a question about what the test before has left.
    await page.evaluate(`document.querySelectorAll('form').forEach((form) => form.removeAttribute('data-changed')); location.hash = '#users'`);
    await page.see('user-search');
    await page.evaluate(`location.hash = '#users/${ada}'`);
    await page.see('save-profile');
  });

  const value = (testId: string) => page.evaluate<string>(`document.querySelector('[data-testid="${testId}"]').value`);
  const count = (testId: string) => page.evaluate<number>(`document.querySelectorAll('[data-testid="${testId}"]').length`);
  const user = () => on.server.backend('GET', `/users/${ada}`);
  const hash = () => page.evaluate<string>('location.hash');
  const saved = (testId: string) =>
    until(`"Saved" beside "${testId}"`, () =>
      page.evaluate<boolean>(`document.querySelector('[data-testid="${testId}"]').closest('form').querySelector('.ok').textContent === 'Saved'`),
    );

  it('leaves alone what others have saved meanwhile', async () => {
    await on.server.backend('PATCH', `/users/${ada}`, { last_name: 'Lovelace' });
    await on.server.backend('PATCH', `/users/${ada}/metadata`, { private_metadata: { plan: 'pro' } });
    await page.type('field-first_name', 'Augusta');
    await page.click('save-profile');
    await saved('save-profile');
    await page.type('field-public_metadata', '{"team": "blue"}');
    await page.click('save-metadata');
    await saved('save-metadata');
    expect(await user()).toMatchObject({
      first_name: 'Augusta',
      last_name: 'Lovelace',
      public_metadata: { team: 'blue' },
      private_metadata: { n: 1, plan: 'pro' },
    });
  });

  it('stays while something else on the page is changed', async () => {
    await page.type('field-last_name', 'Byron');
    await page.type('field-phone_number', '+1212555');
    await page.type('field-email_address', 'second@example.com');
    await page.click('add-email_address');
    await until('the address', async () => (await count('email_address')) === 2);
    await page.click('save-password');
    await until('the refusal of no password', async () => (await page.text('error-password')) === 'Enter password.');
    await page.type('field-password', 'correct horse battery');
    await page.click('save-password');
    await until('the password', async () => (await page.text('factors'))?.includes('Password'));
    expect(await page.evaluate(`document.querySelector('[data-testid="save-password"]').parentElement.textContent`)).toContain('Password set');
    expect(await value('field-last_name')).toBe('Byron');
    expect(await value('field-phone_number')).toBe('+1212555');
    await until('the form to be ready for the next address', async () => (await value('field-email_address')) === '');
  });

  it('stays in the settings when the application is renamed', async () => {
    await page.evaluate(`location.hash = '#settings/application'`);
    await page.see('save-application');
    await page.type('field-log_retention_days', '30');
    await page.type('field-name', 'Acme');
    await page.click('save-application');
    await saved('save-application');
    expect(await page.evaluate(`document.getElementById('instance').textContent`)).toContain('Acme');
    expect(await value('field-log_retention_days')).toBe('30');
  });

  it('is not left without a question, by a link or by going back', async () => {
    await page.type('field-last_name', 'Byron');
    await page.evaluate(`document.querySelector('nav a[href="#logs"]').click()`);
    await page.see('confirm');
    await page.evaluate(`document.querySelector('dialog .button').click()`);
    await until('the address of the page', async () => (await hash()) === `#users/${ada}`);
    await page.evaluate('history.back()');
    await page.see('confirm');
    await page.evaluate(`document.querySelector('dialog .button').click()`);
    await until('the address of the page', async () => (await hash()) === `#users/${ada}`);
    expect(await value('field-last_name')).toBe('Byron');
    await page.evaluate('history.back()');
    await page.click('confirm');
    await page.see('user-search');
    expect(await hash()).toBe('#users');
    await page.evaluate('history.forward()');
    await page.see('save-profile');
    expect(await hash()).toBe(`#users/${ada}`);
  });

  it('is asked about by the browser where the page is left altogether', async () => {
    await page.type('field-last_name', 'Byron');
    const asked = page.next<{ type: string }>('Page.javascriptDialogOpening');
    await page.evaluate(`void setTimeout(() => location.reload())`);
    expect((await asked).type).toBe('beforeunload');
    await page.send('Page.handleJavaScriptDialog', { accept: false });
    expect(await value('field-last_name')).toBe('Byron');
  });

  it('goes with a user who is deleted, whose question goes with the page', async () => {
    await page.type('field-last_name', 'Byron');
    await page.click('delete-user');
    await page.see('confirm');
    await page.evaluate('history.back()');
    await until('the other question', async () => (await page.text('confirm')) === 'Leave');
    await page.evaluate(`document.querySelector('dialog .button').click()`);
    await until('the address of the page', async () => (await hash()) === `#users/${ada}`);
    expect(await user()).toMatchObject({ id: ada });
    await page.click('delete-user');
    await page.click('confirm');
    await page.see('user-search');
    await until('the user to go', async () => (await count('user')) === 0);
  });
});

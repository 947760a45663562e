import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { DashboardKeyboard } from '../support/dashboard-keyboard.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

/** More than fit on a page of the list. */
const MANY = Array.from({ length: 27 }, (_, n) => `user${n}@example.com`);

describe('the dashboard by keyboard alone', () => {
  let on: Stage;
  let page: Page;
  let keyboard: DashboardKeyboard;
  let folder: string;
  let ada: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-keyboard-'));
    on = await stage({ fixture: {} });
    for (const email of MANY) await on.server.backend('POST', '/users', { email_address: [email], skip_password_requirement: true });
    const made = await on.server.backend('POST', '/users', { email_address: ['ada@example.com'], first_name: 'Ada', password: 'correct horse battery' });
    ada = made['id'] as string;
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    keyboard = await DashboardKeyboard.before(page);
  });

  afterAll(async () => {
    await on?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const count = (testId: string) => page.evaluate<number>(`document.querySelectorAll('[data-testid="${testId}"]').length`);
  const user = () => on.server.backend('GET', `/users/${ada}`);
  const seeText = (testId: string, part: string) =>
    until(`"${part}" in "${testId}"`, async () => (await page.text(testId))?.includes(part));
  const value = (testId: string) => page.evaluate<string>(`document.querySelector('[data-testid="${testId}"]').value`);

  /** Goes to the page of a user by the search. */
  async function openAda(): Promise<void> {
    if ((await page.evaluate('location.hash')) !== '#users') await keyboard.goTo('users', 'Users');
    await keyboard.fill('user-search', 'ada');
    await until('ada', async () => (await count('user')) === 1);
    await keyboard.use('a.row');
    await seeText('user-name', 'Ada');
  }

  it('begins at the way to the content, which leads to the title', async () => {
    await keyboard.press('Tab');
    await keyboard.at('a.skip');
    await keyboard.press('Enter');
    await keyboard.at('h1');
  });

  it('copies, creates, hides and revokes keys', async () => {
    await keyboard.use('[aria-label="Copy Publishable key"]');
    await seeText('[aria-label="Copy Publishable key"]', 'Copied');
    await keyboard.use('create-key');
    await keyboard.at('key-name');
    await keyboard.paste();
    expect(await value('key-name')).toBe(on.server.instance.publishable_key);
    await keyboard.replace('Billing server');
    await keyboard.press('Enter');
    await until('the new key', async () => (await count('secret-key')) === 2);
    await keyboard.at('key-name');

    await keyboard.backTo('[aria-label="Copy secret key Billing server"]');
    await keyboard.press('Enter');
    await seeText('[aria-label="Copy secret key Billing server"]', 'Copied');
    await keyboard.tabTo('key-name');
    await keyboard.paste();
    const users = async () => (await fetch(new URL('/v1/users', on.server.origin), { headers: { authorization: `Bearer ${secret}` } })).status;
    const secret = await value('key-name');
    expect(await users()).toBe(200);
    await keyboard.replace('');

    await keyboard.backTo('[aria-label="Hide Billing server"]');
    await keyboard.press('Enter');
    await keyboard.at('[aria-label="Show Billing server"]');
    await keyboard.use('[aria-label="Revoke Billing server"]');
    await keyboard.escape('[aria-label="Revoke Billing server"]');
    expect(await users()).toBe(200);
    await keyboard.press('Enter');
    await keyboard.confirm();
    await until('the key to go', async () => (await count('secret-key')) === 1);
    expect(await users()).toBe(401);
    await keyboard.at('[data-testid="secret-key"] button');
  });

  it('allows origins and refuses them again', async () => {
    await keyboard.fill('origin-input', 'app.example.com/path');
    await keyboard.press('Enter');
    await keyboard.at('[data-testid="origin-input"][aria-invalid="true"]');
    for (const name of ['one', 'two']) {
      await keyboard.fill('origin-input', `https://${name}.example.com`);
      await keyboard.press('Enter');
      await seeText('origin', name);
      await keyboard.at('origin-input');
    }
    await keyboard.backTo('[aria-label="Remove https://two.example.com"]');
    await keyboard.press('Enter');
    await keyboard.confirm();
    await keyboard.at('[aria-label="Remove https://one.example.com"]');
    await keyboard.press('Enter');
    await keyboard.confirm();
    await seeText('origins', 'None listed');
    await keyboard.at('#card-allowed-origins');
  });

  it('goes on by the page in the list of users, narrows it, and searches', async () => {
    await keyboard.goTo('users', 'Users');
    await until('the first page', async () => (await count('user')) === 25);
    await keyboard.use('more-users');
    await until('the second page', async () => (await count('user')) === 28);
    await keyboard.at('[data-testid="user"]:nth-child(26) a');
    await keyboard.choose('user-filter', 'banned');
    await seeText('users', 'Nobody fits');
    await keyboard.choose('user-filter', '', 'ArrowUp');
    await until('everybody', async () => (await count('user')) === 25);
    await keyboard.fill('user-search', 'ADA@');
    await until('ada', async () => (await count('user')) === 1);
    await keyboard.at('user-search');
  });

  it('creates a user in a dialog', async () => {
    await keyboard.backTo('create-user');
    await keyboard.press('Enter');
    await keyboard.escape('create-user');
    await keyboard.press('Enter');
    await keyboard.fill('field-email_address', 'ada@example.com');
    await keyboard.press('Enter');
    await until('the error', async () => ((await page.text('error-email_address')) ?? '') !== '');
    await keyboard.at('[data-testid="field-email_address"][aria-invalid="true"]');
    await keyboard.replace('cara@example.com');
    await keyboard.fill('field-first_name', 'Cara');
    await keyboard.use('create-user-save');
    await seeText('user-name', 'Cara');
    await keyboard.at('h1');
  });

  it('changes the names, addresses, factors and metadata of a user', async () => {
    await keyboard.use('main a[href="#users"]');
    await keyboard.at('h1');
    await openAda();
    await keyboard.at('h1');

    await keyboard.fill('field-last_name', 'Lovelace');
    await keyboard.use('save-profile');
    await keyboard.saved('save-profile');
    expect(await page.text('user-name')).toBe('Ada Lovelace');

    await keyboard.fill('field-email_address', 'lovelace@example.com');
    await keyboard.press('Enter');
    await until('the address', async () => (await count('email_address')) === 2);
    await keyboard.at('field-email_address');
    await keyboard.backTo('[aria-label="Make primary: lovelace@example.com"]');
    await keyboard.press('Enter');
    await page.see('[aria-label="Make primary: ada@example.com"]');
    await keyboard.at('[aria-label="Remove lovelace@example.com"]');
    await keyboard.tabTo('[aria-label="Remove ada@example.com"]');
    await keyboard.press('Enter');
    await keyboard.confirm();
    await until('the address to go', async () => (await count('email_address')) === 1);
    await keyboard.at('[aria-label="Remove lovelace@example.com"]');

    await keyboard.fill('field-phone_number', '+12125550123');
    await keyboard.use('add-phone_number');
    await until('the number', async () => (await count('phone_number')) === 1);
    await keyboard.at('add-phone_number');
    await keyboard.use('[aria-label="Remove Password"]');
    await keyboard.confirm();
    await until('the password to go', async () => (await user())['password_enabled'] === false);
    await keyboard.at('#card-factors');
    await keyboard.fill('field-password', 'another horse, another battery');
    await keyboard.use('save-password');
    await page.see('[aria-label="Remove Password"]');
    expect((await user())['password_enabled']).toBe(true);
    await keyboard.at('save-password');

    await keyboard.fill('field-public_metadata', '[1]');
    await keyboard.use('save-metadata');
    expect(await page.see('error-public_metadata')).toContain('object');
    await keyboard.at('[data-testid="field-public_metadata"][aria-invalid="true"]');
    await keyboard.replace('{"plan": "pro"}');
    await keyboard.use('save-metadata');
    await keyboard.saved('save-metadata');
    expect((await user())['public_metadata']).toEqual({ plan: 'pro' });
  });

  it('revokes the sessions of a user, on their page and on that of all', async () => {
    for (let count = 0; count < 3; count += 1) await on.server.backend('POST', '/sessions', { user_id: ada });
    await openAda();
    await until('the sessions', async () => (await count('revoke-session')) === 3);
    await keyboard.use('revoke-session');
    await keyboard.confirm();
    await until('one to be revoked', async () => (await count('revoke-session')) === 2);
    await keyboard.at('revoke-session');
    await keyboard.goTo('sessions', 'Sessions');
    await until('the others', async () => (await count('session')) === 2);
    for (const left of [1, 0]) {
      await keyboard.use('revoke-session');
      await keyboard.confirm();
      await until('it to go', async () => (await count('session')) === left);
      await keyboard.at(left ? 'revoke-session' : 'h1');
    }
  });

  it('bans, locks, impersonates and deletes a user', async () => {
    await openAda();
    for (const [act, opposite, what, is] of [['ban', 'unban', 'banned', true], ['unban', 'ban', 'banned', false], ['lock', 'unlock', 'locked', true], ['unlock', 'lock', 'locked', false]] as const) {
      await keyboard.use(act);
      await keyboard.confirm();
      expect((await user())[what], act).toBe(is);
      await keyboard.at(opposite);
    }
    await keyboard.backTo('impersonate');
    await keyboard.press('Enter');
    await page.see('confirm');
    await keyboard.use('confirm');
    const link = await page.see('impersonation-link');
    await keyboard.use('[aria-label="Copy link"]');
    await seeText('[aria-label="Copy link"]', 'Copied');
    await keyboard.use('dialog .primary');
    await keyboard.at('impersonate');
    await keyboard.tabTo('field-external_id');
    await keyboard.paste();
    expect(await value('field-external_id')).toBe(link);
    await keyboard.replace('');

    await keyboard.use('a[href^="#logs/"]');
    await keyboard.at('h1');
    await seeText('log', 'Locked a user');
    expect(await value('log-subject')).toBe(ada);
    await keyboard.use(`[data-testid="event"] a[href="#users/${ada}"]`);
    await seeText('user-name', 'Ada');
    await keyboard.use('delete-user');
    await keyboard.confirm();
    await keyboard.at('h1');
    await expect(user()).rejects.toThrow('404');
  });

  it('imports users from a file, and shows which were refused', async () => {
    const path = join(folder, 'few.csv');
    await writeFile(path, 'email_address,first_name\nben@example.com,Ben\nno address,Dora\n');
    await keyboard.use('main a[href="#import"]');
    await keyboard.at('h1');
    await keyboard.tabTo('import-file');
    await page.chooseFile(path, () => keyboard.press('Enter'));
    await seeText('import-status', 'Done. 1 added, 1 refused, of 2.');
    await keyboard.at('import-file');
    await keyboard.use('[data-testid="import"] button');
    await seeText('refusal', 'no address');
    await keyboard.at('[data-testid="import"] button');
  });

  it('reads the messages of the outbox', async () => {
    await on.server.backend('POST', '/invitations', { email_address: 'dora@example.com' });
    await keyboard.goTo('outbox', 'Outbox');
    await page.see('message');
    await keyboard.use('summary');
    await until('the mail', () => page.evaluate<boolean>(`(({ URL, readyState, body }) => URL.endsWith('/mail.html') && readyState === 'complete' && body.textContent !== '')(document.querySelector('iframe').contentDocument)`));
    await keyboard.at('details[open] > summary');
    await keyboard.use('details:not([open]) > summary');
    expect(await count('message')).toBe(1);
    expect(await page.evaluate(`document.querySelectorAll('details[open]').length`)).toBe(2);
  });

  it('narrows the log by what happened and to whom', async () => {
    await keyboard.goTo('logs', 'Logs');
    await seeText('log', 'Deleted a user');
    await keyboard.choose('log-kind', 'dashboard');
    await until('the other lines to go', async () => !(await page.text('log'))?.includes('Deleted a user'));
    await keyboard.at('log-kind');
    await keyboard.choose('log-kind', '', 'ArrowUp');
    await keyboard.backTo('log-subject');
    await keyboard.type(ada);
    await keyboard.press('Enter');
    await until('the lines about ada', () =>
      page.evaluate<boolean>(`[...document.querySelectorAll('[data-testid="event"]')].every((line) => line.textContent.includes(${JSON.stringify(ada)}))`),
    );
    await keyboard.at('log-subject');
  });

  it('sees how the server is, and asks again', async () => {
    await keyboard.goTo('health', 'Health');
    await page.see('version');
    await page.evaluate(`document.querySelector('[data-testid="version"]').dataset.testid = 'old'`);
    await keyboard.use('main .title-row button');
    await page.see('version');
    await keyboard.at('main .title-row button');
  });
});

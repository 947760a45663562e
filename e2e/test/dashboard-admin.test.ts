import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

const ADMIN = 'owner@example.com';
const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'another horse, another battery';

describe('an admin of the dashboard', () => {
  let on: Stage;
  let page: Page;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
  });

  afterAll(() => on?.close());

  const go = (hash: string) => page.evaluate(`location.hash = '#${hash}'`);
  const seeText = (testId: string, part: string) =>
    until(`"${part}" in "${testId}"`, async () => (await page.text(testId))?.includes(part));

  it('makes the first account by the link, and signs in by it from then on', async () => {
    await page.click('first-admin');
    await page.type('field-email_address', ADMIN);
    await page.type('field-password', 'short');
    await page.click('create-admin');
    await until('the error at its field', async () => ((await page.text('error-password')) ?? '') !== '');
    await page.type('field-password', PASSWORD);
    await page.click('create-admin');
    await seeText('admin-name', ADMIN);

    await page.click('sign-out');
    await page.see('sign-in-save');
    await page.type('field-email_address', ADMIN);
    await page.type('field-password', 'wrong');
    await page.click('sign-in-save');
    await until('the refusal', async () => /password/i.test((await page.text('error-password')) ?? ''));
    await page.type('field-password', PASSWORD);
    await page.click('sign-in-save');
    await seeText('admin-name', ADMIN);
  });

  it('is led to the sign-in once signed out elsewhere, and back to where they were', async () => {
    await page.evaluate(`fetch('/dashboard/api/sign_out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })`);
    await go('sessions');
    await page.type('field-email_address', ADMIN);
    await page.type('field-password', PASSWORD);
    await page.click('sign-in-save');
    await seeText('admin-name', ADMIN);
    expect(await page.evaluate(`document.querySelector('h1').textContent`)).toBe('Sessions');
  });

  it('is told when the server cannot be reached to sign them out', async () => {
    await page.network({ offline: true });
    await page.click('sign-out');
    await until('the reason', async () =>
      (await page.evaluate<string>(`document.querySelector('#admin .problem').textContent`)).includes('cannot be reached'),
    );
    await page.network();
  });

  it('changes their password, and closes a dashboard that is open elsewhere', async () => {
    await go('admins');
    await page.type('field-current_password', 'wrong');
    await page.type('field-new_password', NEW_PASSWORD);
    await page.click('change-password');
    await until('the refusal at its field', async () => /password/i.test((await page.text('error-current_password')) ?? ''));
    await page.type('field-current_password', PASSWORD);
    await page.click('change-password');
    await until('the change', async () => (await page.evaluate<string>(`document.querySelector('main').textContent`)).includes('Changed'));

    const elsewhere = await fetch(new URL('/dashboard/api/sign_in', on.server.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: on.server.origin },
      body: JSON.stringify({ email_address: ADMIN, password: NEW_PASSWORD }),
    });
    expect(elsewhere.status).toBe(200);
    const cookie = elsewhere.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = () => fetch(new URL('/dashboard/api/me', on.server.origin), { headers: { cookie } });
    expect((await me()).status).toBe(200);
    await go('keys');
    await page.see('publishable-key');
    await go('admins');
    await page.click('close-dashboard');
    await page.click('confirm');
    await until('the dashboard to close', async () => (await me()).status === 401);
  });

  it('sets up a second factor, which signing in asks for', async () => {
    await go('admins');
    await page.click('begin-totp');
    await page.see('totp-picture');
    const secret = await page.see('totp-secret');
    await page.type('field-code', totp(secret, Date.now() - 30_000));
    await page.click('confirm-totp');
    await page.see('remove-totp');
    await page.click('sign-out');
    await page.see('sign-in-save');
    await page.type('field-email_address', ADMIN);
    await page.type('field-password', NEW_PASSWORD);
    await page.click('sign-in-save');
    await page.see('code-save');
    await page.type('field-code', totp(secret, Date.now() + 30_000));
    await page.click('code-save');
    await seeText('admin-name', ADMIN);
  });

  it('is told at the field what the server does not take, and changes what it does', async () => {
    await go('settings/sessions');
    await page.type('field-session_token_lifetime_secs', '9');
    await page.click('save-lifetimes');
    await seeText('error-session_token_lifetime_secs', 'between 10 and 3600');
    await page.type('field-session_token_lifetime_secs', '120');
    await page.click('save-lifetimes');
    await until('the setting', async () => {
      const instance = await page.evaluate<{ settings: Record<string, unknown> }>(`fetch('/dashboard/api/instance').then((it) => it.json())`);
      return instance.settings['session_token_lifetime_secs'] === 120;
    });
  });

  it('sees what a token says before the template is there', async () => {
    await on.server.backend('POST', '/users', { email_address: ['ada@example.com'] });
    await go('settings/templates');
    await page.click('add-template');
    await seeText('claims', '"email": "ada@example.com"');
    await page.type('field-claims', '{"sub": "me"}');
    await seeText('claims-problem', 'sub');
    await page.type('field-claims', '{"plan": "pro"}');
    await page.type('field-name', 'backend');
    await page.click('save-template');
    await seeText('template', 'backend');
  });

  it('adds and removes a redirect URL', async () => {
    await go('settings/urls');
    await page.type('field-url', 'https://app.example.com/callback');
    await page.click('add-url');
    await seeText('url', 'https://app.example.com/callback');
  });

  it('keeps an identifier out and takes it off the list again', async () => {
    await go('settings/restrictions');
    await until('both lists', () =>
      page.evaluate<boolean>(`[...document.querySelectorAll('[data-testid="list-identifier"]')].filter((list) => list.textContent.includes('The list is empty')).length === 2`),
    );
    const keepOut = `[...document.querySelectorAll('section')].find((section) => section.textContent.startsWith('Kept out'))`;
    await page.evaluate(`(() => {
      const section = ${keepOut};
      section.querySelector('input').value = '*@spam.example';
      section.querySelector('form').requestSubmit();
    })()`);
    await until('the entry', () => page.evaluate<boolean>(`${keepOut}.querySelector('li').textContent.includes('*@spam.example')`));
    await page.evaluate(`${keepOut}.querySelector('li button').click()`);
    await page.click('confirm');
    await until('the list to be empty', () => page.evaluate<boolean>(`${keepOut}.textContent.includes('The list is empty')`));
  });

  it('is in the log with what they did, and sees how the server is', async () => {
    await go('logs');
    await seeText('log', 'Created a JWT template');
    await seeText('log', ADMIN);
    await page.evaluate(`(() => {
      const kind = document.querySelector('[data-testid="log-kind"]');
      kind.value = 'dashboard';
      kind.dispatchEvent(new Event('change'));
    })()`);
    await until('the other lines to go', async () => !(await page.text('log'))?.includes('JWT template'));
    await seeText('log', 'Signed in to the dashboard');
    await go('health');
    expect(await page.see('database-size')).toMatch(/\d/);
    expect(await page.see('version')).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('meets no violation of the content security policy, and nothing from elsewhere', async () => {
    const loaded = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)`,
    );
    expect(new Set(loaded)).toEqual(new Set([await page.evaluate('location.origin')]));
    expect((await fetch(new URL('/dashboard', on.server.origin))).headers.get('content-security-policy')).not.toContain('unsafe');
  });
});

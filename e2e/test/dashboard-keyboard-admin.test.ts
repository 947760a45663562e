import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { DashboardKeyboard } from '../support/dashboard-keyboard.ts';
import { stage, type Stage } from '../support/stage.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

const ADMIN = 'owner@example.com';
const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'another horse, another battery';

describe('the first run of the dashboard by keyboard alone', () => {
  let on: Stage;
  let page: Page;
  let keyboard: DashboardKeyboard;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    keyboard = await DashboardKeyboard.before(page);
  });

  afterAll(() => on?.close());

  const count = (testId: string) => page.evaluate<number>(`document.querySelectorAll('[data-testid="${testId}"]').length`);
  const seeText = (testId: string, part: string) =>
    until(`"${part}" in "${testId}"`, async () => (await page.text(testId))?.includes(part));

  /** Signs in where the first field has the focus. */
  async function signIn(password: string): Promise<void> {
    await page.see('sign-in-save');
    await keyboard.at('field-email_address');
    await keyboard.type(ADMIN);
    await keyboard.fill('field-password', password);
    await keyboard.press('Enter');
  }

  it('makes the first account, signs out, and signs in', async () => {
    await keyboard.use('first-admin');
    await keyboard.at('h1');
    await keyboard.fill('field-email_address', ADMIN);
    await keyboard.fill('field-password', 'short');
    await keyboard.press('Enter');
    await until('the error at its field', async () => ((await page.text('error-password')) ?? '') !== '');
    await keyboard.at('[data-testid="field-password"][aria-invalid="true"]');
    await keyboard.replace(PASSWORD);
    await keyboard.use('create-admin');
    await seeText('admin-name', ADMIN);

    await keyboard.use('sign-out');
    await signIn('wrong');
    await until('the refusal', async () => /password/i.test((await page.text('error-password')) ?? ''));
    await keyboard.at('[data-testid="field-password"][aria-invalid="true"]');
    await keyboard.replace(PASSWORD);
    await keyboard.use('sign-in-save');
    await seeText('admin-name', ADMIN);
  });

  it('changes the password, and closes a dashboard that is open elsewhere', async () => {
    await keyboard.goTo('admins', 'Admins');
    await keyboard.fill('field-current_password', 'wrong');
    await keyboard.fill('field-new_password', NEW_PASSWORD);
    await keyboard.press('Enter');
    await until('the refusal at its field', async () => /password/i.test((await page.text('error-current_password')) ?? ''));
    await keyboard.at('[data-testid="field-current_password"][aria-invalid="true"]');
    await keyboard.replace(PASSWORD);
    await keyboard.press('Enter');
    await keyboard.saved('change-password', 'Changed');

    const elsewhere = await fetch(new URL('/dashboard/api/sign_in', on.server.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: on.server.origin },
      body: JSON.stringify({ email_address: ADMIN, password: NEW_PASSWORD }),
    });
    const cookie = elsewhere.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = async () => (await fetch(new URL('/dashboard/api/me', on.server.origin), { headers: { cookie } })).status;
    expect(await me()).toBe(200);
    await keyboard.goTo('keys', 'API keys');
    await keyboard.goTo('admins', 'Admins');
    await page.see('close-dashboard');
    await keyboard.use('close-dashboard');
    await keyboard.confirm();
    expect(await me()).toBe(401);
    await keyboard.at('#card-open-dashboards');
  });

  it('adds an admin and removes them', async () => {
    await keyboard.fill('[data-testid="field-email_address"]', 'second@example.com');
    await keyboard.fill('[data-testid="field-password"]', PASSWORD);
    await keyboard.press('Enter');
    await until('the admin', async () => (await count('admin')) === 2);
    await keyboard.at('field-password');
    await keyboard.use('[aria-label="Remove second@example.com"]');
    await keyboard.escape('[aria-label="Remove second@example.com"]');
    await keyboard.press('Enter');
    await keyboard.confirm();
    await until('them to go', async () => (await count('admin')) === 1);
    await keyboard.at('#card-who-may-open-the-dashboard');
  });

  it('sets up a second factor, signs in by it, and removes it', async () => {
    await keyboard.use('begin-totp');
    const secret = await page.see('totp-secret');
    await keyboard.at('#card-your-second-factor');
    await keyboard.fill('field-code', '000000');
    await keyboard.press('Enter');
    await until('the refusal', async () => ((await page.text('error-code')) ?? '') !== '');
    await keyboard.at('[data-testid="field-code"][aria-invalid="true"]');
    await keyboard.replace(totp(secret, Date.now() - 30_000));
    await keyboard.press('Enter');
    await page.see('remove-totp');
    await keyboard.at('#card-your-second-factor');
    await keyboard.use('sign-out');
    await signIn(NEW_PASSWORD);
    await page.see('code-save');
    await keyboard.at('field-code');
    await keyboard.type(totp(secret, Date.now() + 30_000));
    await keyboard.press('Enter');
    await seeText('admin-name', ADMIN);
    await keyboard.goTo('admins', 'Admins');
    await page.see('remove-totp');
    await keyboard.use('remove-totp');
    await keyboard.confirm();
    await page.see('begin-totp');
    await keyboard.at('#card-your-second-factor');
  });

  it('creates the production instance, and goes from one to the other', async () => {
    await keyboard.goTo('settings', 'Settings');
    await keyboard.goToSettings('application');
    await page.see('create-instance');
    await keyboard.use('create-instance');
    await keyboard.escape('create-instance');
    await keyboard.press('Enter');
    await keyboard.fill('field-frontend_api', 'auth.nightdesk.localhost:1');
    await keyboard.press('Enter');
    await seeText('error-frontend_api', 'development instance answers on this host');
    await keyboard.at('[data-testid="field-frontend_api"][aria-invalid="true"]');
    await keyboard.replace('auth.example.com');
    await keyboard.press('Enter');
    await page.see('new-secret-key');
    await keyboard.use('dialog [aria-label="Copy Secret key"]');
    await seeText('dialog [aria-label="Copy Secret key"]', 'Copied');
    await keyboard.press('Escape');
    await until('both instances', async () => (await count('instance')) === 2);
    await keyboard.at('#card-instances');
    for (const environment of ['production', 'development']) {
      await keyboard.use(`show-${environment}`);
      await until(`the ${environment} instance`, () =>
        page.evaluate<boolean>(`document.querySelector('[data-testid="show-${environment}"]')?.getAttribute('aria-current') === 'true'`).catch(() => false),
      );
    }
  });

  it('finds all of it in the log', async () => {
    await keyboard.goTo('logs', 'Logs');
    for (const line of ['Created an instance', 'Set up their second factor', 'Added an admin', 'Changed their password']) await seeText('log', line);
  });

  it('is led from a link that was used to the way to sign in', async () => {
    await page.goto(on.server.instance.dashboard_url);
    await page.see('expired');
    await keyboard.use('a[href="/dashboard/sign-in.html"]');
    await page.see('sign-in-save');
    await keyboard.at('field-email_address');
  });
});

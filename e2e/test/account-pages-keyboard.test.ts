import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { signEverybodyOut, stageAccountPages, visit, type AccountPages } from '../support/account-pages.ts';
import type { Page } from '../support/chromium/page.ts';
import { Keyboard } from '../support/keyboard.ts';
import { ADA, connectGoogle, GRACE, startProvider } from '../support/provider.ts';
import { anAccount, somebody, type Person } from '../support/steps.ts';
import { found } from '../support/surface.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const BACKUP_CODE = 'abcdef2345';
const NEW_PASSWORD = 'another lamp on the night desk';

describe('hosted account pages, by keyboard alone', () => {
  let on: AccountPages;
  let provider: Web;
  let page: Page;
  let keyboard: Keyboard;

  beforeAll(async () => {
    provider = await startProvider();
    on = await stageAccountPages();
    await connectGoogle(on.server, provider);
  });

  afterAll(async () => {
    await on?.close();
    await provider?.stop();
  });

  beforeEach(async () => {
    page = await on.open();
    keyboard = new Keyboard(page);
    return async () => {
      await page.goto(on.own('/v1/health'));
      await signEverybodyOut(page);
      await page.close();
    };
  });

  async function arrived(): Promise<void> {
    await until('the application', async () => (await page.url()).startsWith(on.place));
  }

  async function at(path: string): Promise<void> {
    await until(path, async () => (await page.url()) === on.own(path));
  }

  /** Has the instance be otherwise until the test is over. */
  async function setFor(settings: object, usual: object): Promise<void> {
    onTestFinished(async () => void (await on.server.backend('PATCH', '/instance', usual)));
    await on.server.backend('PATCH', '/instance', settings);
  }

  async function enterCredentials({ email, password }: Person): Promise<void> {
    await page.see('start');
    await keyboard.at('identifier');
    await keyboard.type(email);
    await keyboard.fill('password', password);
    await keyboard.press('Enter');
  }

  /** Waits for a step and its first field, and types into it. */
  async function enter(step: string, field: string, text: string | Promise<string>): Promise<void> {
    await page.see(step);
    await keyboard.at(field);
    await keyboard.type(await text);
  }

  /** The account of somebody who has just signed in for it. */
  async function openAccount(person: Person): Promise<void> {
    await visit(page, on.own('/user'));
    await enterCredentials(person);
    await at('/user');
    await page.see('section-details');
  }

  it('/sign-up makes an account, and leads to where it was asked to', async () => {
    const { email, password } = somebody();
    await visit(page, on.asking('/sign-in'));
    await page.see('start');
    await keyboard.at('identifier');
    await keyboard.use('sign-up');
    await until('the other page', async () => (await page.url()) === on.asking('/sign-up'));
    await page.see('sign-up');
    await keyboard.at('email_address');
    await keyboard.press('Enter');
    await page.see('error');
    await keyboard.at('email_address');
    await keyboard.type(email);
    await keyboard.press('Enter');
    await keyboard.at('password');
    await keyboard.type(password);
    await keyboard.use('submit');
    await enter('sign-up-email-code', 'code', on.server.code(email));
    await arrived();
  });

  it('/sign-in takes a password at the second try, and leads to where it was asked to', async () => {
    const person = await anAccount(on.server);
    await visit(page, on.asking('/sign-in'));
    await enterCredentials({ ...person, password: 'not the password' });
    expect(await page.see('error')).toMatch(/password/i);
    await keyboard.at('password');
    await keyboard.type(person.password);
    await keyboard.press('Enter');
    await arrived();
  });

  it('/sign-in takes a code, and a second factor', async () => {
    const person = await anAccount(on.server);
    await on.server.backend('PATCH', `/users/${person.id}`, { totp_secret: SECRET, backup_codes: [BACKUP_CODE] });
    await visit(page, on.asking('/sign-in'));
    await page.see('start');
    await keyboard.at('identifier');
    await keyboard.type(person.email);
    await keyboard.use('email-code');
    await enter('first-email-code', 'code', on.server.code(person.email));
    await page.see('second-totp');
    // A reload goes on where the sign-in stands.
    await visit(page, on.asking('/sign-in'));
    await enter('second-totp', 'code', '000000');
    await page.see('error');
    await keyboard.use('backup-code');
    await enter('second-backup-code', 'code', BACKUP_CODE);
    await keyboard.press('Enter');
    await arrived();
  });

  it('/sign-in resets a password', async () => {
    const { email } = await anAccount(on.server);
    await visit(page, on.asking('/sign-in'));
    await page.see('start');
    await keyboard.at('identifier');
    await keyboard.type(email);
    await keyboard.use('forgot-password');
    await enter('first-reset-password-email-code', 'code', on.server.code(email));
    await enter('new-password', 'password', NEW_PASSWORD);
    await keyboard.press('Enter');
    await arrived();
  });

  it('/sign-in keeps a session with a task until that is done', async () => {
    await setFor({ second_factor_required: true }, { second_factor_required: false });
    await visit(page, on.asking('/sign-in'));
    await enterCredentials(await anAccount(on.server));
    await page.see('task-setup-mfa');
    await keyboard.at('submit');
    await keyboard.press('Enter');
    await page.see('task-setup-mfa-code');
    await keyboard.at('code');
    await keyboard.type(totp(await page.see('secret'), Date.now()));
    await arrived();
  });

  it('/sign-in leads to a provider and back, also who changes their mind there', async () => {
    await on.server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    await visit(page, on.asking('/sign-in'));
    await keyboard.at('identifier');
    await keyboard.backTo('oauth_google');
    await keyboard.press('Enter');
    await page.see('deny');
    await keyboard.use('deny');
    expect(await page.see('main > .problem:not(:empty)')).toMatch(/did not sign you in/);
    await keyboard.at('identifier');
    await keyboard.backTo('oauth_google');
    await keyboard.press('Enter');
    await page.see('ada');
    await keyboard.use('ada');
    await arrived();
  });

  it('a link that leads astray leads to where people sign in', async () => {
    await visit(page, on.own('/sign-in#/?redirect_url=https%3A%2F%2Fevil.test%2F'));
    expect(await page.see('main > h1')).toMatch(/not allowed/);
    await keyboard.use('main a');
    await at('/sign-in');
    await keyboard.at('identifier');
  });

  it('/verify leads on whoever is signed in by it', async () => {
    const person = await anAccount(on.server);
    await visit(page, String((await on.server.backend('POST', '/sign_in_tokens', { user_id: person.id })).url));
    await page.see('trigger');
    const session = await page.evaluate<string>(`fetch('/v1/client').then((answer) => answer.json()).then(({ response }) => response.sessions[0].id)`);
    await visit(page, on.own(`/verify?__clerk_status=verified&__clerk_created_session=${session}`));
    expect(await page.see('main > h1')).toMatch(/worked/);
    await page.see('main a');
    await keyboard.use('main a');
    await at('/user');
  });

  it('/waitlist takes an address after what is none, and says so', async () => {
    await visit(page, on.own('/waitlist'));
    expect(await page.see('main > h1')).toMatch(/no waitlist/);
    await keyboard.use('main a');
    await at('/sign-in');
    await setFor({ sign_up_mode: 'waitlist' }, { sign_up_mode: 'public' });
    await visit(page, on.own('/waitlist'));
    await page.see('waitlist');
    await keyboard.at('email_address');
    await keyboard.use('sign-in');
    await at('/sign-in');
    await visit(page, on.own('/waitlist'));
    await page.see('waitlist');
    await keyboard.at('email_address');
    await keyboard.press('Enter');
    await page.see('error');
    await keyboard.at('email_address');
    await keyboard.type('nobody');
    await keyboard.press('Enter');
    await until('what is wrong with it', async () => !/missing/i.test(await page.see('error')));
    await keyboard.at('email_address');
    await keyboard.type('waiting@example.com');
    await keyboard.press('Enter');
    await until('to be on it', async () => /on the waitlist/.test((await page.text('main > h1')) ?? ''));
    await keyboard.at('main > h1');
    expect(await on.server.backend('GET', '/waitlist_entries')).toMatchObject({ total_count: 1 });
  });

  it('/user changes the account, and ends the session', async () => {
    await openAccount(await anAccount(on.server));
    await keyboard.use('trigger');
    await keyboard.at('manage-account');
    // It is here already.
    await keyboard.press('Enter');
    await keyboard.at('trigger');
    await keyboard.use('page-security');
    await page.see('section-password');
    await keyboard.at('page-security');
    await keyboard.use('[part~="section-password"] [part~="action-change"]');
    await enter('change-password', 'password', NEW_PASSWORD);
    await keyboard.press('Enter');
    await until('the change', async () => (await page.text('form')) === undefined);
    await keyboard.at('[part~="section-password"] [part~="action-change"]');
    await keyboard.backTo('trigger');
    await keyboard.press('ArrowUp');
    await keyboard.at('sign-out');
    await keyboard.press('Enter');
    await at('/sign-in');
    await page.see('start');
    await keyboard.at('identifier');
  });

  it('/user connects an account at a provider at the second try, and takes it off again', async () => {
    await openAccount(await anAccount(on.server));
    await page.see('section-connections');
    await keyboard.use('connect-oauth_google');
    await page.see('deny');
    await keyboard.use('deny');
    expect(await page.see('section-connections')).toMatch(/GoogleNot connected/);
    await keyboard.use('reconnect');
    await page.see('grace');
    await keyboard.use('grace');
    expect(await page.see('section-connections')).toMatch(new RegExp(`Google${GRACE}`));
    await keyboard.use('[part~="section-connections"] li [part~="action-remove"]');
    await page.see('confirm-remove-connection');
    await keyboard.at('cancel');
    await keyboard.backTo('submit');
    await keyboard.press('Enter');
    await page.see('connect-oauth_google');
    await keyboard.at('[part~="section-connections"] [part~="section-title"]');
  });

  it('/user deletes the account, and leads to where people sign in', async () => {
    const person = await anAccount(on.server);
    await openAccount(person);
    await keyboard.use('page-security');
    await keyboard.use('delete');
    await enter('delete-account', 'confirmation', 'delete account');
    expect(await page.evaluate(`${found('confirmation')}.value`)).toBe('delete account');
    await keyboard.press('Enter');
    await at('/sign-in');
    await keyboard.at('identifier');
    await expect(on.server.backend('GET', `/users/${person.id}`)).rejects.toThrow(/404/);
  });
});

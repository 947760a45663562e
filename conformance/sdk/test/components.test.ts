// The prebuilt components of @clerk/react, in a web app that has them from our server, used with mouse and keyboard.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { anAccount, somebody, type Person } from '../../../e2e/support/steps.ts';
import { at } from '../../../e2e/support/workspace.ts';
import { launch, newPage } from '../support/browser.ts';
import { reactApp } from '../support/react-app.ts';
import { totp } from '../support/totp.ts';
import type { WebApp } from '../support/web-app.ts';

/** Another one than accounts begin with. */
const NEW_PASSWORD = 'another lamp on another desk';

describe.each(['development', 'production'] as const)('prebuilt components, %s', (environment) => {
  let server: Server;
  let app: WebApp;
  let browser: Browser;

  beforeAll(async () => {
    server = await Server.start({ environment });
    app = await reactApp(server);
    await server.allow(app.origin);
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await server?.stop();
  });

  async function visit(path: string): Promise<Page> {
    const page = await newPage(browser);
    onTestFailed(() => shoot(page, 'failed').then(() => undefined, () => undefined));
    await page.goto(`${app.origin}${path}`);
    return page;
  }

  const shoot = (page: Page, name: string) => page.screenshot({ path: at('target', 'conformance', `${environment}-${name}.png`) });
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).click();
  const userOf = (id: string) => server.backend('GET', `/users/${id}`);

  async function signIn(page: Page, { email, password }: Person): Promise<void> {
    await page.locator('input[name=identifier]').fill(email);
    await press(page, 'Continue');
    await page.locator('input[name=password]').fill(password);
    await press(page, 'Continue');
  }

  it('<SignIn/> signs in by password, and says what is wrong with it', async () => {
    const person = await anAccount(server);
    const page = await visit('/sign-in');
    await signIn(page, { ...person, password: 'not the password' });
    await page.getByTestId('form-feedback-error').filter({ hasText: 'not the password' }).waitFor();
    await shoot(page, 'sign-in');
    await page.locator('input[name=password]').fill(person.password);
    await press(page, 'Continue');
    await page.getByTestId('user-id').waitFor();
    expect(await page.getByTestId('user-id').textContent()).toBe(person.id);
    expect((await userOf(person.id)).last_sign_in_at).toEqual(expect.any(Number));

    await press(page, 'Get a token');
    await expect.poll(async () => (await page.locator('output').textContent())?.split('.').length).toBe(3);
    await press(page, /open user (button|menu)/i);
    await page.getByText('Sign out', { exact: true }).waitFor();
    await shoot(page, 'user-button');
    await page.getByText('Sign out', { exact: true }).click();
    await page.getByTestId('nobody').waitFor();
    const sessions = (await server.backend('GET', `/sessions?user_id=${person.id}`)) as unknown as { status: string }[];
    expect(sessions.map(({ status }) => status)).toEqual(['ended']);
    await page.context().close();
  });

  it('<SignUp/> signs up, with the code that was mailed', async () => {
    const person = somebody();
    const page = await visit('/sign-up');
    await page.locator('input[name=emailAddress]').fill(person.email);
    await page.locator('input[name=password]').fill(person.password);
    await shoot(page, 'sign-up');
    await press(page, 'Continue');
    const code = page.locator('input[autocomplete=one-time-code]').first();
    await code.pressSequentially(await server.code(person.email));
    const id = (await page.getByTestId('user-id').textContent()) ?? '';
    expect(await userOf(id)).toMatchObject({ password_enabled: true, email_addresses: [{ email_address: person.email, verification: { status: 'verified' } }] });
    await page.context().close();
  });

  it('<UserProfile/> changes name, addresses and password, and sets up a second factor that <SignIn/> then asks for', async () => {
    const person = await anAccount(server);
    const page = await visit('/sign-in');
    await signIn(page, person);
    await page.getByTestId('user-id').waitFor();
    await page.goto(`${app.origin}/profile`);

    await press(page, 'Update profile');
    await page.locator('input[name=firstName]').fill('Ada');
    await page.locator('input[name=lastName]').fill('Lovelace');
    await press(page, 'Save');
    await page.getByText('Ada Lovelace').first().waitFor();

    const second = `second-${person.email}`;
    await press(page, 'Add email address');
    await page.locator('input[name=emailAddress]').fill(second);
    await press(page, 'Add');
    await page.locator('input[autocomplete=one-time-code]').first().pressSequentially(await server.code(second));
    await page.locator('input[autocomplete=one-time-code]').first().waitFor({ state: 'detached' });
    await page.getByText(second).first().waitFor();
    await shoot(page, 'user-profile');

    await press(page, 'Security');
    await press(page, 'Update password');
    // Who has just signed in is not asked for the current one.
    await page.locator('input[name=newPassword]').fill(NEW_PASSWORD);
    await page.locator('input[name=confirmPassword]').fill(NEW_PASSWORD);
    await press(page, 'Save');
    await page.locator('input[name=newPassword]').waitFor({ state: 'detached' });

    await press(page, 'Add two-step verification');
    await page.getByText('Authenticator application').click();
    await press(page, /can.t scan qr code/i);
    const secret = await page.locator('input[readonly]').first().inputValue();
    await press(page, 'Continue');
    await page.locator('input[autocomplete=one-time-code]').first().pressSequentially(totp(secret));
    await page.getByText(/two-step verification is now enabled/i).waitFor();
    await press(page, 'Finish');
    await shoot(page, 'security');

    const user = await userOf(person.id);
    expect(user).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace', two_factor_enabled: true, totp_enabled: true });
    expect((user.email_addresses as { email_address: string }[]).map(({ email_address }) => email_address)).toEqual([person.email, second]);
    await page.context().close();

    const again = await visit('/sign-in');
    await signIn(again, { ...person, password: NEW_PASSWORD });
    await again.locator('input[autocomplete=one-time-code]').first().pressSequentially(totp(secret, 1));
    expect(await again.getByTestId('user-id').textContent()).toBe(person.id);
    await again.context().close();
  });
});

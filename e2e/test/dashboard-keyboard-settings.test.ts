import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { DashboardKeyboard } from '../support/dashboard-keyboard.ts';
import { startProvider } from '../support/provider.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

describe('the settings of the dashboard by keyboard alone', () => {
  let on: Stage;
  let page: Page;
  let keyboard: DashboardKeyboard;
  let provider: Web;

  beforeAll(async () => {
    provider = await startProvider();
    on = await stage({ fixture: {} });
    await on.server.backend('POST', '/users', { email_address: ['ada@example.com'] });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    keyboard = await DashboardKeyboard.before(page);
  });

  afterAll(async () => {
    await on?.close();
    await provider?.stop();
  });

  const seeText = (testId: string, part: string) =>
    until(`"${part}" in "${testId}"`, async () => (await page.text(testId))?.includes(part));
  const settings = async () => (await page.evaluate<{ settings: Record<string, unknown> }>(`fetch('/dashboard/api/instance').then((it) => it.json())`)).settings;

  it('sets identifiers, factors and the rules of passwords', async () => {
    await keyboard.goTo('settings', 'Settings');
    await keyboard.choose('field-phone_number', 'on');
    await keyboard.use('save-identifiers');
    await keyboard.saved('save-identifiers');
    await keyboard.choose('field-password', 'on', 'ArrowUp');
    await keyboard.use('field-passkeys_enabled', 'Space');
    await keyboard.use('save-factors');
    await keyboard.saved('save-factors');
    await keyboard.fill('field-min_length', 'many');
    await keyboard.press('Enter');
    await seeText('error-min_length', 'whole number');
    await keyboard.at('[data-testid="field-min_length"][aria-invalid="true"]');
    await keyboard.replace('12');
    await keyboard.choose('field-min_zxcvbn_strength', '3');
    await keyboard.use('field-require_numbers', 'Space');
    await keyboard.use('save-passwords');
    await keyboard.saved('save-passwords');
    expect(await settings()).toMatchObject({
      phone_number: 'on',
      password_presence: 'on',
      passkeys_enabled: true,
      password: { min_length: 12, min_zxcvbn_strength: 3, require_numbers: true },
    });
  });

  it('sets how long sessions and tokens last, and what protects them', async () => {
    await keyboard.goToSettings('sessions');
    await keyboard.fill('field-session_token_lifetime_secs', '9');
    await keyboard.press('Enter');
    await seeText('error-session_token_lifetime_secs', 'between 10 and 3600');
    await keyboard.at('[data-testid="field-session_token_lifetime_secs"][aria-invalid="true"]');
    await keyboard.replace('120');
    await keyboard.use('save-lifetimes');
    await keyboard.saved('save-lifetimes');
    await keyboard.use('field-reverification', 'Space');
    await keyboard.use('save-protection');
    await keyboard.saved('save-protection');
    await keyboard.use('field-test_mode', 'Space');
    await keyboard.use('save-test-mode');
    await keyboard.saved('save-test-mode');
    const before = await settings();
    expect(before).toMatchObject({ session_token_lifetime_secs: 120 });
    await keyboard.use('field-test_mode', 'Space');
    await keyboard.use('save-test-mode');
    await until('the test mode to be back', async () => (await settings())['test_mode'] !== before['test_mode']);
  });

  it('restricts who signs up, and keeps lists of who may', async () => {
    await keyboard.goToSettings('restrictions');
    await keyboard.choose('field-sign_up_mode', 'waitlist');
    await keyboard.use('save-mode');
    await keyboard.saved('save-mode');
    await keyboard.use('field-blocklist', 'Space');
    await keyboard.use('save-restrictions');
    await keyboard.saved('save-restrictions');
    expect(await settings()).toMatchObject({ sign_up_mode: 'waitlist', restrictions: { blocklist: true } });
    for (const list of ['let-in', 'kept-out']) {
      const inside = (selector: string) => `[aria-labelledby="card-${list}"] ${selector}`;
      for (const name of ['one', 'two']) {
        await keyboard.fill(inside('input'), `*@${name}.example`);
        await keyboard.press('Enter');
        await until('the entry', () => page.evaluate<boolean>(`document.querySelector('#card-${list}').parentElement.textContent.includes('${name}.example')`));
        await keyboard.at(inside('input'));
      }
      await keyboard.backTo(inside('li:first-child button'));
      await keyboard.press('Enter');
      await keyboard.confirm();
      await keyboard.at(inside('li:only-child button'));
      await keyboard.press('Enter');
      await keyboard.confirm();
      await keyboard.at(`#card-${list}`);
      expect(await page.evaluate(`document.querySelector('#card-${list}').parentElement.textContent`)).toContain('The list is empty');
    }
  });

  it('adds a social connection, has it checked, changes and removes it', async () => {
    await keyboard.goToSettings('connections');
    await keyboard.use('add-connection');
    await keyboard.escape('add-connection');
    await keyboard.press('Enter');
    await keyboard.fill('field-provider', 'github');
    await keyboard.fill('field-client_id', 'nightdesk');
    await keyboard.fill('field-client_secret', 'a secret that nobody sees');
    await keyboard.use('save-connection');
    await seeText('connection', 'github');
    await keyboard.at('add-connection');
    await on.server.backend('PUT', '/social_connections/custom_acme', {
      client_id: 'nightdesk',
      client_secret: 'a secret that nobody sees',
      name: 'Acme',
      authorize_url: `${provider.at('127.0.0.1')}/authorize`,
      token_url: `${provider.at('127.0.0.1')}/token`,
      user_info_url: `${provider.at('127.0.0.1')}/nowhere`,
    });
    await keyboard.goToSettings('urls');
    await keyboard.goToSettings('connections');
    await page.see('connection');
    await keyboard.use('[aria-label="Check Acme"]');
    await until('the findings', async () => (await page.text('check-status'))?.startsWith('Not right'));
    await keyboard.escape('[aria-label="Check Acme"]');
    await keyboard.use('[aria-label="Change Acme"]');
    await keyboard.use('field-enabled', 'Space');
    await keyboard.use('save-connection');
    await seeText('connections', 'Off');
    expect(await on.server.backend('GET', '/social_connections')).toContainEqual(expect.objectContaining({ enabled: false, name: 'Acme', user_info_url: `${provider.at('127.0.0.1')}/nowhere` }));
    await keyboard.at('[aria-label="Change Acme"]');
    await keyboard.use('[aria-label="Remove Acme"]');
    await keyboard.confirm();
    await keyboard.at('[data-testid="connection"]:only-child button');
  });

  it('writes a message, sends it as a test, and goes back to the default', async () => {
    const template = () => on.server.backend('GET', '/templates/email/invitation');
    await keyboard.goToSettings('messages');
    await page.see('edit-email-invitation');
    await keyboard.use('edit-email-invitation');
    await page.see('field-subject');
    await keyboard.at('h1');
    await keyboard.fill('field-subject', 'Come to {{ app.name }}');
    await until('the preview', async () => /^Come to \w/.test((await page.text('preview-subject')) ?? ''));
    await keyboard.fill('field-body', '<p>{{ nobody }}</p>');
    await seeText('preview-problem', 'nobody');
    await keyboard.replace('<p>Come: {{ action_url }}</p>');
    await keyboard.use('save-message');
    await until('the message', async () => (await template())['subject'] === 'Come to {{ app.name }}');
    await page.see('revert-message');
    await keyboard.at('save-message');

    await keyboard.fill('field-to', 'nobody');
    await keyboard.press('Enter');
    await seeText('error-to', 'not an e-mail address');
    await keyboard.at('[data-testid="field-to"][aria-invalid="true"]');
    await keyboard.replace('ada@example.com');
    await keyboard.press('Enter');
    await keyboard.saved('send-test', 'Sent');
    expect(await page.evaluate(`fetch('/dashboard/api/outbox').then((it) => it.json()).then(({ data }) => data[0].to)`)).toBe('ada@example.com');
    await keyboard.use('revert-message');
    await keyboard.confirm();
    await until('our own words', async () => (await template())['can_revert'] === false);
    await keyboard.at('h1, #card-reset-and-delivery, [aria-labelledby="card-reset-and-delivery"] button');
  });

  it('stops sending a message, and sends it again', async () => {
    const delivered = async () => (await on.server.backend('GET', '/templates/email/waitlist_confirmation'))['delivered_by_clerk'];
    await keyboard.use('main a[href="#settings/messages"]');
    await page.see('edit-email-waitlist_confirmation');
    await keyboard.use('edit-email-waitlist_confirmation');
    await page.see('toggle-message');
    await keyboard.fill('field-subject', 'You are on the list');
    await keyboard.use('toggle-message');
    // The question stays until the button behind it means something else, however long the answer takes.
    await page.network({ latency: 300 });
    await keyboard.confirm();
    expect(await page.text('toggle-message')).toBe('Send again');
    await page.network();
    expect(await delivered()).toBe(false);
    await keyboard.at('toggle-message');
    await keyboard.press('Enter');
    await until('it to be sent again', delivered);
    await keyboard.at('toggle-message');
    expect(await page.evaluate(`document.querySelector('[data-testid="field-subject"]').value`)).toBe('You are on the list');
  });

  it('sets the pages of the application, and lists redirect URLs', async () => {
    // What the test before has typed is not saved.
    await keyboard.use('nav[aria-label="Pages"] a[href="#settings"]');
    await keyboard.confirm();
    await keyboard.at('nav[aria-label="Pages"] a[href="#settings"], h1');
    await keyboard.goToSettings('urls');
    await keyboard.fill('field-home_url', 'https://app.example.com');
    await keyboard.use('save-pages');
    await keyboard.saved('save-pages');
    await keyboard.fill('field-url', 'https://app.example.com/callback');
    await keyboard.press('Enter');
    await seeText('url', '/callback');
    await keyboard.at('field-url');
    await keyboard.backTo('[aria-label="Remove https://app.example.com/callback"]');
    await keyboard.press('Enter');
    await keyboard.confirm();
    await keyboard.at('#card-redirect-urls');
  });

  it('makes, changes and deletes a JWT template, with what a token will say', async () => {
    await keyboard.goToSettings('templates');
    await keyboard.use('add-template');
    await seeText('claims', '"email": "ada@example.com"');
    await keyboard.fill('field-name', 'backend');
    await keyboard.fill('field-claims', '{"sub": "me"}');
    await seeText('claims-problem', 'sub');
    await keyboard.replace('{"plan": "pro"}');
    await seeText('claims', '"plan": "pro"');
    await keyboard.tabTo('claims');
    await keyboard.backTo('save-template');
    await keyboard.press('Enter');
    await seeText('template', 'backend');
    await keyboard.at('add-template');
    await keyboard.backTo('[aria-label="Change backend"]');
    await keyboard.press('Enter');
    await keyboard.fill('field-lifetime', '90');
    await keyboard.press('Enter');
    await seeText('template', '90 s');
    await keyboard.at('[aria-label="Change backend"]');
    await keyboard.use('[aria-label="Delete backend"]');
    await keyboard.confirm();
    await keyboard.at('#card-jwt-templates');
  });

  it('names the application, and sets how long the log is kept', async () => {
    await keyboard.goToSettings('application');
    await page.see('save-application');
    await keyboard.fill('field-name', 'Acme');
    await keyboard.press('Enter');
    await until('the name', () => page.evaluate<boolean>(`document.querySelector('#instance').textContent.startsWith('Acme')`));
    await keyboard.at('[data-testid="field-name"]');
    await keyboard.fill('field-log_retention_days', '30');
    await keyboard.use('save-log-settings');
    await keyboard.saved('save-log-settings');
    expect(await settings()).toMatchObject({ log_retention_days: 30 });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

describe('the messages of the dashboard', () => {
  let on: Stage;
  let page: Page;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
  });

  afterAll(() => on?.close());

  const seeText = (testId: string, part: string) =>
    until(`"${part}" in "${testId}"`, async () => (await page.text(testId))?.includes(part));
  const mail = () =>
    page.evaluate<string | undefined>(`document.querySelector('[data-testid="mail-frame"]')?.contentDocument?.body?.textContent`);
  const template = () => on.server.backend('GET', '/templates/email/verification_code');

  it('show what users get as one types, in their own styles and without their scripts', async () => {
    await page.evaluate(`location.hash = '#settings/messages'`);
    await page.click('edit-email-verification_code');
    await seeText('preview-subject', '424242 is your code');
    await until('the mail', async () => (await mail())?.includes('424242'));
    await page.type(
      'field-body',
      '<body style="color: rgb(1, 2, 3)" onload="top.scripted = 1"><script>top.scripted = 1</script><img src="x" onerror="top.scripted = 1"><p>Enter {{ otp_code }}</p></body>',
    );
    await until('the new mail', async () => (await mail())?.includes('Enter 424242'));
    expect(await page.evaluate(`getComputedStyle(document.querySelector('[data-testid="mail-frame"]').contentDocument.body).color`)).toBe('rgb(1, 2, 3)');
    expect(await page.evaluate('globalThis.scripted')).toBeUndefined();
  });

  it('are refused at their field, by line, and kept when they are right', async () => {
    await page.type('field-body', '<p>\n{{ otp_code }} {{ user.name }}</p>');
    await seeText('preview-problem', 'Line 2: user.name');
    await page.click('save-message');
    await seeText('error-body', 'Line 2: user.name');
    expect((await template())['can_revert']).toBe(false);
    await page.type('field-body', '<p>Enter {{ otp_code }}</p>');
    await page.type('field-subject', '{{ otp_code }}: Acme');
    await page.click('save-message');
    await until('the template', async () => (await template())['subject'] === '{{ otp_code }}: Acme');
    await page.see('revert-message');
  });

  it('are sent as a test', async () => {
    await page.type('field-to', 'nobody');
    await page.click('send-test');
    await seeText('error-to', 'not an e-mail address');
    await page.type('field-to', 'ada@example.com');
    await page.click('send-test');
    await until('the message', async () => {
      const { data } = await page.evaluate<{ data: { to: string; html: string }[] }>(`fetch('/dashboard/api/outbox').then((it) => it.json())`);
      return data[0]?.to === 'ada@example.com' && data[0].html === '<p>Enter 424242</p>';
    });
  });

  it('come into the outbox by themselves, and leave what is open there as it is', async () => {
    await page.evaluate(`location.hash = '#outbox'`);
    await page.see('message');
    await page.evaluate(`document.querySelector('[data-testid="message"] summary').click()`);
    await until('the mail', async () => (await mail()) === 'Enter 424242');
    await on.server.backend('POST', '/waitlist_entries', { email_address: 'ben@example.com' });
    const shown = () => page.evaluate<string[]>(`[...document.querySelectorAll('[data-testid="message"] h2')].map((title) => title.textContent)`);
    await until('the new message', async () => (await shown()).length === 2);
    expect((await shown())[0]).toContain('waitlist');
    expect(await mail()).toBe('Enter 424242');
    await page.evaluate(`location.hash = '#messages/email.verification_code'`);
    await page.see('revert-message');
  });

  it('are reset after a question', async () => {
    await page.click('revert-message');
    await page.click('confirm');
    await until('our own words', async () => (await template())['can_revert'] === false);
    await seeText('preview-subject', 'is your code');
  });
});

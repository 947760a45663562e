import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

describe('the dashboard', () => {
  let on: Stage;
  let page: Page;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
  });

  afterAll(() => on?.close());

  const count = (testId: string) =>
    page.evaluate<number>(`document.querySelectorAll('[data-testid="${testId}"]').length`);

  it('opens by the link that the server printed, once, and shows the publishable key', async () => {
    expect(await page.see('publishable-key')).toBe(on.server.instance.publishable_key);
    const { pathname, search } = new URL(on.server.instance.dashboard_url);
    const again = await fetch(new URL(pathname + search, on.server.origin), { redirect: 'manual' });
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  it('creates a secret key that works, and revokes it', async () => {
    await page.type('key-name', 'Billing server');
    await page.click('create-key');
    await until('the new key', async () => (await count('secret-key')) === 2);
    const secret = await page.evaluate<string>(
      `[...document.querySelectorAll('[data-testid="secret"]')].find((code) => code.textContent.startsWith('sk_test_')
        && !code.textContent.includes('\\u2022')).textContent`,
    );
    const users = () =>
      fetch(new URL('/v1/users', on.server.origin), { headers: { authorization: `Bearer ${secret}` } });
    expect((await users()).status).toBe(200);

    await page.evaluate(
      `[...document.querySelectorAll('[data-testid="secret-key"]')].find((key) => key.textContent.includes('Billing'))
        .querySelector('[data-testid="revoke"]').click()`,
    );
    await page.click('confirm');
    await until('the key to go', async () => (await count('secret-key')) === 1);
    expect((await users()).status).toBe(401);
  });

  it('allows an origin, after which others are refused', async () => {
    await page.type('origin-input', 'https://app.example.com');
    await page.click('add-origin');
    await until('the origin', async () => (await count('origin')) === 1);
    const client = (origin: string) => fetch(new URL('/v1/client', on.server.origin), { headers: { origin } });
    expect((await client('https://app.example.com')).status).toBe(200);
    expect((await client('https://elsewhere.example')).status).toBe(400);
  });
});

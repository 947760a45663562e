import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

describe('the sessions page of the dashboard', () => {
  let on: Stage;
  let page: Page;
  const users: Record<string, string> = {};

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    for (const name of ['ada', 'ben']) {
      const user = await on.server.backend('POST', '/users', { email_address: [`${name}@example.com`], first_name: name });
      users[name] = user['id'] as string;
    }
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await page.evaluate(`location.hash = '#sessions'`);
  });

  afterAll(() => on?.close());

  const names = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('[data-testid="session"] a')].map((link) => link.textContent)`);
  const signIn = (name: string) => on.server.backend('POST', '/sessions', { user_id: users[name] });

  it('says so when nobody is there', async () => {
    await until('a sentence', async () => (await page.text('live-sessions'))?.includes('Nobody is signed in'));
  });

  it('shows who comes, by itself and the last first, and keeps what did not change', async () => {
    await signIn('ada');
    await until('ada', async () => (await names()).join() === 'ada');
    await page.evaluate(`document.querySelector('[data-testid="session"]').marked = true`);
    await signIn('ben');
    await until('ben too', async () => (await names()).join() === 'ben,ada');
    expect(await page.evaluate(`document.querySelectorAll('[data-testid="session"]')[1].marked`)).toBe(true);
  });

  it('revokes after a question', async () => {
    const { id } = (await on.server.backend('GET', '/sessions?status=active&limit=1') as unknown as { id: string }[])[0] ?? {};
    await page.click('revoke-session');
    expect((await on.server.backend('GET', `/sessions/${id}`))['status']).toBe('active');
    await page.click('confirm');
    await until('ben to go', async () => (await names()).join() === 'ada');
    expect((await on.server.backend('GET', `/sessions/${id}`))['status']).toBe('revoked');
  });
});

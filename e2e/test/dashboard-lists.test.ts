import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

/** One more than fit on a page. */
const MANY = Array.from({ length: 26 }, (_, n) => String.fromCharCode(97 + n));

describe('lists of the dashboard go on by the page', () => {
  let on: Stage;
  let page: Page;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
  });

  afterAll(() => on?.close());

  const count = (testId: string) => page.evaluate<number>(`document.querySelectorAll('[data-testid="${testId}"]').length`);

  /** Asks the dashboard's own API, one after the other. */
  const create = (path: string, bodies: object[]) =>
    page.evaluate(`(async () => {
      for (const body of ${JSON.stringify(bodies)}) {
        const answer = await fetch('/dashboard/api/${path}', {
          method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
        });
        if (!answer.ok) throw new Error(await answer.text());
      }
    })()`);

  /** Sees a full first page, and the whole list once it has gone on. */
  async function goesOn(hash: string, list: string, row: string, [first, all]: [number, number]): Promise<void> {
    await page.evaluate(`location.hash = '#${hash}'; location.reload()`);
    await until('the first page', async () => (await count(row)) === first);
    await page.evaluate(`document.querySelector('[data-testid="more-${list}"]').scrollIntoView({ block: 'center' })`);
    await page.click(`more-${list}`);
    await until('the second page', async () => (await count(row)) === all);
    expect(await page.evaluate(`document.querySelector('[data-testid="more-${list}"]').hidden`)).toBe(true);
  }

  it('secret keys', async () => {
    await create('secret_keys', MANY.map((name) => ({ name })));
    await goesOn('keys', 'secret-keys', 'secret-key', [25, 27]);
    await page.type('key-name', 'The newest');
    await page.click('create-key');
    await until('the new key on top', async () => (await page.text('secret-key'))?.includes('The newest'));
    expect(await count('secret-key')).toBe(25);
  });

  it('allowed origins', async () => {
    await on.server.allow(...MANY.map((name) => `https://${name}.example.com`));
    await goesOn('keys', 'origins', 'origin', [25, 26]);
  });

  it('social connections', async () => {
    for (const name of MANY) {
      await on.server.backend('PUT', `/social_connections/custom_${name}`, {
        client_id: 'nightdesk',
        client_secret: 'a secret that nobody sees',
        authorize_url: 'https://id.example.com/authorize',
        token_url: 'https://id.example.com/token',
        user_info_url: 'https://id.example.com/user',
      });
    }
    await goesOn('settings/connections', 'connections', 'connection', [25, 26]);
  });

  it('addresses of a user', async () => {
    const [first, ...rest] = MANY.slice(0, 12).map((name) => `${name}@example.com`);
    const { id } = await on.server.backend('POST', '/users', { email_address: [first] });
    for (const email_address of rest) await on.server.backend('POST', '/email_addresses', { user_id: id, email_address, verified: true });
    await goesOn(`users/${id}`, 'email_addresses', 'email_address', [10, 12]);
  });

  it('admins, of whom the first is whoever made them', async () => {
    await create('admins', MANY.map((name) => ({ email_address: `${name}@example.com`, password: 'correct horse battery' })));
    await goesOn('admins', 'admins', 'admin', [25, 26]);
    const you = await page.evaluate<string>(`[...document.querySelectorAll('[data-testid="admin"]')].at(-1).textContent`);
    expect(you).toContain('a@example.com You');
  });
});

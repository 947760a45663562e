import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { isAccessible, loadAxe, prefer, resize } from '../support/elements.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const ADMIN = 'owner@example.com';
const PASSWORD = 'correct horse battery';

describe('both instances of an application in the dashboard', () => {
  let on: Stage;
  let page: Page;
  let publishableKey: string;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    await on.server.backend('POST', '/users', { email_address: ['ada@example.com'] });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await loadAxe(page);
  });

  afterAll(() => on?.close());

  const go = (hash: string) => page.evaluate(`location.hash = '#${hash}'`);
  const main = () => page.evaluate<string>(`document.querySelector('main').textContent`);
  const has = (testId: string) => page.evaluate<boolean>(`document.querySelector('[data-testid="${testId}"]') !== null`);
  const seeText = (testId: string, part: string) =>
    until(`"${part}" in "${testId}"`, async () => (await page.text(testId))?.includes(part));

  /** Goes to an instance by the switch, and waits until the page is the one that shows it. */
  async function show(environment: 'development' | 'production'): Promise<void> {
    await page.click(`show-${environment}`);
    await isShown(environment);
  }

  function isShown(environment: 'development' | 'production'): Promise<unknown> {
    return until(`the ${environment} instance`, () =>
      page.evaluate<boolean>(`document.querySelector('[data-testid="show-${environment}"]')?.getAttribute('aria-current') === 'true'`).catch(() => false),
    );
  }

  async function look(name: string): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await prefer(page, theme);
      for (const width of [1280, 768, 360]) {
        await resize(page, width, 800);
        await isAccessible(page, `${name} in a ${theme} theme at ${width}`.replaceAll(' ', '-'), [], { whole: true });
      }
    }
    await resize(page, 1280, 800);
  }

  it('leaves whoever came by a link where it leads', async () => {
    await go('settings/application');
    await until('the way to create another', async () => (await main()).includes('Admins create the other one'));
    expect(await has('create-instance')).toBe(false);
    await look('instances by link');
  });

  it('lets an admin create the production instance, and shows its keys', async () => {
    await page.click('first-admin');
    await page.type('field-email_address', ADMIN);
    await page.type('field-password', PASSWORD);
    await page.click('create-admin');
    await seeText('admin-name', ADMIN);
    await loadAxe(page);

    await go('settings/application');
    await page.click('create-instance');
    await page.type('field-frontend_api', 'auth.nightdesk.localhost:1');
    await page.click('create-instance-save');
    await seeText('error-frontend_api', 'development instance answers on this host');
    await look('creation of an instance');
    await page.type('field-frontend_api', 'auth.example.com');
    await page.click('create-instance-save');
    publishableKey = await page.see('new-publishable-key');
    expect(publishableKey).toMatch(/^pk_live_/);
    expect(await page.see('new-secret-key')).toMatch(/^sk_live_/);
    await look('keys of a new instance');
  });

  it('shows it, also after a reload, and says who answers for it', async () => {
    await page.click('show-created');
    await isShown('production');
    await loadAxe(page);
    await page.evaluate('location.reload()');
    await until('the page to be read anew', () => page.evaluate<boolean>(`!('axe' in globalThis)`).catch(() => false));
    await isShown('production');
    await go('keys');
    expect(await page.see('publishable-key')).toBe(publishableKey);
    expect(await page.see('served-elsewhere')).toContain('nightdesk serve');
    expect(await page.evaluate('document.title')).toContain('production');
    expect(await has('secret'), 'a secret key of production is shown once').toBe(false);
    await loadAxe(page);
    await look('keys of production');
    await go('settings/application');
    await until('both instances', async () => (await page.evaluate(`document.querySelectorAll('[data-testid="instance"]').length`)) === 2);
    expect(await has('create-instance')).toBe(false);
    await look('both instances');
  });

  it('keeps the users of the one apart from those of the other', async () => {
    await go('users');
    await page.click('create-user');
    await page.type('field-email_address', 'eve@example.com');
    await page.click('create-user-save');
    await until('the user', () => page.evaluate<boolean>(`location.hash.startsWith('#users/user_')`));
    await show('development');
    expect(await page.evaluate('location.hash'), 'the user is none of this instance').toBe('#users');
    await seeText('users', 'ada@example.com');
    expect(await page.text('users')).not.toContain('eve@example.com');
    expect(await has('served-elsewhere')).toBe(false);
    await show('production');
    await seeText('users', 'eve@example.com');
    expect(await page.text('users')).not.toContain('ada@example.com');
  });

  it('tells in the log of each what was done there', async () => {
    await go('logs');
    await seeText('log', 'Created a user');
    await seeText('log', 'Created an instance');
    await show('development');
    await seeText('log', 'Created an instance');
    expect(await page.text('log')).toContain(ADMIN);
    expect(await page.text('log')).not.toContain('eve@example.com');
  });

  it('goes home where the address names an instance that there is not', async () => {
    await page.evaluate(`location.assign('/dashboard?instance=ins_2abcdefghijklmnopqrstuvwxyz#users')`);
    await until('the address to be home', () => page.evaluate<boolean>(`location.search === '' && location.hash === '#users'`).catch(() => false));
    await isShown('development');
  });
});

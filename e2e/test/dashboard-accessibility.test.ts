import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { fillInstance } from '../support/dashboard-filled.ts';
import { isAccessible, loadAxe, prefer, resize, WIDTHS } from '../support/elements.ts';
import { startProvider } from '../support/provider.ts';
import { stage, type Stage } from '../support/stage.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const PAGES = [
  'keys',
  'users',
  'import',
  'sessions',
  'settings/sign-in',
  'settings/sessions',
  'settings/restrictions',
  'settings/connections',
  'settings/messages',
  'messages/email.verification_code',
  'messages/email.invitation',
  'messages/sms.verification_code',
  'settings/urls',
  'settings/application',
  'settings/templates',
  'outbox',
  'logs',
  'health',
  'admins',
];

/** Pages that say something else while there is nothing to show. */
const EMPTY = ['keys', 'users', 'import', 'sessions', 'settings/restrictions', 'settings/connections', 'settings/urls', 'settings/templates', 'outbox', 'admins'];

/** What cannot be read: text that is cut off, and text that has room for a few letters in each line. */
const UNREADABLE = `[...document.querySelectorAll('main *, dialog *')].filter((element) => {
  if (element.matches('.visually-hidden, input, select, svg *') || element.getClientRects().length === 0) return false;
  if (getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) return true;
  const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data.trim()).join('');
  return text.length > 8 && element.getBoundingClientRect().width < 40;
}).map(({ outerHTML }) => outerHTML.slice(0, 100))`;

const ADMIN = 'owner@example.com';
const PASSWORD = 'correct horse battery';

describe.each(['light', 'dark'] as const)('the dashboard in a %s theme', (theme) => {
  let on: Stage;
  let page: Page;
  let provider: Web;
  let folder: string;
  let user: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-accessibility-'));
    provider = await startProvider();
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await prefer(page, theme);
    await loadAxe(page);
  });

  afterAll(async () => {
    await on?.close();
    await provider?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function look(name: string, widths = WIDTHS): Promise<void> {
    for (const width of widths) {
      await resize(page, width, 800);
      expect(await page.evaluate(UNREADABLE), `${name} at ${width}`).toEqual([]);
      await isAccessible(page, `${name}-${theme}-${width}`.replaceAll(/[/ ]/g, '-'), [], { whole: true });
    }
    await resize(page, 1280, 800);
  }

  /** Goes to a page and waits until it is read. */
  async function visit(hash: string): Promise<void> {
    await page.evaluate(`location.hash = '#${hash}'`);
    await until('the page to be read', () =>
      page.evaluate<boolean>(`document.querySelector('main h1') !== null && !/Loading/.test(document.querySelector('main').textContent)
        && document.querySelector('main [aria-busy="true"]') === null`),
    );
  }

  async function closeDialog(): Promise<void> {
    await page.evaluate(`document.querySelector('dialog').close()`);
    await until('the dialog to close', () => page.evaluate<boolean>(`document.querySelector('dialog') === null`));
  }

  /** Loads another page of the dashboard, or the same anew. */
  async function load(url: string, testId: string): Promise<void> {
    await page.send('Page.navigate', { url: new URL(url, await page.url()).href });
    await page.see(testId);
    await loadAxe(page);
  }

  it.each(EMPTY)('%s has no violation and fits while it is empty', async (hash) => {
    await visit(hash);
    await look(`empty ${hash}`);
  });

  describe('with something of everything', () => {
    beforeAll(async () => {
      user = await fillInstance(on.server, page, provider);
      await page.evaluate('location.reload()');
      await until('the page to be read anew', () => page.evaluate<boolean>(`!('axe' in globalThis) && document.querySelector('main h1') !== null`).catch(() => false));
      await loadAxe(page);
    });

    it.each([...PAGES, 'a user', 'nobody', 'the log of a user'])('%s has no violation and fits', async (name) => {
      await visit({ 'a user': `users/${user}`, nobody: 'users/user_1', 'the log of a user': `logs/${user}` }[name] ?? name);
      if (name === 'settings/application') await page.see('save-application');
      await look(name);
    });

    it('a dialog has none either, takes the focus and gives it back', async () => {
      await visit('users');
      await page.click('create-user');
      await page.see('create-user-save');
      expect(await page.evaluate(`document.querySelector('dialog').contains(document.activeElement)`)).toBe(true);
      await page.type('field-email_address', 'ada@example.com');
      await page.click('create-user-save');
      await until('the error', async () => ((await page.text('error-email_address')) ?? '') !== '');
      await look('dialog to create a user');
      await closeDialog();
      expect(await page.evaluate(`document.activeElement.dataset.testid`)).toBe('create-user');
    });

    it('questions about a user, and the link to act as them', async () => {
      await visit(`users/${user}`);
      await page.click('ban');
      await page.see('confirm');
      await look('question');
      await closeDialog();
      await page.click('impersonate');
      await page.click('confirm');
      await page.see('impersonation-link');
      await look('link to act as a user');
      await closeDialog();
    });

    it('dialogs about a connection', async () => {
      await visit('settings/connections');
      await page.click('add-connection');
      await look('dialog to add a connection');
      await closeDialog();
      await page.click('check-connection');
      await until('the findings', async () => (await page.text('check-status'))?.startsWith('Not right'));
      await look('findings about a connection');
      await closeDialog();
    });

    it('the dialog of a template, and what is wrong in it', async () => {
      await visit('settings/templates');
      await page.click('add-template');
      await until('the claims', async () => (await page.text('claims'))?.includes('email'));
      await look('dialog of a template');
      await page.type('field-claims', '{"sub": "me"}');
      await until('what is wrong', async () => (await page.text('claims-problem')) !== '');
      await look('refused template');
      await closeDialog();
    });

    it('an import that has refused something', async () => {
      const path = join(folder, 'users of the old system.csv');
      await writeFile(path, `email_address,first_name,shoe_size\nben@example.com,Ben,38\nno address,Dora,40\n${'no.address.either.'.repeat(6)},Eve,39\n`);
      await visit('import');
      await page.chooseFile(path, () => page.click('import-file'));
      await page.see('refusal');
      await look('import with refusals');
    });

    it('a message of the outbox that is open', async () => {
      await visit('outbox');
      await page.evaluate(`document.querySelectorAll('summary').forEach((summary) => summary.click())`);
      await until('the mail', () => page.evaluate<boolean>(`document.querySelector('iframe')?.contentDocument?.body?.textContent.length > 0`));
      await look('open message');
    });

    it('a message that is wrong, and a key without a name', async () => {
      await visit('messages/email.verification_code');
      await page.type('field-body', '<p>\n{{ otp_code }} {{ user.name }}</p>');
      await page.click('save-message');
      await until('the error', async () => (await page.text('error-body'))?.includes('user.name'));
      await look('refused message');
      await page.evaluate(`location.hash = '#keys'`);
      await page.see('confirm');
      await look('question before a draft is left');
      await page.click('confirm');
      await page.see('create-key');
      await page.click('create-key');
      await look('key without a name');
    });

    it('an admin with a second factor, and all on the way in', async () => {
      await visit('admins');
      await page.type('field-email_address', ADMIN);
      await page.type('field-password', PASSWORD);
      await page.click('create-admin');
      await until('the admin', async () => (await page.text('admin-name')) === ADMIN);
      await loadAxe(page);
      await visit('admins');
      await look('one admin');
      await page.click('begin-totp');
      const secret = await page.see('totp-secret');
      await look('second factor to set up');
      await page.type('field-code', totp(secret, Date.now() - 30_000));
      await page.click('confirm-totp');
      await page.see('remove-totp');
      await look('admin with a second factor');
      await visit('settings/application');
      await page.click('create-instance');
      await look('dialog to create an instance');
      await closeDialog();

      await load('/dashboard/sign-in.html', 'sign-in-save');
      await page.type('field-email_address', ADMIN);
      await page.type('field-password', 'wrong');
      await page.click('sign-in-save');
      await until('the error', async () => ((await page.text('error-password')) ?? '') !== '');
      await look('refused sign-in');
      await page.type('field-password', PASSWORD);
      await page.click('sign-in-save');
      await page.see('code-save');
      await look('code to sign in');
    });

    it('a link that was used, and a server that is not reached', async () => {
      await load(on.server.instance.dashboard_url, 'expired');
      await look('expired link');
      await page.send('Network.enable');
      await page.send('Network.setBlockedURLs', { urls: ['*/dashboard/api/*'] });
      await load('/dashboard', 'try-again');
      await look('not connected');
    });
  });
});

import { readdir, readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { isAccessible, loadAxe, resize, STRICT } from '../support/elements.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import { until } from '../support/until.ts';
import { at } from '../support/workspace.ts';

const FOLDER = at('packages', 'elements', 'themes');
const themes = Object.fromEntries(await Promise.all((await readdir(FOLDER)).map(async (file) => [file.replace('.css', ''), await readFile(`${FOLDER}/${file}`, 'utf8')])));

/** The page has the same twice, in light and dark. */
const TWICE = ['landmark-unique'];

/** Each theme has the sign-in and the account on a page, in light beside dark. The pictures are those of `docs/themes.md`. */
describe.each(Object.keys(themes))('the theme %s', (theme) => {
  let on: Stage;
  let page: Page;

  beforeAll(async () => {
    const manifest = { content_security_policy: { extension_pages: STRICT } };
    on = await stage({ fixture: { scripts: { folder: 'elements', names: ['page'] }, define: { THEMES: themes }, manifest } });
  });

  afterAll(() => on?.close());

  async function open(element: string, height: number): Promise<void> {
    page = await on.browser.openPage(`home.html?element=${element}&theme=${theme}`);
    await resize(page, element === 'nightdesk-sign-in' ? 760 : 1280, height);
    await loadAxe(page);
    await until('the page to load', () => page.evaluate('loaded.then(() => true)'));
  }

  it('is accessible in light and dark, where people sign in', async () => {
    await open('nightdesk-sign-in', 520);
    await page.see('start');
    await isAccessible(page, `${theme}-sign-in`, TWICE);
    await page.click('submit');
    await page.see('error');
    await isAccessible(page, `${theme}-sign-in-error`, TWICE);
    await page.close();
  });

  it('is accessible in light and dark, where people manage their account', async () => {
    await open('nightdesk-user-profile', 400);
    await signInOn(page, await anAccount(on.server));
    await page.see('section-details');
    await isAccessible(page, `${theme}-user-profile`, TWICE);
    const inBoth = (part: string, wanted: string) =>
      until(`"${wanted}" in light and dark`, () =>
        page.evaluate<boolean>(`(() => {
          const roots = [...document.querySelectorAll('nightdesk-user-profile')].map(({ shadowRoot }) => shadowRoot);
          if (roots.every((root) => root.querySelector('[part~="${wanted}"]'))) return true;
          for (const root of roots) root.querySelector('[part~="${part}"]')?.click();
        })()`),
      );
    await inBoth('page-security', 'section-deletion');
    await inBoth('action-delete', 'delete-account');
    await isAccessible(page, `${theme}-user-profile-step`, TWICE);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('section')).getPropertyValue('--nightdesk-radius')`)).toBe(/--nightdesk-radius: (.+);/.exec(themes[theme] ?? '')?.[1]);
    await page.close();
  });
});

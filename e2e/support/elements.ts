import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { expect } from 'vitest';

import type { Page } from './chromium/page.ts';
import { at } from './workspace.ts';

/** Nothing but scripts of the extension's own, requests, and the pictures of users. */
export const STRICT = "default-src 'none'; script-src 'self'; connect-src http: https:; img-src http: https:";

/** As wide as a popup is at the least, a tablet, and a page. */
export const WIDTHS = [360, 768, 1280];

export type Theme = 'light' | 'dark';

export function resize(page: Page, width: number, height = 600): Promise<void> {
  return page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
}

export function prefer(page: Page, theme: Theme): Promise<void> {
  return page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: theme }] });
}

/**
 * Gets a page ready to be looked at by `isAccessible()`. What violates its policy is noted from here on, where it does not note that
 * itself.
 */
export async function loadAxe(page: Page): Promise<void> {
  const axe = await readFile(createRequire(at('package.json')).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(`${axe}; if (!globalThis.violations) {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));
  }`);
}

/**
 * Looks for violations of accessibility and of the policy, and at the width; takes a picture for people if there is a place
 * for it: of what is in sight, or of the whole page. `but` are rules that the page breaks by what it is made for.
 */
export async function isAccessible(page: Page, name: string, but: string[] = [], picture: { whole?: boolean } = {}): Promise<void> {
  const options = { rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])) };
  const violations = await page.evaluate<string[]>(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`);
  expect(violations, name).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${name} is too wide`).toBe(true);
  expect(await page.evaluate('violations'), `${name} violates the policy`).toEqual([]);
  if (process.env.SCREENSHOTS) await page.screenshot(`${process.env.SCREENSHOTS}/${name}.png`, picture);
}

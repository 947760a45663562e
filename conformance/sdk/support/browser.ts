import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { LoadedClerk } from '@clerk/shared/types';
import { chromium, type Browser, type JSHandle, type Page } from 'playwright-core';

declare global {
  interface Window {
    Clerk: LoadedClerk;
  }
}

const FLAGS = [
  '--no-sandbox',
  // Their certificates are made on the spot.
  '--ignore-certificate-errors',
  // What would leave this machine does not get anywhere.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** Starts the Chromium of this machine. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: find('chromium'), args: FLAGS });
}

/** A page in a profile of its own. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1100, height: 900 } });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

/** The browser SDK on a page that is open, loaded. */
export async function clerkOn(page: Page): Promise<JSHandle<LoadedClerk>> {
  await page.evaluate(() => (window.Clerk as unknown as { load(): Promise<void> }).load());
  return page.evaluateHandle(() => window.Clerk);
}

function find(program: string): string {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program)).find(isProgram);
  if (!found) throw new Error(`${program} is not on the search path; run \`cargo xtask conformance\`, which installs it`);
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

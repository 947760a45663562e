// Walks docs/quickstart.md from the first start of the server to the first token, and makes the pictures in it.
// `cargo xtask quickstart` builds everything and runs this.
import { join } from 'node:path';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildExtension } from '../support/extension.ts';
import { Server } from '../support/server.ts';
import { pressForToken, type Person } from '../support/steps.ts';
import { verifyByJwks } from '../support/token.ts';
import { until } from '../support/until.ts';
import { at } from '../support/workspace.ts';

const ADA: Person = { email: 'ada@example.com', password: 'a lamp burns on the night desk' };
const OWNER: Person = { email: 'you@example.com', password: 'the owner of the night desk' };
const began = performance.now();

async function step<T>(what: string, action: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await action();
  console.log(`${Math.round(performance.now() - start).toString().padStart(7)} ms  ${what}`);
  return result;
}

const picture = (page: Page, name: string) => page.screenshot(at('docs', 'pictures', `${name}.png`));

/** As large as pictures of pages are, and without scrollbars, which pictures cannot be scrolled by. */
async function frame(page: Page, height: number): Promise<void> {
  await page.send('Emulation.setScrollbarsHidden', { hidden: true });
  await page.send('Emulation.setDeviceMetricsOverride', { width: 1100, height, deviceScaleFactor: 1, mobile: false });
}

async function becomeAdmin(dashboard: Page): Promise<void> {
  await dashboard.click('first-admin');
  await dashboard.type('field-email_address', OWNER.email);
  await dashboard.type('field-password', OWNER.password);
  await frame(dashboard, 520);
  await picture(dashboard, 'first-admin');
  await dashboard.click('create-admin');
  await until('the admin', async () => (await dashboard.text('admin-name')) === OWNER.email);
}

/** Goes to a page of the dashboard and takes its picture once `testId` is there. */
async function show(dashboard: Page, hash: string, testId: string, height: number): Promise<void> {
  await dashboard.evaluate(`location.hash = '#${hash}'`);
  await dashboard.see(testId);
  await frame(dashboard, height);
  await picture(dashboard, hash);
}

async function walk(server: Server, browser: Browser): Promise<void> {
  const dashboard = await step('open the dashboard by its link', () => browser.open(server.instance.dashboard_url));
  await dashboard.see('publishable-key');
  await step('become its admin', () => becomeAdmin(dashboard));
  await step('see the keys', () => show(dashboard, 'keys', 'publishable-key', 620));

  const popup = await step('open the popup and sign up', async () => {
    const page = await browser.openPopup();
    await page.click('use-sign-up');
    await page.see('use-password');
    await page.type('email', ADA.email);
    await page.type('password', ADA.password);
    await page.click('submit');
    await page.see('sent-to');
    return page;
  });
  await picture(popup, 'popup-code');
  const code = await step('read the code in the outbox', async () => {
    await show(dashboard, 'outbox', 'message-code', 420);
    return dashboard.see('message-code');
  });
  await step('enter it', async () => {
    await popup.type('code', code);
    await popup.see('session-id');
  });
  await picture(popup, 'popup-signed-in');
  await popup.close();

  await step('stop the worker: nothing of the extension is left', () => browser.stopWorker());
  const tab = await browser.openPage('tabs/background-worker-demo.html');
  const token = await step('ask the worker for a token', () => pressForToken(tab));
  await frame(tab, 760);
  await picture(tab, 'token');
  await step('verify it by the published keys', () => verifyByJwks(token, server.origin));
  await step('see who is signed in', () => show(dashboard, 'sessions', 'session', 360));
}

const server = await step('start the server', () => Server.start());
let browser: Browser | undefined;
try {
  const { publishable_key } = server.instance;
  const folder = await step('build the extension for its key', () =>
    buildExtension(join(at('target', 'quickstart'), 'extension'), publishable_key),
  );
  browser = await step('start Chromium with it', () => Browser.launch(folder));
  await walk(server, browser);
  console.log(`quickstart: ok, ${((performance.now() - began) / 1000).toFixed(1)} s; pictures: docs/pictures`);
} catch (error) {
  console.error(`quickstart: failed: ${error instanceof Error ? error.message : String(error)}`);
  console.error(`The server said last:\n${server.lastWords()}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server.stop();
}

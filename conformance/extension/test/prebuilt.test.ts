// The official extension package alone, against our server: its prebuilt sign-in in a real popup, its worker, and a
// session from a web app with the official provider.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../../../e2e/support/chromium/browser.ts';
import type { Page } from '../../../e2e/support/chromium/page.ts';
import { Server } from '../../../e2e/support/server.ts';
import { anAccount, type Person } from '../../../e2e/support/steps.ts';
import { claimsOf } from '../../../e2e/support/token.ts';
import { until } from '../../../e2e/support/until.ts';
import { at } from '../../../e2e/support/workspace.ts';
import { reactApp } from '../../sdk/support/react-app.ts';
import type { WebApp } from '../../sdk/support/web-app.ts';
import { BARE, buildExtension, type Version } from '../support/build.ts';
import { ask } from '../support/worker.ts';

const NOBODY = { user: null, session: null };
const CONTINUE = '.cl-formButtonPrimary';

/** Fills in the prebuilt sign-in, as a person does. */
async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.type('input[name="identifier"]', email);
  await page.click(CONTINUE);
  await until('the field of the password', () => page.evaluate(`!!document.querySelector('input[name="password"]:not([tabindex="-1"])')`));
  await page.type('input[name="password"]', password);
  await page.click(CONTINUE);
}

const CASES = [
  ['development', 'newest'],
  ['production', 'newest'],
  ['production', 'oldest'],
] as const;

describe.each(CASES)('the official package, %s, %s', (environment, version: Version) => {
  let server: Server;
  let app: WebApp;
  let folder: string;
  let browser: Browser;
  let bare: Page;

  beforeAll(async () => {
    server = await Server.start({ environment });
    app = await reactApp(server);
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-prebuilt-'));
    await buildExtension(join(folder, 'prebuilt'), 'prebuilt', {
      worker: 'official',
      page: 'official',
      popup: 'prebuilt',
      version,
      publishableKey: server.instance.publishable_key,
      hosts: ['auth.nightdesk.localhost', 'app.nightdesk.localhost'],
      manifest: { action: { default_popup: 'popup.html' } },
    });
    browser = await Browser.launch(join(folder, 'prebuilt'), { flags: ['--ignore-certificate-errors'] });
    await server.allow(`chrome-extension://${browser.extensionId}`, app.origin);
    bare = await browser.openPage(BARE);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const picture = (name: string) => at('target', 'conformance', `extension-${environment}-${version}-${name}.png`);

  it('signs in in the popup, and the worker has the session and its token after the popup is closed', async () => {
    expect(await ask(bare, 'who')).toEqual(NOBODY);
    const person = await anAccount(server);
    const popup = await browser.openPopup();
    await until('the sign-in', () => popup.evaluate(`!!document.querySelector('input[name="identifier"]')`));
    await popup.screenshot(picture('sign-in'));
    await signIn(popup, person);
    const session = await popup.see('session-id', 20_000);
    await popup.screenshot(picture('signed-in'));
    await popup.close();

    expect(await ask(bare, 'who')).toEqual({ user: person.id, session });
    await browser.stopWorker();
    expect(claimsOf((await ask(bare, 'token')) ?? '')).toMatchObject({ sub: person.id, sid: session, iss: `https://${server.instance.frontend_api}` });
    expect(await server.backend('GET', `/sessions/${session}`)).toMatchObject({ status: 'active', user_id: person.id });
  });

  it('picks up the session of a web app with the official provider', async () => {
    const given = { syncHost: app.origin };
    await bare.evaluate('chrome.storage.local.clear()');
    const person = await anAccount(server);
    const page = await browser.open(`${app.origin}/sign-in`);
    await until('the sign-in', () => page.evaluate(`!!document.querySelector('input[name="identifier"]')`));
    await signIn(page, person);
    expect(await page.see('user-id', 20_000)).toBe(person.id);

    const { user, session } = await ask(bare, 'who', given);
    expect(user).toBe(person.id);
    expect(claimsOf((await ask(bare, 'token', given)) ?? '')).toMatchObject({ sub: person.id, sid: session });
    await page.close();
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import { buildExtension } from '../support/extension.ts';
import { startExample, type ExampleApp } from '../support/example-app.ts';
import { Server } from '../support/server.ts';
import { anAccount, press, pressForToken, signIn } from '../support/steps.ts';
import { claimsOf } from '../support/token.ts';
import { until } from '../support/until.ts';

describe.each(['development', 'production'] as const)('an extension that follows a web app, %s', (environment) => {
  let server: Server;
  let app: ExampleApp;
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    server = await Server.start({ environment });
    const { publishable_key } = server.instance;
    app = await startExample('host-app', publishable_key);
    folder = await buildExtension(await mkdtemp(join(tmpdir(), 'nightdesk-extension-')), publishable_key, { syncHost: app.url });
    browser = await Browser.launch(folder);
    await server.allow(new URL(app.url).origin, `chrome-extension://${browser.extensionId}`);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('is signed in when the web app signs in, and signed out when it signs out', async () => {
    const tab = await browser.openPage('tabs/background-worker-demo.html');
    // Trouble, if there is any, is named here.
    expect(await press(tab)).toEqual({});
    await tab.see('signed-out');

    const person = await anAccount(server);
    const web = await browser.open(app.url);
    await signIn(web, person);
    await until('the web app to be signed in', async () => (await web.text('user-email')) === person.email);
    expect(claimsOf(await pressForToken(tab)).sub).toBe(person.id);
    await browser.stopWorker();
    expect(claimsOf(await pressForToken(tab)).sub).toBe(person.id);

    await web.click('sign-out');
    await until('the web app to be signed out', async () => (await web.text('user-email')) === '');
    expect((await press(tab)).token).toBeUndefined();
    await tab.see('signed-out');
  });
});

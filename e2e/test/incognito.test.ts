import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { startExample, type ExampleApp } from '../support/example-app.ts';
import { NOBODY, type Shown } from '../support/live.ts';
import { Server } from '../support/server.ts';
import { anAccount, signIn, signInOn, type Person } from '../support/steps.ts';
import { until } from '../support/until.ts';

/** What a page shows, and what the worker of its kind of window answers. */
const shown = (page: Page) => page.evaluate<Shown>('JSON.parse(document.body.textContent)');
const askWorker = (page: Page) => page.evaluate<Shown>(`chrome.runtime.sendMessage('keep')`);

/** All that the extension keeps where both kinds of windows see it. */
const shared = (page: Page) =>
  page.evaluate<string>(`Promise.all([chrome.storage.local.get(), chrome.storage.session.get()]).then(JSON.stringify)`);

describe('a split extension', () => {
  let folder: string;
  let server: Server;
  let app: ExampleApp;
  let browser: Browser;

  /** Starts it, allowed in incognito windows. */
  async function start(environment: 'development' | 'production', follows = false): Promise<void> {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-incognito-'));
    server = await Server.start({ environment });
    app = await startExample('host-app', server.instance.publishable_key);
    await buildFixture(folder, {
      publishableKey: server.instance.publishable_key,
      scripts: { folder: 'live', names: ['page', 'worker'] },
      define: { SYNC_HOST: follows ? app.url : '' },
      manifest: {
        incognito: 'split',
        permissions: ['storage', 'cookies'],
        host_permissions: ['http://*.nightdesk.localhost/*', 'https://*.nightdesk.localhost/*'],
      },
    });
    browser = await Browser.launch(folder);
    if (environment === 'production') await server.allow(new URL(app.url).origin, `chrome-extension://${browser.extensionId}`);
    await browser.allowIncognito();
  }

  async function stop(): Promise<void> {
    await browser?.close();
    await app?.stop();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  }

  async function pageIn(window: 'regular' | 'incognito'): Promise<Page> {
    const page = await (window === 'regular' ? browser.openPage('home.html') : browser.openIncognito(browser.address('home.html')));
    await until('the client to load', () => page.evaluate('loaded.then(() => true)'));
    return page;
  }

  describe('that people sign in to in both kinds of windows', () => {
    let ada: Person & { id: string };
    let bob: Person & { id: string };
    let regular: Page;
    let incognito: Page;

    beforeAll(async () => {
      await start('development');
      ada = await anAccount(server);
      bob = await anAccount(server);
      regular = await pageIn('regular');
      incognito = await pageIn('incognito');
    });

    afterAll(stop);

    it('keeps a sign-in in a regular window from incognito windows', async () => {
      await signInOn(regular, ada);
      expect(await askWorker(regular)).toMatchObject({ user: ada.id });
      expect(await shown(incognito)).toEqual(NOBODY);
      expect(await askWorker(incognito)).toEqual(NOBODY);
      const another = await pageIn('incognito');
      expect(await shown(another)).toEqual(NOBODY);
      await another.close();
    });

    it('shares one in an incognito window among incognito windows, and keeps it from regular ones', async () => {
      const before = await shared(regular);
      const session = await signInOn(incognito, bob);
      expect(await askWorker(incognito)).toEqual({ status: 'signed_in', user: bob.id, name: null, session });
      const another = await pageIn('incognito');
      expect(await shown(another)).toEqual({ status: 'signed_in', user: bob.id, name: null, session });
      await another.evaluate(`clerk.user.update({ firstName: 'Bob' })`);
      await until('the name', async () => (await shown(incognito)).name === 'Bob');
      await another.close();

      expect(await askWorker(regular)).toMatchObject({ user: ada.id });
      expect(await shown(regular)).toMatchObject({ user: ada.id });
      expect(await shared(regular)).toBe(before);
    });

    it('forgets it when the last incognito window closes', async () => {
      await incognito.close();
      incognito = await pageIn('incognito');
      expect(await shown(incognito)).toEqual(NOBODY);
      expect(await askWorker(incognito)).toEqual(NOBODY);
      expect(await askWorker(regular)).toMatchObject({ user: ada.id });
    });
  });

  describe('that follows a web app', () => {
    beforeAll(() => start('production', true));

    afterAll(stop);

    it('follows in incognito windows the sign-in there, and in regular ones their own', async () => {
      const person = await anAccount(server);
      const regular = await pageIn('regular');
      const incognito = await pageIn('incognito');
      const web = await browser.openIncognito(app.url);
      await signIn(web, person);
      await until('the incognito page to follow', async () => (await shown(incognito)).user === person.id);
      expect(await askWorker(incognito)).toMatchObject({ user: person.id });
      expect(await askWorker(regular)).toEqual(NOBODY);
      expect(await shown(regular)).toEqual(NOBODY);
    });
  });
});

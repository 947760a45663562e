import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { order, startApi, startApp } from '../support/bridge.ts';
import type { Page } from '../support/chromium/page.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, askWorker, signInOn } from '../support/steps.ts';
import { claimsOf } from '../support/token.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const APP = 'app.nightdesk.localhost';
const API = 'api.nightdesk.localhost';
const BARE = 'tabs/background-worker-demo.html';
const VERSION = 'chrome.runtime.getManifest().version';

describe('whoever is signed in', () => {
  let on: Stage;
  let app: Web;
  let api: Web;
  let userId: string;

  beforeAll(async () => {
    app = await startApp();
    // The API has to know the server, and the extension the API.
    let issuer = '';
    api = await startApi(() => issuer, () => '');
    on = await stage({
      fixture: {
        scripts: { folder: 'restart', names: ['worker', 'content'] },
        define: { EXPOSED: [{ matches: [`${app.at(APP)}/*`], fetch: [`${api.at(API)}/*`] }] },
        manifest: {
          host_permissions: ['http://*.nightdesk.localhost/*'],
          content_scripts: [{ matches: [`http://${APP}/*`], js: ['content.js'], run_at: 'document_start' }],
        },
      },
    });
    issuer = on.server.origin;
    const home = await on.browser.openPage('home.html');
    const person = await anAccount(on.server);
    userId = person.id;
    await signInOn(home, person);
    await home.close();
  });

  afterAll(async () => {
    await on?.close();
    await app?.stop();
    await api?.stop();
  });

  /** The first wake costs one request, the next ones none. */
  async function isSignedIn(): Promise<void> {
    const bare = await on.browser.openPage(BARE);
    expect(await bare.evaluate('chrome.storage.session.get()')).toEqual({});
    const mark = await on.server.mark();
    const { token } = await askWorker(bare);
    expect(claimsOf(token ?? '').sub).toBe(userId);
    await on.browser.stopWorker();
    expect(await askWorker(bare)).toEqual({ token });
    expect(await on.server.since(mark)).toEqual(['GET /v1/client']);
    await bare.close();
  }

  const fetchAs = (page: Page) => order(page, { do: 'fetch', url: `${api.at(API)}/echo` });

  it.each([['closed', false], ['ended by a crash', true]])('stays so when the browser is %s and started again', async (_, crash) => {
    on.browser = await on.browser.restart({ crash });
    await isSignedIn();
  });

  it.each([['reloaded', '1.0'], ['updated', '1.1']])('stays so when the extension is %s, and open web pages are told to reload', async (_, version) => {
    const page = await on.browser.open(`${app.at(APP)}/`);
    expect(await fetchAs(page)).toMatchObject({ status: 200 });

    const file = join(on.folder, 'manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as chrome.runtime.ManifestV3;
    await writeFile(file, JSON.stringify({ ...manifest, version }));
    await on.browser.reloadExtension();
    const bare = await on.browser.openPage(BARE);
    expect(await bare.evaluate(VERSION)).toBe(version);
    await isSignedIn();

    expect(await fetchAs(page)).toMatchObject({ code: 'extension_reloaded', name: 'ClerkRuntimeError' });
    await page.evaluate('void (document.documentElement.dataset.script = "old", location.reload())');
    await until('the new content script', () => page.evaluate(`document.documentElement.dataset.script === 'ready'`));
    expect(await fetchAs(page)).toMatchObject({ status: 200 });
  });
});

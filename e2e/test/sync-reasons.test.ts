import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { Server } from '../support/server.ts';
import { serve, type Web } from '../support/web.ts';

const WEB_HOST = 'app.nightdesk.localhost';
const BOTH = ['http://auth.nightdesk.localhost/*', `http://${WEB_HOST}/*`];

describe('session sync that finds no sign-in says why', () => {
  let server: Server;
  let web: Web;
  let browser: Browser | undefined;
  let folder = '';

  beforeAll(async () => {
    server = await Server.start();
    web = await serve((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>App</title>'));
  });

  afterEach(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  afterAll(async () => {
    await web?.stop();
    await server?.stop();
  });

  /** What a page of the extension shows of an extension with this manifest, when the web app has this cookie. */
  async function told({ manifest = {}, cookie, of = server }: { manifest?: object; cookie?: string; of?: Server } = {}) {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-extension-'));
    await buildFixture(folder, {
      publishableKey: of.instance.publishable_key,
      manifest: { permissions: ['storage', 'sidePanel', 'cookies'], host_permissions: BOTH, ...manifest },
      scripts: { folder: 'live', names: ['page'] },
      define: { SYNC_HOST: web.at(WEB_HOST) },
    });
    browser = await Browser.launch(folder);
    if (of !== server) await of.allow(`chrome-extension://${browser.extensionId}`);
    const app = await browser.open(web.at(WEB_HOST));
    if (cookie) await app.evaluate(`document.cookie = '${cookie}'`);
    const page = await browser.openPage('home.html');
    return page.evaluate(`loaded.then(() => ({ ...clerk.authState, session: clerk.session }))`);
  }

  it('no_host_permission: the web app is out of sight', async () => {
    const manifest = { host_permissions: BOTH.slice(0, 1) };
    const expected = { status: 'needs_permission', reason: 'no_host_permission', session: null };
    expect(await told({ manifest, cookie: '__clerk_db_jwt=unseen' })).toEqual(expected);
  });

  it('no_cookies_permission: the person has not granted it yet', async () => {
    const manifest = { permissions: ['storage', 'sidePanel'], optional_permissions: ['cookies'] };
    const expected = { status: 'needs_permission', reason: 'no_cookies_permission', session: null };
    expect(await told({ manifest, cookie: '__clerk_db_jwt=unseen' })).toEqual(expected);
  });

  it('cookie_not_found: nobody has signed in there', async () => {
    expect(await told({ cookie: 'theme=dark' })).toEqual({ status: 'signed_out', reason: 'cookie_not_found', session: null });
  });

  it('cookie_expired: the server does not know the client that the cookie names', async () => {
    const of = await Server.start({ environment: 'production' });
    try {
      const expected = { status: 'signed_out', reason: 'cookie_expired', session: null };
      expect(await told({ of, cookie: '__client=of.long.ago' })).toEqual(expected);
    } finally {
      await of.stop();
    }
  });

  it('wrong_instance: the web app belongs to another one', async () => {
    const expected = { status: 'misconfigured', reason: 'wrong_instance', session: null };
    expect(await told({ cookie: '__client_uat_AAAAAAAA=1700000000' })).toEqual(expected);
  });
});

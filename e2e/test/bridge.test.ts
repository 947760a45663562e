import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { buildStranger, intrude, order, startApi, startApp } from '../support/bridge.ts';
import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildFixture, WASM_POLICY, type Entries } from '../support/fixture-extension.ts';
import { Server } from '../support/server.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import type { Web } from '../support/web.ts';

const APP = 'app.nightdesk.localhost';
const TRUSTED = 'trusted.nightdesk.localhost';
const EVIL = 'evil.nightdesk.localhost';
const API = 'api.nightdesk.localhost';

describe.each<Entries>(['javascript', 'wasm'])('content scripts and exposeAuth(), %s entries', (entries) => {
  let folder: string;
  let server: Server;
  let app: Web;
  let api: Awaited<ReturnType<typeof startApi>>;
  let foreign: Web;
  let browser: Browser;
  let stranger: Browser;
  let home: Page;
  let page: Page;
  let userId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-bridge-'));
    server = await Server.start();
    app = await startApp();
    foreign = await startApp();
    api = await startApi(() => server.origin, () => `${foreign.at(EVIL)}/stolen`);
    const ours = join(folder, 'ours');
    await buildFixture(ours, {
      publishableKey: server.instance.publishable_key,
      entries,
      scripts: { folder: 'bridge', names: ['worker', 'content'] },
      define: {
        EXPOSED: [
          { matches: [`${app.at(APP)}/*`], fetch: [`${api.at(API)}/*`], maxBytes: 4 * 2 ** 20 },
          { matches: [], fetch: [], tokens: [`${app.at(TRUSTED)}/*`] },
        ],
      },
      manifest: {
        // What is not allowed must be refused by us, not by a permission that is missing.
        host_permissions: ['http://*.nightdesk.localhost/*', 'http://127.0.0.1/*'],
        content_scripts: [{ matches: ['http://*/*'], js: ['content.js'], run_at: 'document_start', all_frames: true }],
        externally_connectable: { ids: ['*'], matches: ['http://*.nightdesk.localhost/*'] },
        ...(entries === 'wasm' && { content_security_policy: WASM_POLICY }),
      },
    });
    const theirs = await buildStranger(join(folder, 'theirs'));
    [browser, stranger] = (await Browser.launchAll([ours, theirs])) as [Browser, Browser];
    home = await browser.openPage('home.html');
    const person = await anAccount(server);
    userId = person.id;
    await signInOn(home, person);
    page = await browser.open(`${app.at(APP)}/`);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([app, api, foreign, server].map((each) => each?.stop()));
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    foreign.seen.length = 0;
    api.seen.length = 0;
  });

  const get = { do: 'fetch', url: '' };
  const echo = () => `${api.at(API)}/echo?a=1`;

  it('send a request as the signed-in user, and get a Response', async () => {
    await browser.stopWorker();
    const answer = await order(page, { ...get, url: echo() });
    expect(answer).toMatchObject({ real: true, ok: true, status: 200, url: echo() });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ sub: userId, method: 'GET', path: '/echo?a=1' });

    expect(await order(page, { ...get, url: `${api.at(API)}/refuses` })).toMatchObject({ ok: false, status: 403 });
    expect(await order(page, { ...get, url: `${api.at(API)}/nothing` })).toMatchObject({ status: 204, body: '' });
  });

  it('send bodies of every size up to the limit, and no identity but the user\'s', async () => {
    const headers = { authorization: 'Bearer forged', cookie: 'a=forged', 'content-type': 'text/x-test', 'x-own': 'kept' };
    const text = await order(page, { ...get, url: echo(), init: { method: 'PUT', body: 'grüße', headers } });
    const told = JSON.parse(text.body ?? '') as { headers: Record<string, string> };
    expect(told).toMatchObject({ sub: userId, method: 'PUT', text: 'grüße', headers: { 'content-type': 'text/x-test', 'x-own': 'kept' } });
    expect(told.headers).not.toHaveProperty('cookie');
    expect(JSON.stringify(text)).not.toContain('secret-of-the-server');
    expect(text.headers).toMatchObject({ 'x-request-id': 'request-1' });

    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => at % 251);
    const large = await order(page, { ...get, url: echo(), init: { method: 'POST', binary: bytes.length } });
    expect(JSON.parse(large.body ?? '')).toMatchObject({ digest: createHash('sha256').update(bytes).digest('hex') });
    const back = await order(page, { ...get, url: `${api.at(API)}/large?bytes=4000000` });
    expect(back.body?.length).toBe(4_000_000);

    expect(await order(page, { ...get, url: echo(), init: { method: 'POST', binary: 5_000_000 } })).toMatchObject({ code: 'body_too_large' });
    expect(await order(page, { ...get, url: `${api.at(API)}/large?bytes=5000000` })).toMatchObject({ code: 'body_too_large' });
    // What `text()` makes of a stream that fails is the browser's own.
    expect(await order(page, { ...get, url: `${api.at(API)}/large?bytes=5000000&undeclared` })).toMatchObject({ name: 'TypeError' });
  });

  it.each([
    ['a page that is not listed', () => `${app.at(EVIL)}/`, {}],
    ['a listed name on another port', () => `${foreign.at(APP)}/`, {}],
    ['a frame of another origin in a listed page', () => `${app.at(APP)}/?frame=${foreign.at('127.0.0.1')}/`, { inFrame: true }],
    ['a frame of the listed origin in a listed page', () => `${app.at(APP)}/?frame=${app.at(APP)}/`, { inFrame: true }],
    ['a page that may have the token but not send requests', () => `${app.at(TRUSTED)}/`, {}],
  ])('are refused on %s', async (_, address, where) => {
    const other = await browser.open(address());
    expect(await order(other, { ...get, url: echo() }, where)).toMatchObject({ code: 'sender_not_allowed', name: 'ClerkRuntimeError' });
    expect(api.seen).toEqual([]);
    await other.close();
  });

  it.each([
    ['an address that is not listed', () => `${api.at('other.nightdesk.localhost')}/echo`, 'destination_not_allowed'],
    ['the listed name on another port', () => `${foreign.at(API)}/echo`, 'destination_not_allowed'],
    ['an address that redirects to a foreign origin', () => `${api.at(API)}/redirects`, 'redirect_not_followed'],
  ])('cannot reach %s', async (_, address, code) => {
    expect(await order(page, { ...get, url: address() })).toMatchObject({ code });
    expect(foreign.seen).toEqual([]);
  });

  it('can give a request up', async () => {
    const outcome = await order(page, { ...get, url: `${api.at(API)}/hangs`, abortAfter: 300 });
    expect(outcome).toMatchObject({ name: 'TimeoutError' });
    // The worker has let go of it too.
    await api.closed;
  });

  it('never get the token, unless their page is listed for that', async () => {
    const token = (await home.evaluate<string>('clerk.session.getToken()')) ?? '';
    // A piece with the times in it, short enough to be in a heap snapshot whole.
    const piece = token.split('.')[1]?.slice(0, 200) ?? '';
    expect(piece).toHaveLength(200);

    expect(await order(page, { ...get, url: echo() })).toMatchObject({ status: 200 });
    expect(api.seen.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
    expect(await order(page, { do: 'token' })).toMatchObject({ code: 'sender_not_allowed' });
    expect(await page.heap()).not.toContain(piece);
    const reachable = await page.evaluate<string>('JSON.stringify([overheard, document.documentElement.outerHTML, document.cookie, { ...localStorage }])');
    expect(reachable).toContain('echo?a=1');
    expect(reachable).not.toContain(piece);

    const trusted = await browser.open(`${app.at(TRUSTED)}/`);
    expect(await order(trusted, { do: 'token' })).toEqual({ token });
    expect(await trusted.heap()).toContain(piece);
    await trusted.close();
  });

  it('are the only ones that are heard: a page and another extension that may connect get nothing', async () => {
    const other = await stranger.openPage('page.html');
    for (const intruder of [page, other]) {
      for (const ask of [{ do: 'token' }, { do: 'fetch', url: echo(), method: 'GET', headers: [] }]) {
        expect(await intrude(intruder, browser.extensionId, ask)).toMatch(/^disconnected: /);
      }
    }
    expect(api.seen).toEqual([]);
    await other.close();
  });

  it('are told that nobody is signed in', async () => {
    await home.evaluate('clerk.signOut()');
    expect(await order(page, { ...get, url: echo() })).toMatchObject({ code: 'signed_out' });
    expect(api.seen).toEqual([]);
  });
});

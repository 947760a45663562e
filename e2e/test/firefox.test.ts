import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildExtension } from '../support/extension.ts';
import { Firefox } from '../support/firefox/browser.ts';
import { MINT, Server } from '../support/server.ts';
import { anAccount, pressForToken, signIn, signOut } from '../support/steps.ts';
import { claimsOf, verifyByJwks } from '../support/token.ts';
import { delay } from '../support/until.ts';

describe('the extension in Firefox', () => {
  let server: Server;
  let folder: string;
  let firefox: Firefox;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-extension-'));
    server = await Server.start({ sessionTokenLifetimeSecs: 10, environment: 'production' });
    await server.allow('moz-extension://*');
    await buildExtension(folder, server.instance.publishable_key, { browser: 'firefox' });
    firefox = await Firefox.launch(folder);
  });

  afterAll(async () => {
    await firefox?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('gets a fresh token from the event page after popup and event page are gone', async () => {
    const person = await anAccount(server);
    const popup = await firefox.openPopup();
    await signIn(popup, person);
    await popup.see('session-id');
    await popup.close();

    const tab = await firefox.openPage('tabs/background-worker-demo.html');
    const first = await pressForToken(tab);
    await firefox.stopWorker();
    await delay(claimsOf(first).exp * 1000 - Date.now() + 200);
    const mark = await server.mark();
    const fresh = await pressForToken(tab);
    expect(await server.since(mark)).toEqual([MINT]);
    expect(await verifyByJwks(fresh, server.origin)).toMatchObject({ sub: person.id });

    await firefox.stopWorker();
    const again = await server.mark();
    await pressForToken(tab);
    expect(await server.since(again), 'a wake within the life of a token').toEqual([]);
    await tab.close();
  });

  it('tells the event page of a sign-out in the popup', async () => {
    const popup = await firefox.openPopup();
    await popup.see('session-id');
    await signOut(popup);
    await popup.close();
    const tab = await firefox.openPage('tabs/background-worker-demo.html');
    await tab.click('get-token');
    await tab.see('signed-out');
    await tab.close();
  });
});

import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import { buildProject, PACKED, PROJECTS, sources, workerSize } from '../support/project.ts';
import { Server } from '../support/server.ts';
import { anAccount, signIn } from '../support/steps.ts';
import { verifyByJwks } from '../support/token.ts';
import { until } from '../support/until.ts';
import { at } from '../support/workspace.ts';

const OFFICIAL = '@clerk/chrome-extension';
const OURS = '@nightdesk/chrome-extension';

/** The documentation has workers import `/client`, which is larger than `/background` by what only pages use. */
const WORKER_LIMIT = 36 * 1024;

describe.each(PROJECTS)("the documentation's code in a $name project", (project) => {
  let server: Server;
  let browser: Browser;
  let extension: string;

  beforeAll(async () => {
    server = await Server.start();
    extension = await buildProject(project, server.instance.publishable_key);
    browser = await Browser.launch(extension, { barePage: project.tab });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** What the tab shows after its button was pressed; a tab anew, so that nothing shown before is taken for it. */
  async function press(): Promise<string> {
    const tab = await browser.openPage(project.tab);
    await tab.click('get-token');
    const shown = await until('the answer to appear', async () => (await tab.text('token')) || undefined, { withinMs: 30_000 });
    await tab.close();
    return shown;
  }

  it('is the documentation’s but for the name of the package', async () => {
    const documented = await sources(at('e2e', 'fixtures', 'docs'));
    const own = await sources(at('e2e', 'fixtures', project.name, 'src'));
    const names = Object.keys(documented);
    expect(names).toEqual(['background/index.ts', 'popup/index.tsx', 'tabs/background-worker-demo.tsx']);
    for (const name of names) {
      const lines = own[name]?.split('\n') ?? [];
      const changed = documented[name]?.split('\n').flatMap((line, at) => (line === lines[at] ? [] : [[line, lines[at]]])) ?? [];
      // The tab talks to the worker, and imports nothing of the package.
      expect(changed).toHaveLength(name.startsWith('tabs/') ? 0 : 1);
      for (const [before, after] of changed) {
        expect(before).toMatch(/^import .* from '@clerk\/chrome-extension(\/client)?';$/);
        expect(after).toBe(before?.replace(OFFICIAL, OURS));
      }
    }
  });

  it('is built with the packed package', async () => {
    const found = createRequire(at('e2e', 'fixtures', project.name, 'package.json')).resolve(`${OURS}/package.json`);
    expect(await realpath(found)).toBe(await realpath(`${PACKED}/package.json`));
  });

  it('gets tokens from its worker after a sign-in in its popup, and none after the sign-out', async () => {
    const person = await anAccount(server);
    expect(await press()).toBe('nobody is signed in');

    // Stays open, and follows what happens in the others.
    const witness = await browser.openPage('popup.html');
    await witness.see('email');

    const popup = await browser.openPage('popup.html');
    await signIn(popup, { ...person, password: 'not the password' });
    expect(await popup.see('password-error')).toMatch(/password/i);
    await signIn(popup, person);
    const session = await popup.see('session-id');
    expect(await popup.see('user-email')).toBe(person.email);
    expect(await witness.see('session-id')).toBe(session);
    await popup.close();

    await browser.stopWorker();
    expect(await verifyByJwks(await press(), server.origin)).toMatchObject({ sub: person.id, sid: session });

    const again = await browser.openPage('popup.html');
    await again.see('session-id');
    await again.click('sign-out');
    await again.see('email');
    await witness.see('email');
    expect(await press()).toBe('nobody is signed in');
  });

  it('has a small worker', async () => {
    const { raw, gzip, files } = await workerSize(extension);
    console.log(`worker of the ${project.name} project: ${raw} bytes, ${gzip} gzipped, in ${files} file(s)`);
    expect(gzip).toBeLessThan(WORKER_LIMIT);
  });
});

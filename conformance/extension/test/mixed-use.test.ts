// One extension with both packages in it: the sign-in that one makes is the other's too.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../../../e2e/support/chromium/browser.ts';
import type { Page } from '../../../e2e/support/chromium/page.ts';
import { Server } from '../../../e2e/support/server.ts';
import { anAccount, signInOn } from '../../../e2e/support/steps.ts';
import { claimsOf } from '../../../e2e/support/token.ts';
import { until } from '../../../e2e/support/until.ts';
import { BARE, buildExtension } from '../support/build.ts';
import { ask, told } from '../support/worker.ts';

/** The least that the server allows. A sign-out elsewhere is heard of, at the latest, when the token at hand ends. */
const LIFE_SECS = 10;
const HEARD = { withinMs: 2 * LIFE_SECS * 1000 };

const PAIRS = {
  'our worker': { worker: 'ours', page: 'official' },
  'the official worker': { worker: 'official', page: 'ours' },
} as const;

/** Signs out on a page, which may have left for another one before it can answer. */
async function signOutOn(page: Page): Promise<void> {
  await page.evaluate('clerk.signOut()').catch(() => undefined);
}

describe.each(['development', 'production'] as const)('both packages in one extension, %s', (environment) => {
  let server: Server;
  let folder: string;
  let browsers: Browser[] = [];

  beforeAll(async () => {
    server = await Server.start({ environment, sessionTokenLifetimeSecs: LIFE_SECS });
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-mixed-'));
    const folders = await Promise.all(
      Object.values(PAIRS).map((pair, at) =>
        buildExtension(join(folder, `mixed-${at}`), `mixed-${at}`, {
          ...pair,
          publishableKey: server.instance.publishable_key,
          hosts: ['auth.nightdesk.localhost'],
        }),
      ),
    );
    browsers = await Browser.launchAll(folders, { flags: ['--ignore-certificate-errors'] });
    await server.allow(...browsers.map(({ extensionId }) => `chrome-extension://${extensionId}`));
  });

  afterAll(async () => {
    await browsers[0]?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const open = async (pair: keyof typeof PAIRS, path = 'popup.html'): Promise<[Browser, Page, Page]> => {
    const browser = browsers[Object.keys(PAIRS).indexOf(pair)]!;
    return [browser, await browser.openPage(path), await browser.openPage(BARE)];
  };

  it("an official popup's sign-in gives our worker a token, and its sign-out takes it away", async () => {
    const [browser, popup, bare] = await open('our worker');
    expect(await ask(bare, 'who')).toEqual({ user: null, session: null });
    const person = await anAccount(server);
    const session = await signInOn(popup, person);
    expect(await ask(bare, 'who')).toEqual({ user: person.id, session });
    await browser.stopWorker();
    expect(claimsOf((await ask(bare, 'token')) ?? '').sub).toBe(person.id);

    await signOutOn(popup);
    await until('our worker to hear of it', async () => (await ask(bare, 'token')) === null, HEARD);
    expect(await ask(bare, 'who')).toEqual({ user: null, session: null });
  });

  it("our worker's sign-out reaches an official popup", async () => {
    const [, popup, bare] = await open('our worker');
    await signInOn(popup, await anAccount(server));
    expect(await ask(bare, 'token')).not.toBeNull();
    expect(await ask(bare, 'signOut')).toBe('signed out');
    await popup.evaluate('location.reload()');
    await until('the popup to load again', () => popup.evaluate(`globalThis.clerk?.loaded && clerk.session === null`));
  });

  it.each(['popup.html', 'page.html'])("our %s's sign-in gives the official worker user and token, and its sign-out takes them away", async (path) => {
    const [browser, popup, bare] = await open('the official worker', path);
    expect(await ask(bare, 'who')).toEqual({ user: null, session: null });
    const person = await anAccount(server);
    const session = await signInOn(popup, person);
    expect(await ask(bare, 'who')).toEqual({ user: person.id, session });
    await browser.stopWorker();
    expect(claimsOf((await ask(bare, 'token')) ?? '').sub).toBe(person.id);

    await signOutOn(popup);
    await until('the official worker to hear of it', async () => (await ask(bare, 'token')) === null);
    expect(await ask(bare, 'who')).toEqual({ user: null, session: null });
  });

  it("the official worker's sign-out reaches our popup", async () => {
    const [, popup, bare] = await open('the official worker');
    await signInOn(popup, await anAccount(server));
    expect(await ask(bare, 'token')).not.toBeNull();
    // It throws once the server has signed out: it looks for a window.
    expect(await told(bare, 'signOut')).toMatchObject({ error: { name: 'ReferenceError' } });
    // In production the client JWT changes, which an open popup of ours hears. Otherwise it has to ask.
    const look = environment === 'production' ? 'clerk.session === null' : 'clerk.load().then(() => clerk.session === null)';
    await until('our popup to hear of it', () => popup.evaluate(look), HEARD);
  });
});

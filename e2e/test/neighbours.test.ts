import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { MINT, Server } from '../support/server.ts';
import { anAccount, askWorker, signInOn } from '../support/steps.ts';
import { claimsOf, verifyByJwks } from '../support/token.ts';

const BARE = 'tabs/background-worker-demo.html';

describe('side by side', () => {
  let folder: string;
  let servers: Server[] = [];
  let browser: Browser | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-neighbours-'));
  });

  afterEach(async () => {
    await browser?.close();
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
    browser = undefined;
    servers = [];
  });

  async function start(): Promise<Server> {
    const server = await Server.start({ environment: 'production' });
    servers.push(server);
    return server;
  }

  it('two extensions of one instance have each a sign-in of their own', async () => {
    const server = await start();
    const publishableKey = server.instance.publishable_key;
    const folders = await Promise.all(['one', 'two'].map((name) => buildFixture(join(folder, name), { publishableKey })));
    const both = (await Browser.launchAll(folders)) as [Browser, Browser];
    [browser] = both;
    await server.allow(...both.map(({ extensionId }) => `chrome-extension://${extensionId}`));

    const sides = await Promise.all(
      both.map(async (each) => ({ home: await each.openPage('home.html'), bare: await each.openPage(BARE), person: await anAccount(server) })),
    );
    const subjects = () => Promise.all(sides.map(async ({ bare }) => {
      const { token } = await askWorker(bare);
      return token ? claimsOf(token).sub : null;
    }));
    const [one, two] = sides as [(typeof sides)[0], (typeof sides)[0]];
    await signInOn(one.home, one.person);
    expect(await subjects()).toEqual([one.person.id, null]);
    await signInOn(two.home, two.person);
    expect(await subjects()).toEqual([one.person.id, two.person.id]);
    await browser.stopWorker();
    expect(await subjects()).toEqual([one.person.id, two.person.id]);
    await one.home.evaluate('clerk.signOut()');
    expect(await subjects()).toEqual([null, two.person.id]);
  });

  it('two instances in one worker have each a sign-in, and renew each its own token', async () => {
    const [first, second] = [await start(), await start()];
    const KEYS = servers.map(({ instance }) => instance.publishable_key);
    await buildFixture(folder, {
      publishableKey: KEYS[0] ?? '',
      scripts: { folder: 'instances', names: ['worker', 'page'] },
      define: { KEYS },
    });
    browser = await Browser.launch(folder);
    await Promise.all(servers.map((server) => server.allow(`chrome-extension://${browser?.extensionId}`)));
    const home = await browser.openPage('home.html');
    const bare = await browser.openPage(BARE);
    const people = [await anAccount(first), await anAccount(second)];
    for (const [of, person] of people.entries()) {
      await home.evaluate(`loaded.then(() => void (globalThis.clerk = clerks[${of}]))`);
      await signInOn(home, person);
    }
    await home.close();

    const answers = await both(bare);
    expect(answers.map(({ user }) => user)).toEqual(people.map(({ id }) => id));
    for (const [of, { token }] of answers.entries()) {
      expect((await verifyByJwks(token ?? '', servers[of]?.origin ?? '')).sub).toBe(people[of]?.id);
    }
    await browser.stopWorker();
    const marks = await Promise.all(servers.map((server) => server.mark()));
    expect(await both(bare)).toEqual(answers);
    expect(await Promise.all(servers.map((server, of) => server.since(marks[of] ?? 0)))).toEqual([[], []]);

    // One of them gone, the other one goes on.
    await first.kill();
    await bare.evaluate('chrome.storage.session.clear()');
    const [gone, there] = (await both(bare)) as [Answer, Answer];
    expect(gone.error?.code).toBe('network_error');
    expect(claimsOf(there.token ?? '').sub).toBe(people[1]?.id);
    expect(await second.since(marks[1] ?? 0)).not.toContain(MINT);
  });
});

interface Answer {
  user?: string | null;
  token?: string | null;
  error?: { code: string; message: string };
}

/** What the worker says of each instance, asked at once. */
function both(bare: Page): Promise<Answer[]> {
  return bare.evaluate('Promise.all([0, 1].map((of) => chrome.runtime.sendMessage({ of })))');
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { hurry, kept } from '../support/renewal.ts';
import { MINT, Server } from '../support/server.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import { claimsOf } from '../support/token.ts';
import { until } from '../support/until.ts';

/** The least that the server allows. Alarms of an unpacked extension may be as close together. */
const LIFE_SECS = 10;

const BARE = 'tabs/background-worker-demo.html';

describe('background refresh', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  /** No client runs on it. */
  let bare: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-refresh-'));
    server = await Server.start({ sessionTokenLifetimeSecs: LIFE_SECS });
    await buildFixture(join(folder, 'extension'), {
      publishableKey: server.instance.publishable_key,
      scripts: { folder: 'fixture-extension', names: ['renewing-worker'] },
      define: { REFRESH: { every: 'token' } },
      manifest: {
        background: { service_worker: 'renewing-worker.js' },
        permissions: ['storage', 'sidePanel', 'alarms', 'idle'],
      },
    });
    await start();
    const page = await browser.openPage('home.html');
    await signInOn(page, await anAccount(server));
    await page.close();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    browser = await Browser.launch(join(folder, 'extension'), { profile: join(folder, 'profile') });
    bare = await browser.openPage(BARE);
  }

  /** Waits until the stored token is another one. */
  async function renewed(from: string | undefined): Promise<string> {
    return until('another token', async () => {
      const { token } = await kept(bare);
      return token !== from && token;
    }, { withinMs: LIFE_SECS * 1000 + 5000 });
  }

  it('wakes a stopped worker that renews the token by one request before it expires, again and again', async () => {
    let { token } = await kept(bare);
    for (let life = 1; life <= 2; life++) {
      // Not the one that went off for the token before: the worker may still be at work.
      await until('the alarm for this token', async () => {
        const { alarm } = await kept(bare);
        return alarm && (!token || alarm.scheduledTime < claimsOf(token).exp * 1000);
      });
      await browser.stopWorker();
      const mark = await server.mark();
      const next = await renewed(token);
      expect(await server.since(mark)).toEqual([MINT]);
      expect(await browser.workerRuns()).toBe(true);
      const { iat, exp } = claimsOf(next);
      expect(exp * 1000).toBeGreaterThan(Date.now());
      if (token) expect(iat).toBeLessThan(claimsOf(token).exp);
      token = next;
    }
  });

  it('is there again after the browser was closed and started with the same profile', async () => {
    await browser.close();
    const mark = await server.mark();
    await start();
    const first = await renewed(undefined);
    expect(await server.since(mark)).toEqual(['GET /v1/client']);
    await until('the alarm', async () => (await kept(bare)).alarm);
    await browser.stopWorker();
    await renewed(first);
    expect(await server.since(mark)).toEqual(['GET /v1/client', MINT]);
  });

  it('backs off while the server is away, signs nobody out, and resumes', async () => {
    await until('the alarm', async () => (await kept(bare)).alarm?.periodInMinutes === 1);
    const { token } = await kept(bare);
    await browser.stopWorker();
    await server.kill();
    for (const period of [2, 4]) {
      await hurry(bare);
      const alarm = await until('the alarm of a server that is away', async () => {
        const { alarm } = await kept(bare);
        return alarm?.periodInMinutes === period && alarm;
      }, { withinMs: 20_000 });
      const wait = alarm.scheduledTime - Date.now();
      expect(wait).toBeGreaterThan((period / 2) * 30_000 - 10_000);
      expect(wait).toBeLessThanOrEqual((period / 2) * 30_000);
      await browser.stopWorker();
    }
    await server.startAgain();
    await hurry(bare);
    await renewed(token);
    await until('the usual alarm', async () => (await kept(bare)).alarm?.periodInMinutes === 1);
  });

  it('lets the worker sleep through what others write, ends with the sign-in, and begins with the next', async () => {
    const page = await browser.openPage('home.html');
    await page.evaluate('loaded.then(() => true)');
    await browser.stopWorker();
    const starts = browser.workerStarts;
    await bare.evaluate(`(async () => {
      for (let count = 0; count < 50; count++) await chrome.storage.session.set({ count });
      await chrome.storage.session.remove('count');
    })()`);
    expect(browser.workerStarts).toBe(starts);

    await page.evaluate('clerk.signOut()');
    await until('no alarm', async () => !(await kept(bare)).alarm, { withinMs: LIFE_SECS * 1000 + 5000 });
    expect(await kept(bare)).toEqual({});
    await browser.stopWorker();
    await signInOn(page, await anAccount(server));
    await until('the alarm of the next sign-in', async () => (await kept(bare)).alarm);
  });
});

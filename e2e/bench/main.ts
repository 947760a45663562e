// How long a service worker takes from a cold start to a token. `cargo xtask bench` runs this.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Browser } from '../support/chromium/browser.ts';
import { buildFixture, WASM_POLICY, type Entries } from '../support/fixture-extension.ts';
import { Server } from '../support/server.ts';
import { anAccount, signInOn } from '../support/steps.ts';

const ROUNDS = 15;

const server = await Server.start();
try {
  console.log('cold wake, median of', ROUNDS, '      to a stored token   to a new token   requests');
  for (const entries of ['javascript', 'wasm'] as const) await measure(entries);
} finally {
  await server.stop();
}

async function measure(entries: Entries): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'));
  const manifest = entries === 'wasm' ? { content_security_policy: WASM_POLICY } : {};
  await buildFixture(folder, { publishableKey: server.instance.publishable_key, entries, manifest });
  const browser = await Browser.launch(folder);
  try {
    const home = await browser.openPage('home.html');
    await signInOn(home, await anAccount(server));
    await home.close();
    const bare = await browser.openPage('tabs/background-worker-demo.html');
    const ask = () =>
      bare.evaluate<number>(`(async () => {
        const start = performance.now();
        const { token, error } = await chrome.runtime.sendMessage({ what: 'token' });
        if (!token) throw new Error(error?.message ?? 'signed out');
        return performance.now() - start;
      })()`);
    const stored: number[] = [];
    const minted: number[] = [];
    await ask();
    const mark = await server.mark();
    for (let round = 0; round < ROUNDS; round++) {
      await browser.stopWorker();
      stored.push(await ask());
      await browser.stopWorker();
      // Who is signed in stays known; the token is gone, as if it had expired.
      await bare.evaluate(`(async () => {
        const items = await chrome.storage.session.get();
        for (const [key, text] of Object.entries(items)) {
          const item = JSON.parse(text);
          await chrome.storage.session.set({ [key]: JSON.stringify({ ...item, token: undefined, tokens: [], until: 0 }) });
        }
      })()`);
      minted.push(await ask());
    }
    const requests = (await server.since(mark)).length / ROUNDS;
    console.log(`${entries.padEnd(30)} ${ms(stored)} ${ms(minted)} ${requests.toFixed(1).padStart(10)}`);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function ms(samples: number[]): string {
  const median = samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? NaN;
  return `${median.toFixed(1)} ms`.padStart(17);
}

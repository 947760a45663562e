import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import { buildFixture, type FixtureOptions } from '../support/fixture-extension.ts';

const KEY = `pk_test_${btoa('auth.nightdesk.localhost:9$')}`;

describe('an extension that is set up wrongly', () => {
  let browser: Browser | undefined;
  let folder = '';

  afterEach(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the worker says when it is asked for a token. */
  async function complaint(options: FixtureOptions): Promise<{ code?: string; message: string }> {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-extension-'));
    browser = await Browser.launch(await buildFixture(folder, options));
    const bare = await browser.openPage('tabs/background-worker-demo.html');
    const { error } = await bare.evaluate<{ error: { code?: string; message: string } }>(
      `chrome.runtime.sendMessage({ what: 'token' })`,
    );
    return error;
  }

  it('is told that it has no publishable key', async () => {
    const { code, message } = await complaint({ publishableKey: '' });
    expect(message).toMatch(/publishableKey/);
    expect(code).toBeTruthy();
  });

  it('is told that its key is cut short', async () => {
    expect((await complaint({ publishableKey: KEY.slice(0, 20) })).message).toMatch(/publishable ?key/i);
  });

  it('is told that the manifest lacks the storage permission', async () => {
    const { message } = await complaint({ publishableKey: KEY, manifest: { permissions: ['sidePanel'] } });
    expect(message).toMatch(/storage/);
    expect(message).toMatch(/manifest\.json/);
  });

  it("is told to add 'wasm-unsafe-eval' when it uses the WebAssembly entries without it", async () => {
    const { message } = await complaint({ publishableKey: KEY, entries: 'wasm' });
    expect(message).toContain("'wasm-unsafe-eval'");
    expect(message).toContain('content_security_policy');
  });
});

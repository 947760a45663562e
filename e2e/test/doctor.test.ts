import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import { buildExtension } from '../support/extension.ts';
import { buildFixture, WASM_POLICY } from '../support/fixture-extension.ts';
import { binary } from '../support/workspace.ts';

const KEY = `pk_live_${btoa('auth.nightdesk.localhost:9$')}`;

interface Report {
  extension_id: string;
  findings: { code: string; message: string }[];
}

/** What `nightdesk doctor` says of a folder; it ends with 1 if it found errors. */
async function doctor(folder: string): Promise<Report> {
  const run = promisify(execFile)(binary(), ['doctor', '--json', '--offline', folder]);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as Report;
}

const codes = ({ findings }: Report) => findings.map(({ code }) => code).filter((code) => code !== 'server_not_asked');

describe('the doctor', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-extension-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing to complain about in the demo, with or without a web app that it follows', async () => {
    for (const syncHost of [undefined, 'http://app.nightdesk.localhost:9']) {
      const report = await doctor(await buildExtension(folder, KEY, { syncHost }));
      expect(codes(report)).toEqual([]);
      expect(report.extension_id).toBe('afgmcokapbekdjonmmonppdlhblphhki');
    }
  });

  it('reads the sync host out of the minified demo', async () => {
    await buildExtension(folder, KEY, { syncHost: 'http://app.nightdesk.localhost:9' });
    const file = join(folder, 'manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8')) as chrome.runtime.ManifestV3;
    await writeFile(file, JSON.stringify({ ...manifest, permissions: ['storage', 'sidePanel'] }));
    expect(codes(await doctor(folder))).toEqual(['manifest_cookies_missing']);
  });

  it('knows the WebAssembly entries, and the policy that they need', async () => {
    await buildFixture(folder, { publishableKey: KEY, entries: 'wasm' });
    expect(codes(await doctor(folder))).toContain('wasm_csp_missing');
    const manifest = { content_security_policy: WASM_POLICY };
    await buildFixture(folder, { publishableKey: KEY, entries: 'wasm', manifest });
    expect(codes(await doctor(folder)).filter((code) => code.startsWith('wasm'))).toEqual([]);
    await buildFixture(folder, { publishableKey: KEY, manifest });
    expect(codes(await doctor(folder))).toContain('wasm_csp_unused');
  });

  it('tells the id that Chromium gives, from the path where there is no key', async () => {
    await buildFixture(folder, { publishableKey: KEY });
    const report = await doctor(folder);
    expect(codes(report)).toContain('extension_id_unstable');
    const browser = await Browser.launch(folder);
    await browser.close();
    expect(report.extension_id).toBe(browser.extensionId);
  });
});

// What the official client sends, kept for the tests of our package, which hold our requests against it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { Browser } from '../../../e2e/support/chromium/browser.ts';
import { MinimalApi } from '../../../e2e/support/minimal-api.ts';
import { at } from '../../../e2e/support/workspace.ts';
import { record, type Recorded } from '../recorded/record.ts';
import { buildExtension } from '../support/build.ts';
import { Stand } from '../support/stand.ts';

const FIXTURE = at('packages', 'chrome-extension', 'test', 'fixtures', 'official-requests.jsonl');
const INSTANCES = { production: 'live', development: 'test' } as const;

let folder: string;
let apis: MinimalApi[];
let browsers: Browser[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-recorded-'));
  apis = await Promise.all([MinimalApi.start(), MinimalApi.start()]);
  for (const [index, [instance, environment]] of Object.entries(INSTANCES).entries()) {
    await buildExtension(join(folder, instance), instance, {
      publishableKey: apis[index]!.publishableKey(environment),
      worker: 'official',
      page: 'official',
      hosts: ['frontend-api.test'],
    });
  }
  const flags = ['--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND', '--ignore-certificate-errors'];
  browsers = await Browser.launchAll(Object.keys(INSTANCES).map((instance) => join(folder, instance)), { flags });
});

afterAll(async () => {
  await browsers[0]?.close();
  for (const api of apis ?? []) await api.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it('the official client sends what is recorded of it', async () => {
  const lines: string[] = [];
  for (const [index, instance] of Object.keys(INSTANCES).entries()) {
    const on = await Stand.of(instance, join(folder, instance), browsers[index]!, [apis[index]!, apis[index]!]);
    for (const request of await record(on, instance as Recorded['instance'])) lines.push(`${JSON.stringify(request)}\n`);
  }
  if (process.env.RECORD) await writeFile(FIXTURE, lines.join(''));
  expect(lines.join(''), 'record it anew with `cargo xtask conformance --record`').toBe(await readFile(FIXTURE, 'utf8'));
});

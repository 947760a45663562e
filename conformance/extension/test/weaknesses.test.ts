// Behaviours in which the packages differ: each is observed on both, by the same code, and must be as written down.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../../../e2e/support/chromium/browser.ts';
import { MinimalApi } from '../../../e2e/support/minimal-api.ts';
import { buildExtension, type Sdk } from '../support/build.ts';
import { BEHAVIOURS } from '../weaknesses/all.ts';
import { APP, Stand } from '../weaknesses/stand.ts';

const SDKS: Sdk[] = ['ours', 'official'];

let folder: string;
let apis: [MinimalApi, MinimalApi];
let stands: Record<Sdk, Stand>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-weaknesses-'));
  apis = [await MinimalApi.start(), await MinimalApi.start()];
  const hosts = ['frontend-api.test', APP, `*.${APP}`];
  const folders = SDKS.map((sdk) => join(folder, sdk));
  for (const [at, sdk] of SDKS.entries()) {
    const popup = sdk === 'ours' ? 'page' : 'official-popup';
    await buildExtension(folders[at]!, sdk, { publishableKey: apis[0].publishableKey(), worker: sdk, page: sdk, popup, hosts });
  }
  const flags = ['--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND', '--ignore-certificate-errors'];
  const browsers = await Browser.launchAll(folders, { flags });
  const made = await Promise.all(SDKS.map(async (sdk, at) => [sdk, await Stand.of(sdk, folders[at]!, browsers[at]!, apis)] as const));
  stands = Object.fromEntries(made) as typeof stands;
});

afterAll(async () => {
  await stands?.ours.browser.close();
  for (const api of apis ?? []) await api.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe.each(Object.entries(BEHAVIOURS))('%s', (_about, behaviours) => {
  describe.each(behaviours)('$name', ({ observe, ours, official }) => {
    // The two share the frontend APIs, so each begins afresh.
    it('holds for our package', async () => {
      await stands.ours.reset();
      expect(await observe(stands.ours)).toBe(ours);
    });

    it('does not hold for the official package', async () => {
      expect(official).not.toBe(ours);
      await stands.official.reset();
      expect(await observe(stands.official)).toBe(official);
    });
  });
});

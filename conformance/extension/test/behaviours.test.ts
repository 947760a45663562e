// Behaviours in which the packages differ: each is observed on both, by the same code, and must be as written down.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Browser } from '../../../e2e/support/chromium/browser.ts';
import { MinimalApi } from '../../../e2e/support/minimal-api.ts';
import { buildExtension, type Sdk } from '../support/build.ts';
import { BEHAVIOURS, WOKEN } from '../behaviours/all.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { APP, Stand } from '../support/stand.ts';

const SDKS: Sdk[] = ['ours', 'official'];

let folder: string;
let apis: MinimalApi[];
let stands: Record<Sdk, Stand>;
let woken: Record<Sdk, Stand>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-behaviours-'));
  // Workers that are woken send requests whenever a cookie changes, so they have a frontend API of their own.
  apis = await Promise.all([MinimalApi.start(), MinimalApi.start(), MinimalApi.start()]);
  const [api, other, ofWoken] = apis as [MinimalApi, MinimalApi, MinimalApi];
  const built = SDKS.flatMap((sdk) => [
    { name: sdk, sdk, api, firstTurn: null },
    { name: `${sdk}-woken`, sdk, api: ofWoken, firstTurn: { syncHost: `https://${APP}` } },
  ]);
  for (const { name, sdk, api, firstTurn } of built) {
    await buildExtension(join(folder, name), name, {
      publishableKey: api.publishableKey(),
      worker: sdk,
      page: sdk,
      firstTurn,
      hosts: ['frontend-api.test', APP, `*.${APP}`],
    });
  }
  const flags = ['--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND', '--ignore-certificate-errors'];
  const browsers = await Browser.launchAll(built.map(({ name }) => join(folder, name)), { flags });
  const made = await Promise.all(built.map(({ name, api }, at) => Stand.of(name, join(folder, name), browsers[at]!, [api, other])));
  stands = { ours: made[0]!, official: made[2]! };
  woken = { ours: made[1]!, official: made[3]! };
});

afterAll(async () => {
  await stands?.ours.browser.close();
  for (const api of apis ?? []) await api.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe.each(Object.entries(BEHAVIOURS))('%s', (about, behaviours) => {
  const observed = async (sdk: Sdk, { observe }: Behaviour) => {
    const on = (about === WOKEN ? woken : stands)[sdk];
    await on.reset();
    return observe(on);
  };

  // In a loop, because `describe.each` would cut the names short.
  for (const behaviour of behaviours) {
    it(`${behaviour.name}: holds for our package`, async () => {
      expect(await observed('ours', behaviour)).toBe(behaviour.ours);
    });

    it(`${behaviour.name}: does not hold for the official package`, async () => {
      expect(behaviour.official).not.toBe(behaviour.ours);
      expect(await observed('official', behaviour)).toBe(behaviour.official);
    });
  }
});

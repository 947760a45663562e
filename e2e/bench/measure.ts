import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Browser } from '../support/chromium/browser.ts';
import { MinimalApi } from '../support/minimal-api.ts';
import { buildExtension, NAMES, type Name, type Sizes } from './extensions.ts';
import { ROWS, type Row } from './rows.ts';
import { Subject, type Heap, type Sample } from './subject.ts';

export type ByName<T> = Record<Name, T>;

export interface Figures {
  sizes: ByName<Sizes>;
  rows: { row: Row; samples: ByName<Sample[]> }[];
  heaps: ByName<Heap[]>;
}

/**
 * Chromium gives each extension a process when it starts, and some come off better than others for as long as it runs. So
 * it is started anew now and then, with the extensions in another order.
 */
const ROUNDS_PER_LAUNCH = 10;

/** Measures all extensions in one browser against one frontend API, in turns. */
export async function measure(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'));
  const api = await MinimalApi.start();
  try {
    const sizes = await byName((name) => buildExtension(name, join(folder, name), api));
    const rows: Figures['rows'] = [];
    for (const row of ROWS) rows.push({ row, samples: await byName(() => []) });
    const heaps = await byName<Heap[]>(() => []);
    const launches = Math.ceil(rounds / ROUNDS_PER_LAUNCH);
    for (let launch = 0; launch < launches; launch++) {
      process.stderr.write(`browser ${launch + 1} of ${launches}\n`);
      const names = NAMES.map((_, at) => NAMES[(at + launch) % NAMES.length]!);
      const browsers = await Browser.launchAll(names.map((name) => join(folder, name)), { flags: MinimalApi.browserFlags });
      try {
        const subjects = await Promise.all(names.map((name, at) => Subject.of(name, browsers[at]!, api)));
        const share = Math.min(ROUNDS_PER_LAUNCH, rounds - launch * ROUNDS_PER_LAUNCH);
        for (const { row, samples } of rows) await inTurns(row, api, subjects, share, samples);
        await weigh(api, subjects, heaps);
      } finally {
        await browsers[0]?.close();
      }
    }
    return { sizes, rows, heaps };
  } finally {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Adds a sample of each extension per round. */
async function inTurns(row: Row, api: MinimalApi, subjects: Subject[], rounds: number, samples: ByName<Sample[]>): Promise<void> {
  await row.prepare(api, subjects);
  for (let round = -1; round < rounds; round++) {
    await row.between?.();
    // Back and forth, so that nobody always comes after the same one.
    for (const subject of round % 2 ? subjects : [...subjects].reverse()) {
      const sample = await row.ask(subject);
      // The first round warms up the browser's own caches and is not counted.
      if (round >= 0) samples[subject.name].push(sample);
    }
  }
}

/** Adds the heaps after the first token of a sign-in that was known only by its client JWT. */
async function weigh(api: MinimalApi, subjects: Subject[], heaps: ByName<Heap[]>): Promise<void> {
  api.delayMs = 0;
  for (const subject of subjects) {
    await subject.reset();
    await subject.ask();
    heaps[subject.name].push(await subject.heap());
  }
}

async function byName<T>(make: (name: Name) => T | Promise<T>): Promise<ByName<T>> {
  const made: [Name, T][] = [];
  for (const name of NAMES) made.push([name, await make(name)]);
  return Object.fromEntries(made) as ByName<T>;
}

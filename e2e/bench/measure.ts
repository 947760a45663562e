import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Browser } from '../support/chromium/browser.ts';
import { MinimalApi } from '../support/minimal-api.ts';
import { buildExtension, NAMES, type Name } from './extensions.ts';
import { ROWS, type Row } from './rows.ts';
import { Subject, type Sample } from './subject.ts';

export type ByName<T> = Record<Name, T>;

export interface Figures {
  /** Bytes of the worker's file, gzipped. */
  sizes: ByName<number>;
  rows: { row: Row; samples: ByName<Sample[]> }[];
  heaps: ByName<{ used: number; buffers: number }>;
}

/** Measures all extensions in one browser against one frontend API, in turns. */
export async function measure(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'));
  const api = await MinimalApi.start();
  try {
    const sizes = await byName((name) => buildExtension(name, join(folder, name), api));
    const browsers = await Browser.launchAll(NAMES.map((name) => join(folder, name)), { flags: MinimalApi.browserFlags });
    try {
      const subjects = await Promise.all(NAMES.map((name, at) => Subject.of(name, browsers[at]!, api)));
      const rows: Figures['rows'] = [];
      for (const row of ROWS) rows.push({ row, samples: await inTurns(row, api, subjects, rounds) });
      return { sizes, rows, heaps: await heaps(api, subjects) };
    } finally {
      await browsers[0]?.close();
    }
  } finally {
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function inTurns(row: Row, api: MinimalApi, subjects: Subject[], rounds: number): Promise<ByName<Sample[]>> {
  process.stderr.write(`${row.title}\n`);
  await row.prepare(api, subjects);
  const samples = await byName(() => Promise.resolve<Sample[]>([]));
  for (let round = -1; round < rounds; round++) {
    await row.between?.();
    for (const subject of subjects) {
      const sample = await row.ask(subject);
      // The first round warms up the browser's own caches and is not counted.
      if (round >= 0) samples[subject.name].push(sample);
    }
  }
  return samples;
}

/** After the first token of a sign-in that was known only by its client JWT. */
async function heaps(api: MinimalApi, subjects: Subject[]): Promise<Figures['heaps']> {
  api.delayMs = 0;
  const of = new Map(subjects.map((subject) => [subject.name, subject]));
  return byName(async (name) => {
    const subject = of.get(name)!;
    await subject.reset();
    await subject.ask();
    return subject.heap();
  });
}

async function byName<T>(make: (name: Name) => Promise<T>): Promise<ByName<T>> {
  const made: [Name, T][] = [];
  for (const name of NAMES) made.push([name, await make(name)]);
  return Object.fromEntries(made) as ByName<T>;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { inOnePiece, type Sdk } from '../support/build.ts';
import type { Behaviour } from './behaviour.ts';
import type { Stand } from '../support/stand.ts';

const KB = 1024;

/** What a worker loads. */
export const BUNDLE: Behaviour[] = [
  {
    name: 'a worker is small, gzipped',
    ours: 'under 50 KB',
    official: 'over 300 KB',
    observe: async (on) => size(gzipSync(await workerCode(on), { level: 9 }).length, 50, 300),
  },
  {
    name: 'a worker has no password dictionaries',
    ours: 'without',
    official: 'with',
    async observe(on) {
      const code = await workerCode(on);
      // Two of the passwords that are guessed first.
      return code.includes('trustno1') && code.includes('letmein') ? 'with' : 'without';
    },
  },
  {
    name: 'a worker in one piece has no sign-in pages',
    ours: 'under 200 KB',
    official: 'over 2500 KB',
    observe: async (on) => size(await inOnePiece('worker', on.name as Sdk), 200, 2500),
  },
];

function size(bytes: number, under: number, over: number): string {
  if (bytes < under * KB) return `under ${under} KB`;
  return bytes > over * KB ? `over ${over} KB` : `${Math.round(bytes / KB)} KB`;
}

/** The worker's file and what it imports, whole; not what it would import on demand. */
async function workerCode({ folder, name }: Stand): Promise<string> {
  const read = new Map<string, string>();
  const follow = async (file: string) => {
    if (read.has(file)) return;
    const code = await readFile(join(folder, file), 'utf8');
    read.set(file, code);
    for (const [, imported] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) await follow(imported!);
  };
  await follow(`${name}.js`);
  return [...read.values()].join('\n');
}

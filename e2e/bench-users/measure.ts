import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { chooseImport } from '../support/import.ts';
import { Server } from '../support/server.ts';
import { until } from '../support/until.ts';

/** Of "password", at the least cost: it is only taken over. */
const DIGEST = '$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm';

/** What is searched for: everybody, one, some, by each column, and what nobody has. */
const QUERIES = ['', 'user7', 'user77', 'USER500@EXAMPLE.COM', 'example.com', 'ada', 'Ada7', 'lovelace', 'Lovelace500', 'nobody'];
const SAMPLES = 60;
const FEW = 1000;
const HOUR_MS = 60 * 60 * 1000;

export interface Measured {
  /** Of the import through the page, the server killed in its middle included. */
  importSecs: number;
  /** The most that either server process had resident during it. */
  memoryMb: number;
  /** What the page says at the end of it. */
  outcome: string;
  count: number;
  /** Whole requests from the page, by query: medians with few users, and with all. */
  searches: { query: string; fewMs: number; allMs: number }[];
  /** From the click on Users to the first row on the page. */
  firstRowsMs: number;
}

export async function measure(name: string, users: number, database?: string): Promise<Measured> {
  const say = (what: string) => void process.stderr.write(`${name}: ${what}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-bench-users-'));
  const server = await Server.start({ database });
  let browser: Browser | undefined;
  try {
    browser = await Browser.launch(await bareExtension(folder));
    const page = await browser.open(server.instance.dashboard_url);
    await page.see('publishable-key');
    await page.evaluate(`location.hash = '#import'`);

    say(`importing ${FEW} users`);
    await chooseImport(page, await csv(folder, 0, FEW));
    await ended(page);
    const few = await searches(page);

    say(`importing ${users - FEW} more, killing the server in the middle`);
    const rest = await csv(folder, FEW, users);
    const started = performance.now();
    await chooseImport(page, rest);
    const progress = () => page.evaluate<number>(`document.querySelector('[data-testid="import-progress"]')?.value ?? 0`);
    await until('half of the import', async () => (await progress()) >= users / 2, { withinMs: HOUR_MS, everyMs: 200 });
    const before = await server.mostMemoryMb();
    await server.kill();
    await server.startAgain();
    const outcome = await ended(page);
    const importSecs = (performance.now() - started) / 1000;
    const memoryMb = Math.max(before, await server.mostMemoryMb());

    say('searching');
    const all = await searches(page);
    return {
      importSecs,
      memoryMb,
      outcome,
      count: await count(server),
      searches: QUERIES.map((query, at) => ({ query, fewMs: few[at]!, allMs: all[at]! })),
      firstRowsMs: await firstRows(page),
    };
  } finally {
    await browser?.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The browser is started with one; the dashboard needs none. */
async function bareExtension(folder: string): Promise<string> {
  const bare = join(folder, 'extension');
  await mkdir(bare);
  await writeFile(join(bare, 'worker.js'), '');
  const manifest = { manifest_version: 3, name: 'bare', version: '1.0', background: { service_worker: 'worker.js' } };
  await writeFile(join(bare, 'manifest.json'), JSON.stringify(manifest));
  return bare;
}

/** Writes records of users to a file. */
async function csv(folder: string, from: number, to: number): Promise<string> {
  const path = join(folder, `${from}.csv`);
  const rows = Array.from({ length: to - from }, (_, row) => {
    const n = from + row;
    return `user${n}@example.com,Ada${n},Lovelace${n % FEW},${DIGEST},bcrypt`;
  });
  await writeFile(path, ['email_address,first_name,last_name,password_digest,password_hasher', ...rows].join('\n'));
  return path;
}

/** Waits for an import to end; what the page says of it. */
function ended(page: Page): Promise<string> {
  return until(
    'the end of the import',
    async () => {
      const status = await page.text('import-status');
      return status?.startsWith('Done.') && status;
    },
    { withinMs: HOUR_MS, everyMs: 200 },
  );
}

/** The median time of each query, all of them in turns. */
async function searches(page: Page): Promise<number[]> {
  const ms = await page.evaluate<number[][]>(`(async () => {
    const queries = ${JSON.stringify(QUERIES)};
    const ms = queries.map(() => []);
    for (let sample = -1; sample < ${SAMPLES}; sample++) {
      for (const [at, query] of queries.entries()) {
        const started = performance.now();
        const answer = await fetch('/dashboard/api/users?limit=20&query=' + encodeURIComponent(query));
        if (!answer.ok) throw new Error(query + ': ' + answer.status);
        await answer.json();
        if (sample >= 0) ms[at].push(performance.now() - started);
      }
    }
    return ms;
  })()`);
  return ms.map((samples) => samples.sort((a, b) => a - b)[SAMPLES / 2]!);
}

function firstRows(page: Page): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const started = performance.now();
    const look = () => document.querySelector('[data-testid="user"]') ? resolve(performance.now() - started) : requestAnimationFrame(look);
    location.hash = '#users';
    look();
  })`);
}

async function count(server: Server): Promise<number> {
  return (await server.backend('GET', '/users/count'))['total_count'] as number;
}

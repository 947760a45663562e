import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { chooseImport } from '../support/import.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const USERS = 4000;
// Of "password", at the least cost.
const DIGEST = '$2b$04$abcdefghijklmnopqrstuughE8Ev8uGFaUgY2cNEySvxngrb/Jzdm';

describe('an import of users', () => {
  let on: Stage;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-import-'));
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await page.evaluate(`location.hash = '#import'`);
  });

  afterAll(async () => {
    await on?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const count = async () => (await on.server.backend('GET', '/users/count'))['total_count'] as number;
  const progress = () => page.evaluate<number>(`document.querySelector('[data-testid="import-progress"]')?.value ?? 0`);

  it('tells which records were refused, and why', async () => {
    const path = join(folder, 'few.csv');
    await writeFile(path, 'email_address,first_name,shoe_size\nada@example.com,Ada,38\nno address,Ben,40\n');
    await chooseImport(page, path);
    await until('the end', async () => (await page.text('import-status'))?.startsWith('Done. 1 added, 1 refused, of 2.'));
    expect(await page.see('refusal')).toContain('no address');
    expect(await page.evaluate<string>('document.body.textContent')).toContain('not taken over: shoe_size');
  });

  it('goes on after the server was killed in the middle, and adds nobody twice', async () => {
    const path = join(folder, 'many.csv');
    const rows = Array.from({ length: USERS }, (_, n) => `user${n}@example.com,${DIGEST},bcrypt`);
    await writeFile(path, ['email_address,password_digest,password_hasher', ...rows].join('\n'));
    await chooseImport(page, path);
    await until('a part of the import', async () => (await progress()) >= 250);
    await on.server.kill();
    const before = await progress();
    expect(before).toBeLessThan(USERS);
    await on.server.startAgain();
    await until('the end', async () => (await page.text('import-status'))?.startsWith(`Done. ${USERS} added, 0 refused`), { withinMs: 60_000 });
    expect(await count()).toBe(USERS + 1);
  });
});

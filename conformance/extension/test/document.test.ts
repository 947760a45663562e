import { readFile, writeFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { BEHAVIOURS } from '../behaviours/all.ts';
import { DOCUMENT, officialVersion, withTables } from '../behaviours/document.ts';

it('the document that compares the packages says what is observed, of the version that is installed', async () => {
  const text = await readFile(DOCUMENT, 'utf8');
  const current = withTables(text, BEHAVIOURS);
  if (process.env.RECORD) await writeFile(DOCUMENT, current);
  else expect(text, 'write it anew with `cargo xtask conformance --record`').toBe(current);
  expect(text).toContain(`\`@clerk/chrome-extension\` ${await officialVersion()}`);
});

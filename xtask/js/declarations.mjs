// What the builds of our packages share.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Names the files that declarations import in full: compilers that resolve as Node does want it so, and take anything for `any`
 * where they find no file.
 */
export async function nameFiles(folder) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace(/((?:from|import|import\()\s*['"]\.{1,2}\/[^'"]*?)(?:\.js)?(['"])/g, '$1.js$2'));
  }
}

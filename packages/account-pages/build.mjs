// Writes the scripts in static/ from src/, the elements and the resources of the extension package. The server embeds them, so they are
// kept in the repository: whoever builds the server needs no Node. With `--check`, says whether they are what the sources give.
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const others = await readFile(here('../elements/LICENSE-THIRD-PARTY'), 'utf8');
const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));

const { outputFiles } = await build({
  absWorkingDir: here('../..'),
  // Each has all that it needs: a page loads one of them.
  entryPoints: { pages: 'packages/account-pages/src/pages.ts', user: 'packages/account-pages/src/user.ts' },
  outdir: 'packages/account-pages/static',
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  define: { NIGHTDESK_VERSION: JSON.stringify(version) },
  // What is said of our TypeScript settings must not depend on which package is entered first.
  tsconfigRaw: { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } },
});
for (const { path, text: code } of outputFiles) {
  const text = `// Written by \`cargo xtask pages\`. Change packages/account-pages/src, packages/elements/src or packages/chrome-extension/src instead.\n${code}${code.includes('lean-qr') ? `/*\n${others}*/\n` : ''}`;
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    throw new Error(`packages/account-pages/static/${basename(path)} is not what its sources give; run \`cargo xtask pages\``);
  }
}

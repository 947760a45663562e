// Builds dist/ from src/. The types refer to those of @nightdesk/chrome-extension, which has to be built before.
import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { nameFiles } from '../../xtask/js/declarations.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));

await rm(here('dist'), { recursive: true, force: true });
await build({
  absWorkingDir: here('.'),
  // The profile is a piece of its own, which a page gets that has it, or opens it from the account's button. So is the client of
  // pages of the web, since extensions have another one.
  entryPoints: ['src/index.ts', 'src/user-profile.ts', 'src/web.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'chrome116',
  minify: true,
  legalComments: 'none',
  define: { NIGHTDESK_VERSION: JSON.stringify(version) },
});
execFileSync(process.execPath, [here('../../node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json')], { stdio: 'inherit' });
// What is behind this entry is made of sources of the other package; what is declared by it is not.
const web = ts.transpileDeclaration(await readFile(here('src/web.ts'), 'utf8'), { compilerOptions: { verbatimModuleSyntax: true } });
await writeFile(here('dist/web.d.ts'), web.outputText);
await nameFiles(here('dist'));

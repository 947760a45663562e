// Builds dist/ from src/. The types refer to those of @nightdesk/chrome-extension, which has to be built before.
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { nameFiles } from '../../xtask/js/declarations.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await rm(here('dist'), { recursive: true, force: true });
await build({
  absWorkingDir: here('.'),
  // The profile is a piece of its own, which a page gets that has it, or opens it from the account's button.
  entryPoints: ['src/index.ts', 'src/user-profile.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'chrome116',
  minify: true,
  legalComments: 'none',
});
execFileSync(process.execPath, [here('../../node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json')], { stdio: 'inherit' });
await nameFiles(here('dist'));

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { at } from './workspace.ts';

export interface ExampleOptions {
  /** Folder of `examples/`. */
  example?: 'extension' | 'react-popup' | undefined;
  syncHost?: string | undefined;
  browser?: 'chrome' | 'firefox';
}

/** Builds the demo extension, or another example, unpacked, for a publishable key. `cargo xtask` has built the package it uses. */
export async function buildExtension(
  out: string,
  publishableKey: string,
  { example = 'extension', syncHost, browser = 'chrome' }: ExampleOptions = {},
): Promise<string> {
  const require = createRequire(at('package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--emptyOutDir', '--logLevel', 'warn', '--outDir', out], {
    cwd: at('examples', example),
    env: {
      ...process.env,
      NIGHTDESK_BROWSER: browser,
      NIGHTDESK_PUBLISHABLE_KEY: publishableKey,
      ...(syncHost && { NIGHTDESK_SYNC_HOST: syncHost }),
    },
  });
  return out;
}

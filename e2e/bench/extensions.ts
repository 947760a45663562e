import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build, type Metafile } from 'esbuild';

import { WASM_POLICY } from '../support/fixture-extension.ts';
import type { MinimalApi } from '../support/minimal-api.ts';
import { at } from '../support/workspace.ts';

export type Name = 'floor' | 'one-request' | 'official' | 'js' | 'wasm';

interface Kind {
  worker: 'floor' | 'one-request' | 'documented';
  /** The module that the documented worker imports, and the folder whose packages it comes from. */
  sdk?: { entry: string; from: string };
  policy?: boolean;
  /** The official package loads its pages on demand; a bundle in one piece would hold them too. */
  splits?: boolean;
}

const OURS = at('target', 'npm', 'unpacked');

/** What is measured side by side, in this order in every round. */
export const KINDS: Record<Name, Kind> = {
  floor: { worker: 'floor' },
  'one-request': { worker: 'one-request' },
  official: { worker: 'documented', sdk: { entry: '@clerk/chrome-extension/client', from: at('conformance', 'official') }, splits: true },
  js: { worker: 'documented', sdk: { entry: '@nightdesk/chrome-extension/client', from: OURS } },
  wasm: { worker: 'documented', sdk: { entry: '@nightdesk/chrome-extension/client-wasm', from: OURS }, policy: true },
};

export const NAMES = Object.keys(KINDS) as Name[];

/** A page that runs nothing, to send messages from. */
export const BARE = 'tabs/background-worker-demo.html';

/** Builds one into `out`; returns the size of what its worker loads, gzipped. */
export async function buildExtension(name: Name, out: string, api: MinimalApi): Promise<number> {
  const { worker, sdk, policy, splits = false } = KINDS[name];
  await mkdir(out);
  const { metafile } = await build({
    entryPoints: { [name]: at('e2e', 'bench', 'workers', `${worker}.ts`) },
    absWorkingDir: out,
    outdir: out,
    bundle: true,
    minify: true,
    metafile: true,
    format: splits ? 'esm' : 'iife',
    splitting: splits,
    target: 'chrome116',
    define: {
      PUBLISHABLE_KEY: JSON.stringify(api.publishableKey()),
      FRONTEND_API: JSON.stringify(api.frontendApi),
      'process.env.NODE_ENV': '"production"',
    },
    logLevel: 'error',
    plugins: [
      {
        name: 'sdk',
        setup(building) {
          building.onResolve({ filter: /^sdk:/ }, ({ kind }) => building.resolve(sdk!.entry, { kind, resolveDir: sdk!.from }));
        },
      },
    ],
  });
  const host = api.frontendApi.replace(/:\d+$/, '');
  const manifest = {
    manifest_version: 3,
    name,
    version: '1.0',
    background: { service_worker: `${name}.js`, ...(splits && { type: 'module' }) },
    permissions: ['storage'],
    host_permissions: [`https://${host}/*`],
    ...(policy && { content_security_policy: WASM_POLICY }),
  };
  await mkdir(join(out, 'tabs'));
  await writeFile(join(out, BARE), '<!doctype html><meta charset="utf-8"><title>Bench</title>');
  await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest));
  const sizes = await Promise.all(loaded(metafile, `${name}.js`).map(async (file) => gzipSync(await readFile(join(out, file)), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The file and what it imports, whole; not what it would import on demand. */
function loaded({ outputs }: Metafile, file: string, found = new Set<string>()): string[] {
  found.add(file);
  for (const { path, kind } of outputs[file]?.imports ?? []) {
    if (kind === 'import-statement' && !found.has(path)) loaded({ outputs, inputs: {} }, path, found);
  }
  return [...found];
}

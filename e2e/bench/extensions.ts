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
  /** The modules that the documented worker and a popup import, and the folder whose packages they come from. */
  sdk?: { worker: string; popup: string; from: string };
  policy?: boolean;
  /** The official package loads its pages on demand; a bundle in one piece would hold them too. */
  splits?: boolean;
}

const OURS = at('target', 'npm', 'unpacked');

/** What is measured side by side, in this order in every round. */
export const KINDS: Record<Name, Kind> = {
  floor: { worker: 'floor' },
  'one-request': { worker: 'one-request' },
  official: { worker: 'documented', sdk: { ...entries('@clerk/chrome-extension/client'), from: at('conformance', 'official') }, splits: true },
  js: { worker: 'documented', sdk: { ...entries('@nightdesk/chrome-extension/client', 'background'), from: OURS } },
  wasm: { worker: 'documented', sdk: { ...entries('@nightdesk/chrome-extension/client-wasm', 'background-wasm'), from: OURS }, policy: true },
};

/** Where a popup and, if that is another entry, a worker import `createClerkClient()` from, as the package's README says. */
function entries(popup: string, worker = 'client') {
  return { popup, worker: popup.replace(/client.*/, worker) };
}

export const NAMES = Object.keys(KINDS) as Name[];

/** A page that runs nothing, to send messages from. */
export const BARE = 'tabs/background-worker-demo.html';

/** Bytes of JavaScript that are loaded at the start, gzipped. */
export interface Sizes {
  worker: number;
  /** A popup that draws its sign-in itself, without React. */
  popup?: number;
}

/** Builds one into `out`. */
export async function buildExtension(name: Name, out: string, api: MinimalApi): Promise<Sizes> {
  const { worker, sdk, policy, splits } = KINDS[name];
  await mkdir(join(out, 'tabs'), { recursive: true });
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
  await writeFile(join(out, BARE), '<!doctype html><meta charset="utf-8"><title>Bench</title>');
  await writeFile(join(out, 'manifest.json'), JSON.stringify(manifest));
  return {
    worker: await bundle(name, worker, name, sdk?.worker, out, api),
    ...(sdk && { popup: await bundle(name, 'popup', 'popup', sdk.popup, out, api) }),
  };
}

/** Bundles one of `workers/`, and says how big it became. */
async function bundle(name: Name, source: string, target: string, entry: string | undefined, out: string, api: MinimalApi): Promise<number> {
  const { sdk, splits = false } = KINDS[name];
  const { metafile } = await build({
    entryPoints: { [target]: at('e2e', 'bench', 'workers', `${source}.ts`) },
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
          building.onResolve({ filter: /^sdk:/ }, ({ kind }) => building.resolve(entry!, { kind, resolveDir: sdk!.from }));
        },
      },
    ],
  });
  const sizes = await Promise.all(loaded(metafile, `${target}.js`).map(async (file) => gzipSync(await readFile(join(out, file)), { level: 9 }).length));
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

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CreateClerkClientOptions } from '@nightdesk/chrome-extension/client';
import { build, type Plugin } from 'esbuild';

import { at } from '../../../e2e/support/workspace.ts';

/** Whose `createClerkClient()` a script gets. */
export type Sdk = 'official' | 'ours';

export interface ExtensionOptions {
  publishableKey: string;
  /** Whose client the worker uses, and whose the pages. */
  worker: Sdk;
  page: Sdk;
  /** The script of `popup.html`. */
  popup?: string;
  /** Which version of the official package; the newest unless said otherwise. */
  version?: Version;
  /** Options of a client that the worker makes on its first turn. */
  firstTurn?: Partial<CreateClerkClientOptions> | null;
  manifest?: Partial<chrome.runtime.ManifestV3>;
  hosts: string[];
}

/** Of the official package, the oldest supported version is installed beside the newest. */
export type Version = 'newest' | 'oldest';

interface Installed {
  name: string;
  folder: string;
}

const FROM: Record<Sdk, Installed> = {
  official: { name: '@clerk/chrome-extension', folder: at('conformance', 'official') },
  ours: { name: '@nightdesk/chrome-extension', folder: at('target', 'npm', 'unpacked') },
};

function named(sdk: Sdk, version: Version): Installed {
  return sdk === 'official' && version === 'oldest' ? { ...FROM.official, name: 'oldest-chrome-extension' } : FROM[sdk];
}

/** A page that runs nothing, to send messages to the worker from. */
export const BARE = 'tabs/background-worker-demo.html';

/** Builds an extension whose worker file has the extension's name. */
export async function buildExtension(out: string, name: string, options: ExtensionOptions): Promise<string> {
  const { publishableKey, worker, page, popup = 'popup', version = 'newest', firstTurn = null, manifest = {}, hosts } = options;
  const define = {
    PUBLISHABLE_KEY: JSON.stringify(publishableKey),
    FIRST_TURN: JSON.stringify(firstTurn),
    'process.env.NODE_ENV': '"production"',
  };
  await bundle(out, { [name]: 'worker' }, named(worker, version), define);
  await bundle(out, { page: 'page', popup }, named(page, version), define);
  await mkdir(join(out, 'tabs'), { recursive: true });
  await writeFile(join(out, BARE), html(''));
  for (const script of ['page', 'popup']) {
    await writeFile(join(out, `${script}.html`), html(`<div id="root"></div><script type="module" src="${script}.js"></script>`));
  }
  const background = { service_worker: `${name}.js`, type: 'module' };
  const host_permissions = hosts.map((host) => `*://${host}/*`);
  await writeFile(
    join(out, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name, version: '1.0', background, permissions: ['storage', 'cookies'], host_permissions, ...manifest }),
  );
  return out;
}

/** Size of a script, minified, from a bundler that makes one file of everything, as classic workers need. */
export async function inOnePiece(script: string, sdk: Sdk): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [source(script)],
    absWorkingDir: at(),
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'chrome116',
    define: { PUBLISHABLE_KEY: '""', FIRST_TURN: 'null', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    plugins: [resolving(FROM[sdk])],
  });
  return outputFiles[0]!.contents.length;
}

function source(script: string): string {
  return at('conformance', 'extension', 'scripts', `${script}.ts`);
}

/** The official package loads what it can on demand, so both are bundled by a bundler that splits. */
async function bundle(out: string, scripts: Record<string, string>, sdk: Installed, define: Record<string, string>): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(Object.entries(scripts).map(([name, script]) => [name, source(script)])),
    absWorkingDir: at(),
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    target: 'chrome116',
    define,
    logLevel: 'error',
    plugins: [resolving(sdk)],
  });
}

/** Takes `sdk:*` to one of the packages, and React to one copy of it. */
function resolving({ name, folder }: Installed): Plugin {
  return {
    name: 'sdk',
    setup(building) {
      building.onResolve({ filter: /^sdk:/ }, ({ path, kind }) =>
        building.resolve(/^sdk:(react|components)$/.test(path) ? name : path.replace('sdk:', `${name}/`), { kind, resolveDir: folder }),
      );
      building.onResolve({ filter: /^react(-dom)?(\/|$)/ }, ({ path, kind, pluginData }) =>
        pluginData === 'resolved' ? undefined : building.resolve(path, { kind, resolveDir: FROM.official.folder, pluginData: 'resolved' }),
      );
    },
  };
}

function html(body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Conformance</title><style>body { width: 480px; min-height: 560px }</style><body>${body}`;
}

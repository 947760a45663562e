import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'esbuild';

import { at } from './workspace.ts';

/** The entries of the package: plain JavaScript, which every manifest allows, or the WebAssembly module. */
export type Entries = 'javascript' | 'wasm';

export interface FixtureOptions {
  publishableKey: string;
  entries?: Entries;
  /** Changes to the manifest, to try what the client says about it. */
  manifest?: Partial<chrome.runtime.ManifestV3>;
  /** Folder of `e2e/` whose scripts, by name, are built as well, or instead of those of the same name. */
  scripts?: { folder: string; names: string[] };
  /** Constants of those scripts. */
  define?: Record<string, unknown>;
}

/** What the WebAssembly entries ask of a manifest. */
export const WASM_POLICY = { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" };

/** Pages with a client on them; the bare one has none, so that nothing on screen renews a token. */
const PAGES = ['popup.html', 'sidepanel.html', 'home.html'];
const BARE = 'tabs/background-worker-demo.html';

/** Builds, from the packed package if there is one, an extension that shows tests what its client knows. */
export async function buildFixture(out: string, options: FixtureOptions): Promise<string> {
  const { publishableKey, entries = 'javascript', manifest = {}, scripts, define = {} } = options;
  const own = (scripts?.names ?? []).map((name) => [name, at('e2e', scripts?.folder ?? '', `${name}.ts`)]);
  const usual = ['worker', 'page'].map((name) => [name, at('e2e', 'fixture-extension', `${name}.ts`)]);
  const suffix = entries === 'wasm' ? '-wasm' : '';
  const packed = at('target', 'npm', 'unpacked');
  await build({
    entryPoints: Object.fromEntries([...usual, ...own]) as Record<string, string>,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome116',
    outdir: out,
    define: Object.fromEntries(
      Object.entries({ PUBLISHABLE_KEY: publishableKey, ...define }).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    logLevel: 'error',
    plugins: [
      {
        name: 'entries-under-test',
        setup(building) {
          building.onResolve({ filter: /^nightdesk:/ }, ({ path, kind }) =>
            // What a content script loads has no core in it, so there is one build of it.
            building.resolve(`@nightdesk/chrome-extension/${path.slice('nightdesk:'.length)}${path.endsWith('script') ? '' : suffix}`, {
              kind,
              resolveDir: existsSync(packed) ? packed : at('e2e'),
            }),
          );
        },
      },
    ],
  });
  await mkdir(join(out, 'tabs'), { recursive: true });
  for (const page of PAGES) await writeFile(join(out, page), html('<script src="page.js"></script>'));
  await writeFile(join(out, BARE), html(''));
  await writeFile(join(out, 'manifest.json'), JSON.stringify({ ...baseManifest(publishableKey), ...manifest }));
  return out;
}

function baseManifest(publishableKey: string) {
  const frontendApi = Buffer.from(publishableKey.split('_')[2] ?? '', 'base64').toString().replace(/\$$/, '');
  const host = frontendApi.replace(/:\d+$/, '') || 'auth.nightdesk.localhost';
  return {
    manifest_version: 3,
    name: 'Fixture',
    version: '1.0',
    action: { default_popup: 'popup.html' },
    side_panel: { default_path: 'sidepanel.html' },
    background: { service_worker: 'worker.js' },
    permissions: ['storage', 'sidePanel'],
    host_permissions: [`http://${host}/*`, `https://${host}/*`],
  };
}

function html(body: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Fixture</title><body>${body}`;
}

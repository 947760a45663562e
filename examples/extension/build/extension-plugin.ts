import { build, type Plugin, type ResolvedConfig } from 'vite';

import { manifestFor, type Platform } from '../platform.ts';
import { icon, ICON_SIZES } from './icons.ts';

const WORKER_ENTRY = 'src/background/index.ts';

/**
 * Adds to the pages what makes them an extension: manifest, icons and the service worker. The worker is a
 * build of its own because it must be one file: whatever it shared with the pages, it would have to load too.
 */
export function extension(platform: Platform, manifest: () => chrome.runtime.ManifestV3): Plugin {
  let config: ResolvedConfig;
  let manifestJson: string;
  let workerModules: string[] = [];
  return {
    name: 'nightdesk-demo-extension',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
      manifestJson = JSON.stringify(manifestFor(platform, manifest()), null, 2);
    },
    buildStart() {
      [WORKER_ENTRY, ...workerModules].forEach((file) => this.addWatchFile(file));
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: manifestJson });
      for (const size of ICON_SIZES) {
        this.emitFile({ type: 'asset', fileName: `icons/${size}.png`, source: icon(size) });
      }
    },
    async writeBundle() {
      workerModules = await buildWorker(config);
    },
  };
}

/** Writes `background.js` and returns the files it was made of. */
async function buildWorker(pages: ResolvedConfig): Promise<string[]> {
  const files: string[] = [];
  await build({
    configFile: false,
    root: pages.root,
    mode: pages.mode,
    logLevel: 'warn',
    envPrefix: pages.envPrefix ?? [],
    publicDir: false,
    resolve: { alias: pages.resolve.alias },
    plugins: [
      {
        name: 'remember-modules',
        buildEnd() {
          files.push(...[...this.getModuleIds()].filter((id) => id.startsWith('/')));
        },
      },
    ],
    build: {
      outDir: pages.build.outDir,
      emptyOutDir: false,
      target: pages.build.target,
      minify: pages.build.minify,
      modulePreload: false,
      rollupOptions: {
        input: WORKER_ENTRY,
        output: { format: 'iife', entryFileNames: 'background.js' },
      },
    },
  });
  return files;
}

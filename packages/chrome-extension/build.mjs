// Builds dist/ from src/ and the core that `cargo xtask wasm` left in target/wasm.
import { readFile, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const core = (name) => here(`../../target/wasm/${name}`);

/** wasm2js instantiates once, at import; every client needs a core of its own, and only when it is asked for. */
async function translated() {
  const source = await readFile(core('core.js'), 'utf8');
  const at = source.indexOf('var retasmFunc = asmFunc(');
  if (at < 0) throw new Error('core.js does not end as wasm2js of the pinned binaryen ends; see build.mjs');
  return `${source.slice(0, at)}\nexport const instantiate = () => asmFunc({});\n`;
}

const cores = {
  name: 'cores',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^nightdesk:/ }, ({ path }) => ({ path, namespace: 'nightdesk' }));
    onLoad({ filter: /core-js$/, namespace: 'nightdesk' }, async () => ({ contents: await translated(), loader: 'js' }));
    onLoad({ filter: /core-wasm$/, namespace: 'nightdesk' }, async () => ({
      contents: `export default ${JSON.stringify((await readFile(core('core.wasm'))).toString('base64'))};`,
      loader: 'js',
    }));
  },
};

const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
await rm(here('dist'), { recursive: true, force: true });
await build({
  absWorkingDir: here('.'),
  entryPoints: ['client', 'background', 'client-wasm', 'background-wasm'].map((name) => `src/${name}.ts`),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'chrome116',
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: true,
  keepNames: false,
  legalComments: 'none',
  define: { NIGHTDESK_VERSION: JSON.stringify(version) },
  plugins: [cores],
});
execFileSync(process.execPath, [here('../../node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json')], { stdio: 'inherit' });

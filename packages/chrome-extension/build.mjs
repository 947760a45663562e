// Builds dist/ from src/ and the core that `cargo xtask wasm` left in target/wasm.
import { readFile, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const core = (name) => here(`../../target/wasm/${name}`);

/**
 * wasm2js instantiates once, at import, and writes the module's data as base64. Every client needs a core of its own,
 * and only when it is asked for; and text compresses better as text.
 */
async function translated() {
  const source = await readFile(core('core.js'), 'utf8');
  const [from, to] = [source.indexOf('function initActiveSegments('), source.indexOf('var retasmFunc = asmFunc(')];
  if (from < 0 || to < 0) throw new Error('core.js is not as wasm2js of the pinned binaryen writes it; see build.mjs');
  const code = source
    .slice(from, to)
    .replace(/base64DecodeToExistingUint8Array\(bufferView, (\d+), "([^"]*)"\)/g, (_, at, base64) => {
      return `bufferView.set(unpack(${JSON.stringify(pack(Buffer.from(base64, 'base64')))}), ${at})`;
    });
  return `import { unpack } from './packed';\nvar bufferView;\n${code}\nexport const instantiate = () => asmFunc({});\n`;
}

/** Bytes as text that compresses as the bytes do; `unpack()` in src/packed.ts reads it. */
function pack(bytes) {
  const characters = Array.from({ length: 92 }, (_, at) => String.fromCharCode(35 + at)).filter((c) => c !== '\\');
  return Array.from(bytes, (byte) => ['', ' ', '!'][Math.floor(byte / 91)] + characters[byte % 91]).join('');
}

const cores = {
  name: 'cores',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^nightdesk:/ }, ({ path }) => ({ path, namespace: 'nightdesk' }));
    onLoad({ filter: /core-js$/, namespace: 'nightdesk' }, async () => ({ contents: await translated(), loader: 'js', resolveDir: here('src') }));
    onLoad({ filter: /core-wasm$/, namespace: 'nightdesk' }, async () => ({
      contents: `export default ${JSON.stringify(pack(await readFile(core('core.wasm'))))};`,
      loader: 'js',
    }));
  },
};

const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
await rm(here('dist'), { recursive: true, force: true });
await build({
  absWorkingDir: here('.'),
  // The cores are no entries of the package; as files of their own they can be held against recorded traces.
  entryPoints: ['client', 'background', 'client-wasm', 'background-wasm', 'content-script', 'core-js', 'core-wasm'].map((name) => `src/${name}.ts`),
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

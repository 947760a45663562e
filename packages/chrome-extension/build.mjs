// Builds dist/ from src/ and the core that `cargo xtask wasm` left in target/wasm.
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { nameFiles } from '../../xtask/js/declarations.mjs';

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
  // Inside, what holds the memory goes with its core.
  const [outside, inside] = code.split('function asmFunc(imports) {');
  return `import { unpack } from './packed';\nfunction asmFunc(imports) {\nvar bufferView;\n${outside}\n${inside}\nexport const instantiate = () => asmFunc({});\n`;
}

const { outputFiles } = await build({ entryPoints: [here('src/packed.ts')], format: 'esm', write: false });
const { unpack } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
const CHARACTERS = Array.from({ length: 92 }, (_, at) => String.fromCharCode(35 + at)).filter((c) => c !== '\\');
const PACKED = ['', ' ', '!'].flatMap((page) => CHARACTERS.map((character) => page + character)).slice(0, 256);
const packedByByte = new Map(PACKED.map((text) => [unpack(text)[0], text]));

/** Bytes as text that compresses as the bytes do, and which `unpack()` reads. */
function pack(bytes) {
  return Array.from(bytes, (byte) => packedByByte.get(byte)).join('');
}

const coresPlugin = {
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
const common = {
  absWorkingDir: here('.'),
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
};
await build({
  ...common,
  // The cores are no entries of the package; as files of their own they can be held against recorded traces. Nor is the
  // module, which comes to be a piece of its own that way.
  entryPoints: [
    ...['client', 'background', 'client-wasm', 'background-wasm', 'content-script', 'core-js', 'core-wasm'].map((name) => ({ in: `src/${name}.ts`, out: name })),
    { in: 'nightdesk:core-wasm', out: 'module-wasm' },
  ],
  define: { NIGHTDESK_VERSION: JSON.stringify(version) },
  plugins: [coresPlugin],
});

/** For React the finished client is a file like any other: what a worker loads does not depend on what is built here. */
const finishedClient = {
  name: 'finished-client',
  setup({ onResolve }) {
    onResolve({ filter: /^(\.\/|(\.\.\/)+)(client|errors)$/ }, () => ({ path: './client.js', external: true }));
    onResolve({ filter: /^nightdesk:elements$/ }, () => ({ path: here('../elements/src/define.ts') }));
    onResolve({ filter: /^nightdesk:user-profile$/ }, () => ({ path: here('../elements/src/user-profile/define.ts') }));
  },
};
await build({
  ...common,
  // The components with elements in them are a piece of their own, which a page without them does not get.
  entryPoints: [...['index', 'legacy'].map((name) => ({ in: `src/${name}.ts`, out: name })), { in: 'src/react/elements.ts', out: 'components' }],
  external: ['react'],
  plugins: [finishedClient],
});
// The pieces have no side effects, so an import for nothing else is none; left in, it makes esbuild warn who bundles us.
// The core comes first: compression then finds like code within its reach, which makes a worker 1 % smaller.
const cores = await Promise.all(['module-wasm', 'core-js', 'core-wasm'].map(async (name) => importsOf(await readFile(here(`dist/${name}.js`), 'utf8'))[0]));
const isCore = (line) => cores.some((core) => core.split('"')[1] === line.split('"')[1]);
for (const name of (await readdir(here('dist'))).filter((each) => each.endsWith('.js'))) {
  const code = (await readFile(here(`dist/${name}`), 'utf8')).replace(/import"\.\/shared-\w+\.js";/g, '');
  const imports = importsOf(code);
  const sorted = [...imports.filter(isCore), ...imports.filter((line) => !isCore(line))];
  await writeFile(here(`dist/${name}`), sorted.join('') + code.slice(imports.join('').length));
}

function importsOf(code) {
  return /^(import[^;]*;)*/.exec(code)[0].match(/import[^;]*;/g) ?? [];
}
execFileSync(process.execPath, [here('../../node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json')], { stdio: 'inherit' });

await nameFiles(here('dist'));

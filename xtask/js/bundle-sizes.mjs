// Prints, as JSON, how big a service worker becomes that does nothing but get a token, and a page that uses everything.
// Arguments: the folder whose node_modules holds the packages, then entries of the package, or what a page uses, as below.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const [folder, ...entries] = process.argv.slice(2);

const isWorker = (entry) => entry.startsWith('background');

const worker = (entry) => `
  import { createClerkClient } from '@nightdesk/chrome-extension/${entry}';
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    createClerkClient({ publishableKey: message.key }).then((clerk) => clerk.session?.getToken()).then(respond);
    return true;
  });
`;

/** What pages use that is not all of one entry. */
const USES = {
  elements: `import '@nightdesk/elements'; export { createClerkClient } from '@nightdesk/chrome-extension/client';`,
  'user-profile': `import '@nightdesk/elements'; import '@nightdesk/elements/user-profile'; export { createClerkClient } from '@nightdesk/chrome-extension/client';`,
  web: `import '@nightdesk/elements'; export { createClerkClient } from '@nightdesk/elements/web';`,
  hooks: `export { ClerkProvider, Show, useAuth, useClerk, useSignIn, useSignUp, useUser } from '@nightdesk/chrome-extension';`,
};

const page = (entry) => USES[entry] ?? `export * from '${join('@nightdesk/chrome-extension', entry)}';`;

const sizes = {};
for (const entry of entries) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: isWorker(entry) ? worker(entry) : page(entry), resolveDir: folder, sourcefile: 'entry.js' },
    bundle: true,
    external: ['react'],
    minify: true,
    write: false,
    metafile: true,
    outdir: '/',
    // What a page loads only when somebody asks for it is no part of what it begins with.
    splitting: !isWorker(entry),
    format: isWorker(entry) ? 'iife' : 'esm',
    target: 'chrome116',
    logLevel: 'error',
  });
  const codes = atStart(metafile, outputFiles);
  const sum = (size) => codes.reduce((total, code) => total + size(code), 0);
  sizes[entry] = { raw: sum((code) => code.length), gzip: sum((code) => gzipSync(code, { level: 9 }).length), brotli: sum((code) => brotliCompressSync(code).length) };
  if (!isWorker(entry)) continue;
  const [code] = codes;
  await mkdir(join(folder, 'workers'), { recursive: true });
  await writeFile(join(folder, 'workers', `${entry}.js`), code);
}

/** The entry's code and that of all it imports, without what it would import on demand. */
function atStart({ outputs }, files) {
  const names = new Set(Object.keys(outputs).filter((name) => basename(outputs[name].entryPoint ?? '') === 'entry.js'));
  for (const name of names) for (const { path, kind } of outputs[name].imports) if (kind === 'import-statement' && outputs[path]) names.add(path);
  return files.filter(({ path }) => [...names].some((name) => basename(name) === basename(path))).map(({ contents }) => contents);
}

process.stdout.write(`${JSON.stringify(sizes)}\n`);

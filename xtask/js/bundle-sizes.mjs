// Prints, as JSON, how big a service worker becomes that does nothing but get a token, and a page that uses everything.
// Arguments: the folder whose node_modules holds the packages, then entries of the package, or what a page uses, as below.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  hooks: `export { ClerkProvider, Show, useAuth, useClerk, useSignIn, useSignUp, useUser } from '@nightdesk/chrome-extension';`,
};

const page = (entry) => USES[entry] ?? `export * from '${join('@nightdesk/chrome-extension', entry)}';`;

const sizes = {};
for (const entry of entries) {
  const { outputFiles } = await build({
    stdin: { contents: isWorker(entry) ? worker(entry) : page(entry), resolveDir: folder, sourcefile: 'entry.js' },
    bundle: true,
    external: ['react'],
    minify: true,
    write: false,
    format: isWorker(entry) ? 'iife' : 'esm',
    target: 'chrome116',
    logLevel: 'error',
  });
  const code = outputFiles[0].contents;
  sizes[entry] = { raw: code.length, gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
  if (!isWorker(entry)) continue;
  await mkdir(join(folder, 'workers'), { recursive: true });
  await writeFile(join(folder, 'workers', `${entry}.js`), code);
}
process.stdout.write(`${JSON.stringify(sizes)}\n`);

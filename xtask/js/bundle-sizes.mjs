// Prints, as JSON, how big a service worker becomes that does nothing but get a token.
// Arguments: the folder whose node_modules holds the package, then the package's entries.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const [folder, ...entries] = process.argv.slice(2);

const worker = (entry) => `
  import { createClerkClient } from '@nightdesk/chrome-extension/${entry}';
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    createClerkClient({ publishableKey: message.key }).then((clerk) => clerk.session?.getToken()).then(respond);
    return true;
  });
`;

const sizes = {};
for (const entry of entries) {
  const { outputFiles } = await build({
    stdin: { contents: worker(entry), resolveDir: folder, sourcefile: `worker-${entry}.js` },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'chrome116',
    logLevel: 'error',
  });
  const code = outputFiles[0].contents;
  sizes[entry] = { raw: code.length, gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
  await mkdir(join(folder, 'workers'), { recursive: true });
  await writeFile(join(folder, 'workers', `${entry}.js`), code);
}
process.stdout.write(`${JSON.stringify(sizes)}\n`);

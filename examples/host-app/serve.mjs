// Serves the web app: `node serve.mjs --publishable-key PK [--port 3000]`.
// Prints one line once it accepts connections: `host-app: http://app.nightdesk.localhost:3000`.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

const USAGE = 'usage: node serve.mjs --publishable-key PK [--port 3000]';

/** Shares a registrable domain with the default frontend API, `auth.nightdesk.localhost`, hence its cookies. */
const HOST = 'app.nightdesk.localhost';

const { values } = parseArgs({
  options: { 'publishable-key': { type: 'string' }, port: { type: 'string', default: '3000' } },
});
const publishableKey = values['publishable-key'] ?? process.env.NIGHTDESK_PUBLISHABLE_KEY;
if (!publishableKey) {
  console.error(`host-app: no publishable key. Run \`nightdesk dev\` and copy the one it prints.\n${USAGE}`);
  process.exit(2);
}

const script = await bundle(publishableKey);
/** @type {Record<string, [type: string, body: string | Uint8Array]>} */
const files = {
  '/': ['text/html; charset=utf-8', await readFile(new URL('index.html', import.meta.url))],
  '/app.css': ['text/css; charset=utf-8', await readFile(new URL('app.css', import.meta.url))],
  '/app.js': ['text/javascript; charset=utf-8', script],
};

const server = createServer((request, response) => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const file = files[path];
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    return;
  }
  response.writeHead(200, { 'content-type': file[0], 'cache-control': 'no-store' }).end(file[1]);
});
server.on('error', (error) => {
  console.error(`host-app: ${error.message}`);
  process.exit(1);
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : values.port;
  console.log(`host-app: http://${HOST}:${port}`);
});

/**
 * @param {string} key
 * @returns {Promise<string>} the app as one script
 */
async function bundle(key) {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('src/main.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'chrome116',
    write: false,
    define: { PUBLISHABLE_KEY: JSON.stringify(key) },
  });
  return result.outputFiles[0]?.text ?? '';
}

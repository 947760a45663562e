// Serves the page: `node serve.mjs --publishable-key PK [--port 3000] [--jwks URL]`.
// Prints one line once it accepts connections: `web-page: http://app.nightdesk.localhost:3000`.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

import { frontendApiOf, Sessions } from './session.mjs';

const USAGE = 'usage: node serve.mjs --publishable-key PK [--port 3000] [--jwks URL]';

/** Chromium takes every `*.localhost` to this machine; `auth.nightdesk.localhost` is the default frontend API. */
const HOST = 'app.nightdesk.localhost';

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const { values } = parseArgs({
  options: { 'publishable-key': { type: 'string' }, port: { type: 'string', default: '3000' }, jwks: { type: 'string' } },
});
const publishableKey = values['publishable-key'] ?? process.env.NIGHTDESK_PUBLISHABLE_KEY;
if (!publishableKey) {
  console.error(`web-page: no publishable key. Run \`nightdesk dev\` and copy the one it prints.\n${USAGE}`);
  process.exit(2);
}

const frontendApi = frontendApiOf(publishableKey);
const isLocal = /^([\w.-]+\.)?localhost(:|$)|^127\./.test(frontendApi);
const frontend = `${isLocal ? 'http' : 'https'}://${frontendApi}`;

/** Nothing inline, and nothing of anybody else but the frontend API; the pictures of users are there by https. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `connect-src 'self' ${frontend}`,
  `img-src 'self' https://${frontendApi}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const files = await bundle(publishableKey);
files.set('/', await readFile(new URL('index.html', import.meta.url)));

/** @type {Sessions | undefined} */
let sessions;

const server = createServer(async (request, response) => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/api/who') {
    const claims = await sessions?.claims(request.headers.cookie).catch((error) => console.error(`web-page: ${error.message}`));
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify({ userId: claims?.sub ?? null, sessionId: claims?.sid ?? null }));
    return;
  }
  const file = files.get(path);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
    return;
  }
  const type = TYPES[extname(path) || '.html'] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', 'content-security-policy': POLICY }).end(file);
});
server.on('error', (error) => {
  console.error(`web-page: ${error.message}`);
  process.exit(1);
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : values.port;
  const origin = `http://${HOST}:${port}`;
  sessions = new Sessions({ publishableKey, origin, jwksUrl: values.jwks ?? `${frontend}/.well-known/jwks.json` });
  console.log(`web-page: ${origin}`);
});

/**
 * @param {string} key
 * @returns {Promise<Map<string, Uint8Array>>} scripts and style sheets by their path; the account is a piece of its own, which loads when it is opened
 */
async function bundle(key) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('src/main.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'chrome116',
    minify: true,
    outdir: '/',
    write: false,
    define: { PUBLISHABLE_KEY: JSON.stringify(key) },
  });
  return new Map(outputFiles.map(({ path, contents }) => [`/${basename(path)}`, contents]));
}

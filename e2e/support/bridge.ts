import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from './chromium/page.ts';
import { serve, type Web } from './web.ts';
import { verifyByJwks } from './token.ts';

/** How an order to the content script ended: what `authFetch()` gave, or the error. */
export interface Outcome {
  status?: number;
  ok?: boolean;
  real?: boolean;
  url?: string;
  headers?: Record<string, string>;
  body?: string;
  token?: string | null;
  code?: string;
  name?: string;
  message?: string;
}

let orders = 0;

/** Has the content script of a page, or of the frame in it, carry out an order. */
export function order(page: Page, what: object, { inFrame = false } = {}): Promise<Outcome> {
  const id = ++orders;
  const detail = JSON.stringify(JSON.stringify({ id, ...what }));
  const done = `done-${id}`;
  return page.evaluate(`new Promise((resolve) => {
    const target = ${inFrame ? 'window' : 'document'};
    const hear = (event) => {
      if (${inFrame} && event.data?.done !== '${done}') return;
      resolve(JSON.parse(${inFrame} ? event.data.detail : event.detail));
    };
    target.addEventListener(${inFrame ? "'message'" : `'${done}'`}, hear);
    if (${inFrame}) document.querySelector('iframe').contentWindow.postMessage({ order: ${detail}, done: '${done}' }, '*');
    else document.dispatchEvent(new CustomEvent('order', { detail: ${detail} }));
  })`);
}

/** A web app: a page, with a frame in it if `frame` is in the address, that records all it can hear of. */
export function startApp(): Promise<Web> {
  return serve((request, response) => {
    const frame = new URL(request.url ?? '', 'http://app').searchParams.get('frame');
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>App</title><h1>App</h1>
      <script>
        // What a page that wants the token could do from its own world.
        window.overheard = [];
        for (const type of ['message', 'storage']) addEventListener(type, (event) => overheard.push(JSON.stringify(event.data ?? event.newValue)));
        const dispatch = EventTarget.prototype.dispatchEvent;
        EventTarget.prototype.dispatchEvent = function (event) { overheard.push(JSON.stringify(event.detail)); return dispatch.call(this, event); };
        const ask = window.fetch;
        window.fetch = (...given) => { overheard.push(JSON.stringify(given)); return ask(...given); };
        // A frame passes orders on to its own content script.
        addEventListener('message', ({ data, source }) => {
          if (!data?.order) return;
          document.addEventListener(data.done, ({ detail }) => source.postMessage({ done: data.done, detail }, '*'));
          document.dispatchEvent(new CustomEvent('order', { detail: data.order }));
        });
      </script>
      ${frame ? `<iframe src="${frame.replaceAll('"', '')}"></iframe>` : ''}`);
  });
}

/** An API for signed-in users. It tells what it was sent and by whom, and never says the token. */
export async function startApi(issuer: () => string, elsewhere: () => string): Promise<Web & { closed: Promise<void> }> {
  let close: () => void;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const web = await serve(async (request, response, body) => {
    const url = new URL(request.url ?? '', 'http://api');
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (url.pathname === '/hangs') return response.on('close', () => close());
    if (url.pathname === '/redirects') return response.writeHead(302, { location: elsewhere() }).end();
    const claims = token && (await verifyByJwks(token, issuer()).catch(() => undefined));
    if (!claims) return response.writeHead(401).end('{}');
    if (url.pathname === '/nothing') return response.writeHead(204).end();
    if (url.pathname === '/large') {
      const large = Buffer.alloc(Number(url.searchParams.get('bytes')), 'x');
      if (!url.searchParams.has('undeclared')) response.setHeader('content-length', large.length);
      response.write(large);
      return response.end();
    }
    response.writeHead(url.pathname === '/refuses' ? 403 : 200, {
      'content-type': 'application/json',
      authorization: 'Bearer secret-of-the-server',
      'set-cookie': 'a=secret-of-the-server',
      'x-request-id': 'request-1',
    });
    const headers = { ...request.headers, authorization: undefined };
    const digest = createHash('sha256').update(body).digest('hex');
    const text = body.length < 4096 ? body.toString() : undefined;
    response.end(JSON.stringify({ sub: claims.sub, method: request.method, path: request.url, headers, text, digest }));
  });
  return Object.assign(web, { closed });
}

/** Another extension with a page that can try things. */
export async function buildStranger(folder: string): Promise<string> {
  const background = { service_worker: 'stranger.js' };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ manifest_version: 3, name: 'Stranger', version: '1.0', background }));
  await writeFile(join(folder, 'stranger.js'), '');
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Stranger</title>');
  return folder;
}

/** What a page, or another extension, gets that speaks to ours directly, in the words of `authFetch()`. */
export function intrude(page: Page, extensionId: string, ask: object): Promise<string> {
  return page.evaluate(`new Promise((resolve) => {
    const port = chrome.runtime.connect('${extensionId}', { name: 'nightdesk|auth' });
    port.onMessage.addListener((answer) => resolve(JSON.stringify(answer)));
    port.onDisconnect.addListener(() => resolve('disconnected: ' + chrome.runtime.lastError?.message));
    port.postMessage(${JSON.stringify(ask)});
  })`);
}

// Our package as it is packed, in a browser that is not there.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const PACKAGE = process.env.NIGHTDESK_PACKAGE_DIR;
if (!PACKAGE) throw new Error('NIGHTDESK_PACKAGE_DIR is not set; run `cargo xtask conformance`.');

const part = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
export const CLIENT_JWT = `${part({ alg: 'RS256' })}.${part({ id: 'client_1', rotating_token: 'r0tating' })}.Y2xpZW50`;
export const SESSION_TOKEN = `${part({ alg: 'RS256' })}.${part({ iat: now, exp: now + 60, sid: 'sess_1' })}.c2Vzc2lvbg`;

const folder = await mkdtemp(`${tmpdir()}/nightdesk-conformance-`);
after(() => rm(folder, { recursive: true }));

/** An entry of the package, as an extension's bundler would minify it, with what is used beside it. */
export async function minified(entry, beside = '') {
  const stdin = { contents: `export * from ${JSON.stringify(`${PACKAGE}/dist/${entry}.js`)}; ${beside}`, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false, logLevel: 'error' });
  const file = `${folder}/${entry}.mjs`;
  await writeFile(file, outputFiles[0].text);
  return import(pathToFileURL(file).href);
}

/** The extension APIs and the frontend API, each as little as it takes; the newest one is the one that is there. */
export class FakeBrowser {
  /** Answers instead of the frontend API. */
  answer;

  constructor() {
    const area = (items = new Map()) => {
      return {
        get: async (keys) => Object.fromEntries([keys].flat().flatMap((key) => (items.has(key) ? [[key, items.get(key)]] : []))),
        set: async (added) => Object.entries(added).forEach(([key, value]) => items.set(key, value)),
        remove: async (keys) => [keys].flat().forEach((key) => items.delete(key)),
        setAccessLevel: async () => {},
        onChanged: { addListener() {} },
      };
    };
    const local = area(new Map([['clerk.example.com|__clerk_client_jwt|v2', CLIENT_JWT]]));
    const storage = { local, session: area(), onChanged: { addListener() {} } };
    // Of its own for each client, so that no client is handed out twice.
    this.cache = {
      createKey: (...keys) => keys.join('|'),
      get: async (key) => (await storage.local.get(key))[key],
      set: (key, value) => storage.local.set({ [key]: value }),
      remove: (key) => storage.local.remove(key),
    };
    const runtime = {
      getManifest: () => ({ permissions: ['storage'], background: {} }),
      connect: () => {
        throw new Error('Extension context invalidated.');
      },
    };
    // One of Node's own would keep the process alive.
    const BroadcastChannel = class {
      postMessage() {}
      close() {}
    };
    Object.assign(globalThis, { BroadcastChannel, chrome: { storage, runtime }, fetch: (url, init) => this.#fetch(new URL(url), init) });
    Object.defineProperty(globalThis, 'navigator', { value: { locks: { request: (_, held) => held() } }, configurable: true });
  }

  async #fetch(url) {
    if (this.answer) return this.answer(url);
    const session = { id: 'sess_1', status: 'active', user: { id: 'user_1' }, last_active_token: { jwt: SESSION_TOKEN } };
    const response = { id: 'client_1', sessions: [session], last_active_session_id: 'sess_1' };
    return new Response(JSON.stringify({ response, client: null }), { headers: { authorization: CLIENT_JWT, date: new Date().toUTCString() } });
  }
}

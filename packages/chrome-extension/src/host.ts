import type { Core } from './core';
import { errorFrom, type CoreError } from './errors';
import type { HeadStart } from './head-start';
import type { Json, JsonObject } from './json';
import { forget } from './memory';
import type { Shelves } from './storage';
import type { AuthState } from './types';

/** Who is signed in, as the core tells of it. */
export interface Snapshot {
  /** Without it nothing is known for certain, so there is no news. */
  status?: AuthState['status'];
  reason?: string;
  /** Id of the active session. */
  session: string | null;
  /** The client resource: `null` if there is none, not there if it was never seen. */
  client?: JsonObject | null;
}

export type Area = keyof Shelves;

/** A request to send. */
export interface Http {
  method: string;
  url: string;
  authorization?: string;
  body?: string;
  file?: boolean;
  timeout: number;
}

/** What came of it; the body if it is JSON. */
export interface Answer {
  status?: number;
  body?: unknown;
  [more: string]: unknown;
}

/** An effect that was performed before the core asked for it: what, its output, where to, and what ends it. */
export type Step = [does: string, came: object, url?: string, release?: () => void];

/** What the core asks for; `crates/client/src/codec.rs` describes it. */
type Effect = { id: number } & (
  | ({ do: 'http' } & Http)
  | { do: 'get'; keys: [Area, string][] }
  | { do: 'put'; items: [Area, string, Json?][] }
  | { do: 'cookies'; urls: string[]; key: string }
  | { do: 'lock'; name: string }
  | { do: 'unlock'; lock: number }
  | { do: 'timer'; ms: number }
  | ({ do: 'emit' } & Snapshot)
  | { do: 'reply'; call: number; ok?: JsonObject; error?: CoreError }
);

interface Call {
  resolve(reply: JsonObject): void;
  reject(reason: unknown): void;
}

/** Does for the core what the core asks for, with the browser's means. It decides nothing. */
export class Host {
  readonly #core: Core;
  readonly #shelves: Shelves;
  readonly #onChange: (snapshot: Snapshot) => void;
  readonly #onIdle: () => void;
  readonly #calls = new Map<number, Call>();
  readonly #locks = new Map<number, () => void>();
  readonly #questions = new Map<string, Promise<JsonObject>>();
  #nextCall = 1;
  /** Taken without the core, at `#sentAt`. */
  #steps: Step[] = [];
  #sentAt = 0;

  /** @throws {ClerkRuntimeError} what is wrong with the key, the sync host or the manifest */
  constructor(core: Core, init: JsonObject, shelves: Shelves, onChange: (snapshot: Snapshot) => void, onIdle: () => void) {
    this.#core = core;
    this.#shelves = shelves;
    this.#onChange = onChange;
    this.#onIdle = onIdle;
    const [failure] = JSON.parse(core.step(JSON.stringify({ init }))) as { error: CoreError }[];
    if (failure) throw errorFrom(failure.error);
  }

  /** Gives the core a command; the promise settles with its reply. */
  call(command: string, parameters: Record<string, Json | undefined> = {}): Promise<JsonObject> {
    const call = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject });
      this.#tell({ call, do: command, ...parameters });
    });
  }

  /**
   * The same, for a question: whoever asks it while it is under way shares the reply. Ten callers of a server that
   * hangs then wait for one time-out, not for ten.
   */
  ask(question: string, parameters: Record<string, Json | undefined> = {}): Promise<JsonObject> {
    const key = JSON.stringify([question, parameters]);
    let reply = this.#questions.get(key);
    if (!reply) {
      reply = this.call(question, parameters).finally(() => this.#questions.delete(key));
      this.#questions.set(key, reply);
    }
    return reply;
  }

  /**
   * Asks a question whose first steps were taken already: the same core in the same state asks for the same ones, at
   * once. Resolves when it is done.
   */
  catchUp({ steps, sentAt, release }: HeadStart, question: string, parameters?: Record<string, Json | undefined>): Promise<unknown> {
    this.#steps = steps;
    this.#sentAt = sentAt;
    const reply = this.ask(question, parameters);
    this.#steps = [];
    // Reading, turn, reading, request: if it did not ask for the turn, it has to have that itself.
    if (steps.length > 2) release();
    return reply;
  }

  #tell(message: { done?: number; [more: string]: unknown }): void {
    const now = this.#steps.length > 0 ? this.#sentAt : Date.now();
    let text;
    try {
      text = JSON.stringify({ now, ...message });
    } catch (error) {
      // An answer may be nested too deep to be written.
      text = JSON.stringify({ now, done: message.done, failed: String(error) });
    }
    for (const effect of JSON.parse(this.#core.step(text)) as Effect[]) this.#perform(effect);
  }

  #perform(effect: Effect & { url?: string }): void {
    const [does, came, url, release] = this.#steps[0] ?? [];
    if (does === effect.do && url === effect.url) {
      this.#steps.shift();
      if (release) this.#locks.set(effect.id, release);
      this.#tell({ done: effect.id, ...came });
      return;
    }
    switch (effect.do) {
      case 'emit':
        this.#onChange(effect);
        return;
      case 'reply': {
        const call = this.#calls.get(effect.call);
        this.#calls.delete(effect.call);
        if (effect.error) call?.reject(errorFrom(effect.error));
        else call?.resolve(effect.ok ?? {});
        // Nothing is under way that nobody waits for.
        if (this.#calls.size === 0) this.#onIdle();
        return;
      }
      case 'unlock':
        this.#locks.get(effect.lock)?.();
        this.#locks.delete(effect.lock);
        return;
      case 'lock':
        this.#hear(effect.id, turn(effect.name).then((release) => (this.#locks.set(effect.id, release), undefined)));
        return;
      case 'timer':
        setTimeout(() => this.#tell({ done: effect.id }), effect.ms);
        return;
      default:
        this.#hear(effect.id, output(effect, this.#shelves));
    }
  }

  #hear(done: number, output: Promise<object | undefined>): void {
    void output.catch((error: unknown) => ({ failed: String(error) })).then((came) => this.#tell({ done, ...came }));
  }
}

/** Resolves, when it is this context's turn, with what ends it. */
export function turn(lock: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(lock, () => new Promise<void>(resolve)).catch(reject);
  });
}

function output(effect: Extract<Effect, { do: 'http' | 'get' | 'put' | 'cookies' }>, shelves: Shelves): Promise<object> {
  switch (effect.do) {
    case 'http':
      return http(effect);
    case 'get':
      return get(effect.keys, shelves);
    case 'put':
      return put(effect.items, shelves).finally(forget);
    case 'cookies':
      return cookies(effect.urls, effect.key);
  }
}

export async function http({ method, url, authorization, body, file, timeout }: Http): Promise<Answer> {
  const type = file ? 'application/octet-stream' : 'application/x-www-form-urlencoded';
  const headers = { ...(authorization !== undefined && { authorization }), ...(body !== undefined && { 'content-type': type }) };
  try {
    // The client JWT travels in the request itself; cookies would carry somebody else's sign-in.
    const response = await fetch(url, { method, headers, body: body ?? null, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(timeout) });
    const header = (name: string) => response.headers.get(name);
    // What is not there becomes `null`, numbers too.
    return {
      status: response.status,
      authorization: header('authorization'),
      db_jwt: header('clerk-db-jwt'),
      date: Date.parse(header('date') ?? ''),
      retry_after: Number.parseInt(header('retry-after') ?? '', 10),
      body: parsed(await response.text()),
    };
  } catch (error) {
    return { failure: (error as Error).name === 'TimeoutError' ? 'timeout' : 'network' };
  }
}

export async function get(keys: [Area, string][], shelves: Shelves): Promise<{ values: unknown[] }> {
  const of = (area: Area) => shelves[area].get(keys.filter(([where]) => where === area).map(([, key]) => key));
  const [local, session] = await Promise.all([of('local'), of('session')]);
  const found = { local, session };
  return {
    values: keys.map(([area, key]) => {
      const value = found[area][key];
      return area === 'local' ? textOf(value) : parsed(value);
    }),
  };
}

async function put(items: [Area, string, Json?][], shelves: Shelves): Promise<object> {
  for (const area of ['local', 'session'] as const) {
    const shelf = shelves[area];
    const mine = items.filter(([where]) => where === area);
    const written = mine.filter(([, , value]) => value !== undefined);
    const removed = mine.filter(([, , value]) => value === undefined).map(([, key]) => key);
    const stored = (value?: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
    if (written.length > 0) await shelf.set(Object.fromEntries(written.map(([, key, value]) => [key, stored(value)])));
    if (removed.length > 0) await shelf.remove(removed);
  }
  // Before the lock is given up, so that news arrive in the order in which they came true.
  for (const [area, key, value] of items) {
    if (area === 'local') continue;
    const news = new BroadcastChannel(key);
    news.postMessage(value);
    news.close();
  }
  return {};
}

/** What a place for text holds; `null` if it is none. */
export function textOf(stored: unknown): string | null {
  return typeof stored === 'string' ? stored : null;
}

/** The core reads JSON that somebody has read before; `undefined` for what is none. */
export function parsed(stored: unknown): unknown {
  try {
    return JSON.parse(stored as string);
  } catch {
    return undefined;
  }
}

async function cookies(urls: string[], publishableKey: string): Promise<object> {
  // The API is missing from the object, whatever its type says, without the permission.
  if (!(chrome.cookies as typeof chrome.cookies | undefined)) return { trouble: 'no_cookies_permission' };
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey));
  const suffix = btoa(String.fromCharCode(...new Uint8Array(digest))).replaceAll('+', '-').replaceAll('/', '_').slice(0, 8);
  const names = ['__client', '__clerk_db_jwt', '__client_uat'].flatMap((name) => [name, `${name}_${suffix}`]);
  const hidden: string[] = [];
  const found: (chrome.cookies.Cookie | null | undefined)[] = [];
  for (const url of urls) {
    const { protocol, hostname } = new URL(url);
    if (await chrome.permissions.contains({ origins: [`${protocol}//${hostname}/*`] })) {
      // Without a partition key, cookies that a site keeps per embedding site are left out.
      found.push(...(await chrome.cookies.getAll({ url, partitionKey: {} })));
      // That list lacks a cookie of the whole domain unless the whole domain is permitted; asked for by name it is there.
      found.push(...(await Promise.all(names.map((name) => chrome.cookies.get({ url, name })))));
    } else hidden.push(url);
  }
  return { suffix, hidden, cookies: found.flatMap((cookie) => (cookie ? [[cookie.name, cookie.value]] : [])) };
}

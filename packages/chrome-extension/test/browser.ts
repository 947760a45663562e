import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import type { Clerk, CreateClerkClientOptions } from '../src/types';

/** The built package: `dist/`, or what was unpacked from the tarball. */
export const packageDir = process.env.NIGHTDESK_PACKAGE_DIR ?? fileURLToPath(new URL('..', import.meta.url));

export const builds = ['', '-wasm'] as const;
export type Build = (typeof builds)[number];

export interface Entry {
  createClerkClient(options: CreateClerkClientOptions): Promise<Clerk> & Clerk;
  ClerkRuntimeError: new (...args: never[]) => Error & { code: string };
}

const bundles = new Map<string, Promise<string>>();
const directory = mkdtemp(`${tmpdir()}/nightdesk-contexts-`);
afterAll(async () => rm(await directory, { recursive: true }));
let contexts = 0;

function bundled(file: string): Promise<string> {
  let bundle = bundles.get(file);
  if (!bundle) {
    const from = JSON.stringify(`${packageDir}/dist/${file}.js`);
    const contents = `import * as entry from ${from}; export * from ${from}; globalThis.onFirstTurn?.(entry);`;
    bundle = build({ stdin: { contents, resolveDir: packageDir }, bundle: true, format: 'esm', write: false }).then(
      ({ outputFiles }) => outputFiles[0]?.text ?? '',
    );
    bundles.set(file, bundle);
  }
  return bundle;
}

/** An entry of the package in a context of its own: nothing but storage is shared with other contexts. */
export async function context(entry: 'client' | 'background', variant: Build): Promise<Entry> {
  const file = `${await directory}/context-${String(contexts++)}.mjs`;
  await writeFile(file, await bundled(`${entry}${variant}`));
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Entry;
}

const { setImmediate: real } = globalThis;

/** Resolves in a task of its own, as all does that comes from outside: answers of the browser, messages, events. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => real(resolve));
}

/** Such a context, which does this when its script first runs. */
export async function onFirstTurn<T>(entry: 'client' | 'background', variant: Build, run: (entry: Entry) => T): Promise<T> {
  let result: { of: T } | undefined;
  Object.assign(globalThis, { onFirstTurn: (entry: Entry) => (result = { of: run(entry) }) });
  await context(entry, variant);
  Object.assign(globalThis, { onFirstTurn: undefined });
  if (!result) throw new Error('the first turn never came');
  return result.of;
}

type Changes = Record<string, { newValue?: unknown; oldValue?: unknown }>;

/** An event whose listeners are those of contexts that run. */
export class FakeEvent<Parameters extends unknown[]> {
  readonly listeners = new Set<(...parameters: Parameters) => unknown>();

  addListener(listener: (...parameters: Parameters) => unknown): void {
    this.listeners.add(listener);
  }

  removeListener(listener: (...parameters: Parameters) => unknown): void {
    this.listeners.delete(listener);
  }

  dispatch(...parameters: Parameters): void {
    for (const listener of [...this.listeners]) listener(...parameters);
  }
}

/** A `BroadcastChannel` that only contexts of this browser hear. */
function channels() {
  const open = new Set<{ name: string; onmessage?: (event: { data: unknown }) => void }>();
  return class {
    onmessage?: (event: { data: unknown }) => void;
    constructor(readonly name: string) {
      open.add(this);
    }
    postMessage(data: unknown): void {
      for (const other of open) {
        if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data }));
      }
    }
    close(): void {
      open.delete(this);
    }
  };
}

/** The extension APIs that the package uses, over memory. */
export class FakeBrowser {
  readonly local = new Map<string, unknown>();
  readonly session = new Map<string, unknown>();
  /** Without a host, visible at every address. */
  readonly cookies: { name: string; value: string; domain?: string; host?: string }[] = [];
  readonly cookieListeners: ((change: object) => void)[] = [];
  readonly accessLevels: string[] = [];
  manifest: Record<string, unknown> = {
    permissions: ['storage', 'cookies'],
    host_permissions: ['https://app.example.com/*'],
    background: { service_worker: 'worker.js' },
  };
  /** How often each area was read. */
  readonly reads = { local: 0, session: 0 };
  /** Hosts without permission. */
  readonly forbidden = new Set<string>();
  readonly permissionAdded = new FakeEvent<[]>();
  /** Fails writes to an area, as a full disk does. */
  readonly full = new Set<'local' | 'session'>();
  readonly storageChanged = new FakeEvent<[changes: Changes, area: string]>();
  readonly #ofSession = new FakeEvent<[Changes]>();
  readonly #queues = new Map<string, Promise<unknown>>();

  #cookiesAt(url: string): { name: string; value: string; domain?: string }[] {
    return this.cookies.filter(({ host }) => host === undefined || host === new URL(url).hostname);
  }

  install(): void {
    const area = (name: 'local' | 'session') => ({
      get: (keys: string | string[]) => {
        this.reads[name]++;
        const wanted = [keys].flat().filter((key) => this[name].has(key));
        return Promise.resolve(Object.fromEntries(wanted.map((key) => [key, this[name].get(key)])));
      },
      set: (items: Record<string, unknown>) => {
        if (this.full.has(name)) return Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
        this.#change(name, items);
        return Promise.resolve();
      },
      setAccessLevel: ({ accessLevel }: { accessLevel: string }) => {
        this.accessLevels.push(`${name} ${accessLevel}`);
        return Promise.resolve();
      },
      remove: (keys: string | string[]) => {
        this.#change(name, Object.fromEntries([keys].flat().map((key) => [key, undefined])));
        return Promise.resolve();
      },
    });
    const chrome = {
      storage: { local: area('local'), session: { ...area('session'), onChanged: this.#ofSession }, onChanged: this.storageChanged },
      runtime: { getManifest: () => this.manifest },
      cookies: {
        // A cookie of the whole domain is not listed unless the whole domain is permitted.
        getAll: ({ url }: { url: string }) => Promise.resolve(this.#cookiesAt(url).filter(({ domain }) => !domain?.startsWith('.'))),
        get: ({ url, name }: { url: string; name: string }) => Promise.resolve(this.#cookiesAt(url).find((cookie) => cookie.name === name) ?? null),
        onChanged: { addListener: (listener: (change: object) => void) => this.cookieListeners.push(listener) },
      },
      permissions: {
        contains: ({ origins }: { origins: string[] }) => Promise.resolve(!origins.some((origin) => this.forbidden.has(new URL(origin.replace('/*', '')).hostname))),
        onAdded: this.permissionAdded,
      },
    };
    const locks = {
      request: (name: string, held: () => Promise<unknown>) => {
        const turn = (this.#queues.get(name) ?? Promise.resolve()).then(held);
        this.#queues.set(name, turn.catch(() => undefined));
        return turn;
      },
    };
    Object.assign(globalThis, { chrome, BroadcastChannel: channels() });
    Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  }

  /** What a context holds that dies is free again. */
  releaseLocks(): void {
    this.#queues.clear();
  }

  #change(name: 'local' | 'session', items: Record<string, unknown>): void {
    const changes: Changes = {};
    for (const [key, newValue] of Object.entries(items)) {
      if (newValue === undefined) this[name].delete(key);
      else this[name].set(key, newValue);
      changes[key] = newValue === undefined ? {} : { newValue };
    }
    queueMicrotask(() => this.storageChanged.dispatch(changes, name));
    if (name === 'session') queueMicrotask(() => this.#ofSession.dispatch(changes));
  }
}

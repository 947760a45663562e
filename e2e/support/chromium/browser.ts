import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { until } from '../until.ts';
import { Connection } from './connection.ts';
import { extensionIdOf } from './extension-id.ts';
import { Page } from './page.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium may otherwise ignore the next two on its command line.
  '--disable-features=DisableLoadExtensionCommandLineSwitch,DisableDisableExtensionsExceptCommandLineSwitch',
  '--remote-debugging-pipe',
  '--window-size=1100,800',
];

/** A page that no client runs on, and which therefore neither renews tokens nor asks for any; unless told otherwise. */
const BARE_PAGE = 'tabs/background-worker-demo.html';

export interface LaunchOptions {
  visible?: boolean;
  /** More of Chromium's command line. */
  flags?: string[];
  /** The page to speak from, for extensions that have no such page. */
  barePage?: string;
  /** More of its environment. */
  env?: Record<string, string>;
  /** Folder of a profile to use and to leave behind, for tests that start the browser again. */
  profile?: string;
}

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

/** Chromium with one unpacked extension in it, driven over its pipe. */
export class Browser {
  readonly extensionId: string;
  readonly #started: Started;
  readonly #connection: Connection;
  readonly #process: ChildProcess;
  #workerStarts = 0;
  /** A tab of the extension that stays: some commands are given from a page. */
  #bare: Page | undefined;

  private constructor(started: Started, extensionId: string) {
    this.#started = started;
    this.#process = started.process;
    this.#connection = started.connection;
    this.extensionId = extensionId;
    this.#connection.on('Target.targetCreated', ({ targetInfo }) => {
      const { type, url } = targetInfo as TargetInfo;
      if (type === 'service_worker' && url.startsWith(this.address(''))) this.#workerStarts++;
    });
  }

  /** Starts it with the extension in `folder`, without a window unless `visible`. */
  static async launch(folder: string, options: LaunchOptions = {}): Promise<Browser> {
    const [browser] = await Browser.launchAll([folder], options);
    return browser!;
  }

  /**
   * Starts one browser with several extensions. Each of the returned objects speaks for one extension; closing one
   * closes the browser.
   */
  static async launchAll(folders: string[], options: LaunchOptions = {}): Promise<Browser[]> {
    const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'nightdesk-chromium-')));
    const started = await start(folders, profile, options);
    return Promise.all(
      folders.map(async (folder) => {
        const browser = new Browser(started, await extensionIdOf(folder));
        await until(`the extension in ${folder} to start`, () => browser.workerRuns(), { withinMs: 30_000 });
        return browser;
      }),
    );
  }

  /** Ends it, in good order or as a crash does, and starts it with the same profile. Nothing wakes the extension. */
  async restart({ crash = false } = {}): Promise<Browser> {
    await this.#end({ crash });
    const { folders, profile, options } = this.#started;
    const browser = new Browser(await start(folders, profile, options), this.extensionId);
    await browser.#reloaded();
    return browser;
  }

  /** Reloads the extension, as an update does: what is in its folder now runs from then on. Its pages are closed. */
  async reloadExtension(): Promise<void> {
    await this.#settings();
    const page = await this.#barePage();
    // It is not answered, because the page goes with the extension.
    await page.evaluate('chrome.runtime.reload()').catch(() => undefined);
    await page.gone();
    await this.#reloaded();
  }

  /** Changes something among the browser's settings of extensions, in whose developer mode ours starts again after it. */
  async #settings(change?: string): Promise<void> {
    const page = await this.open('chrome://extensions');
    await page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
    if (change) await page.evaluate(`chrome.developerPrivate.${change}`);
    await page.close();
  }

  /** Until the extension is loaded, its pages are not found. */
  async #reloaded(): Promise<void> {
    this.#bare = await until('the extension to be there', async () => {
      const page = await this.openPage(this.#started.options.barePage ?? BARE_PAGE);
      if (await page.evaluate<boolean>('!!globalThis.chrome?.runtime?.id')) return page;
      await page.close();
      return undefined;
    });
  }

  /** The address of a page of the extension. */
  address(path: string): string {
    return `chrome-extension://${this.extensionId}/${path}`;
  }

  /** Opens a tab, in front of the others. */
  async open(url: string): Promise<Page> {
    const { targetId } = await this.#connection.send<{ targetId: string }>('Target.createTarget', { url });
    const page = await Page.attach(this.#connection, targetId);
    // Not the empty document that every tab begins with; the address itself may redirect.
    const loaded = `location.href !== 'about:blank' && document.readyState === 'complete'`;
    await until(`${url} to load`, () => page.evaluate(loaded));
    return page;
  }

  /** Opens a tab of the extension. */
  openPage(path: string): Promise<Page> {
    return this.open(this.address(path));
  }

  /** Waits for a page that something else opens. */
  async opened(url: string): Promise<Page> {
    const { targetId } = await until(`${url} to open`, async () => {
      const targets = await targetsOf(this.#connection);
      return targets.find((target) => target.type === 'page' && target.url.startsWith(url));
    });
    return Page.attach(this.#connection, targetId);
  }

  /** Waits until no page is there any more. */
  async closed(url: string): Promise<void> {
    await until(`${url} to close`, async () => (await targetsOf(this.#connection)).every((target) => !target.url.startsWith(url)));
  }

  /** Opens the popup, as a click on the toolbar's button does. */
  async openPopup(): Promise<Page> {
    const page = await this.#barePage();
    return this.#opened(this.address('popup.html'), () => page.evaluate('chrome.action.openPopup()'));
  }

  /** Opens the side panel by pressing a button that opens it. */
  openSidePanel(press: () => Promise<unknown>): Promise<Page> {
    return this.#opened(this.address('sidepanel.html'), press);
  }

  /** Opens an incognito window. For the extension's own pages, it has to be allowed there. */
  async openIncognito(url: string): Promise<Page> {
    const bare = await this.#barePage();
    const page = await this.#opened(url, () => bare.evaluate(`chrome.windows.create({ incognito: true, url: '${url}' })`));
    await until(`${url} to load`, () => page.evaluate(`document.readyState === 'complete'`));
    return page;
  }

  /** Allows the extension in incognito windows, as a person does among its settings. It is reloaded by that. */
  async allowIncognito(): Promise<void> {
    await this.#settings(`updateExtensionConfiguration({ extensionId: '${this.extensionId}', incognitoAccess: true })`);
    this.#bare = undefined;
    await this.#reloaded();
  }

  /**
   * Stops the service worker, as Chromium does after 30 idle seconds, and waits until it is gone.
   * The command goes through a page's session; nothing is attached to the worker itself.
   */
  async stopWorker(): Promise<void> {
    const page = await this.#barePage();
    await page.send('ServiceWorker.enable');
    await until('the service worker to stop', async () => {
      // Again and again, since one that is just starting does not hear it.
      await page.send('ServiceWorker.stopAllWorkers');
      return !(await this.workerRuns());
    }, { everyMs: 100 });
    await page.send('ServiceWorker.disable');
  }

  /** How often the service worker was started, since the browser runs; for what must not wake it. */
  get workerStarts(): number {
    return this.#workerStarts;
  }

  async workerRuns(): Promise<boolean> {
    return (await this.#worker()) !== undefined;
  }

  /**
   * Bytes that the running worker holds after a garbage collection: of JavaScript objects, and of buffers beside them.
   * It attaches to the worker, so nothing that is timed or counted may come after it.
   */
  async workerHeap(): Promise<{ used: number; buffers: number }> {
    const worker = await this.#worker();
    if (!worker) throw new Error('the service worker does not run');
    const { targetId } = worker;
    const { sessionId } = await this.#connection.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await this.#connection.send('HeapProfiler.collectGarbage', {}, sessionId);
    const usage = await this.#connection.send<{ usedSize: number; backingStorageSize?: number }>('Runtime.getHeapUsage', {}, sessionId);
    await this.#connection.send('Target.detachFromTarget', { sessionId });
    return { used: usage.usedSize, buffers: usage.backingStorageSize ?? 0 };
  }

  /** Lets none of its processes run until the returned function is called, as when the machine sleeps. */
  async freeze(): Promise<() => void> {
    const processes = await descendants(this.#process.pid!);
    for (const pid of processes) process.kill(pid, 'SIGSTOP');
    return () => processes.forEach((pid) => process.kill(pid, 'SIGCONT'));
  }

  async close(): Promise<void> {
    await this.#end();
    await this.#forget();
  }

  /** Resolves when the person in front of it closes the browser. */
  async closedByHand(): Promise<void> {
    await once(this.#process, 'exit');
    await this.#forget();
  }

  async #end({ crash = false } = {}): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    if (crash) this.#process.kill('SIGKILL');
    else await this.#connection.send('Browser.close').catch(() => undefined);
    await ended;
  }

  async #forget(): Promise<void> {
    const { profile, options } = this.#started;
    if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #worker(): Promise<TargetInfo | undefined> {
    const targets = await targetsOf(this.#connection);
    return targets.find(({ type, url }) => type === 'service_worker' && url.startsWith(this.address('')));
  }

  async #barePage(): Promise<Page> {
    this.#bare ??= await this.openPage(this.#started.options.barePage ?? BARE_PAGE);
    return this.#bare;
  }

  async #opened(address: string, open: () => Promise<unknown>): Promise<Page> {
    const before = new Set((await targetsOf(this.#connection)).map(({ targetId }) => targetId));
    // What opens a page may close itself over it, as a popup does that opens the side panel.
    const opening = open().catch((error: unknown) => console.warn(`while opening ${address}: ${String(error)}`));
    const target = await until(`${address} to open`, async () =>
      (await targetsOf(this.#connection)).find(
        ({ targetId, type, url }) => !before.has(targetId) && type !== 'tab' && url.startsWith(address),
      ),
    );
    await opening;
    return Page.attach(this.#connection, target.targetId);
  }
}

interface Started {
  process: ChildProcess;
  connection: Connection;
  folders: string[];
  profile: string;
  options: LaunchOptions;
}

async function start(folders: string[], profile: string, options: LaunchOptions): Promise<Started> {
  const { visible = false, flags = [], env = {} } = options;
  const all = [
    ...FLAGS,
    ...flags,
    `--user-data-dir=${profile}`,
    `--load-extension=${folders.join(',')}`,
    `--disable-extensions-except=${folders.join(',')}`,
    ...(visible ? [] : ['--headless=new']),
  ];
  const child = spawn('chromium', [...all, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const [, , , out, from] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const connection = new Connection(out, from);
  await connection.send('Target.setDiscoverTargets', { discover: true });
  return { process: child, connection, folders, profile, options };
}

/** A process and all that it has started, itself or through others. */
async function descendants(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')));
  const children = lists.join(' ').split(/\s+/).filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(descendants))).flat()];
}

async function targetsOf(connection: Connection): Promise<TargetInfo[]> {
  // Without a filter, the targets of popups and side panels may be left out.
  const filter = [{}];
  return (await connection.send<{ targetInfos: TargetInfo[] }>('Target.getTargets', { filter })).targetInfos;
}

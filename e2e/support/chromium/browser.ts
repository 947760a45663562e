import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import { until } from '../until.ts';
import { Connection } from './connection.ts';
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

/** A page that no client runs on, and which therefore neither renews tokens nor asks for any. */
const BARE_PAGE = 'tabs/background-worker-demo.html';

export interface LaunchOptions {
  visible?: boolean;
  /** More of Chromium's command line. */
  flags?: string[];
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
  readonly #connection: Connection;
  readonly #process: ChildProcess;
  /** To be removed with the browser; none if the profile is somebody else's. */
  readonly #profile: string | undefined;
  /** A tab of the extension that stays: some commands are given from a page. */
  #bare: Page | undefined;

  private constructor(process: ChildProcess, connection: Connection, profile: string | undefined, extensionId: string) {
    this.#process = process;
    this.#connection = connection;
    this.#profile = profile;
    this.extensionId = extensionId;
  }

  /** Starts it with the extension in `folder`, without a window unless `visible`. */
  static async launch(folder: string, options: LaunchOptions = {}): Promise<Browser> {
    const [browser] = await Browser.launchAll([folder], options);
    return browser!;
  }

  /**
   * Starts one browser with several extensions, whose workers' file names tell them apart. Each of the returned
   * objects speaks for one extension; closing one closes the browser.
   */
  static async launchAll(folders: string[], { visible = false, flags = [], profile }: LaunchOptions = {}): Promise<Browser[]> {
    const own = profile === undefined ? await mkdtemp(join(tmpdir(), 'nightdesk-chromium-')) : undefined;
    const all = [
      ...FLAGS,
      ...flags,
      `--user-data-dir=${profile ?? own}`,
      `--load-extension=${folders.join(',')}`,
      `--disable-extensions-except=${folders.join(',')}`,
      ...(visible ? [] : ['--headless=new']),
    ];
    const process = spawn('chromium', [...all, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const [, , , out, from] = process.stdio as unknown as [null, null, null, Writable, Readable];
    const connection = new Connection(out, from);
    await connection.send('Target.setDiscoverTargets', { discover: true });
    return Promise.all(
      folders.map(async (folder) => {
        const script = await workerScript(folder);
        const worker = await until(`the extension in ${folder} to start`, async () => {
          const targets = await targetsOf(connection);
          return targets.find(({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://') && url.endsWith(`/${script}`));
        }, { withinMs: 30_000 });
        return new Browser(process, connection, own, new URL(worker.url).host);
      }),
    );
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

  /** Opens the popup, as a click on the toolbar's button does. */
  async openPopup(): Promise<Page> {
    const page = await this.#barePage();
    return this.#opened('popup.html', () => page.evaluate('chrome.action.openPopup()'));
  }

  /** Opens the side panel by pressing a button that opens it. */
  openSidePanel(press: () => Promise<unknown>): Promise<Page> {
    return this.#opened('sidepanel.html', press);
  }

  /**
   * Stops the service worker, as Chromium does after 30 idle seconds, and waits until it is gone.
   * The command goes through a page's session; nothing is attached to the worker itself.
   */
  async stopWorker(): Promise<void> {
    const page = await this.#barePage();
    await page.send('ServiceWorker.enable');
    await page.send('ServiceWorker.stopAllWorkers');
    await page.send('ServiceWorker.disable');
    await until('the service worker to stop', async () => !(await this.workerRuns()));
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

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    if (this.#process.exitCode === null) {
      await this.#connection.send('Browser.close').catch(() => undefined);
      await ended;
    }
    await this.#cleanUp();
  }

  /** Resolves when the person in front of it closes the browser. */
  async closedByHand(): Promise<void> {
    await once(this.#process, 'exit');
    await this.#cleanUp();
  }

  async #cleanUp(): Promise<void> {
    if (this.#profile) await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #worker(): Promise<TargetInfo | undefined> {
    const targets = await targetsOf(this.#connection);
    return targets.find(({ type, url }) => type === 'service_worker' && url.startsWith(this.address('')));
  }

  async #barePage(): Promise<Page> {
    this.#bare ??= await this.openPage(BARE_PAGE);
    return this.#bare;
  }

  async #opened(path: string, open: () => Promise<unknown>): Promise<Page> {
    const before = new Set((await targetsOf(this.#connection)).map(({ targetId }) => targetId));
    // What opens a page may close itself over it, as a popup does that opens the side panel.
    const opening = open().catch((error: unknown) => console.warn(`while opening ${path}: ${String(error)}`));
    const target = await until(`${path} to open`, async () =>
      (await targetsOf(this.#connection)).find(
        ({ targetId, url }) => !before.has(targetId) && url.startsWith(this.address(path)),
      ),
    );
    await opening;
    return Page.attach(this.#connection, target.targetId);
  }
}

async function workerScript(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as chrome.runtime.ManifestV3;
  return manifest.background?.service_worker ?? '';
}

async function targetsOf(connection: Connection): Promise<TargetInfo[]> {
  // Without a filter, the targets of popups and side panels may be left out.
  const filter = [{}];
  return (await connection.send<{ targetInfos: TargetInfo[] }>('Target.getTargets', { filter })).targetInfos;
}

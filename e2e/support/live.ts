import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Browser } from './chromium/browser.ts';
import type { Page } from './chromium/page.ts';
import { buildFixture } from './fixture-extension.ts';
import type { Server } from './server.ts';
import { until } from './until.ts';

/** Who is signed in, as a context shows it. */
export interface Shown {
  status: string;
  user: string | null;
  name: string | null;
  session: string | null;
}

export const NOBODY: Shown = { status: 'signed_out', user: null, name: null, session: null };

/** Every kind of context that an extension can have open, and its worker, which keeps a client or is stopped. */
export class OpenContexts {
  readonly popup: Page;
  readonly panel: Page;
  readonly tab: Page;
  /** The web app that they follow, if they do. */
  readonly web: Page | undefined;
  readonly #browser: Browser;
  readonly #worker: 'runs' | 'is stopped';
  readonly #folder: string;
  #starts = 0;

  private constructor(browser: Browser, folder: string, worker: 'runs' | 'is stopped', pages: [Page, Page, Page, Page?]) {
    this.#browser = browser;
    this.#folder = folder;
    this.#worker = worker;
    [this.tab, this.panel, this.popup, this.web] = pages;
  }

  static async open(server: Server, worker: 'runs' | 'is stopped', syncHost = ''): Promise<OpenContexts> {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-live-'));
    await buildFixture(folder, {
      publishableKey: server.instance.publishable_key,
      scripts: { folder: 'live', names: ['page', 'worker'] },
      define: { SYNC_HOST: syncHost },
      manifest: {
        permissions: ['storage', 'sidePanel', 'cookies'],
        // The browser tells of a secure cookie only whoever may see https pages.
        host_permissions: ['http://*.nightdesk.localhost/*', 'https://*.nightdesk.localhost/*'],
      },
    });
    const browser = await Browser.launch(folder);
    if (syncHost) await server.allow(new URL(syncHost).origin, `chrome-extension://${browser.extensionId}`);
    const tab = await browser.openPage('home.html');
    const panel = await browser.openSidePanel(() => tab.evaluate('chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT })'));
    const web = syncHost ? await browser.open(syncHost) : undefined;
    // Also the stopped one has had a client: whatever that listened to would wake it.
    await tab.evaluate(`chrome.runtime.sendMessage('keep')`);
    if (worker === 'is stopped') await browser.stopWorker();
    // The last: it closes when another page comes to the front.
    const popup = await browser.openPopup();
    const contexts = new OpenContexts(browser, folder, worker, [tab, panel, popup, web]);
    for (const page of contexts.#pages) await until('a page to load', () => page.evaluate('loaded.then(() => true)'));
    contexts.#starts = browser.workerStarts;
    return contexts;
  }

  /** Waits until all show it, and returns it. A stopped worker must have been left alone. */
  async allShow(what: string, holds: (shown: Shown) => boolean): Promise<Shown> {
    const shown = await Promise.all(
      this.#views.map(([name, look]) =>
        until(`${what} in the ${name}`, async () => {
          const now = await look();
          return holds(now) && now;
        }, { withinMs: 20_000 }),
      ),
    );
    for (const each of shown) if (JSON.stringify(each) !== JSON.stringify(shown[0])) throw new Error(`not in step: ${JSON.stringify(shown)}`);
    if (this.#browser.workerStarts !== this.#starts) throw new Error(`the worker that ${this.#worker} was started for: ${what}`);
    return shown[0]!;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #pages(): Page[] {
    return [this.popup, this.panel, this.tab];
  }

  get #views(): [string, () => Promise<Shown>][] {
    const seen = (page: Page) => () => page.evaluate<Shown>('JSON.parse(document.body.textContent)');
    const worker = () => this.tab.evaluate<Shown>(`chrome.runtime.sendMessage('shown')`);
    return [
      ['popup', seen(this.popup)],
      ['side panel', seen(this.panel)],
      ['tab', seen(this.tab)],
      ...(this.#worker === 'runs' ? [['worker', worker] as [string, typeof worker]] : []),
    ];
  }
}

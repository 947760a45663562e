import type { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import type { MinimalApi } from '../support/minimal-api.ts';
import { until } from '../support/until.ts';
import { BARE, type Name } from './extensions.ts';

/** One answered message, or several sent at once. */
export interface Sample {
  ms: number;
  requests: number;
}

/** Bytes that a worker holds after a garbage collection: of JavaScript objects, and of buffers beside them. */
export interface Heap {
  used: number;
  buffers: number;
}

/** One extension of the browser, asked from a page that runs no client. Nothing is attached to its worker. */
export class Subject {
  readonly name: Name;
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #api: MinimalApi;

  private constructor(name: Name, browser: Browser, page: Page, api: MinimalApi) {
    this.name = name;
    this.#browser = browser;
    this.#page = page;
    this.#api = api;
  }

  static async of(name: Name, browser: Browser, api: MinimalApi): Promise<Subject> {
    const page = await browser.openPage(BARE);
    // A browser that has just started may not know the extension's worker yet.
    await until('the worker listens', () => page.evaluate<boolean>(`chrome.runtime.sendMessage('token').then(() => true)`));
    return new Subject(name, browser, page, api);
  }

  /** Somebody is signed in, nothing else is known, and the worker does not run. */
  async reset(): Promise<void> {
    await this.stop();
    const jwt = JSON.stringify({ [`${this.#api.frontendApi}|__clerk_client_jwt|v2`]: 'client-jwt' });
    await this.#page.evaluate(`Promise.all([
      chrome.storage.session.clear(),
      chrome.storage.local.clear().then(() => chrome.storage.local.set(${jwt})),
    ])`);
  }

  /** Stops the worker and waits until it is gone. */
  stop(): Promise<void> {
    return this.#browser.stopWorker();
  }

  /** Sends so many messages at once, from the page, and waits for all answers. */
  ask(messages = 1): Promise<Sample> {
    return this.#time(`await Promise.all(Array.from({ length: ${messages} }, () => send()))`);
  }

  /** Sends one message after the other; the time is the mean, since a page's clock knows no less than 0.1 ms. */
  async askInARow(messages: number): Promise<Sample> {
    const { ms, requests } = await this.#time(`for (let i = 0; i < ${messages}; i++) await send()`);
    return { ms: ms / messages, requests: requests / messages };
  }

  async #time(code: string): Promise<Sample> {
    const before = this.#api.seen.length;
    const ms = await this.#page.evaluate<number>(`(async () => {
      const send = async () => {
        const { token, error } = await chrome.runtime.sendMessage('token');
        if (!token) throw new Error(error ?? 'signed out');
      };
      const start = performance.now();
      ${code};
      return performance.now() - start;
    })()`);
    return { ms, requests: this.#api.seen.length - before };
  }

  heap(): Promise<Heap> {
    return this.#browser.workerHeap();
  }
}

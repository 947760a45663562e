import type { Browser } from '../../../e2e/support/chromium/browser.ts';
import type { Page } from '../../../e2e/support/chromium/page.ts';
import type { MinimalApi } from '../../../e2e/support/minimal-api.ts';
import { until } from '../../../e2e/support/until.ts';
import { Account } from './account.ts';
import { BARE } from './build.ts';
import { ask, told, type Given, type Told, type Value } from './worker.ts';
import type { Does } from '../scripts/worker.ts';

/** Name of the web app that the extension may follow. Nothing is served there; only its cookies matter. */
export const APP = 'app.test';

/** How long the official package has nothing to say before it is taken to say nothing. */
const SILENCE_MS = 2_000;

type Cookie = Omit<chrome.cookies.SetDetails, 'url'> & { url?: string };

/** One package in an extension of its own, and the frontend API that it talks to. */
export class Stand {
  /** The extension's, and its worker's. */
  readonly name: string;
  readonly api: MinimalApi;
  /** Another instance's. */
  readonly otherApi: MinimalApi;
  /** Folder of the built extension. */
  readonly folder: string;
  readonly browser: Browser;
  #account: Account;
  readonly #bare: Page;
  #opened: Page[] = [];

  private constructor(name: string, folder: string, browser: Browser, bare: Page, apis: [MinimalApi, MinimalApi]) {
    this.name = name;
    this.folder = folder;
    this.browser = browser;
    this.#bare = bare;
    [this.api, this.otherApi] = apis;
    this.#account = new Account(this.api);
  }

  /** Who is known to the frontend API. */
  get account(): Account {
    return this.#account;
  }

  static async of(name: string, folder: string, browser: Browser, apis: [MinimalApi, MinimalApi]): Promise<Stand> {
    const bare = await browser.openPage(BARE);
    // A worker that is stopped while it is being installed is never started again.
    await ask(bare, 'uncaught');
    return new Stand(name, folder, browser, bare, apis);
  }

  /** Nothing is open, stored or running, and nobody is signed in. */
  async reset(): Promise<void> {
    for (const page of this.#opened.splice(0)) await page.close();
    for (const api of [this.api, this.otherApi]) Object.assign(api, { delayMs: 0, lives: { minted: 3600, inClient: 3600 }, instead: () => undefined });
    this.#account = new Account(this.api);
    await this.stopWorker();
    await this.#bare.evaluate(`(async () => {
      for (const cookie of document.cookie.split('; ')) document.cookie = cookie.split('=')[0] + '=; Max-Age=0; Path=/';
      for (const { name, domain, path, partitionKey } of await chrome.cookies.getAll({ partitionKey: {} })) {
        await chrome.cookies.remove({ name, url: 'https://' + domain.replace(/^\\./, '') + path, partitionKey });
      }
      await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
    })()`);
  }

  /** Somebody is signed in, as storage tells it that both packages read. */
  async signedIn(): Promise<void> {
    this.account.signedIn = true;
    await this.store(this.account.jwt);
  }

  /** Somebody is signed in on the web app, by a cookie as production has it. */
  async signedInOnWeb(cookie: Partial<Cookie> = {}): Promise<void> {
    this.account.signedIn = true;
    await this.setCookie({ name: '__client', value: this.account.jwt, httpOnly: true, ...cookie });
  }

  /** Puts a client JWT where both packages keep it. */
  async store(jwt: string, frontendApi = this.api.frontendApi): Promise<void> {
    await this.#bare.evaluate(`chrome.storage.local.set(${JSON.stringify({ [jwtKey(frontendApi)]: jwt })})`);
  }

  stored(): Promise<string | null> {
    const key = JSON.stringify(jwtKey(this.api.frontendApi));
    return this.#bare.evaluate(`chrome.storage.local.get(${key}).then((items) => items[${key}] ?? null)`);
  }

  /** Sets a cookie, of the web app unless it says otherwise. */
  async setCookie(cookie: Cookie): Promise<void> {
    const details = { url: `https://${APP}/`, secure: true, sameSite: 'no_restriction', ...cookie };
    await this.#bare.evaluate(`chrome.cookies.set(${JSON.stringify(details)})`);
  }

  async removeCookie(name: string, host = APP): Promise<void> {
    await this.#bare.evaluate(`chrome.cookies.remove(${JSON.stringify({ name, url: `https://${host}/` })})`);
  }

  ask<D extends keyof Does>(deed: D, ...given: Given<D>): Promise<Value<D>> {
    return ask(this.#bare, deed, ...given);
  }

  told<D extends keyof Does>(deed: D, ...given: Given<D>): Promise<Told<Value<D>>> {
    return told(this.#bare, deed, ...given);
  }

  askAtOnce<D extends keyof Does>(times: number, deed: D, ...given: Given<D>): Promise<Value<D>[]> {
    return Promise.all(Array.from({ length: times }, () => this.ask(deed, ...given)));
  }

  stopWorker(): Promise<void> {
    return this.browser.stopWorker();
  }

  /** Opens a page of the extension; it is closed when the next behaviour is looked at. */
  async open(path: string): Promise<Page> {
    const page = await this.browser.openPage(path);
    this.#opened.push(page);
    return page;
  }

  /** Signs in on the page that the package's documentation has people sign in on. */
  async signInOnPopup(): Promise<Page> {
    const page = await this.open('popup.html');
    await signInOn(page);
    return page;
  }

  /** What the listener of the client that is kept is told next, or what is thrown in the worker instead. */
  async hears(happen: () => Promise<unknown>): Promise<string> {
    const before = (await this.ask('heard')).at(-1);
    await happen();
    const said = async () => {
      const thrown = (await this.ask('uncaught')).at(-1);
      if (thrown !== undefined) return thrown.split(':')[0];
      const last = (await this.ask('heard')).at(-1);
      return last === before ? undefined : last;
    };
    return (await this.comesTrue(said)) ?? 'nothing';
  }

  /** Waits for something, and gives up on it sooner where it is not expected. */
  comesTrue<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
    const withinMs = this.name.startsWith('ours') ? 15_000 : SILENCE_MS;
    return until('what may come', ask, { withinMs }).catch(() => undefined) as Promise<T | undefined>;
  }

  /** What the frontend API is asked for meanwhile. */
  async requestsOf(act: () => Promise<unknown>): Promise<string[]> {
    const before = this.api.seen.length;
    await act();
    return this.api.since(before).sort();
  }
}

/** What a sign-in is created from. */
export const CREDENTIALS = { strategy: 'password', identifier: 'ada@example.com', password: 'a lamp burns' } as const;

/** Signs in on a page that has a client, and makes the session the active one. */
export async function signInOn(page: Page): Promise<void> {
  await page.evaluate(`loaded
    .then(() => clerk.client.signIn.create(${JSON.stringify(CREDENTIALS)}))
    .then(({ createdSessionId }) => clerk.setActive({ session: createdSessionId }))`);
}

function jwtKey(frontendApi: string): string {
  return `${frontendApi}|__clerk_client_jwt|v2`;
}

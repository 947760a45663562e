import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../free-port.ts';
import { until } from '../until.ts';
import { Marionette } from './marionette.ts';
import { FirefoxPage } from './page.ts';

export interface LaunchOptions {
  visible?: boolean;
  /** Takes certificates that nobody vouches for. */
  acceptInsecureCerts?: boolean;
  /** More of what `about:config` shows. */
  preferences?: Record<string, string | number | boolean>;
}

/** Firefox with one temporary add-on in it. */
export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #marionette: Marionette;
  readonly #addon: string;
  readonly #host: string;

  private constructor(process: ChildProcess, profile: string, marionette: Marionette, addon: string, host: string) {
    this.#process = process;
    this.#profile = profile;
    this.#marionette = marionette;
    this.#addon = addon;
    this.#host = host;
  }

  /** Starts it with the extension in `folder`, without a window unless `visible`. */
  static async launch(folder: string, { visible = false, acceptInsecureCerts = false, preferences: more = {} }: LaunchOptions = {}): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'nightdesk-firefox-'));
    const port = await freePort();
    await writeFile(join(profile, 'user.js'), preferences(port, more));
    // The last flag lets the driver reach what a person reaches through about:debugging.
    const flags = ['--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
    if (!visible) flags.push('--headless');
    const child = spawn('firefox-esr', flags, { stdio: 'ignore', env: { ...process.env, HOME: profile } });
    const marionette = await Marionette.connect(port);
    const addon = await marionette.inTurn(async (send) => {
      await send('WebDriver:NewSession', { strictFileInteractability: true, acceptInsecureCerts });
      const { value } = await send<{ value: string }>('Addon:Install', { path: folder, temporary: true });
      return value;
    });
    const host = await inBrowser<string>(marionette, `return WebExtensionPolicy.getByID(${JSON.stringify(addon)}).mozExtensionHostname`);
    return new Firefox(child, profile, marionette, addon, host);
  }

  /** Opens a page of the extension in a tab. */
  async openPage(path: string): Promise<FirefoxPage> {
    const { handle } = await this.#marionette.inTurn(async (send) => {
      // A tab is opened beside another one that still exists.
      const [any] = await send<string[]>('WebDriver:GetWindowHandles');
      await send('WebDriver:SwitchToWindow', { handle: any, focus: true });
      return send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab' });
    });
    const page = new FirefoxPage(this.#marionette, handle);
    await page.goto(`moz-extension://${this.#host}/${path}`);
    return page;
  }

  /** Waits for a tab that something else opens. */
  async opened(url: string): Promise<FirefoxPage> {
    const handle = await until(`${url} to open`, () =>
      this.#marionette.inTurn(async (send) => {
        for (const handle of await send<string[]>('WebDriver:GetWindowHandles')) {
          await send('WebDriver:SwitchToWindow', { handle, focus: false });
          const { value } = await send<{ value: string }>('WebDriver:GetCurrentURL');
          if (value.startsWith(url)) return handle;
        }
        return undefined;
      }),
    );
    return new FirefoxPage(this.#marionette, handle);
  }

  /** Opens the popup's page. Without a window there is no toolbar to open it from, so it gets a tab. */
  openPopup(): Promise<FirefoxPage> {
    return this.openPage('popup.html');
  }

  /** Presses a button that opens the sidebar, and puts the page of the sidebar that opened into a tab, which can be driven. */
  async openSidePanel(press: () => Promise<unknown>): Promise<FirefoxPage> {
    // The page closes itself over the click.
    await press().catch(() => undefined);
    const sidebar = `Services.wm.getMostRecentWindow('navigator:browser').SidebarController`;
    await until('the sidebar to open', () => inBrowser<boolean>(this.#marionette, `return ${sidebar}.isOpen`));
    await inBrowser(this.#marionette, `${sidebar}.hide()`);
    return this.openPage('sidepanel.html');
  }

  /** Ends the event page, as Firefox does after 30 idle seconds, and waits until it is gone. */
  async stopWorker(): Promise<void> {
    await inBrowser(this.#marionette, `return ${this.#extension}.terminateBackground().then(() => null)`);
    await until('the event page to end', async () => !(await this.workerRuns()));
  }

  workerRuns(): Promise<boolean> {
    return inBrowser(this.#marionette, `return ${this.#extension}.backgroundState === 'running'`);
  }

  async close(): Promise<void> {
    const ended = this.#process.exitCode === null ? once(this.#process, 'exit') : undefined;
    this.#process.kill('SIGTERM');
    await ended;
    this.#marionette.end();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Resolves when the person in front of it closes the browser. */
  async closedByHand(): Promise<void> {
    await once(this.#process, 'exit');
  }

  get #extension(): string {
    return `WebExtensionPolicy.getByID(${JSON.stringify(this.#addon)}).extension`;
  }
}

/** Runs a script with the browser's own rights. */
function inBrowser<T>(marionette: Marionette, script: string): Promise<T> {
  return marionette.inTurn(async (send) => {
    await send('Marionette:SetContext', { value: 'chrome' });
    try {
      return (await send<{ value: T }>('WebDriver:ExecuteScript', { script, args: [] })).value;
    } finally {
      await send('Marionette:SetContext', { value: 'content' });
    }
  });
}

/** Nothing of it goes to the network by itself. */
function preferences(port: number, more: object): string {
  const values = {
    ...more,
    'marionette.port': port,
    'app.normandy.enabled': false,
    'app.update.enabled': false,
    'browser.safebrowsing.downloads.remote.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'browser.safebrowsing.update.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,',
    'toolkit.telemetry.enabled': false,
  };
  return Object.entries(values).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join('');
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { found, Surface } from '../surface.ts';
import { until } from '../until.ts';
import type { Marionette } from './marionette.ts';

/** How WebDriver names an element in JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A tab of Firefox. */
export class FirefoxPage extends Surface {
  readonly #marionette: Marionette;
  readonly #handle: string;

  constructor(marionette: Marionette, handle: string) {
    super();
    this.#marionette = marionette;
    this.#handle = handle;
  }

  goto(url: string): Promise<void> {
    return this.#send('WebDriver:Navigate', { url });
  }

  async evaluate<T>(expression: string): Promise<T> {
    const { value } = await this.#send<{ value: T }>('WebDriver:ExecuteScript', { script: `return (${expression})`, args: [] });
    return value;
  }

  async click(testId: string): Promise<void> {
    await until(`"${testId}" to click on`, () => this.evaluate(`${found(testId)}?.disabled === false`));
    await this.#use(testId, 'WebDriver:ElementClick');
  }

  async type(testId: string, text: string): Promise<void> {
    await this.click(testId);
    await this.#use(testId, 'WebDriver:ElementClear');
    await this.#use(testId, 'WebDriver:ElementSendKeys', { text });
  }

  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const { value } = await this.#send<{ value: string }>('WebDriver:TakeScreenshot', { full: false });
    await writeFile(path, Buffer.from(value, 'base64'));
  }

  close(): Promise<void> {
    return this.#send('WebDriver:CloseWindow');
  }

  async #use(testId: string, command: string, parameters: object = {}): Promise<void> {
    const element = await this.evaluate<Record<string, string>>(found(testId));
    await this.#send(command, { id: element[ELEMENT], ...parameters });
  }

  #send<R>(command: string, parameters: object = {}): Promise<R> {
    return this.#marionette.inTurn(async (send) => {
      await send('WebDriver:SwitchToWindow', { handle: this.#handle, focus: true });
      return send<R>(command, parameters);
    });
  }
}

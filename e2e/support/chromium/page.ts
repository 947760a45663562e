import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { found, Surface } from '../surface.ts';
import { until } from '../until.ts';
import { CLOSED, type Connection } from './connection.ts';

interface Box {
  x: number;
  y: number;
}

/** A page, popup or side panel, used as a person does: by what is on it, with mouse and keyboard. */
export class Page extends Surface {
  readonly targetId: string;
  readonly #connection: Connection;
  readonly #session: string;

  private constructor(connection: Connection, targetId: string, session: string) {
    super();
    this.#connection = connection;
    this.targetId = targetId;
    this.#session = session;
  }

  static async attach(connection: Connection, targetId: string): Promise<Page> {
    const { sessionId } = await connection.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const page = new Page(connection, targetId, sessionId);
    await page.send('Page.enable');
    await page.send('Runtime.enable');
    return page;
  }

  send<R>(method: string, params: Record<string, unknown> = {}): Promise<R> {
    return this.#connection.send<R>(method, params, this.#session);
  }

  /** The next event of this name, whose domain has to be enabled. */
  next<T>(event: string): Promise<T> {
    return new Promise((resolve) => {
      this.#connection.on(event, (params, session) => {
        if (session === this.#session) resolve(params as T);
      });
    });
  }

  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send<Evaluated<T>>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  async click(testId: string): Promise<void> {
    const { x, y } = await until(`"${testId}" to click on`, () => this.#middle(testId));
    const button = { x, y, button: 'left', clickCount: 1 };
    await this.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
    await this.last('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
  }

  /** Cuts the page off from all servers, or has every answer come later by so many milliseconds; as ever without either. */
  async network({ offline = false, latency = 0 }: { offline?: boolean; latency?: number } = {}): Promise<void> {
    await this.send('Network.enable');
    await this.send('Network.emulateNetworkConditions', { offline, latency, downloadThroughput: -1, uploadThroughput: -1 });
  }

  /** Sends input that may close the page before it answers. */
  async last(method: string, params: Record<string, unknown>): Promise<void> {
    await this.send(method, params).catch((error: Error) => {
      if (!error.message.endsWith(CLOSED)) throw error;
    });
  }

  async type(testId: string, text: string): Promise<void> {
    await this.click(testId);
    await this.evaluate(`${found(testId)}.select()`);
    await this.send('Input.insertText', { text });
  }

  async goto(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
    await until(`${url} to load`, () =>
      this.evaluate(`location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`),
    );
  }

  /** Takes a picture of what is in sight, or of the whole page however long it is. */
  async screenshot(path: string, { whole = false } = {}): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const clip = whole && { clip: { x: 0, y: 0, scale: 1, ...(await this.#size()) }, captureBeyondViewport: true };
    const { data } = await this.send<{ data: string }>('Page.captureScreenshot', { format: 'png', ...clip });
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  /** Chooses a file where the page asks for one, which `act` makes it do. */
  async chooseFile(path: string, act: () => Promise<unknown>): Promise<void> {
    await this.send('Page.setInterceptFileChooserDialog', { enabled: true });
    const asked = this.next<{ backendNodeId: number }>('Page.fileChooserOpened');
    await act();
    const { backendNodeId } = await asked;
    await this.send('DOM.setFileInputFiles', { backendNodeId, files: [path] });
    await this.send('Page.setInterceptFileChooserDialog', { enabled: false });
  }

  /** All that the page's process holds for it, in every world of its scripts, as text. */
  async heap(): Promise<string> {
    const chunks: string[] = [];
    this.#connection.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }, session) => {
      if (session === this.#session) chunks.push(chunk as string);
    });
    await this.send('HeapProfiler.collectGarbage');
    await this.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    return chunks.join('');
  }

  /** Closes it and waits until it is gone. A popup may be already: it closes when something else gets the focus. */
  async close(): Promise<void> {
    await this.#connection.send('Target.closeTarget', { targetId: this.targetId }).catch(() => undefined);
    await this.gone();
  }

  /** Waits until it is gone, whoever closes it. */
  async gone(): Promise<void> {
    await until('the page to close', async () => {
      const { targetInfos } = await this.#connection.send<{ targetInfos: { targetId: string }[] }>('Target.getTargets');
      return !targetInfos.some(({ targetId }) => targetId === this.targetId);
    });
  }

  /** In pixels of CSS, but not less than what is in sight. */
  #size(): Promise<{ width: number; height: number }> {
    return this.evaluate(`({ width: innerWidth, height: Math.max(innerHeight, document.documentElement.scrollHeight) })`);
  }

  /** Where to click; undefined while the element is missing, hidden or covered. */
  #middle(testId: string): Promise<Box | undefined> {
    return this.evaluate(`(() => {
      const element = ${found(testId)};
      if (!element || element.disabled || element.ariaDisabled === 'true') return undefined;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = element.getRootNode().elementFromPoint(x, y);
      return hit && element.contains(hit) ? { x, y } : undefined;
    })()`);
  }
}

interface Evaluated<T> {
  result: { value: T };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}

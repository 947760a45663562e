import type { Readable, Writable } from 'node:stream';

/** Why nothing more is heard of a page that has closed meanwhile. */
export const CLOSED = 'the page has closed';

export type Params = Record<string, unknown>;
type Listener = (params: Params, sessionId: string | undefined) => void;

interface Pending {
  resolve(result: Params): void;
  reject(error: Error): void;
  what: string;
  sessionId: string | undefined;
}

/**
 * The DevTools protocol over the browser's pipe. It attaches to nothing by itself: a debugger attached to a
 * service worker would keep it alive, and then nothing here would show what happens to one that dies.
 */
export class Connection {
  readonly #out: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #nextId = 1;
  #unread = '';

  constructor(out: Writable, from: Readable) {
    this.#out = out;
    from.setEncoding('utf8');
    from.on('data', (chunk: string) => this.#read(chunk));
    from.on('close', () => this.#gone('the browser has gone'));
    // A browser that went away is told by the reading end.
    out.on('error', () => undefined);
  }

  /** Sends a command, to a target's session or to the browser itself. */
  send<R = Params>(method: string, params: Params = {}, sessionId?: string): Promise<R> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (result: Params) => void, reject, what: method, sessionId });
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  on(event: string, listener: Listener): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
  }

  #read(chunk: string): void {
    const messages = (this.#unread + chunk).split('\0');
    this.#unread = messages.pop() ?? '';
    for (const message of messages) this.#handle(JSON.parse(message) as Message);
  }

  #handle({ id, method, params, result, error, sessionId }: Message): void {
    if (id === undefined) {
      // Whatever was asked of a target that has gone would never be answered.
      if (method === 'Target.detachedFromTarget') this.#gone(CLOSED, params?.sessionId as string);
      this.#listeners.get(method ?? '')?.forEach((listener) => listener(params ?? {}, sessionId));
      return;
    }
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(`${pending.what}: ${error.message}`));
    else pending?.resolve(result ?? {});
  }

  #gone(why: string, sessionId?: string): void {
    for (const [id, pending] of this.#pending) {
      if (sessionId !== undefined && pending.sessionId !== sessionId) continue;
      this.#pending.delete(id);
      pending.reject(new Error(`${pending.what}: ${why}`));
    }
  }
}

interface Message {
  id?: number;
  method?: string;
  params?: Params;
  result?: Params;
  error?: { message: string };
  sessionId?: string;
}

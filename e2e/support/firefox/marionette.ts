import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

import { until } from '../until.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

/**
 * Firefox's own remote control: messages `LENGTH:JSON` over TCP, requests `[0, id, command, parameters]` and answers
 * `[1, id, error, result]`. Commands act on the window that was switched to last, so they go one after the other.
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  #received = Buffer.alloc(0);
  #last = 0;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('Firefox closed the connection'));
    });
  }

  static async connect(port: number): Promise<Marionette> {
    const socket = await until('Firefox to listen', async () => {
      const attempt = connect({ host: '127.0.0.1', port });
      await once(attempt, 'connect');
      return attempt;
    }, { withinMs: 60_000 });
    return new Marionette(socket);
  }

  /** Sends commands that belong together, with nobody else's in between. */
  inTurn<T>(commands: (send: <R>(command: string, parameters?: object) => Promise<R>) => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => commands((command, parameters) => this.#send(command, parameters)));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  end(): void {
    this.#socket.destroy();
  }

  #send<R>(command: string, parameters: object = {}): Promise<R> {
    const id = ++this.#last;
    const message = JSON.stringify([0, id, command, parameters]);
    return new Promise<R>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  #take(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon));
      if (this.#received.length < end) return;
      this.#answer(JSON.parse(this.#received.subarray(colon + 1, end).toString()) as unknown);
      this.#received = this.#received.subarray(end);
    }
  }

  #answer(message: unknown): void {
    // The first message is no answer: Firefox introduces itself.
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as [number, number, { error: string; message: string } | null, unknown];
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(`${error.error}: ${error.message}`));
    else pending?.resolve(result);
  }
}

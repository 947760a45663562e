import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on a free port of this machine, under every name that leads to it. */
export interface Web {
  port: number;
  /** Its address under a name; Chromium takes every `*.localhost` to this machine. */
  at(host: string): string;
  /** Requests so far, oldest first. */
  readonly seen: { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer }[];
  stop(): Promise<void>;
}

export type Answering = (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown;

/** Starts one; `answer` gets each request once its body is there. */
export async function serve(answer: Answering): Promise<Web> {
  const seen: Web['seen'] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, headers, body });
    await answer(request, response, body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    at: (host) => `http://${host}:${port}`,
    seen,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

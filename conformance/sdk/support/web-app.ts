import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { generate } from 'selfsigned';

/** The site of the frontend API, so that in production both share cookies. */
const HOST = 'app.nightdesk.localhost';

/** A web app on a host of its own, over HTTPS. */
export interface WebApp {
  origin: string;
  /** The same for this program, whose resolver may not know the name; over HTTP. */
  local: string;
  stop(): Promise<void>;
}

/** Serves what answers requests. */
export async function serve(listener: RequestListener): Promise<WebApp> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }]);
  const servers = [createSecureServer({ key, cert }, listener), createServer(listener)];
  const ports = await Promise.all(servers.map(listen));
  return {
    origin: `https://${HOST}:${ports[0]}`,
    local: `http://127.0.0.1:${ports[1]}`,
    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

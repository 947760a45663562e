import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { generate } from 'selfsigned';

import { delay } from './until.ts';

/** The name that browsers reach it by; it is no loopback name, so every client speaks HTTPS to it. */
const HOST = 'frontend-api.test';

/** One request, as it arrived. */
export interface SeenRequest {
  /** The method meant: clients send all that change something as POST with `_method`. */
  method: string;
  /** The one of the request line. */
  sent: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: URLSearchParams;
}

/** An answer other than the usual one. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json: unknown;
}

/** Seconds that a token lives, by where it comes from. */
export interface Lives {
  minted: number;
  inClient: number;
}

/**
 * A frontend API of a production instance with somebody signed in, that serves no more than an extension's client
 * needs (docs/protocol.md): it neither keeps anything nor checks anybody.
 */
export class MinimalApi {
  readonly seen: SeenRequest[] = [];
  /** Milliseconds that every answer takes longer. */
  delayMs = 0;
  /** Whether answers tell the server's time. */
  sendsDate = true;
  lives: Lives = { minted: 60, inClient: 60 };
  /** Answers instead of it, where it gives an answer. */
  instead: (request: SeenRequest) => Answer | undefined | Promise<Answer | undefined> = () => undefined;
  readonly #server: Server;
  #tokens = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<MinimalApi> {
    const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }]);
    const server = createServer({ key, cert });
    // Longer than the pauses between requests that are timed, so that none of them has to connect anew.
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MinimalApi(server);
  }

  /** What a browser needs on its command line to reach it. */
  static readonly browserFlags = [`--host-resolver-rules=MAP *.test 127.0.0.1`, '--ignore-certificate-errors'];

  /** What Firefox needs for that. */
  static readonly firefoxOptions = { preferences: { 'network.dns.localDomains': HOST }, acceptInsecureCerts: true };

  /** Host and port, as publishable keys hold them. */
  get frontendApi(): string {
    return `${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  publishableKey(environment: 'live' | 'test' = 'live'): string {
    return `pk_${environment}_${Buffer.from(`${this.frontendApi}$`).toString('base64')}`;
  }

  /** Method and path of the requests since the `from`th, preflights left out. */
  since(from: number): string[] {
    return this.seen.slice(from).map(({ method, path }) => `${method} ${path}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const origin = request.headers.origin ?? '*';
    response.sendDate = this.sendsDate;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    response.setHeader('access-control-expose-headers', 'authorization, clerk-db-jwt');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const seen = await read(request);
    this.seen.push(seen);
    if (this.delayMs > 0) await delay(this.delayMs);
    const { status = 200, headers = {}, json } = (await this.instead(seen)) ?? this.#answer(seen);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
  }

  #answer({ method, path }: SeenRequest): Answer {
    if (path === '/v1/environment') return { json: {} };
    if (method === 'GET' && path === '/v1/client') return { json: { response: this.client(), client: null } };
    if (method === 'POST' && /^\/v1\/client\/sessions\/sess_1\/tokens(\/|$)/.test(path)) {
      return { json: { object: 'token', jwt: this.token(this.lives.minted) } };
    }
    if (method === 'DELETE' && path === '/v1/client/sessions') return { json: { response: null, client: null } };
    return { status: 404, json: { errors: [{ code: 'resource_not_found', message: 'not found', long_message: 'Not found.' }] } };
  }

  client(): object {
    return {
      id: 'client_1',
      last_active_session_id: 'sess_1',
      sessions: [
        { id: 'sess_1', status: 'active', user: { id: 'user_1' }, last_active_token: { jwt: this.token(this.lives.inClient) } },
      ],
    };
  }

  /** A token that nobody can verify; clients do not. */
  token(lifeSecs: number, sid = 'sess_1'): string {
    const iat = Math.floor(Date.now() / 1000);
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const claims = { sub: 'user_1', sid, iat, exp: iat + lifeSecs, jti: ++this.#tokens };
    return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
  }
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const url = new URL(request.url ?? '/', 'https://any');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const sent = request.method ?? 'GET';
  const method = url.searchParams.get('_method') ?? sent;
  return { method, sent, path: url.pathname, query: url.searchParams, headers: request.headers, body: new URLSearchParams(body) };
}

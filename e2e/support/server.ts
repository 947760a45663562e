import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { freePort } from './free-port.ts';
import { binary } from './workspace.ts';
import { until } from './until.ts';

/** What `nightdesk dev --json` prints. */
export interface Instance {
  publishable_key: string;
  secret_key: string;
  frontend_api: string;
  api_url: string;
  dashboard_url: string;
}

export interface ServerOptions {
  environment?: 'development' | 'production';
  /** The host inside the publishable key, without port. */
  frontendApiHost?: string;
  /** 10 is the least that the server allows: clients keep five seconds of leeway. */
  sessionTokenLifetimeSecs?: number;
  /** The URL of another database than a file of its own. */
  database?: string;
  /** More of its environment. */
  env?: Record<string, string>;
}

/** One request, as the access log tells of it. */
/** A message in the outbox. */
export interface Message {
  to: string;
  code: string | null;
  link: string | null;
}

export interface LoggedRequest {
  method: string;
  /** The route's pattern, such as `/v1/client/sessions/{session_id}/tokens`. */
  route: string;
  status: number;
}

/** Method and route of the request that mints a session token. */
export const MINT = 'POST /v1/client/sessions/{session_id}/tokens';

const PROBE = '/v1/health';

/** A real server on a database of its own. */
export class Server {
  readonly port: number;
  readonly #folder: string;
  readonly #options: ServerOptions;
  #child: ChildProcess | undefined;
  #instance: Instance | undefined;
  #log: string[] = [];

  private constructor(folder: string, port: number, options: ServerOptions) {
    this.#folder = folder;
    this.port = port;
    this.#options = options;
  }

  static async start(options: ServerOptions = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-e2e-'));
    const server = new Server(folder, await freePort(), options);
    await server.startAgain();
    return server;
  }

  /** Starts it on the same port and database, after it was killed. */
  async startAgain(): Promise<void> {
    const { environment = 'development', frontendApiHost = 'auth.nightdesk.localhost', sessionTokenLifetimeSecs, env } = this.#options;
    const args = ['dev', '--json', '--log-format', 'json', '--listen', `127.0.0.1:${this.port}`, '--database', this.#database];
    args.push('--frontend-api', `${frontendApiHost}:${this.port}`, '--environment', environment);
    if (sessionTokenLifetimeSecs) args.push('--session-token-lifetime', String(sessionTokenLifetimeSecs));
    const child = spawn(binary(), args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: this.#folder, env: { ...process.env, ...env } });
    this.#child = child;
    createInterface({ input: child.stderr }).on('line', (line) => this.#log.push(line));
    const ready = once(createInterface({ input: child.stdout }), 'line');
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the server ended with code ${code}:\n${this.#log.slice(-20).join('\n')}`);
    });
    const [line] = (await Promise.race([ready, ended])) as [string];
    ended.catch(() => undefined);
    this.#instance = JSON.parse(line) as Instance;
  }

  get instance(): Instance {
    if (!this.#instance) throw new Error('the server has not been started');
    return this.#instance;
  }

  /** Where the server can be reached from this program, whose resolver may not know `*.localhost`. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** The most memory that its process has had resident. Only on Linux. */
  async mostMemoryMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, 'utf8');
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return Number(kib) / 1024;
  }

  /** A mark to count requests from. */
  async mark(): Promise<number> {
    // A request of our own, once it shows up, proves that all before it have.
    const probes = () => this.#requests().filter(({ route }) => route === PROBE).length;
    const before = probes();
    await fetch(new URL(PROBE, this.origin));
    await until('the access log', () => probes() > before);
    return this.#counted().length;
  }

  /** Requests since a mark, as `METHOD /route`. Preflights are not counted: they are the browser's, not the client's. */
  async since(mark: number): Promise<string[]> {
    await this.mark();
    return this.#counted()
      .slice(mark)
      .map(({ method, route }) => `${method} ${route}`);
  }

  #counted(): LoggedRequest[] {
    return this.#requests().filter(({ method, route }) => route !== PROBE && method !== 'OPTIONS');
  }

  #requests(): LoggedRequest[] {
    return this.#log.map(readAccessLine).filter((request) => request !== undefined);
  }

  /** What the server said last, for error messages. */
  lastWords(): string {
    return this.#log.slice(-30).join('\n');
  }

  /** The code in the newest message to an address that is not among `known`. */
  async code(address: string, known: readonly string[] = []): Promise<string> {
    return until(`a code sent to ${address}`, async () => {
      const codes = (await this.outbox()).filter(({ to }) => to === address).map(({ code }) => code);
      return codes.filter((code) => code !== null && !known.includes(code)).at(-1);
    });
  }

  /** Opens the link in the newest message to an address, as on another device. Tells where it led. */
  async openLink(address: string): Promise<string> {
    const link = await until(`a link sent to ${address}`, async () => (await this.outbox()).filter(({ to }) => to === address).at(-1)?.link);
    const { pathname, search } = new URL(link);
    const answer = await fetch(`${this.origin}${pathname}${search}`, { redirect: 'manual' });
    return answer.headers.get('location') ?? `nowhere: ${answer.status} ${await answer.text()}`;
  }

  /** Messages, oldest first, as `nightdesk outbox --json` prints them. */
  async outbox(): Promise<Message[]> {
    const { stdout } = await promisify(execFile)(binary(), ['outbox', '--json', '--database', this.#database]);
    const lines = stdout.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as Message);
  }

  /** Calls the Backend API with the secret key. */
  async backend(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await fetch(new URL(`/v1${path}`, this.origin), {
      method,
      headers: { authorization: `Bearer ${this.instance.secret_key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const json = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
    return json;
  }

  /** Makes these the only origins, besides its own, that may talk to the frontend API. */
  async allow(...origins: string[]): Promise<void> {
    await this.backend('PATCH', '/instance', { allowed_origins: origins });
  }

  get #database(): string {
    return this.#options.database ?? `sqlite://${join(this.#folder, 'nightdesk.db')}`;
  }
}

function readAccessLine(line: string): LoggedRequest | undefined {
  if (!line.startsWith('{')) return undefined;
  const { target, method, route, status } = JSON.parse(line) as LoggedRequest & { target: string };
  return target === 'nightdesk::access' ? { method, route, status } : undefined;
}

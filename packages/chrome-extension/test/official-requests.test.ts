import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clerk } from '../src/types';
import { builds, context, FakeBrowser, type Build } from './browser';

/** One request of the official client, as `cargo xtask conformance --record` keeps it. */
interface Recorded {
  instance: keyof typeof KEYS;
  where: 'worker' | 'popup';
  flow: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: Record<string, string>;
}

type Sent = Pick<Recorded, 'method' | 'path' | 'query' | 'headers' | 'body'>;

const RECORDED = readFileSync(new URL('fixtures/official-requests.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

const KEYS = { production: 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k', development: 'pk_test_Y2xlcmsuZXhhbXBsZS5jb20k' } as const;
const CREDENTIALS = { strategy: 'password', identifier: 'ada@example.com', password: '<password>' } as const;
const JWT = '<client jwt>';

/** Where our requests differ on purpose, and why. */
const OWN_VALUES = {
  __clerk_api_version: 'the version whose shapes we read',
  _clerk_js_version: 'the version whose behaviour we follow',
};
const LEFT_OUT = {
  locale: 'for the language of mails, which an application sets where it matters',
  timezone: 'for dates in mails, alike',
  tab_state: 'a measurement of the page, which no answer depends on',
};

/** What keeps a request of ours from being this one of theirs. */
function differences(ours: Sent, theirs: Recorded): string[] {
  const found: string[] = [];
  const same = (what: string, mine: unknown, their: unknown) => mine === their || found.push(`${what}: ${String(mine)} for ${String(their)}`);
  same('method', ours.method, theirs.method);
  same('path', ours.path, theirs.path);
  for (const name of ['authorization', 'content-type', 'cookie']) same(name, ours.headers[name], theirs.headers[name]);
  for (const name of new Set([...Object.keys(ours.query), ...Object.keys(theirs.query)])) {
    if (name in OWN_VALUES) same(name, typeof ours.query[name], 'string');
    else same(name, ours.query[name], theirs.query[name]);
  }
  for (const name of new Set([...Object.keys(ours.body ?? {}), ...Object.keys(theirs.body ?? {})])) {
    if (!(name in LEFT_OUT) || ours.body?.[name] !== undefined) same(name, ours.body?.[name], theirs.body?.[name]);
  }
  return found;
}

let browser: FakeBrowser;
let instance: Recorded['instance'];
let where: Recorded['where'];
let signedIn: boolean;
let sent: Sent[];
/** Requests that the official client does not make, with how the one that is most like them differs. */
let strangers: string[];

/** A server for the official client: what that does not send is refused. */
async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const entries = (of: URLSearchParams | Headers) => Object.fromEntries(of as Iterable<[string, string]>);
  const body = request.method === 'GET' ? undefined : entries(new URLSearchParams(await request.text()));
  const ours: Sent = { method: request.method, path: url.pathname, query: entries(url.searchParams), headers: entries(request.headers), ...(body && { body }) };
  sent.push(ours);
  const theirs = RECORDED.filter((recorded) => recorded.instance === instance && recorded.where === where);
  const closest = theirs.map((recorded) => differences(ours, recorded)).sort((a, b) => a.length - b.length)[0]!;
  if (closest.length > 0) {
    const message = `${ours.method} ${ours.path}: ${closest.join('; ')}`;
    strangers.push(message);
    return Response.json({ errors: [{ code: 'not_official', message }] }, { status: 400 });
  }
  const known = ours.headers.authorization !== undefined || ours.query.__clerk_db_jwt !== undefined || ours.path.endsWith('/sign_ins');
  const headers: HeadersInit = known ? { [instance === 'production' ? 'authorization' : 'clerk-db-jwt']: JWT } : {};
  return Response.json(resource(ours), { headers });
}

function resource({ method, path, query }: Sent): object {
  if (path.includes('/tokens')) return { object: 'token', jwt: token() };
  const session = { id: 'sess_1', status: 'active', user: { id: 'user_1' }, last_active_token: null };
  if (path.endsWith('/sign_ins')) signedIn = true;
  if (query._method === 'DELETE') signedIn = false;
  const client = { id: 'client_1', last_active_session_id: signedIn ? 'sess_1' : null, sessions: signedIn ? [session] : [] };
  if (method === 'GET') return { response: client, client: null };
  return { response: path.endsWith('/sign_ins') ? { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' } : session, client };
}

function token(): string {
  const iat = Math.floor(Date.now() / 1000);
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iat, exp: iat + 60 })}.c2ln`;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, shouldAdvanceTime: true, advanceTimeDelta: 5 });
  browser = new FakeBrowser();
  browser.install();
  signedIn = false;
  sent = [];
  strangers = [];
  globalThis.fetch = (input, init) => answer(new Request(input, init));
});

/** A client in a context of its own. */
async function loaded(variant: Build): Promise<Clerk> {
  const { createClerkClient } = await context('client', variant);
  const clerk = await createClerkClient({ publishableKey: KEYS[instance], background: where === 'worker' });
  if (where === 'popup') await clerk.load();
  return clerk;
}

const CASES = builds.flatMap((variant) =>
  (['production', 'development'] as const).flatMap((instance) => (['worker', 'popup'] as const).map((where) => ({ variant, instance, where }))),
);

describe.each(CASES)('a server that knows only what the official client sends, entries "*$variant", $instance, $where', (on) => {
  it('serves ours through sign-in, tokens, another load and sign-out', async () => {
    ({ instance, where } = on);
    let clerk = await loaded(on.variant);
    expect(clerk.session).toBeNull();
    const attempt = await clerk.client!.signIn.create(CREDENTIALS);
    expect(attempt.status).toBe('complete');
    await clerk.setActive({ session: attempt.createdSessionId! });
    expect(clerk.user?.id).toBe('user_1');
    for (const options of [{}, { template: 'supabase' }, { organizationId: 'org_1' }, { skipCache: true }]) {
      expect(await clerk.session!.getToken(options)).toMatch(/^eyJ/);
    }
    // Nothing but the client JWT is left, as after a restart of the browser.
    browser.session.clear();
    clerk = await loaded(on.variant);
    expect(clerk.user?.id).toBe('user_1');
    await clerk.signOut();
    expect(clerk.session).toBeNull();
    expect(strangers).toEqual([]);
    const theirs = RECORDED.filter((recorded) => recorded.instance === instance && recorded.where === where);
    expect(sent.length).toBeLessThanOrEqual(theirs.length);
  });
});

it('of the official requests that ours are held against, there is one of each kind', () => {
  const kinds = new Set(RECORDED.map(({ method, path, query }) => `${query._method ?? method} ${path.replace('/v1', '')}`));
  expect([...kinds].sort()).toEqual([
    'DELETE /client/sessions',
    'GET /client',
    'GET /environment',
    'PATCH /environment',
    'POST /client/sessions/sess_1/tokens',
    'POST /client/sessions/sess_1/tokens/supabase',
    'POST /client/sessions/sess_1/touch',
    'POST /client/sign_ins',
  ]);
});

import { beforeEach, vi } from 'vitest';

export const PRODUCTION = 'pk_live_YXV0aC5leGFtcGxlLmNvbSQ=';
export const DEVELOPMENT = 'pk_test_YXV0aC5leGFtcGxlLmNvbSQ=';

export interface Sent {
  method: string;
  url: URL;
  body: string | undefined;
  init: RequestInit;
}

export interface Given {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

type Answer = Given | Error;

/** Requests so far, oldest first. */
export const sent: Sent[] = [];
const answers = new Map<string, Answer[]>();

/** The next answers to requests for a path behind `/v1`; the last one holds for all that follow. */
export function answer(path: string, ...given: Answer[]): void {
  answers.set(path, given);
}

export const asked = (path: string) => sent.filter(({ url }) => url.pathname === `/v1${path}`);

/** A page of the application, with no cookies. */
export function visit(url = 'https://app.example.com/notes'): void {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);
  for (const cookie of document.cookie.split('; ')) {
    for (const domain of ['', '; Domain=com', '; Domain=example.com']) document.cookie = `${cookie.split('=')[0] ?? ''}=; Path=/${domain}; Expires=Thu, 01 Jan 1970 00:00:00 GMT`;
  }
}

beforeEach(() => {
  sent.length = 0;
  answers.clear();
  visit();
  vi.stubGlobal('fetch', (to: string | URL, init: RequestInit = {}) => {
    const url = new URL(to, location.href);
    sent.push({ method: init.method ?? 'GET', url, body: init.body as string | undefined, init });
    const all = answers.get(url.pathname.replace('/v1', '')) ?? [];
    const given = (all.length > 1 ? all.shift() : all[0]) ?? { status: 404, body: { errors: [{ code: 'resource_not_found', message: 'no' }] } };
    if (given instanceof Error) return Promise.reject(given);
    return Promise.resolve(new Response(JSON.stringify(given.body ?? {}), { status: given.status ?? 200, headers: given.headers ?? {} }));
  });
});

const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A session token that was signed so many seconds after the first one, and lives for a minute. */
export function token(at = 0, life = 60, session = 'sess_a'): string {
  const iat = 1_700_000_000 + at;
  return `${part({ alg: 'RS256', oiat: iat })}.${part({ sid: session, iat, exp: iat + life })}.c2ln`;
}

/** A client resource with these sessions. */
export const client = (...sessions: object[]) => ({ id: 'client_a', sessions, last_active_session_id: null, sign_in: null, sign_up: null, updated_at: 1_700_000_000_500 });

export const session = (id: string, jwt?: string, status = 'active') => ({
  id,
  status,
  user: { id: 'user_a', email_addresses: [] },
  tasks: status === 'pending' ? [{ key: 'setup-mfa' }] : null,
  last_active_token: jwt ? { jwt } : null,
});

export const shown = (json: object | null): Given => ({ body: { response: json, client: null } });

export const refusal = (status: number, code: string): Given => ({ status, body: { errors: [{ code, message: 'no' }] } });

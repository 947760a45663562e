import type { Answer, MinimalApi, SeenRequest } from '../../../e2e/support/minimal-api.ts';

const JWT = 'client-jwt-of-ada';
const NOBODY = { id: 'client_1', last_active_session_id: null, sessions: [] };

/** Has a frontend API know one client, and whether somebody is signed in on it; it recognises it as the protocol says. */
export class Account {
  signedIn = false;
  /** The client's JWT, in production, or development browser. */
  readonly jwt = JWT;
  readonly #api: MinimalApi;

  constructor(api: MinimalApi) {
    this.#api = api;
    api.instead = (request) => this.answer(request);
  }

  answer({ method, path, query, headers }: SeenRequest): Answer | undefined {
    const shown = [headers.authorization?.replace('Bearer ', ''), query.get('__clerk_db_jwt'), /__client=([^;]*)/.exec(headers.cookie ?? '')?.[1]];
    const known = shown.includes(JWT);
    const client = this.signedIn ? this.#api.client() : NOBODY;
    if (method === 'POST' && path === '/v1/client/sign_ins') {
      this.signedIn = true;
      return this.#known({ response: { id: 'sia_1', object: 'sign_in', status: 'complete', created_session_id: 'sess_1' }, client: this.#api.client() });
    }
    if (method === 'GET' && path === '/v1/client') return this.#known({ response: known ? client : null, client: null }, known);
    if (path === '/v1/environment') return this.#known({}, known);
    if (method === 'POST' && path.endsWith('/touch')) return this.#known({ response: { id: 'sess_1', object: 'session', status: 'active' }, client }, known);
    if (method === 'DELETE' && path === '/v1/client/sessions') {
      this.signedIn = false;
      return this.#known({ response: null, client: NOBODY }, known);
    }
    if (known && this.signedIn && path === '/v1/me') return this.#known({ response: { id: 'user_1', object: 'user' }, client: null });
    if (known && this.signedIn && path.includes('/tokens')) return this.#known({ object: 'token', jwt: this.#api.token(this.#api.lives.minted) });
    const errors = [{ code: 'resource_not_found', message: 'not found', long_message: 'Not found.' }];
    return { ...this.#known({ errors }, known), status: 404 };
  }

  /** In an answer to the client itself, and to a sign-in that makes it, stands its JWT. */
  #known(json: object, known = true): Answer {
    const cookie = `__client=${JWT}; Path=/; Secure; HttpOnly; SameSite=None`;
    return { json, ...(known && { headers: { authorization: JWT, 'clerk-db-jwt': JWT, 'set-cookie': cookie } }) };
  }
}

const IDENTIFIER = { enabled: true, required: true, used_for_first_factor: true, first_factors: ['email_code'] };

/** An instance that signs people in by e-mail address and password. */
const ENVIRONMENT = {
  display_config: { application_name: 'Acme' },
  user_settings: {
    attributes: { email_address: IDENTIFIER, password: { enabled: true, required: true } },
    social: {},
    sign_up: { mode: 'public', legal_consent_enabled: false },
    password_settings: { min_length: 8 },
    passkey_settings: {},
  },
};

/** A frontend API that answers with the least that a client can live on. */
export class FakeFrontendApi {
  /** One line per request: method and path. */
  readonly requests: string[] = [];
  readonly seen: { url: URL; init: RequestInit }[] = [];
  signedIn = false;
  minted = 0;
  /** Answers the next requests instead of the API; `undefined` drops the connection. */
  trouble: (() => Response | undefined)[] = [];
  /** Answers requests of its choice instead of the API. */
  refuses: ((request: string) => Response | undefined) | undefined;
  /** Header that carries the client JWT, by kind of instance. */
  constructor(readonly jwtHeader: 'authorization' | 'clerk-db-jwt' = 'authorization') {}

  install(): void {
    globalThis.fetch = (input, init = {}) => this.#answer(new URL(String(input)), init);
  }

  #answer(url: URL, init: RequestInit): Promise<Response> {
    const method = url.searchParams.get('_method') ?? init.method ?? 'GET';
    const path = url.pathname.replace('/v1', '');
    this.requests.push(`${method} ${path}`);
    this.seen.push({ url, init });
    if (this.trouble.length > 0) {
      const answer = this.trouble.shift()?.();
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('Failed to fetch'));
    }
    return Promise.resolve(this.refuses?.(`${method} ${path}`) ?? this.#route(method, path));
  }

  #route(method: string, path: string): Response {
    if (method === 'GET' && path === '/client') return this.#json({ response: this.client(), client: null });
    if (method === 'POST' && path === '/client/sign_ins') {
      this.signedIn = true;
      return this.#json({ response: { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' }, client: this.client() }, { [this.jwtHeader]: 'client-jwt' });
    }
    if (method === 'DELETE' && path === '/client/sessions') {
      this.signedIn = false;
      return this.#json({ response: this.client(), client: this.client() });
    }
    if (method === 'GET' && path === '/environment') return this.#json(ENVIRONMENT);
    if (path === '/client/sessions/sess_1/touch') return this.#json({ response: { id: 'sess_1' }, client: this.client() });
    if (path === '/client/sessions/sess_1/tokens') {
      return this.signedIn ? this.#json({ object: 'token', jwt: this.token() }) : this.#json(refusal('resource_not_found'), {}, 404);
    }
    return this.#json(refusal('resource_not_found'), {}, 404);
  }

  client(): object | null {
    const session = { id: 'sess_1', status: 'active', user: { id: 'user_1', first_name: 'Ada', created_at: 1000 }, last_active_token: { jwt: this.token() } };
    return { id: 'client_1', sessions: this.signedIn ? [session] : [], last_active_session_id: this.signedIn ? 'sess_1' : null };
  }

  token(lifeSecs = 60): string {
    const iat = Math.floor(Date.now() / 1000);
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    return `${part({ alg: 'RS256' })}.${part({ iat, exp: iat + lifeSecs, sid: 'sess_1', jti: this.minted++ })}.c2ln`;
  }

  #json(body: unknown, headers: Record<string, string> = {}, status = 200): Response {
    return new Response(JSON.stringify(body), { status, headers: { date: new Date().toUTCString(), ...headers } });
  }
}

export function refusal(code: string): object {
  return { errors: [{ code, message: code, long_message: `Long ${code}.`, meta: { param_name: 'password' } }], clerk_trace_id: 'trace_1' };
}

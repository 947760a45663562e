import { differences } from './contract.ts';
import { MinimalApi, type Answer, type SeenRequest } from './minimal-api.ts';
import { emptySignIn, emptySignUp, linkVerification, providerVerification, refusal, type Attempt } from './social-attempts.ts';

/**
 * Signs people in at a provider, at a company and by e-mail links, as a frontend API does for native clients: it gives
 * the client a new token when somebody is signed in, and only to who shows the nonce from the address it led back to.
 */
export class SocialApi {
  readonly api: MinimalApi;
  /** Where people can be led back to. */
  allowed: string[] = [];
  /** Who has an account that the provider vouches for. */
  readonly accounts = new Set<string>();
  /** Strategies that ask for a second factor, too. */
  needsSecondFactor = false;
  /** The link that was sent last. */
  link = '';
  #token = 'token-1';
  #nonce: string | undefined;
  #attempts: Partial<Record<'sign_in' | 'sign_up', Attempt>> = {};
  #session: string | undefined;
  #count = 0;
  readonly #provider: string;

  private constructor(api: MinimalApi, provider: string) {
    this.api = api;
    this.#provider = provider;
    api.instead = (request) => this.#answer(request);
  }

  static async start(provider: string): Promise<SocialApi> {
    return new SocialApi(await MinimalApi.start(), provider);
  }

  /** Nobody is signed in, and nobody has an account. */
  reset(): void {
    this.#attempts = {};
    this.#session = undefined;
    this.needsSecondFactor = false;
    this.accounts.clear();
    this.api.seen.length = 0;
  }

  #answer(request: SeenRequest): Answer | undefined {
    const { path, query, headers } = request;
    if (path === '/v1/oauth_callback') return this.#callback(query);
    if (path === '/v1/verify') return this.#verify(query);
    const shown = headers.authorization?.replace('Bearer ', '');
    const redeems = query.get('rotating_token_nonce');
    if (redeems !== null && redeems !== this.#nonce) return refusal(401, 'authentication_invalid');
    if (shown && shown !== this.#token && redeems === null) return refusal(401, 'authentication_invalid');
    if (redeems !== null) this.#nonce = undefined;
    const answer = this.#route(request);
    return answer && { ...answer, headers: { authorization: `Bearer ${this.#token}` } };
  }

  #route({ method, path, query, body }: SeenRequest): Answer | undefined {
    const [, kind, id, step] = /^\/v1\/client\/(sign_in|sign_up)s(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (kind === 'sign_in' || kind === 'sign_up') {
      if (id && id !== this.#attempts[kind]?.id) return refusal(404, 'resource_not_found');
      if (method === 'GET') return this.#wrapped(kind);
      return this.#change(kind, step, body, query.has('_is_native'));
    }
    if (method === 'GET' && path === '/v1/client') return { json: { response: this.#client(), client: null } };
    if (/^\/v1\/client\/sessions\/\w+\/touch$/.test(path)) return { json: { response: this.#sessions()[0], client: this.#client() } };
    if (method === 'DELETE' && path === '/v1/client/sessions') this.#session = undefined;
    return path.endsWith('/tokens') ? undefined : { json: { response: null, client: this.#client() } };
  }

  #change(kind: 'sign_in' | 'sign_up', step: string | undefined, body: URLSearchParams, native: boolean): Answer {
    const strategy = body.get('strategy') ?? '';
    const redirect = body.get('redirect_url');
    if (redirect !== null && !this.allowed.some((url) => redirect.startsWith(url))) return refusal(422, 'redirect_url_invalid', 'redirect_url');
    const other = this.#attempts[kind === 'sign_in' ? 'sign_up' : 'sign_in'];
    const running = this.#attempts[kind];
    const attempt = step && running ? running : { ...(kind === 'sign_in' ? emptySignIn : emptySignUp)(`${kind}_${++this.#count}`) };
    this.#attempts[kind] = attempt;
    if (body.get('transfer') === 'true' && other?.person) this.#admit(kind, other.person);
    else if (/^oauth_/.test(strategy) || (strategy === 'enterprise_sso' && (step ?? kind === 'sign_up'))) {
      const authorize = new URL(`${this.#provider}/authorize?response_type=code&client_id=client`);
      authorize.searchParams.set('redirect_uri', `https://${this.api.frontendApi}/v1/oauth_callback`);
      authorize.searchParams.set('state', attempt.id);
      attempt.prove(providerVerification(strategy, { url: authorize.href }));
      Object.assign(attempt, { redirect, native });
    } else if (strategy === 'email_link') {
      attempt.prove(linkVerification('unverified'));
      Object.assign(attempt, { redirect });
      this.link = `https://${this.api.frontendApi}/v1/verify?token=${attempt.id}`;
    } else if (kind === 'sign_in') {
      attempt.json.status = 'needs_first_factor';
      attempt.json.identifier = body.get('identifier');
      attempt.json.supported_first_factors = [{ strategy: 'email_link', email_address_id: 'idn_1', safe_identifier: 'a**@example.com' }, { strategy: 'enterprise_sso' }];
    }
    return this.#wrapped(kind);
  }

  /** The provider has led somebody back here. */
  #callback(query: URLSearchParams): Answer {
    const [kind, attempt] = this.#find(query.get('state'));
    if (!attempt) return refusal(400, 'oauth_callback_failed');
    const code = query.get('code');
    if (code === null) {
      attempt.prove(providerVerification('oauth_google', { status: 'failed', error: 'oauth_access_denied' }));
    } else if (this.accounts.has(code) === (kind === 'sign_in')) {
      this.#admit(kind, code);
    } else {
      attempt.person = code;
      const error = kind === 'sign_in' ? 'external_account_not_found' : 'external_account_exists';
      attempt.prove(providerVerification('oauth_google', { status: 'transferable', error }));
    }
    this.#token = `token-${++this.#count}`;
    const location = attempt.redirect ?? '';
    // The client of a web page would get it as a cookie.
    if (!attempt.native) return { status: 303, headers: { location }, json: null };
    this.#nonce = `nonce-${this.#count}`;
    return { status: 303, headers: { location: `${location}?rotating_token_nonce=${this.#nonce}` }, json: null };
  }

  #verify(query: URLSearchParams): Answer {
    const [kind, attempt] = this.#find(query.get('token'));
    if (!attempt) return refusal(400, 'verification_link_token_invalid');
    this.#admit(kind, 'ada@example.com', linkVerification('verified'));
    return { status: 303, headers: { location: `${attempt.redirect}?__clerk_status=verified` }, json: null };
  }

  #admit(kind: 'sign_in' | 'sign_up', person: string, proof = providerVerification('oauth_google', { status: 'verified' })): void {
    const attempt = this.#attempts[kind];
    attempt?.prove(proof);
    if (this.needsSecondFactor && attempt) {
      attempt.json.status = 'needs_second_factor';
      attempt.json.supported_second_factors = [{ strategy: 'totp' }];
      return;
    }
    this.accounts.add(person);
    this.#session = 'sess_1';
    if (attempt) Object.assign(attempt.json, { status: 'complete', created_session_id: this.#session });
    if (attempt && kind === 'sign_up') attempt.json.created_user_id = 'user_1';
  }

  #find(id: string | null): ['sign_in' | 'sign_up', Attempt | undefined] {
    return this.#attempts.sign_up?.id === id ? ['sign_up', this.#attempts.sign_up] : ['sign_in', this.#attempts.sign_in?.id === id ? this.#attempts.sign_in : undefined];
  }

  #wrapped(kind: 'sign_in' | 'sign_up'): Answer {
    const { json } = this.#attempts[kind] ?? {};
    const found = differences(kind === 'sign_in' ? 'Client.SignIn' : 'Client.SignUp', json);
    if (found.length > 0) throw new Error(`not as the contract has it: ${found.join('; ')}`);
    return { json: { response: json, client: this.#client() } };
  }

  #client(): object {
    const open = (kind: 'sign_in' | 'sign_up') => (this.#attempts[kind]?.json.status === 'complete' ? null : (this.#attempts[kind]?.json ?? null));
    return { id: 'client_1', last_active_session_id: this.#session ?? null, sessions: this.#sessions(), sign_in: open('sign_in'), sign_up: open('sign_up') };
  }

  #sessions(): object[] {
    if (this.#session === undefined) return [];
    return [{ id: this.#session, status: 'active', user: { id: 'user_1' }, last_active_token: { jwt: this.api.token(60, this.#session) } }];
  }
}

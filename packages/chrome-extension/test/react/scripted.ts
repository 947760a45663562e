type Answer = { status?: number; body: object };

/** A frontend API that answers as a test says, and writes down what it was asked. */
export class Scripted {
  /** One line per request: method, path, and the form as it was sent. */
  readonly requests: string[] = [];
  answers: (request: string, form: URLSearchParams) => Answer | Promise<Answer> = () => ({ body: {} });

  install(): void {
    globalThis.fetch = async (input, init = {}) => {
      const url = new URL(String(input));
      const form = new URLSearchParams(String(init.body ?? ''));
      const line = `${url.searchParams.get('_method') ?? init.method ?? 'GET'} ${url.pathname.replace('/v1/client', '')}`;
      this.requests.push(form.size > 0 ? `${line} ${decodeURIComponent(String(form))}` : line);
      const { status = 200, body } = await this.answers(line, form);
      return new Response(JSON.stringify(body), { status, headers: { date: new Date().toUTCString(), authorization: 'client-jwt' } });
    };
  }
}

export const refused = (code: string, paramName?: string): Answer => ({
  status: 422,
  body: { errors: [{ code, message: code, long_message: `Long ${code}.`, meta: paramName === undefined ? {} : { param_name: paramName } }] },
});

export function token(claims: object = {}): string {
  const iat = Math.floor(Date.now() / 1000);
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ iat, exp: iat + 60, sid: 'sess_1', ...claims })}.c2ln`;
}

export const session = (parts: object = {}, claims: object = {}) => ({
  id: 'sess_1',
  status: 'active',
  user: { id: 'user_1' },
  last_active_token: { jwt: token(claims) },
  ...parts,
});

/** The client resource that goes along with an answer. */
export const client = (parts: object = {}) => ({ id: 'client_1', sessions: [], last_active_session_id: null, ...parts });

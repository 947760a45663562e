// Signing in over the Frontend API with nothing but fetch, as a browser would.

/**
 * Signs in with a password and mints a session token.
 * @param {string} frontendApi origin of the frontend API
 * @param {{ identifier: string, password: string }} credentials
 * @returns {Promise<{ sessionId: string, token: string }>}
 */
export async function signIn(frontendApi, { identifier, password }) {
  const browser = new DevBrowser(frontendApi);
  await browser.post('/v1/dev_browser', {});
  const { response } = await browser.post('/v1/client/sign_ins', { strategy: 'password', identifier, password });
  if (response.status !== 'complete') throw new Error(`the sign-in ended as ${response.status}`);
  const sessionId = response.created_session_id;
  const { jwt } = await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {});
  return { sessionId, token: jwt };
}

class DevBrowser {
  #frontendApi;
  #id;

  constructor(frontendApi) {
    this.#frontendApi = frontendApi;
  }

  async post(path, form) {
    const url = new URL(path, this.#frontendApi);
    if (this.#id) url.searchParams.set('__clerk_db_jwt', this.#id);
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    this.#id = answer.headers.get('clerk-db-jwt') ?? this.#id;
    const body = await answer.json();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(body)}`);
    return body;
  }
}

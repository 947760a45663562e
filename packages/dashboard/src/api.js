/**
 * The dashboard's own API, `/dashboard/api/*`. Who may call it is decided by the cookie that signing in, or the
 * one-time link of the server, has set.
 *
 * @typedef {{
 *   id: string,
 *   name: string,
 *   environment: 'development' | 'production',
 *   served: boolean,
 *   frontend_api: string,
 *   api_url: string,
 *   publishable_key: string,
 *   jwks_url: string,
 *   callback_url: string,
 *   settings: { allowed_origins: string[] } & Record<string, any>,
 * }} Instance
 *
 * @typedef {{
 *   id: string,
 *   name: string,
 *   prefix: string,
 *   secret: string | null,
 *   created_at: number,
 *   last_used_at: number | null,
 * }} SecretKey
 *
 * @typedef {{
 *   id: string,
 *   channel: string,
 *   to: string,
 *   subject: string | null,
 *   body: string,
 *   html: string | null,
 *   code: string | null,
 *   link: string | null,
 *   created_at: number,
 * }} Message
 */

/** A refusal by the server, with a sentence for the user. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {string} [field] the field that is to blame
   */
  constructor(status, code, message, field) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** @returns {Promise<Instance>} */
export const getInstance = () => call('GET', 'instance');

/**
 * @param {string} name
 * @returns {Promise<SecretKey>} with its `secret`, in production for the only time
 */
export const createSecretKey = (name) => call('POST', 'secret_keys', { name });

/** @param {string} id */
export const revokeSecretKey = (id) => call('DELETE', `secret_keys/${encodeURIComponent(id)}`, {});

/** @param {string[]} origins the whole list */
export const putAllowedOrigins = (origins) => call('PUT', 'allowed_origins', { allowed_origins: origins });

/**
 * Calls an operation of the dashboard, or under `v1/` one of the Backend API: for the instance that the page's address names,
 * or else for the one that the dashboard was opened for. Where the dashboard is not open any more, it leads to the sign-in.
 *
 * @param {string} method
 * @param {string} path
 * @param {object} [body] for every method that changes something
 * @returns {Promise<any>}
 * @throws {ApiError} also when the server cannot be reached, with status 0
 */
export async function call(method, path, body) {
  const instance = new URLSearchParams(location.search).get('instance');
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(`/dashboard/api/${path}`, {
      method,
      headers: { ...(instance && { 'nightdesk-instance': instance }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, 'network_error', 'The server cannot be reached. Is it still running?');
  }
  const json = await answer.json().catch(() => null);
  if (answer.ok) return json;
  const first = json?.errors?.[0];
  // The page goes too, unless somebody would rather keep what they have not saved; signing in leads back to it.
  if (first?.code === 'dashboard_unauthenticated') location.replace(`/dashboard/sign-in.html${location.search}${location.hash}`);
  throw new ApiError(
    answer.status,
    first?.code ?? 'unknown',
    first?.long_message ?? first?.message ?? `The server answered ${answer.status}.`,
    first?.meta?.param_name,
  );
}

// Who a request is from, by the session token in its cookie: what @clerk/backend's authenticateRequest() does, by hand.

import { createHash, createPublicKey, verify } from 'node:crypto';

/** Clocks of two machines never agree. */
const LEEWAY_SECS = 5;

/**
 * @param {string} publishableKey
 * @returns {string} host of the frontend API
 */
export function frontendApiOf(publishableKey) {
  return Buffer.from(publishableKey.split('_')[2] ?? '', 'base64').toString().replace(/\$$/, '');
}

/**
 * @typedef {{ sub: string, sid: string, iss: string, azp?: string, sts?: string, nbf: number, exp: number }} Claims
 * @typedef {{ keys: (import('node:crypto').JsonWebKey & { kid?: string })[] }} Jwks
 */

/** Reads the cookies of one instance, and checks what is in them against its public keys. */
export class Sessions {
  #frontendApi;
  #cookies;
  #origin;
  #jwksUrl;
  /** @type {Promise<Jwks> | undefined} */
  #jwks;

  /** @param {{ publishableKey: string, origin: string, jwksUrl: string }} options `origin` is where the pages are */
  constructor({ publishableKey, origin, jwksUrl }) {
    this.#frontendApi = frontendApiOf(publishableKey);
    this.#origin = origin;
    this.#jwksUrl = jwksUrl;
    const suffix = createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8);
    this.#cookies = [`__session_${suffix}`, '__session'];
  }

  /**
   * @param {string} header the request's cookies
   * @returns {Promise<Claims | null>} `null` if nobody is signed in
   */
  async claims(header = '') {
    const cookies = new Map(header.split('; ').map((cookie) => /** @type {[string, string]} */ (cookie.split(/=(.*)/s, 2))));
    const token = this.#cookies.map((name) => cookies.get(name)).find(Boolean);
    return token ? this.#verified(token) : null;
  }

  /** @param {string} token */
  async #verified(token) {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const { alg, kid } = json(header);
    if (alg !== 'RS256') return null;
    const { keys } = await (this.#jwks ??= this.#fetch());
    const jwk = keys.find((key) => key.kid === kid);
    if (!jwk) return null;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    if (!verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))) return null;
    const claims = /** @type {Claims} */ (json(payload));
    const now = Date.now() / 1000;
    const isCurrent = claims.nbf <= now + LEEWAY_SECS && now - LEEWAY_SECS < claims.exp;
    // A token that was made for a page of somebody else is worth nothing here, nor is one of a session with a task left.
    const isOurs = claims.iss === `https://${this.#frontendApi}` && claims.azp === this.#origin && claims.sts !== 'pending';
    return isCurrent && isOurs ? claims : null;
  }

  async #fetch() {
    try {
      return /** @type {Jwks} */ (await (await fetch(this.#jwksUrl)).json());
    } catch (error) {
      this.#jwks = undefined;
      throw error;
    }
  }
}

/** @param {string} part */
function json(part) {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return {};
  }
}

import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';

/** What every session token carries. Times are seconds. */
export interface Claims {
  sub: string;
  sid: string;
  iss: string;
  iat: number;
  exp: number;
  [name: string]: unknown;
}

/** Reads a token's payload without checking anything. */
export function claimsOf(token: string): Claims {
  return part(token, 1) as unknown as Claims;
}

/**
 * Verifies a token's signature by the JWKS at `origin`.
 *
 * @throws Error that says what does not hold
 */
export async function verifyByJwks(token: string, origin: string): Promise<Claims> {
  const { keys } = (await (await fetch(new URL('/.well-known/jwks.json', origin))).json()) as {
    keys: ({ kid: string } & JsonWebKey)[];
  };
  const { kid, alg } = part(token, 0);
  const key = keys.find((each) => each.kid === kid);
  if (alg !== 'RS256' || !key) throw new Error(`no key of the JWKS fits a token with alg ${alg} and kid ${kid}`);
  const [header, payload, signature = ''] = token.split('.');
  const signed = Buffer.from(`${header}.${payload}`);
  const valid = verify('sha256', signed, createPublicKey({ key, format: 'jwk' }), Buffer.from(signature, 'base64url'));
  if (!valid) throw new Error('the signature does not fit the token');
  const claims = claimsOf(token);
  if (claims.exp * 1000 <= Date.now()) throw new Error('the token has expired');
  return claims;
}

function part(token: string, index: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

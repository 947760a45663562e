/** Claims of a session token that the demo reads; the rest is shown as it comes. */
export interface Claims {
  /** Issued at, in seconds since 1970. */
  iat: number;
  /** Expires at, in seconds since 1970. */
  exp: number;
  [claim: string]: unknown;
}

/** The claims of a JWT, or undefined if it is none. For display: only a server checks signatures. */
export function decodeClaims(jwt: string): Claims | undefined {
  const parts = jwt.split('.');
  if (parts.length !== 3 || !parts[1]) return undefined;
  try {
    const bytes = Uint8Array.from(atob(parts[1].replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return Number.isFinite(claims?.iat) && Number.isFinite(claims?.exp) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds for which a token is still good, from 0 to its whole life: a clock that lags the server's
 * must not promise more than the server gave.
 */
export function remainingMs(claims: Claims, nowMs: number): number {
  const lifeMs = (claims.exp - claims.iat) * 1000;
  return Math.min(Math.max(claims.exp * 1000 - nowMs, 0), Math.max(lifeMs, 0));
}

/** `47 s`, `2 min 05 s`, `1 h 00 min`; begun seconds count, so that only an expired token shows `0 s`. */
export function formatRemaining(ms: number): string {
  const secs = Math.ceil(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  if (secs < 60) return `${secs} s`;
  if (secs < 3600) return `${Math.floor(secs / 60)} min ${two(secs % 60)} s`;
  return `${Math.floor(secs / 3600)} h ${two(Math.floor((secs % 3600) / 60))} min`;
}

/** One claim as a person reads it: times as local time of day, objects as JSON. */
export function formatClaim(name: string, value: unknown): string {
  if ((name === 'iat' || name === 'exp' || name === 'nbf') && typeof value === 'number') {
    return new Date(value * 1000).toLocaleTimeString();
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** In the order of interest to a person. */
const CLAIM_NAMES: Record<string, string> = {
  sub: 'User',
  sid: 'Session',
  iss: 'Issued by',
  azp: 'Issued to',
  iat: 'Issued at',
  nbf: 'Valid from',
  exp: 'Expires at',
  sts: 'Session state',
  fva: 'Factor ages, minutes',
  v: 'Claims version',
};

/** What a registered claim means, in words; undefined for others. */
export function claimMeaning(name: string): string | undefined {
  return CLAIM_NAMES[name];
}

/** Names and values of the claims, those with a meaning first. */
export function listClaims(claims: Claims): [string, unknown][] {
  const known = Object.keys(CLAIM_NAMES);
  const rank = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
  return Object.entries(claims).sort(([a], [b]) => rank(a) - rank(b));
}

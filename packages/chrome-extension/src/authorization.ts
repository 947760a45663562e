import type { CheckAuthorizationParams, SessionClaims } from './types';

/** What the named reverifications ask for: how many factors count, and how many minutes ago at most. */
const REVERIFICATIONS: Record<string, [level: string, afterMinutes: number]> = {
  strict_mfa: ['multi_factor', 10],
  strict: ['second_factor', 10],
  moderate: ['second_factor', 60],
  lax: ['second_factor', 1440],
};

/** `o:one,ou:two` as pairs of scopes and name. */
const scoped = (claim = '') => claim.split(',').map((item) => item.trim().split(':') as [string, string]);

const qualified = (name: string) => name.replace(/^(org:)*/, 'org:');

/**
 * Whether a session token's claims grant everything that is asked for; nothing asked for is not granted.
 * The claims: `docs/protocol.md`, "Session tokens".
 */
export function isAuthorized({ o, fea, pla, fva }: Partial<SessionClaims>, asked: CheckAuthorizationParams): boolean {
  const owns = (claim: string | undefined, name: string) => {
    const [, scope = '', of] = /^(?:(o|u)(?:rg|rganization|ser)?:)?(.*)$/.exec(name) ?? [];
    return scoped(claim).some(([scopes, item]) => item === of && scopes.includes(scope));
  };
  const checks: { [K in keyof CheckAuthorizationParams]-?: (asked: NonNullable<CheckAuthorizationParams[K]>) => boolean } = {
    role: (role) => !!o?.rol && qualified(o.rol) === qualified(role),
    // `fpm` has a bit mask for each feature of the organization, in their order; bit i stands for the i-th of `per`.
    permission: (permission) =>
      scoped(fea)
        .filter(([scopes]) => scopes.includes('o'))
        .some(([, feature], at) =>
          o?.per?.split(',').some((name, bit) => `org:${feature}:${name}` === qualified(permission) && (Number(o.fpm?.split(',')[at]) / 2 ** bit) & 1),
        ),
    feature: (feature) => owns(fea, feature),
    plan: (plan) => owns(pla, plan),
    reverification: (config) => {
      const [level, minutes] = typeof config === 'string' ? (REVERIFICATIONS[config] ?? []) : [config.level, config.afterMinutes];
      const [first = -1, second = -1] = fva ?? [];
      const isFresh = (age: number) => age >= 0 && age < (minutes ?? 0);
      // -1 is never. Who has no second factor is asked for the first.
      if (!/^(first|second|multi)_factor$/.test(level ?? '')) return false;
      if (level === 'first_factor' || second < 0) return isFresh(first);
      return isFresh(second) && (level === 'second_factor' || isFresh(first));
    },
  };
  const wanted = Object.entries(asked).filter(([, value]) => value !== undefined) as ['role', string][];
  return wanted.length > 0 && wanted.every(([name, value]) => checks[name]?.(value));
}

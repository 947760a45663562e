import type { Environment } from '@nightdesk/chrome-extension/types';

export type IdentifierName = 'email_address' | 'phone_number' | 'username';

const IDENTIFIERS: IdentifierName[] = ['email_address', 'phone_number', 'username'];

/** What people can sign in with, the usual one in front. */
export function identifiersOf({ user_settings: { attributes } }: Environment): IdentifierName[] {
  return IDENTIFIERS.filter((name) => attributes[name]?.enabled && attributes[name].used_for_first_factor);
}

export function takesPasswords({ user_settings: { attributes } }: Environment): boolean {
  return !!attributes.password?.enabled;
}

/** Whether a strategy is among the first factors of an identifier. */
export function allows({ user_settings: { attributes } }: Environment, name: IdentifierName, strategy: string): boolean {
  const { enabled, first_factors: factors } = attributes[name] ?? {};
  return !!enabled && !!factors?.includes(strategy);
}

export interface ProviderChoice {
  strategy: `oauth_${string}`;
  name: string;
}

/** Providers at which anybody may sign in. */
export function providersOf({ user_settings: { social } }: Environment): ProviderChoice[] {
  return Object.values(social)
    .filter(({ enabled, authenticatable, not_selectable: hidden }) => enabled && authenticatable && !hidden)
    .map(({ strategy, name }) => ({ strategy, name }));
}

/** Whether anybody may make an account. */
export function isPublic({ user_settings: { sign_up: signUp } }: Environment): boolean {
  return signUp.mode === 'public';
}

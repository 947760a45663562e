import type { SignIn, SignInFactor, Verification } from '@nightdesk/chrome-extension/types';

export type Level = 'first' | 'second';

/** Where a sign-in stands, as far as the server knows. */
export type Stand =
  | { at: 'start' }
  /** The user is known; this is to be proved, and if a code is needed for it, that was sent. */
  | { at: 'factor'; level: Level; factor: SignInFactor }
  /** The user is known; what comes next has to be sent first, or cannot be done by itself. */
  | { at: 'choice'; level: Level }
  | { at: 'new-password' }
  | { at: 'complete'; session: string | null };

/** Needs nothing to be sent. */
const AT_HAND = ['password', 'totp', 'backup_code'];

/** Where a sign-in stands: that of somebody who comes back goes on from there. */
export function standOf(signIn: SignIn, now: number): Stand {
  switch (signIn.status) {
    case 'needs_first_factor':
      return signIn.identifier ? factorOf('first', firstFactors(signIn), signIn.firstFactorVerification, now) : { at: 'start' };
    case 'needs_second_factor':
    case 'needs_client_trust':
      return factorOf('second', signIn.supportedSecondFactors ?? [], signIn.secondFactorVerification, now);
    case 'needs_new_password':
      return { at: 'new-password' };
    case 'complete':
      return { at: 'complete', session: signIn.createdSessionId };
    default:
      return { at: 'start' };
  }
}

function factorOf(level: Level, factors: SignInFactor[], sent: Verification, now: number): Stand {
  const running = sent.status === 'unverified' && (!sent.expireAt || sent.expireAt.getTime() > now);
  const factor = factors.find(({ strategy }) => running && strategy === sent.strategy && isSent(strategy)) ?? factors.find(({ strategy }) => AT_HAND.includes(strategy));
  return factor ? { at: 'factor', level, factor } : { at: 'choice', level };
}

/** First factors that the elements can go on with. */
export function firstFactors({ supportedFirstFactors }: SignIn): SignInFactor[] {
  return (supportedFirstFactors ?? []).filter(({ strategy }) => !strategy.startsWith('web3_'));
}

/** Whether something is sent for it: a code, or a link. */
export function isSent(strategy: string): boolean {
  return (strategy.endsWith('_code') && strategy !== 'backup_code') || isLink(strategy);
}

/** Whether it is proved by opening what is sent, maybe on another device. */
export function isLink(strategy: string): boolean {
  return strategy === 'email_link';
}

export function resetsPassword(strategy: string): boolean {
  return strategy.startsWith('reset_password_');
}

/** What to offer by itself: what is at hand, else the first that can be sent. */
export function usual(factors: SignInFactor[]): SignInFactor | undefined {
  return factors.find(({ strategy }) => AT_HAND.includes(strategy)) ?? factors.find(({ strategy }) => isSent(strategy) && !resetsPassword(strategy)) ?? factors.find(({ strategy }) => !resetsPassword(strategy));
}

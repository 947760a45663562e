import type { Clerk } from '../../types';
import { signInOf } from './sign-in';
import { signUpOf } from './sign-up';

/** What a client has under way, as hooks follow it. */
export interface Attempts {
  signIn: ReturnType<typeof signInOf>;
  signUp: ReturnType<typeof signUpOf>;
}

const attempts = new WeakMap<Clerk, Attempts>();

/** The attempts of a client: the same ones for all of its components. */
export function attemptsOf(clerk: Clerk): Attempts {
  let found = attempts.get(clerk);
  if (!found) attempts.set(clerk, (found = { signIn: signInOf(clerk), signUp: signUpOf(clerk) }));
  return found;
}

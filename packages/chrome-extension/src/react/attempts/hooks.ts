import { useSyncExternalStore } from 'react';
import { useProvided } from '../context';
import type { UseSignInValue, UseSignUpValue } from './types';

/** A form's sign-in: the attempt, what its last step got wrong, and whether a step is under way. */
export function useSignIn(): UseSignInValue {
  const { attempt, signIn } = useProvided('useSignIn()').attempts.signIn;
  return { signIn, ...useSyncExternalStore(attempt.subscribe, attempt.read, attempt.read) };
}

/** A form's sign-up; see {@link useSignIn}. */
export function useSignUp(): UseSignUpValue {
  const { attempt, signUp } = useProvided('useSignUp()').attempts.signUp;
  return { signUp, ...useSyncExternalStore(attempt.subscribe, attempt.read, attempt.read) };
}

import { useProvided, useSeen } from './context';
import type { UseSignInReturn, UseSignUpReturn } from './types';

/** The sign-in attempt of `clerk.client`, whose methods throw what goes wrong. */
export function useSignIn(): UseSignInReturn {
  const { clerk } = useProvided('useSignIn()');
  const { client } = useSeen('useSignIn()');
  if (!client) return { isLoaded: false, signIn: undefined, setActive: undefined };
  return { isLoaded: true, signIn: client.signIn, setActive: clerk.setActive };
}

/** The sign-up attempt of `clerk.client`, whose methods throw what goes wrong. */
export function useSignUp(): UseSignUpReturn {
  const { clerk } = useProvided('useSignUp()');
  const { client } = useSeen('useSignUp()');
  if (!client) return { isLoaded: false, signUp: undefined, setActive: undefined };
  return { isLoaded: true, signUp: client.signUp, setActive: clerk.setActive };
}

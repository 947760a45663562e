/** The hooks whose attempts throw what goes wrong, as they were before those of the main entry. */
export { useSignIn, useSignUp } from './react/legacy';
export type { UseSignInReturn, UseSignUpReturn } from './react/types';

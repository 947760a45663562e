/** Sign-in and sign-up as custom elements. */
import { defineElements } from './element';

defineElements();

export { SignInElement, SignUpElement } from './element';

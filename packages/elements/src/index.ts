/** Sign-in, sign-up and the account's button as custom elements. */
import { defineElements } from './define';

defineElements();

export { SignInElement, SignUpElement } from './element';
export { UserButtonElement } from './user-button/element';

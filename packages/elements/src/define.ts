import { SignInElement, SignUpElement } from './element';
import { UserButtonElement } from './user-button/element';

const ELEMENTS = {
  'nightdesk-sign-in': SignInElement,
  'nightdesk-sign-up': SignUpElement,
  'nightdesk-user-button': UserButtonElement,
};

/** Makes the elements known to the page. Called again, it does nothing. */
export function defineElements(): void {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

import { UserProfileElement } from './element';

/** Makes the element known to the page. Called again, it does nothing. */
export function defineUserProfile(): void {
  if (!customElements.get('nightdesk-user-profile')) customElements.define('nightdesk-user-profile', UserProfileElement);
}

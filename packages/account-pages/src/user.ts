/** The account of who is signed in. */
import { create } from '../../elements/src/drawing/create';
import { UserButtonElement } from '../../elements/src/user-button/element';
import { UserProfileElement } from '../../elements/src/user-profile/element';
import type { Page } from './page';
import { start } from './start';

customElements.define('nightdesk-user-button', UserButtonElement);
customElements.define('nightdesk-user-profile', UserProfileElement);

function showUser({ application, card, clerk, words }: Page): void {
  document.title = `${words.account} · ${application}`;
  const button = create('nightdesk-user-button' as 'div', { class: 'corner' });
  const profile = create('nightdesk-user-profile' as 'div', { class: 'profile' });
  // It is here already.
  button.addEventListener('nightdesk-manage-account', (event) => event.preventDefault());
  card.replaceChildren(button, profile);
  for (const element of [button, profile]) Object.assign(element, { client: clerk });
  // Somebody may sign out here, or on another page.
  clerk.addListener(({ session }) => {
    if (session?.status !== 'active') location.assign('/sign-in');
  });
}

start({ user: showUser });

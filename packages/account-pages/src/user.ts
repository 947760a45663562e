/** The account of who is signed in. */
import { create } from '../../elements/src/drawing/create';
import { nameOf } from '../../elements/src/person';
import { UserButtonElement } from '../../elements/src/user-button/element';
import { UserProfileElement } from '../../elements/src/user-profile/element';
import type { Page } from './page';
import { start } from './start';

customElements.define('nightdesk-user-button', UserButtonElement);
customElements.define('nightdesk-user-profile', UserProfileElement);

/** The addresses of what the profile shows first are as the official component has them. */
const HASHES: Record<string, string> = { profile: '', security: '#/security' };

function showUser({ application, card, clerk, words }: Page): void {
  document.title = `${words.account} · ${application}`;
  const note = create('p', { class: 'acting', role: 'status' });
  const button = create('nightdesk-user-button' as 'div', { class: 'corner' });
  const profile = create('nightdesk-user-profile' as 'div', { class: 'profile', page: location.hash === HASHES.security ? 'security' : undefined });
  // A reload, or a link to it, shows the same.
  profile.addEventListener('nightdesk-screen', (event) => {
    const hash = HASHES[(event as CustomEvent<{ screen: string }>).detail.screen];
    if (hash !== undefined) history.replaceState(null, '', location.pathname + location.search + hash);
  });
  addEventListener('hashchange', () => location.reload());
  // It is here already.
  button.addEventListener('nightdesk-manage-account', (event) => event.preventDefault());
  card.replaceChildren(button, note, profile);
  for (const element of [button, profile]) Object.assign(element, { client: clerk });
  // Somebody may sign out here, or on another page.
  clerk.addListener(({ session, user }) => {
    if (session?.status !== 'active') location.assign('/sign-in');
    note.textContent = session?.actor && user ? words.actingAs(nameOf(user)) : '';
  });
}

start({ user: showUser });

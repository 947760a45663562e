import { create } from '../../../elements/src/drawing/create';
import { RETURNED } from '../../../elements/src/elsewhere';
import { refusalsOf, textOf } from '../../../elements/src/problems';
import { onward, own, param } from '../own';
import type { Page } from '../page';

/**
 * Signs somebody in or up. Where they go on then is for the server to say, which sees at this very address that somebody is
 * signed in.
 */
export async function showAttempt(page: Page): Promise<void> {
  const { name, application, card, clerk, texts } = page;
  document.title = name === 'sign-up' ? texts.signUpTo(application) : texts.signInTo(application);
  const message = create('p', { class: 'problem', role: 'alert' });
  const element = create(`nightdesk-${name}` as 'div', { autofocus: true, 'sign-in-url': own('/sign-in'), 'sign-up-url': own('/sign-up') });
  element.addEventListener('nightdesk-signed-in', () => location.replace(onward()));
  card.replaceChildren(message, element);
  message.textContent = await begun(page);
  if (clerk.isSignedIn) {
    location.replace(onward());
    return;
  }
  // What was used up must not be used again by a reload, nor be seen.
  history.replaceState(null, '', own());
  Object.assign(element, { client: clerk });
}

/** Takes over what the address brings along: a ticket, or what a provider said. Returns what is wrong with it. */
async function begun({ clerk, texts, words }: Page): Promise<string> {
  try {
    await clerk.load();
  } catch {
    // The element tries again, and says so.
    return '';
  }
  try {
    const ticket = param('__clerk_ticket');
    if (ticket !== null) await redeem(ticket, param('__clerk_status') === 'sign_up' ? clerk.client?.signUp : clerk.client?.signIn);
    else if (param(RETURNED) !== null) await clerk.handleRedirectCallback();
    return '';
  } catch (error) {
    const signedIn = refusalsOf(error).some(({ code }) => code === 'identifier_already_signed_in' || code === 'session_exists');
    if (signedIn) return '';
    return param('__clerk_ticket') !== null && refusalsOf(error).length > 0 ? words.ticketUseless : textOf(error, texts);
  }

  async function redeem(ticket: string, attempt: { create(params: { strategy: 'ticket'; ticket: string }): Promise<Attempt> } | undefined): Promise<void> {
    const made = await attempt?.create({ strategy: 'ticket', ticket });
    if (made?.status === 'complete') await clerk.setActive({ session: made.createdSessionId });
  }
}

interface Attempt {
  status: string | null;
  createdSessionId: string | null;
}

import { create } from '../../../elements/src/drawing/create';
import { RETURNED } from '../../../elements/src/elsewhere';
import { nameOf } from '../../../elements/src/person';
import { refusalsOf, textOf } from '../../../elements/src/problems';
import { onward, own, param } from '../own';
import { showMessage, type Page } from '../page';

/**
 * Signs somebody in or up. Where they go on then is for the server to say, which sees at this very address that somebody is
 * signed in.
 */
export async function showAttempt(page: Page): Promise<void> {
  const { name, application, card, clerk, texts, words } = page;
  document.title = name === 'sign-up' ? texts.signUpTo(application) : texts.signInTo(application);
  card.replaceChildren(create('div', { class: 'waiting', role: 'status', 'aria-label': texts.loading }));
  const trouble = await begun(page);
  const codes = refusalsOf(trouble).map(({ code }) => code);
  const isTicket = param('__clerk_ticket') !== null;
  if (isTicket && codes.includes('session_exists')) {
    showTaken(page);
    return;
  }
  const isSignedIn = codes.includes('session_exists') || codes.includes('identifier_already_signed_in');
  const isUseless = isTicket && codes.length > 0 && !isSignedIn;
  if (clerk.isSignedIn) {
    if (isUseless) showMessage(page, words.verify.failed, { label: words.goOn, to: onward() });
    else location.replace(onward());
    return;
  }
  // What was used up must not be used again by a reload, nor be seen.
  history.replaceState(null, '', own());
  const message = create('p', { class: 'problem', role: 'alert' });
  const element = create(`nightdesk-${name}` as 'div', { autofocus: true, 'sign-in-url': own('/sign-in'), 'sign-up-url': own('/sign-up') });
  element.addEventListener('nightdesk-signed-in', () => location.replace(onward()));
  card.replaceChildren(message, element);
  if (isUseless) message.textContent = words.ticketUseless;
  else if (trouble !== undefined && !isSignedIn) message.textContent = textOf(trouble, texts);
  Object.assign(element, { client: clerk });
}

/** The link is for one account, and the browser has another. The address keeps the ticket, for a reload once that is gone. */
function showTaken(page: Page): void {
  const { card, clerk, texts, words } = page;
  const problem = create('p', { class: 'problem', role: 'alert' });
  const leave = () => {
    clerk.signOut().then(
      () => location.reload(),
      (error: unknown) => (problem.textContent = textOf(error, texts)),
    );
  };
  showMessage(page, words.taken(clerk.user ? nameOf(clerk.user) : ''), { label: words.leave, to: leave }, { label: words.stay, to: onward() });
  card.append(problem);
}

/** Takes over what the address brings along: a ticket, or what a provider said. Returns what went wrong with it. */
async function begun({ clerk }: Page): Promise<unknown> {
  try {
    await clerk.load();
  } catch {
    // The element tries again, and says so.
    return undefined;
  }
  try {
    const ticket = param('__clerk_ticket');
    if (ticket !== null) await redeem(ticket, param('__clerk_status') === 'sign_up' ? clerk.client?.signUp : clerk.client?.signIn);
    else if (param(RETURNED) !== null) await clerk.handleRedirectCallback();
    return undefined;
  } catch (error) {
    return error;
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

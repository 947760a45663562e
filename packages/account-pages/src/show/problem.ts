import { own } from '../own';
import { showMessage, type Page } from '../page';
import type { Message, PageTexts } from '../texts';

/** By what the server says of it. */
const MESSAGES: Record<string, (words: PageTexts) => Message> = {
  redirect: ({ wrongRedirect }) => wrongRedirect,
  restricted: ({ invitationOnly }) => invitationOnly,
  waitlist: ({ noWaitlist }) => noWaitlist,
};

/** Says why there is nothing to do here. */
export function showProblem(page: Page): void {
  const { problem, words } = page;
  const message = MESSAGES[problem]?.(words);
  if (!message) return;
  // What led to a wrong place is not passed on.
  showMessage(page, message, { label: words.toSignIn, to: problem === 'redirect' ? '/sign-in' : own('/sign-in') });
}

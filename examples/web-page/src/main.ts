import '@nightdesk/elements';
import '@nightdesk/elements/themes/default.css';
import { createClerkClient } from '@nightdesk/elements/web';
import './main.css';

declare const PUBLISHABLE_KEY: string;

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY });
const signedOut = find<HTMLElement>('#signed-out');
const notes = find<HTMLElement>('#notes');
const answer = find<HTMLElement>('[data-testid="answer"]');

clerk.addListener(({ user, session }) => {
  // A session that is pending has something left to do, which the element asks for.
  signedOut.hidden = session?.status === 'active';
  notes.hidden = !signedOut.hidden;
  find('[data-testid="name"]').textContent = user?.firstName ?? user?.primaryEmailAddress?.emailAddress ?? '';
  if (notes.hidden) answer.textContent = '';
});

find('#ask').addEventListener('click', async () => {
  const { userId } = (await (await fetch('/api/who')).json()) as { userId: string | null };
  answer.textContent = userId === null ? 'It does not know you.' : `You are ${userId}.`;
});

// They load the client.
for (const element of document.querySelectorAll('nightdesk-sign-in, nightdesk-user-button')) Object.assign(element, { client: clerk });

function find<E extends Element>(selector: string): E {
  return document.querySelector(selector) as E;
}

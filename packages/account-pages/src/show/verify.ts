import { own, param } from '../own';
import { showMessage, type Page } from '../page';
import type { PageTexts } from '../texts';

/** Says what became of a link that was sent by e-mail. The page that asked for it finds out by itself. */
export async function showVerify(page: Page): Promise<void> {
  const { clerk, words } = page;
  const status = param('__clerk_status') ?? '';
  const message = words.verify[Object.hasOwn(words.verify, status) ? (status as keyof PageTexts['verify']) : 'failed'];
  showMessage(page, message);
  const session = param('__clerk_created_session');
  if (!session) return;
  await clerk.load().catch(() => undefined);
  // Whoever is signed in by it here goes on from there; it may as well have been asked for in another browser.
  if (clerk.client?.signedInSessions.some(({ id }) => id === session)) showMessage(page, message, { label: words.goOn, to: own('/sign-in') });
}

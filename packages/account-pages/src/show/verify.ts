import { own, param } from '../own';
import { showMessage, type Page } from '../page';

/** Says what became of a link that was sent by e-mail. The page that asked for it finds out by itself. */
export function showVerify(page: Page): void {
  const { words } = page;
  const status = param('__clerk_status') as keyof typeof words.verify | null;
  const message = (status && words.verify[status]) ?? words.verify.failed;
  // Whoever is signed in by it here goes on from there.
  const links = param('__clerk_created_session') ? [{ label: words.goOn, href: own('/sign-in') }] : [];
  showMessage(page, message, ...links);
}

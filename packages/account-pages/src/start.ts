import { WebClerk } from '../../elements/src/web/clerk';
import { moveHashToQuery } from './own';
import type { Page } from './page';
import { showProblem } from './show/problem';
import { textsOfPage } from './texts';

/** Shows the page that the document is for, which the server has written. */
export function start(pages: Record<string, (page: Page) => unknown>): void {
  const card = document.querySelector('main');
  if (!card || moveHashToQuery()) return;
  // A page that the browser had kept, since somebody went back to it, is about what was then.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
  const { name = '', problem = '', application = '', publishableKey = '' } = card.dataset;
  const { language, texts, page: words } = textsOfPage(navigator.languages);
  document.documentElement.lang = language;
  document.documentElement.dir = texts.direction;
  const page: Page = { name, problem, application, card, clerk: new WebClerk(publishableKey), texts, words };
  if (problem) showProblem(page);
  else pages[name]?.(page);
}

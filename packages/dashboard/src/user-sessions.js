import { byOffset } from './by-offset.js';
import { card } from './card.js';
import { pagedList } from './paged-list.js';
import { sessionRow } from './session-row.js';

const PAGE = 10;

/**
 * The sessions of a user, newest first.
 *
 * @param {import('./user.js').User} user
 */
export function userSessions(user) {
  /** @type {{ element: HTMLElement, reload: () => Promise<void> }} */
  const sessions = pagedList({
    load: byOffset('v1/sessions', PAGE, { user_id: user.id }),
    row: (/** @type {import('./session-row.js').Session} */ session) => sessionRow(session, () => sessions.reload()),
    empty: () => 'This user has not signed in yet.',
    label: 'Sessions',
    testId: 'sessions',
  });
  void sessions.reload();
  return {
    element: card('Sessions', 'Browsers, extensions and devices where this user has signed in.', sessions.element),
    reload: sessions.reload,
  };
}

import { byCursor } from './by-cursor.js';
import { h } from './dom.js';
import { pagedList } from './paged-list.js';
import { sessionRow } from './session-row.js';

/** Who is signed in, on which browsers and devices. It keeps up with what happens. */
export function sessionsPage() {
  /** @type {{ element: HTMLElement, reload: () => Promise<void> }} */
  const sessions = pagedList({
    load: byCursor('sessions'),
    row: (/** @type {{ session: import('./session-row.js').Session, user: import('./user.js').User }} */ { session, user }) =>
      sessionRow(session, () => sessions.reload(), user),
    empty: () => 'Nobody is signed in.',
    label: 'Sessions',
    testId: 'live-sessions',
    live: true,
  });
  void sessions.reload();
  return [
    h('h1', {}, 'Sessions'),
    h('p', { class: 'muted' }, 'Who is signed in, on which browsers and devices, the last active first.'),
    sessions.element,
  ];
}

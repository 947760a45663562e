import { call } from './api.js';
import { card } from './card.js';
import { confirmAction } from './controls.js';
import { h } from './dom.js';
import { formatTime } from './format.js';
import { pagedList } from './paged-list.js';

const PAGE = 10;

/**
 * @typedef {{
 *   id: string,
 *   client_id: string,
 *   status: string,
 *   actor: object | null,
 *   last_active_at: number,
 *   created_at: number,
 *   latest_activity?: { browser_name?: string, device_type?: string, ip_address?: string, city?: string, country?: string } | null,
 * }} Session
 */

/**
 * The sessions of a user, newest first.
 *
 * @param {import('./user.js').User} user
 */
export function userSessions(user) {
  const sessions = pagedList({
    async load(after) {
      const offset = Number(after ?? 0);
      const asked = new URLSearchParams({ user_id: user.id, limit: String(PAGE + 1), offset: String(offset) });
      /** @type {Session[]} */
      const found = await call('GET', `v1/sessions?${asked}`);
      return { data: found.slice(0, PAGE), next: found.length > PAGE ? String(offset + PAGE) : null };
    },
    row,
    empty: () => 'This user has not signed in yet.',
    label: 'Sessions',
    testId: 'sessions',
  });
  void sessions.reload();
  return card('Sessions', 'Browsers, extensions and devices where this user has signed in.', sessions.element);

  /** @param {Session} session */
  function row(session) {
    const now = Date.now();
    const isLive = session.status === 'active' || session.status === 'pending';
    return h(
      'li',
      { class: 'item', 'data-testid': 'session' },
      h(
        'span',
        { class: 'item-text' },
        where(session),
        ' ',
        h('span', { class: isLive ? 'badge' : 'badge quiet' }, session.status),
        session.actor !== null && h('span', { class: 'badge warning' }, 'Impersonation'),
        h('span', { class: 'muted block' }, `Signed in: ${formatTime(session.created_at, now)}. Last active: ${formatTime(session.last_active_at, now)}.`),
      ),
      isLive && h('button', { type: 'button', class: 'button small', 'data-testid': 'revoke-session', onclick: () => revoke(session) }, 'Revoke'),
    );
  }

  /** @param {Session} session */
  async function revoke(session) {
    const done = await confirmAction({
      title: 'Revoke this session?',
      text: `${where(session)} is signed out. A token that it holds already stays good until it expires, which is within a minute unless you set a longer life.`,
      action: 'Revoke session',
      perform: () => call('POST', `v1/sessions/${session.id}/revoke`, {}),
    });
    if (done) await sessions.reload();
  }
}

/** @param {Session} session */
function where({ latest_activity, client_id }) {
  const known = [latest_activity?.browser_name, latest_activity?.device_type, latest_activity?.ip_address];
  return known.filter(Boolean).join(', ') || client_id;
}

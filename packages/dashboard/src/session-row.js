import { call } from './api.js';
import { confirmAction } from './controls.js';
import { h } from './dom.js';
import { timeAgo } from './format.js';
import { nameOf, primaryContact } from './user.js';

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
 * A session in a list: where it is, and whose where that is not said around it.
 *
 * @param {Session} session
 * @param {() => Promise<void>} reload
 * @param {import('./user.js').User} [user]
 */
export function sessionRow(session, reload, user) {
  const isLive = session.status === 'active' || session.status === 'pending';
  const place = where(session);
  const contact = user && primaryContact(user);
  return h(
    'li',
    { class: 'item', 'data-testid': 'session' },
    h(
      'span',
      { class: 'item-text' },
      user ? h('a', { href: `#users/${user.id}` }, nameOf(user)) : place,
      ' ',
      (!user || session.status !== 'active') && h('span', { class: isLive ? 'badge status' : 'badge status quiet' }, session.status),
      ' ',
      session.actor !== null && h('span', { class: 'badge warning' }, 'Impersonation'),
      user && h('span', { class: 'muted block' }, contact && contact !== nameOf(user) && `${contact}. `, place),
      h('span', { class: 'muted block' }, 'Signed in: ', timeAgo(session.created_at), '. Last active: ', timeAgo(session.last_active_at), '.'),
    ),
    isLive &&
      h(
        'button',
        { type: 'button', class: 'button small', 'aria-label': `Revoke the session of ${user ? nameOf(user) : place}`, 'data-testid': 'revoke-session', onclick: () => revoke(session, reload) },
        'Revoke',
      ),
  );
}

/**
 * @param {Session} session
 * @param {() => Promise<void>} reload
 */
async function revoke(session, reload) {
  await confirmAction({
    title: 'Revoke this session?',
    text: `${where(session)} is signed out. A token that it holds already stays good until it expires, which is within a minute unless you set a longer life.`,
    action: 'Revoke session',
    perform: () => call('POST', `v1/sessions/${session.id}/revoke`, {}).then(reload),
  });
}

/** @param {Session} session */
function where({ latest_activity, client_id }) {
  const { browser_name, device_type, ip_address, city, country } = latest_activity ?? {};
  return [browser_name, device_type, ip_address, city, country].filter(Boolean).join(', ') || `Unknown device (${client_id})`;
}

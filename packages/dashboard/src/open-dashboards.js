import { call } from './api.js';
import { byCursor } from './by-cursor.js';
import { card } from './card.js';
import { confirmAction } from './controls.js';
import { h } from './dom.js';
import { timeAgo } from './format.js';
import { pagedList } from './paged-list.js';

/**
 * @typedef {{
 *   id: string,
 *   admin: string | null,
 *   this: boolean,
 *   browser: string | null,
 *   ip_address: string | null,
 *   created_at: number,
 *   expires_at: number,
 * }} OpenDashboard
 */

/** Where the dashboard is open. */
export function openDashboards() {
  const dashboards = pagedList({
    load: byCursor('dashboards'),
    row,
    empty: () => 'None.',
    label: 'Open dashboards',
    testId: 'dashboards',
    className: 'items',
  });
  void dashboards.reload();
  return card('Open dashboards', 'Where somebody is in. Each closes by itself after twelve hours.', dashboards.element);

  /** @param {OpenDashboard} dashboard */
  function row(dashboard) {
    const { admin, browser, ip_address, created_at } = dashboard;
    const who = admin ?? 'By a one-time link';
    const place = [browser, ip_address].filter(Boolean).join(', ');
    return h(
      'li',
      { class: 'item', 'data-testid': 'dashboard' },
      h(
        'span',
        { class: 'item-text' },
        who,
        ' ',
        dashboard.this && h('span', { class: 'badge' }, 'This one'),
        h('span', { class: 'muted block' }, place && `${place}. `, 'Opened: ', timeAgo(created_at), '.'),
      ),
      !dashboard.this &&
        h(
          'button',
          { type: 'button', class: 'button small', 'aria-label': `Close the dashboard of ${who}`, 'data-testid': 'close-dashboard', onclick: () => close(dashboard, who) },
          'Close',
        ),
    );
  }

  /**
   * @param {OpenDashboard} dashboard
   * @param {string} who
   */
  async function close({ id }, who) {
    await confirmAction({
      title: 'Close this dashboard?',
      text: `${admin(who)} out of it at once, and can sign in again.`,
      action: 'Close dashboard',
      perform: () => call('DELETE', `dashboards/${id}`, {}).then(dashboards.reload),
    });
  }
}

/** @param {string} who */
function admin(who) {
  return who.includes('@') ? `${who} is` : 'Whoever opened it is';
}

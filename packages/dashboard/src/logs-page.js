import { byCursor } from './by-cursor.js';
import { h } from './dom.js';
import { describe } from './log-text.js';
import { pagedList } from './paged-list.js';

/**
 * @typedef {{
 *   id: string,
 *   kind: string,
 *   operation: string,
 *   actor_kind: string,
 *   actor: string,
 *   subject: string | null,
 *   created_at: number,
 * }} LogEvent
 */

/**
 * What happened to whom.
 *
 * @param {import('./api.js').Instance} instance
 * @param {string} about the id of a user, or empty
 */
export function logsPage({ environment }, about) {
  const kind = h(
    'select',
    { id: 'log-kind', 'data-testid': 'log-kind', onchange: () => events.reload() },
    h('option', { value: '' }, 'Everything'),
    h('option', { value: 'change' }, 'Changes'),
    h('option', { value: 'sign_in' }, 'Sign-ins'),
    h('option', { value: 'sign_up' }, 'Sign-ups'),
    h('option', { value: 'impersonation' }, 'Impersonations'),
    h('option', { value: 'dashboard' }, 'Dashboard opened'),
  );
  const subject = h('input', {
    id: 'log-subject',
    type: 'search',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: 'Id of a user, such as user_...',
    'data-testid': 'log-subject',
    value: about,
    onchange: () => events.reload(),
  });
  const events = pagedList({
    load: byCursor('events', () => ({ kind: kind.value, subject: subject.value.trim() })),
    row,
    empty: () => (kind.value || subject.value ? 'Nothing of this kind has happened.' : 'Nothing has happened yet.'),
    label: 'Log',
    testId: 'log',
  });
  void events.reload();
  return [
    h('h1', {}, 'Logs'),
    h('p', { class: 'muted' }, `Who signed in to the ${environment} instance, and what was changed there by whom, in the dashboard or with a secret key. Newest first.`),
    h(
      'form',
      {
        class: 'filters',
        role: 'search',
        onsubmit(/** @type {Event} */ event) {
          event.preventDefault();
          void events.reload();
        },
      },
      h('label', { htmlFor: 'log-subject', class: 'visually-hidden' }, 'About whom'),
      subject,
      h('label', { htmlFor: 'log-kind', class: 'visually-hidden' }, 'Kind'),
      kind,
    ),
    events.element,
  ];
}

/** @param {LogEvent} event */
function row(event) {
  const { actor_kind, actor, subject, created_at } = event;
  const who = actor_kind === 'link' ? 'Whoever had the one-time link' : actor_kind === 'key' ? `Secret key "${actor}"` : actor;
  const about = subject !== null && subject !== actor;
  return h(
    'li',
    { class: 'row log', 'data-testid': 'event' },
    h('time', { class: 'row-aside', dateTime: new Date(created_at).toISOString() }, new Date(created_at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' })),
    h(
      'span',
      { class: 'row-main' },
      h('span', { class: 'row-title' }, describe(event)),
      h('span', { class: 'muted' }, actor_kind === 'user' ? userLink(actor) : who, about && ' \u2192 ', about && userLink(/** @type {string} */ (subject))),
    ),
  );
}

/** @param {string} id */
function userLink(id) {
  const text = h('code', { class: 'mono' }, id);
  return id.startsWith('user_') ? h('a', { href: `#users/${id}` }, text) : text;
}

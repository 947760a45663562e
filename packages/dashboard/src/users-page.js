import { call } from './api.js';
import { byCursor } from './by-cursor.js';
import { h } from './dom.js';
import { form } from './form.js';
import { formatTime } from './format.js';
import { openDialog } from './dialog.js';
import { pagedList } from './paged-list.js';
import { badges, nameOf, primaryContact } from './user.js';

/** Long enough to type two letters in, short enough to feel at once. */
const TYPING_MS = 120;

/**
 * Every user of the instance: found by the beginning of what they are known by. What is searched for is kept in the address, for
 * whoever comes back.
 *
 * @param {URLSearchParams} asked
 */
export function usersPage(asked) {
  const search = h('input', {
    id: 'user-search',
    type: 'search',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: 'Beginning of a name, e-mail address, username, phone number or id',
    'data-testid': 'user-search',
    value: asked.get('query') ?? '',
    oninput() {
      clearTimeout(typing);
      typing = setTimeout(narrow, TYPING_MS);
    },
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  const filter = h(
    'select',
    { id: 'user-filter', 'data-testid': 'user-filter', onchange: narrow },
    h('option', { value: '' }, 'All users'),
    h('option', { value: 'banned' }, 'Banned'),
    h('option', { value: 'locked' }, 'Locked'),
  );
  filter.value = asked.get('filter') ?? '';
  const narrowed = () => ({ query: search.value.trim(), filter: filter.value });
  const users = pagedList({
    load: byCursor('users', narrowed),
    row,
    empty: () =>
      search.value || filter.value
        ? 'Nobody fits. The search goes by the beginning of a name, an address, a username, a number or an id.'
        : 'No users yet. They appear here when they sign up, or when you create or import them.',
    label: 'Users',
    testId: 'users',
  });
  function narrow() {
    if (!search.isConnected) return;
    const kept = new URLSearchParams(Object.entries(narrowed()).filter(([, value]) => value));
    history.replaceState(history.state, '', kept.size > 0 ? `#users?${kept}` : '#users');
    void users.reload();
  }

  void users.reload();
  return [
    h(
      'div',
      { class: 'title-row' },
      h('h1', {}, 'Users'),
      h(
        'div',
        { class: 'actions' },
        h('a', { class: 'button', href: '#import' }, 'Import'),
        h('button', { type: 'button', class: 'button primary', 'data-testid': 'create-user', onclick: createUser }, 'Create user'),
      ),
    ),
    h(
      'div',
      { class: 'filters', role: 'search' },
      h('label', { htmlFor: 'user-search', class: 'visually-hidden' }, 'Search users'),
      search,
      h('label', { htmlFor: 'user-filter', class: 'visually-hidden' }, 'Which users'),
      filter,
    ),
    users.element,
  ];
}

/** @param {import('./user.js').User} user */
function row(user) {
  const now = Date.now();
  return h(
    'li',
    { 'data-testid': 'user' },
    h(
      'a',
      { class: 'row', href: `#users/${user.id}` },
      h('span', { class: 'row-main' }, h('span', { class: 'row-title' }, nameOf(user), ...badges(user)), h('span', { class: 'muted' }, primaryContact(user))),
      h('span', { class: 'row-aside' }, `Signed in: ${formatTime(user.last_sign_in_at, now)}`),
      h('span', { class: 'row-aside' }, `Created: ${formatTime(user.created_at, now)}`),
    ),
  );
}

function createUser() {
  const dialog = openDialog({
    title: 'Create user',
    content: [
      form({
        fields: [
          { name: 'email_address', label: 'E-mail address', type: 'email', hint: 'Counts as verified.' },
          { name: 'phone_number', label: 'Phone number', placeholder: '+12125550123', hint: 'With country code. Counts as verified.' },
          { name: 'username', label: 'Username' },
          { name: 'first_name', label: 'First name' },
          { name: 'last_name', label: 'Last name' },
          { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: 'Empty: the user signs in without one, or sets it later.' },
        ],
        action: 'Create user',
        testId: 'create-user-save',
        cancel: () => dialog.close(),
        async save({ email_address, phone_number, ...rest }) {
          if (!email_address && !phone_number && !rest['username']) throw new Error('Enter an e-mail address, a phone number or a username.');
          const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
          const user = await call('POST', 'v1/users', {
            ...given,
            ...(email_address && { email_address: [email_address] }),
            ...(phone_number && { phone_number: [phone_number] }),
          });
          dialog.close();
          location.hash = `#users/${user.id}`;
        },
      }),
    ],
  });
}

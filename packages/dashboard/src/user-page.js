import { call } from './api.js';
import { card, value } from './card.js';
import { problemLine } from './controls.js';
import { fill, h } from './dom.js';
import { form } from './form.js';
import { formatTime } from './format.js';
import { userActs } from './user-acts.js';
import { userContacts } from './user-contacts.js';
import { userFactors } from './user-factors.js';
import { userSessions } from './user-sessions.js';
import { badges, nameOf } from './user.js';

/**
 * Everything about one user.
 *
 * @param {import('./api.js').Instance} instance
 * @param {string} id
 */
export function userPage(instance, id) {
  const title = h('h1', {}, 'User');
  const acts = h('div', { class: 'actions' });
  const page = h('div', { class: 'stack' }, h('p', { class: 'loading', role: 'status' }, 'Loading'));
  const path = `v1/users/${encodeURIComponent(id)}`;

  async function load() {
    try {
      show(await call('GET', path));
    } catch (error) {
      const problem = problemLine();
      fill(problem, /** @type {Error} */ (error).message);
      fill(page, problem);
    }
  }

  /** @param {import('./user.js').User} user */
  function show(user) {
    const now = Date.now();
    const sessions = userSessions(user);
    const contacts = userContacts(user, path, renew);
    const factors = userFactors(user, path, renew);
    /** @param {import('./user.js').User} user */
    const name = (user) => {
      fill(title, h('span', { 'data-testid': 'user-name' }, nameOf(user)), ' ', ...badges(user));
      fill(acts, ...userActs(user, path, acted));
    };
    /** @param {import('./user.js').User} user */
    const acted = (user) => {
      name(user);
      void sessions.reload();
    };
    name(user);
    /** Shows what has become of the user. What is being written stays. */
    async function renew() {
      const user = await call('GET', path);
      name(user);
      await Promise.all([contacts.show(user), factors.show(user), sessions.reload()]);
    }
    fill(
      page,
      card(
        'Account',
        '',
        h(
          'dl',
          { class: 'values' },
          ...value('User id', 'user-id', user.id),
          ...plain('Created', formatTime(user.created_at, now)),
          ...plain('Last sign-in', formatTime(user.last_sign_in_at, now)),
          ...plain('Last active', formatTime(user.last_active_at, now)),
        ),
      ),
      card('Profile', '', profileForm(user, path, name)),
      contacts.element,
      factors.element,
      sessions.element,
      card('Metadata', 'JSON that travels with the user. Each of the three is replaced as a whole when you change it.', metadataForm(user, path)),
      card('Log', '', h('p', {}, h('a', { href: `#logs/${user.id}` }, 'What happened to this user'))),
    );
  }

  void load();
  return [h('p', {}, h('a', { href: '#users' }, 'Users')), h('div', { class: 'title-row' }, title, acts), page];
}

/**
 * @param {string} name
 * @param {string} text
 */
function plain(name, text) {
  return [h('dt', {}, name), h('dd', {}, text)];
}

/**
 * @param {import('./user.js').User} user
 * @param {string} path
 * @param {(user: import('./user.js').User) => void} name
 */
function profileForm(user, path, name) {
  return form({
    fields: [
      { name: 'first_name', label: 'First name', value: user.first_name, nullable: true },
      { name: 'last_name', label: 'Last name', value: user.last_name, nullable: true },
      { name: 'username', label: 'Username', value: user.username, nullable: true },
      { name: 'external_id', label: 'External id', value: user.external_id, nullable: true, hint: 'The id of this user in your own system.' },
    ],
    action: 'Save profile',
    testId: 'save-profile',
    done: 'Saved',
    save: async (_, changed) => name(await call('PATCH', path, changed)),
  });
}

/**
 * @param {import('./user.js').User} user
 * @param {string} path
 */
function metadataForm(user, path) {
  return form({
    fields: [
      { name: 'public_metadata', label: 'Public', type: 'json', value: user.public_metadata, hint: 'The user sees it and cannot change it.' },
      { name: 'private_metadata', label: 'Private', type: 'json', value: user.private_metadata, hint: 'Only backends see it.' },
      { name: 'unsafe_metadata', label: 'Unsafe', type: 'json', value: user.unsafe_metadata, hint: 'The user sees it and can change it.' },
    ],
    action: 'Save metadata',
    testId: 'save-metadata',
    done: 'Saved',
    save: (_, changed) => call('PUT', `${path}/metadata`, changed),
  });
}

import { call } from './api.js';
import { confirmAction, copyButton } from './controls.js';
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { giveUpDrafts } from './leaving.js';
import { nameOf } from './user.js';

/**
 * What can be done to a user as a whole.
 *
 * @param {import('./user.js').User} user
 * @param {string} path
 * @param {(user: import('./user.js').User) => void} acted
 */
export function userActs(user, path, acted) {
  const name = nameOf(user);
  /** @param {{ title: string, text: string, action: string, verb: string }} act */
  const ask = ({ verb, ...question }) =>
    confirmAction({ ...question, perform: async () => acted(await call('POST', `${path}/${verb}`, {})) });
  const ban = () =>
    ask({
      title: `Ban ${name}?`,
      text: 'Every session of this user ends at once, and they cannot sign in until the ban is lifted. Nothing is deleted.',
      action: 'Ban user',
      verb: 'ban',
    });
  const unban = () =>
    ask({ title: `Lift the ban of ${name}?`, text: 'They can sign in again. Their old sessions stay ended.', action: 'Lift ban', verb: 'unban' });
  const lock = () =>
    ask({
      title: `Lock ${name}?`,
      text: 'They cannot sign in for a quarter of an hour, as after too many wrong passwords. Running sessions go on.',
      action: 'Lock user',
      verb: 'lock',
    });
  const unlock = () =>
    ask({ title: `Unlock ${name}?`, text: 'They can sign in again, and wrong attempts so far are forgotten.', action: 'Unlock user', verb: 'unlock' });
  return [
    button('Impersonate', 'impersonate', () => impersonate(user)),
    user.locked ? button('Unlock', 'unlock', unlock) : button('Lock', 'lock', lock),
    user.banned ? button('Lift ban', 'unban', unban) : button('Ban', 'ban', ban),
    button('Delete', 'delete-user', () => remove(name, path), 'danger'),
  ];
}

/**
 * @param {string} text
 * @param {string} testId
 * @param {() => unknown} onclick
 */
function button(text, testId, onclick, kind = '') {
  return h('button', { type: 'button', class: `button ${kind}`, 'data-testid': testId, onclick }, text);
}

/**
 * @param {string} name
 * @param {string} path
 */
async function remove(name, path) {
  const done = await confirmAction({
    title: `Delete ${name}?`,
    text: 'The account goes with its addresses, numbers, factors, sessions and metadata. This cannot be undone.',
    action: 'Delete user',
    perform: () => call('DELETE', path, {}),
  });
  if (!done) return;
  giveUpDrafts();
  location.hash = '#users';
}

/** @param {import('./user.js').User} user */
async function impersonate(user) {
  const name = nameOf(user);
  /** @type {string} */
  let url = '';
  const done = await confirmAction({
    title: `Act as ${name}?`,
    text: 'A link is made that signs one browser in as this user, once, for half an hour. The session carries that it is an impersonation, and the log names you.',
    action: 'Make link',
    async perform() {
      ({ url } = await call('POST', 'impersonations', { user_id: user.id }));
    },
  });
  if (!done) return;
  const dialog = openDialog({
    title: `Link to act as ${name}`,
    content: [
      h('p', {}, 'Open it where nobody is signed in, such as in a private window: elsewhere it is refused. Whoever has the link can use it.'),
      h('p', { class: 'link-box' }, h('code', { class: 'mono', 'data-testid': 'impersonation-link' }, url), ' ', copyButton(() => url, 'link')),
      h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button primary', onclick: () => dialog.close() }, 'Done')),
    ],
  });
}

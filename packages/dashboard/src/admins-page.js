import { call } from './api.js';
import { byCursor, withOnly } from './by-cursor.js';
import { card } from './card.js';
import { confirmAction, copyButton, problemLine } from './controls.js';
import { fill, h } from './dom.js';
import { form } from './form.js';
import { formatTime } from './format.js';
import { giveUpDrafts } from './leaving.js';
import { openDashboards } from './open-dashboards.js';
import { pagedList } from './paged-list.js';
import { qrPicture } from './qr-picture.js';

/**
 * @typedef {{
 *   id: string,
 *   email_address: string,
 *   second_factor: boolean,
 *   you: boolean,
 *   last_sign_in_at: number | null,
 *   created_at: number,
 * }} Admin
 */

const readAdmins = withOnly(byCursor('admins'));

/**
 * Who has the dashboard open, and whether there is no admin at all yet.
 *
 * @returns {Promise<{ admin: Admin | null, isFirst: boolean }>}
 */
export async function whoIsIn() {
  const { admin } = await call('GET', 'me');
  return { admin, isFirst: admin === null && (await readAdmins(null)).data.length === 0 };
}

/** Who may open the dashboard. */
export function adminsPage() {
  const page = h('div', { class: 'stack' }, h('p', { class: 'loading', role: 'status' }, 'Loading'));
  const problem = problemLine();
  const admins = adminsList();
  const dashboards = openDashboards();

  async function load() {
    try {
      const { admin, isFirst } = await whoIsIn();
      const own = admin ? [passwordForm(), secondFactor(admin, load)] : [];
      fill(page, admins.element, addition(isFirst, admins.reload), ...own, dashboards);
      await admins.reload();
    } catch (error) {
      fill(problem, /** @type {Error} */ (error).message);
    }
  }

  void load();
  return [h('h1', {}, 'Admins'), problem, page];
}

/** The admins, and a button that removes one while there is another. */
function adminsList() {
  const list = pagedList({
    load: readAdmins,
    row,
    empty: () => 'Nobody yet: the dashboard opens by one-time links only.',
    label: 'Admins',
    testId: 'admins',
    className: 'items',
  });

  /** @param {Admin & { only: boolean }} admin */
  function row({ id, email_address, second_factor, you, last_sign_in_at, only }) {
    const remove = () =>
      confirmAction({
        title: `Remove ${email_address}?`,
        text: 'Their dashboards close at once, and they cannot sign in here any more.',
        action: 'Remove admin',
        perform: () => call('DELETE', `admins/${id}`, {}).then(() => (you ? location.replace('/dashboard/sign-in.html') : list.reload())),
      });
    return h(
      'li',
      { class: 'item', 'data-testid': 'admin' },
      h(
        'span',
        { class: 'item-text' },
        email_address,
        ' ',
        you && h('span', { class: 'badge' }, 'You'),
        h('span', { class: 'muted block' }, `Signed in: ${formatTime(last_sign_in_at, Date.now())}. ${second_factor ? 'With a second factor.' : 'By password alone.'}`),
      ),
      !only && h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${email_address}`, onclick: remove }, 'Remove'),
    );
  }

  return {
    element: card('Who may open the dashboard', 'Of every instance of this application. The last admin cannot be removed.', list.element),
    reload: list.reload,
  };
}

/**
 * @param {boolean} first
 * @param {() => Promise<void>} reload
 */
function addition(first, reload) {
  return card(
    first ? 'Create the first admin' : 'Add an admin',
    first ? 'That is you: from then on you sign in by e-mail address and password.' : 'Give them the password yourself; they are not told.',
    form({
      fields: [
        { name: 'email_address', label: 'E-mail address', type: 'email', autocomplete: first ? 'username' : 'off' },
        { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: "By the instance's password rules." },
      ],
      action: first ? 'Create admin' : 'Add admin',
      testId: 'create-admin',
      empties: true,
      async save(values) {
        await call('POST', 'admins', values);
        if (!first) return reload();
        giveUpDrafts();
        location.reload();
      },
    }),
  );
}

function passwordForm() {
  return card(
    'Your password',
    'Your other dashboards close when it changes.',
    form({
      fields: [
        { name: 'current_password', label: 'Current password', type: 'password', autocomplete: 'current-password' },
        { name: 'new_password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: "By the instance's password rules." },
      ],
      action: 'Change password',
      testId: 'change-password',
      done: 'Changed',
      save: (values) => call('POST', 'me/password', values),
    }),
  );
}

/**
 * @param {Admin} you
 * @param {() => Promise<void>} reload
 */
function secondFactor(you, reload) {
  const box = h('div', { class: 'stack' });
  const begin = async () => {
    /** @type {{ secret: string, uri: string | null, picture: string | null }} */
    const { secret, uri, picture } = await call('POST', 'me/totp', {});
    fill(
      box,
      h('p', {}, 'Scan this with your authenticator application, or type the secret in. Then enter the code that it shows.'),
      picture !== null && qrPicture(picture),
      h('p', { class: 'link-box' }, h('code', { class: 'mono', 'data-testid': 'totp-secret' }, secret), ' ', copyButton(() => secret, 'secret')),
      uri !== null && h('p', {}, h('a', { href: uri }, 'Open it in an application on this device')),
      form({
        fields: [{ name: 'code', label: 'Code', autocomplete: 'one-time-code' }],
        action: 'Confirm',
        testId: 'confirm-totp',
        async save(values) {
          await call('POST', 'me/totp/confirm', values);
          await reload();
        },
      }),
    );
  };
  const remove = () =>
    confirmAction({
      title: 'Remove the second factor?',
      text: 'From then on your password alone opens the dashboard, with every user and key in it.',
      action: 'Remove second factor',
      perform: () => call('DELETE', 'me/totp', {}).then(reload),
    });
  const act = you.second_factor
    ? h('button', { type: 'button', class: 'button', 'data-testid': 'remove-totp', onclick: remove }, 'Remove second factor')
    : h('button', { type: 'button', class: 'button primary', 'data-testid': 'begin-totp', onclick: begin }, 'Set up second factor');
  fill(box, h('p', {}, you.second_factor ? 'Signing in asks for a code of your authenticator application.' : 'A password can be lost without being missed. A code cannot be used twice.'), h('div', { class: 'actions start' }, act));
  return card('Your second factor', '', box);
}

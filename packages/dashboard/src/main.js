import { adminsPage, whoIsIn } from './admins-page.js';
import { ApiError, call, getInstance } from './api.js';
import { problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { focusPage, focusTitle, keepFocus } from './focus.js';
import { healthPage } from './health-page.js';
import { importPage } from './import-page.js';
import { APPLICATION_CHANGED, instanceSwitch, servedElsewhere } from './instances.js';
import { keysPage } from './keys-page.js';
import { followAddress } from './leaving.js';
import { logsPage } from './logs-page.js';
import { messagePage } from './message-page.js';
import { outboxPage } from './outbox-page.js';
import { sessionsPage } from './sessions-page.js';
import { settingsPage } from './settings-page.js';
import { userPage } from './user-page.js';
import { usersPage } from './users-page.js';

/**
 * A page; `show` gets what the address has behind its name, and behind a question mark. Pages without a place in the navigation belong to another.
 *
 * @typedef {{
 *   hash: string,
 *   name: string,
 *   under?: string,
 *   show: (instance: import('./api.js').Instance, rest: string, asked: URLSearchParams) => Node[],
 * }} Page
 */

/** @type {Page[]} */
const PAGES = [
  { hash: 'keys', name: 'API keys', show: keysPage },
  { hash: 'users', name: 'Users', show: (instance, id, asked) => (id ? userPage(instance, id) : usersPage(asked)) },
  { hash: 'sessions', name: 'Sessions', show: sessionsPage },
  { hash: 'import', name: 'Import users', under: 'users', show: importPage },
  { hash: 'settings', name: 'Settings', show: settingsPage },
  { hash: 'messages', name: 'Message', under: 'settings', show: (_, named) => messagePage(named) },
  { hash: 'outbox', name: 'Outbox', show: outboxPage },
  { hash: 'logs', name: 'Logs', show: logsPage },
  { hash: 'health', name: 'Health', show: healthPage },
  { hash: 'admins', name: 'Admins', show: adminsPage },
];

/** What is said to an address that names an instance which this visitor cannot be shown. */
const NOT_SHOWN = ['dashboard_instance_not_found', 'dashboard_admin_required'];

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const nav = /** @type {HTMLElement} */ (document.getElementById('nav'));

/** @type {import('./instances.js').Application} */
let application = { name: '', instances: [] };

/** Shows the page that the address names, once the server has said what there is to show. */
let showPage = () => {};

/** Says which instance is shown, with the way to the other one. */
let showName = () => {};

keepFocus(main);
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  focusTitle(main);
});
followAddress(() => {
  showPage();
  focusPage(main);
});
addEventListener(APPLICATION_CHANGED, (event) => {
  application = /** @type {CustomEvent<typeof application>} */ (event).detail;
  showName();
});
await start();

async function start() {
  try {
    const instance = await getInstance();
    application = await call('GET', 'application');
    const pages = PAGES.filter(({ hash }) => hash !== 'outbox' || instance.environment === 'development');
    const admin = await nameAdmin();
    showName = () => nameInstance({ ...instance, name: application.name }, admin ? application.instances : []);
    showPage = () => {
      showName();
      show(pages, instance);
    };
    showPage();
  } catch (error) {
    const code = error instanceof ApiError ? error.code : '';
    if (NOT_SHOWN.includes(code)) location.replace(`/dashboard${location.hash}`);
    else if (code !== 'dashboard_unauthenticated') fill(main, failed(/** @type {Error} */ (error)));
  }
}

/**
 * @param {Page[]} pages
 * @param {import('./api.js').Instance} instance
 */
function show(pages, instance) {
  const [path = '', asked] = location.hash.slice(1).split('?', 2);
  const [hash, rest] = path.split('/', 2);
  const page = pages.find((each) => each.hash === hash) ?? /** @type {Page} */ (pages[0]);
  document.title = `${page.name} - ${instance.environment} - Nightdesk dashboard`;
  fill(nav, ...pages.filter(({ under }) => !under).map((each) => navItem(each, each.hash === (page.under ?? page.hash))));
  fill(main, servedElsewhere(instance), ...page.show(instance, rest ?? '', new URLSearchParams(asked)));
  scrollTo(0, 0);
}

/**
 * @param {Page} page
 * @param {boolean} current
 */
function navItem({ hash, name }, current) {
  return h('li', {}, h('a', { href: `#${hash}`, ...(current && { 'aria-current': 'page' }) }, name));
}

/**
 * @param {import('./api.js').Instance} instance
 * @param {import('./instances.js').InstanceName[]} instances to choose from
 */
function nameInstance({ name, environment }, instances) {
  const box = /** @type {HTMLElement} */ (document.getElementById('instance'));
  fill(box, h('span', {}, name), instances.length > 1 ? instanceSwitch(instances) : h('span', { class: 'badge' }, environment));
  document.body.dataset['environment'] = environment;
  box.hidden = false;
}

/** Says who is signed in, and returns them; while there is no admin at all, where to become the first one. */
async function nameAdmin() {
  const { admin, isFirst } = await whoIsIn();
  const box = /** @type {HTMLElement} */ (document.getElementById('admin'));
  const problem = problemLine();
  const signOut = h(
    'button',
    {
      type: 'button',
      class: 'button small',
      'data-testid': 'sign-out',
      onclick: () =>
        run(signOut, problem, async () => {
          await call('POST', 'sign_out', {});
          location.replace('/dashboard/sign-in.html');
        }),
    },
    admin ? 'Sign out' : 'Close',
  );
  fill(
    box,
    isFirst
      ? h('a', { href: '#admins', 'data-testid': 'first-admin' }, 'Create the first admin')
      : h('span', { class: 'muted', 'data-testid': 'admin-name' }, admin?.email_address ?? 'Opened by link'),
    signOut,
    problem,
  );
  box.hidden = false;
  return admin;
}

/** @param {Error} error */
function failed(error) {
  const retry = h('button', { type: 'button', class: 'button primary', 'data-testid': 'try-again', onclick: start }, 'Try again');
  return h('div', { class: 'card failed', role: 'alert' }, h('h1', {}, 'Not connected'), h('p', {}, error.message), retry);
}

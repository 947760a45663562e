import { ApiError, getInstance } from './api.js';
import { fill, h } from './dom.js';
import { keysPage } from './keys-page.js';
import { outboxPage } from './outbox-page.js';

/** @typedef {{ hash: string, name: string, show: (instance: import('./api.js').Instance) => Node[] }} Page */

/** @type {Page} */
const KEYS = { hash: '#keys', name: 'API keys', show: keysPage };
/** @type {Page} */
const OUTBOX = { hash: '#outbox', name: 'Outbox', show: outboxPage };

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const nav = /** @type {HTMLElement} */ (document.getElementById('nav'));

await start();

async function start() {
  try {
    const instance = await getInstance();
    const pages = instance.environment === 'development' ? [KEYS, OUTBOX] : [KEYS];
    nameInstance(instance);
    addEventListener('hashchange', () => {
      if (location.hash !== '#main') show(pages, instance);
    });
    show(pages, instance);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) location.replace('/dashboard/expired.html');
    else fill(main, failed(/** @type {Error} */ (error)));
  }
}

/**
 * @param {Page[]} pages
 * @param {import('./api.js').Instance} instance
 */
function show(pages, instance) {
  const page = pages.find(({ hash }) => hash === location.hash) ?? KEYS;
  document.title = `${page.name} - Nightdesk dashboard`;
  fill(nav, ...pages.map((each) => navItem(each, each === page)));
  fill(main, ...page.show(instance));
}

/**
 * @param {Page} page
 * @param {boolean} current
 */
function navItem({ hash, name }, current) {
  return h('li', {}, h('a', { href: hash, ...(current && { 'aria-current': 'page' }) }, name));
}

/** @param {import('./api.js').Instance} instance */
function nameInstance({ name, environment }) {
  const box = /** @type {HTMLElement} */ (document.getElementById('instance'));
  fill(box, name, h('span', { class: 'badge', 'data-testid': 'environment' }, environment));
  box.hidden = false;
}

/** @param {Error} error */
function failed(error) {
  const retry = h('button', { type: 'button', class: 'button primary', onclick: start }, 'Try again');
  return h('div', { class: 'card failed', role: 'alert' }, h('h1', {}, 'Not connected'), h('p', {}, error.message), retry);
}

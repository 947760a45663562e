import { h } from './dom.js';
import { applicationSettings } from './settings-application.js';
import { connectionsSettings } from './settings-connections.js';
import { messagesSettings } from './settings-messages.js';
import { restrictionsSettings } from './settings-restrictions.js';
import { sessionsSettings } from './settings-sessions.js';
import { signInSettings } from './settings-sign-in.js';
import { templatesSettings } from './settings-templates.js';
import { urlsSettings } from './settings-urls.js';

/** @type {{ part: string, name: string, show: (instance: import('./api.js').Instance) => Node[] }[]} */
const PARTS = [
  { part: 'sign-in', name: 'Sign-in', show: signInSettings },
  { part: 'sessions', name: 'Sessions', show: sessionsSettings },
  { part: 'restrictions', name: 'Sign-up', show: restrictionsSettings },
  { part: 'connections', name: 'Social connections', show: connectionsSettings },
  { part: 'messages', name: 'Messages', show: messagesSettings },
  { part: 'urls', name: 'URLs', show: urlsSettings },
  { part: 'application', name: 'Application', show: applicationSettings },
  { part: 'templates', name: 'JWT templates', show: templatesSettings },
];

/**
 * Everything the owner of an instance decides.
 *
 * @param {import('./api.js').Instance} instance
 * @param {string} part
 */
export function settingsPage(instance, part) {
  const shown = PARTS.find((each) => each.part === part) ?? /** @type {typeof PARTS[number]} */ (PARTS[0]);
  const tabs = PARTS.map(({ part: each, name }) =>
    h('li', {}, h('a', { href: `#settings/${each}`, ...(each === shown.part && { 'aria-current': 'page' }) }, name)),
  );
  return [
    h('h1', {}, 'Settings'),
    h('nav', { class: 'tabs', 'aria-label': 'Settings' }, h('ul', {}, ...tabs)),
    ...shown.show(instance),
  ];
}

import { h } from './dom.js';

/**
 * @typedef {{
 *   id: string,
 *   environment: string,
 *   frontend_api: string,
 *   publishable_key: string,
 *   open: boolean,
 *   served: boolean,
 * }} InstanceName
 *
 * @typedef {{ name: string, instances: InstanceName[] }} Application
 */

/** What the window is told when the application's name or its instances are others; the event's detail is the {@link Application}. */
export const APPLICATION_CHANGED = 'application-changed';

/** Pages that are the same in each instance to the end of their address; others go on with an id. */
const SHARED = /^#(settings|messages)\//;

/**
 * The address of the dashboard that shows an instance, on the page that is open.
 *
 * @param {string} id
 */
export function addressOf(id) {
  const page = SHARED.test(location.hash) ? location.hash : location.hash.replace(/[/?].*/, '');
  return `/dashboard?instance=${encodeURIComponent(id)}${page}`;
}

/**
 * Says which instance is shown, and leads to the other one.
 *
 * @param {InstanceName[]} instances
 */
export function instanceSwitch(instances) {
  const item = (/** @type {InstanceName} */ { id, environment, open }) =>
    h('li', {}, h('a', { href: addressOf(id), 'data-testid': `show-${environment}`, ...(open && { 'aria-current': 'true' }) }, environment));
  return h('ul', { class: 'instances', 'aria-label': 'Instance' }, ...instances.map(item));
}

/**
 * Says who answers for an instance that this server does not answer for.
 *
 * @param {import('./api.js').Instance} instance
 */
export function servedElsewhere({ environment, frontend_api, served }) {
  if (served) return null;
  return h(
    'p',
    { class: 'notice', 'data-testid': 'served-elsewhere' },
    `This server does not answer for the ${environment} instance: you look at it and set it up here. `,
    ...whoServes({ environment, frontend_api }),
    environment === 'production' && ' Messages to its users are sent from there only.',
  );
}

/**
 * The command that answers for an instance.
 *
 * @param {{ environment: string, frontend_api: string }} instance
 */
export function whoServes({ environment, frontend_api }) {
  const code = (/** @type {string} */ text) => h('code', { class: 'mono' }, text);
  return environment === 'production'
    ? ['Its users are answered by ', code('nightdesk serve'), ' with ', code(`frontend_api = "${frontend_api}"`), ' in its settings.']
    : ['Its users are answered by ', code('nightdesk dev'), ' on the same database, or by ', code('nightdesk serve'), ' with ', code('instances = "all"'), ' in its settings.'];
}

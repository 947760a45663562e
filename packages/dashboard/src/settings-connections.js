import { call } from './api.js';
import { byOffset } from './by-offset.js';
import { card, value } from './card.js';
import { checkConnection } from './connection-check.js';
import { confirmAction } from './controls.js';
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { form } from './form.js';
import { pagedList } from './paged-list.js';

const PAGE = 25;

/** Providers whose endpoints the server knows. */
const KNOWN = ['apple', 'discord', 'facebook', 'github', 'gitlab', 'google', 'linkedin', 'microsoft', 'slack', 'x'];

/**
 * @typedef {{
 *   provider: string, name: string, enabled: boolean, client_id: string, callback_url: string, scopes: string[],
 *   issuer: string | null, authorize_url: string, token_url: string, user_info_url: string | null, jwks_url: string | null,
 *   revocation_url: string | null, token_endpoint_auth_method: string,
 * }} Connection
 */

/** @type {import('./form.js').Field[]} */
const ENDPOINTS = [
  { name: 'authorize_url', label: 'Authorization endpoint', placeholder: 'https://id.example.com/authorize' },
  { name: 'token_url', label: 'Token endpoint' },
  { name: 'user_info_url', label: 'User info endpoint', hint: 'Says who a user is. Not needed with an issuer and its keys.' },
  { name: 'jwks_url', label: 'Keys (JWKS)' },
  { name: 'revocation_url', label: 'Revocation endpoint' },
  {
    name: 'token_endpoint_auth_method',
    label: 'The secret is sent',
    type: 'select',
    options: [
      ['client_secret_post', 'In the body'],
      ['client_secret_basic', 'In a header'],
    ],
  },
];

/**
 * Where a provider is: where it was, where its new issuer says, or where the form says.
 *
 * @param {Record<string, any>} written
 * @param {Record<string, any>} changed
 */
function endpoints({ issuer, ...written }, changed) {
  const given = Object.entries(written).filter(([name, value]) => value && ENDPOINTS.some((each) => each.name === name));
  const isElsewhere = issuer && 'issuer' in changed && ENDPOINTS.every(({ name }) => !(name in changed));
  const ofItsOwn = written['authorize_url'] || written['token_url'];
  return { ...(issuer && { issuer }), ...(!isElsewhere && ofItsOwn && Object.fromEntries(given)) };
}

/**
 * Identity providers that users can sign in by.
 *
 * @param {import('./api.js').Instance} instance
 */
export function connectionsSettings(instance) {
  const list = pagedList({
    load: byOffset('v1/social_connections', PAGE),
    row: item,
    empty: () => 'None yet. Users see a button for each one that is on.',
    label: 'Social connections',
    testId: 'connections',
    className: 'items',
  });

  /** @param {Connection} connection */
  function item(connection) {
    const { provider, name, enabled } = connection;
    const remove = () =>
      confirmAction({
        title: `Remove ${name}?`,
        text: 'Its client id and secret are forgotten, and nobody can sign in by it. Accounts that are connected stay connected.',
        action: 'Remove',
        perform: () => call('DELETE', `v1/social_connections/${provider}`, {}).then(list.reload),
      });
    return h(
      'li',
      { class: 'item', 'data-testid': 'connection' },
      h('span', { class: 'item-text' }, name, ' ', h('code', { class: 'mono muted' }, provider), ' ', !enabled && h('span', { class: 'badge quiet' }, 'Off')),
      h(
        'span',
        { class: 'actions' },
        h('button', { type: 'button', class: 'button small', 'aria-label': `Check ${name}`, 'data-testid': 'check-connection', onclick: () => checkConnection(connection) }, 'Check'),
        h('button', { type: 'button', class: 'button small', 'aria-label': `Change ${name}`, onclick: () => edit(connection) }, 'Change'),
        h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${name}`, onclick: remove }, 'Remove'),
      ),
    );
  }

  /** @param {Connection} [connection] */
  function edit(connection) {
    /** @type {import('./form.js').Field[]} */
    const named = connection
      ? []
      : [{ name: 'provider', label: 'Provider', placeholder: 'google', hint: `Known: ${KNOWN.join(', ')}. Any other is custom_ and letters, and needs an issuer or endpoints.` }];
    const own = connection && !KNOWN.includes(connection.provider) ? connection : undefined;
    const dialog = openDialog({
      title: connection ? `Change ${connection.name}` : 'Add a connection',
      content: [
        form({
          fields: [
            ...named,
            { name: 'client_id', label: 'Client id', value: connection?.client_id },
            { name: 'client_secret', label: 'Client secret', type: 'password', autocomplete: 'off', hint: connection ? 'Empty: it stays as it is.' : '' },
            { name: 'issuer', label: 'Issuer', value: own?.issuer, hint: 'For providers that are not known: where their discovery document is.' },
            { name: 'scopes', label: 'Scopes', type: 'lines', rows: 3, value: connection?.scopes, hint: 'One per line. Empty: the usual ones.' },
            { name: 'enabled', label: 'On', type: 'switch', value: connection?.enabled ?? true },
          ],
          folded: {
            title: 'Endpoints, one by one',
            fields: ENDPOINTS.map((field) => ({ ...field, value: own?.[/** @type {keyof Connection} */ (field.name)] ?? field.options?.[0]?.[0] })),
          },
          action: connection ? 'Save connection' : 'Add connection',
          testId: 'save-connection',
          cancel: () => dialog.close(),
          async save(written, changed) {
            const { provider = connection?.provider, client_id, client_secret, scopes, enabled } = written;
            if (!provider) throw new Error('Name the provider.');
            await call('PUT', `v1/social_connections/${encodeURIComponent(provider)}`, {
              client_id,
              scopes,
              enabled,
              ...(client_secret && { client_secret }),
              ...(connection && { name: connection.name }),
              ...endpoints(written, changed),
            });
            dialog.close();
            await list.reload();
          },
        }),
      ],
    });
  }

  void list.reload();
  return [
    card(
      'Social connections',
      'Register an application with the provider, give it the callback URL, and enter its client id and secret here.',
      h('dl', { class: 'values' }, ...value('Callback URL', 'callback-url', instance.callback_url)),
      list.element,
      h('button', { type: 'button', class: 'button primary', 'data-testid': 'add-connection', onclick: () => edit() }, 'Add connection'),
    ),
  ];
}

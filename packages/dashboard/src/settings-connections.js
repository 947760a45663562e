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

/**
 * What a form does not ask for and a connection keeps: its name, and where its provider is unless that is another one now.
 *
 * @param {Connection} connection
 * @param {string} issuer
 */
function kept({ provider, name, ...rest }, issuer) {
  if (KNOWN.includes(provider) || (issuer !== '' && issuer !== rest.issuer)) return { name, ...(issuer && { issuer }) };
  const { authorize_url, token_url, token_endpoint_auth_method } = rest;
  const others = { issuer: rest.issuer, user_info_url: rest.user_info_url, jwks_url: rest.jwks_url, revocation_url: rest.revocation_url };
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value));
  return { name, authorize_url, token_url, token_endpoint_auth_method, ...given };
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
      : [{ name: 'provider', label: 'Provider', placeholder: 'google', hint: `Known: ${KNOWN.join(', ')}. Any other is custom_ and letters, and needs an issuer.` }];
    const dialog = openDialog({
      title: connection ? `Change ${connection.name}` : 'Add a connection',
      content: [
        form({
          fields: [
            ...named,
            { name: 'client_id', label: 'Client id', value: connection?.client_id },
            { name: 'client_secret', label: 'Client secret', type: 'password', autocomplete: 'off', hint: connection ? 'Empty: it stays as it is.' : '' },
            { name: 'issuer', label: 'Issuer', value: connection && !KNOWN.includes(connection.provider) ? connection.issuer : '', hint: 'For providers that are not known: where their discovery document is.' },
            { name: 'scopes', label: 'Scopes', type: 'lines', rows: 3, value: connection?.scopes, hint: 'One per line. Empty: the usual ones.' },
            { name: 'enabled', label: 'On', type: 'switch', value: connection?.enabled ?? true },
          ],
          action: connection ? 'Save connection' : 'Add connection',
          testId: 'save-connection',
          cancel: () => dialog.close(),
          async save({ provider = connection?.provider, client_secret, issuer, ...rest }) {
            if (!provider) throw new Error('Name the provider.');
            await call('PUT', `v1/social_connections/${encodeURIComponent(provider)}`, {
              ...rest,
              ...(client_secret && { client_secret }),
              ...(connection ? kept(connection, issuer) : issuer && { issuer }),
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

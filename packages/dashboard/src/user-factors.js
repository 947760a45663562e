import { call } from './api.js';
import { card } from './card.js';
import { confirmAction } from './controls.js';
import { h } from './dom.js';
import { form } from './form.js';
import { heldWhole } from './held-whole.js';
import { pagedList } from './paged-list.js';

const PAGE = 10;

/** @typedef {{ text: string, title: string, warning: string, method: string, operation: string }} Factor */

/**
 * What a user proves themselves by. `show` shows what they have by now.
 *
 * @param {import('./user.js').User} user
 * @param {string} path
 * @param {() => Promise<void>} renew
 */
export function userFactors(user, path, renew) {
  const list = pagedList({
    load: heldWhole(() => factorsOf(user), PAGE),
    row,
    empty: () => 'None',
    label: 'Factors',
    testId: 'factors',
    className: 'items',
  });
  void list.reload();
  const element = card(
    'Factors',
    'What this user proves themselves by, beside codes to addresses and numbers.',
    list.element,
    form({
      fields: [{ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password' }],
      action: 'Set password',
      testId: 'save-password',
      compact: true,
      empties: true,
      done: 'Password set',
      async save({ password }) {
        await call('PATCH', path, { password, sign_out_of_other_sessions: true });
        await renew();
      },
    }),
  );
  return {
    element,
    /** @param {import('./user.js').User} now */
    async show(now) {
      user = now;
      await list.reload();
    },
  };

  /** @param {Factor} factor */
  function row({ text, title, warning, method, operation }) {
    const remove = () =>
      confirmAction({
        title,
        text: warning,
        action: 'Remove',
        perform: () => call(method, `${path}/${operation}`, {}).then(renew),
      });
    return h(
      'li',
      { class: 'item', 'data-testid': 'factor' },
      h('span', { class: 'item-text' }, text),
      h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${text}`, onclick: remove }, 'Remove'),
    );
  }
}

/**
 * @param {import('./user.js').User} user
 * @returns {Factor[]}
 */
function factorsOf({ password_enabled, totp_enabled, backup_code_enabled, passkeys, external_accounts, web3_wallets }) {
  /** @type {(Factor | false)[]} */
  const factors = [
    password_enabled && {
      text: 'Password',
      title: 'Remove the password?',
      warning: 'The user signs in by their other factors until they set a new one.',
      method: 'POST',
      operation: 'remove_password',
    },
    totp_enabled && {
      text: 'Authenticator application',
      title: 'Remove the authenticator application?',
      warning: 'Codes of it are no longer asked for or taken. With the last second factor its backup codes go too.',
      method: 'DELETE',
      operation: 'totp',
    },
    backup_code_enabled && {
      text: 'Backup codes',
      title: 'Remove the backup codes?',
      warning: 'Those that were not used yet stop working.',
      method: 'DELETE',
      operation: 'backup_code',
    },
    ...passkeys.map(({ id, name }) => ({
      text: `Passkey: ${name}`,
      title: `Remove the passkey ${name}?`,
      warning: 'The device that holds it can no longer sign in by it.',
      method: 'DELETE',
      operation: `passkeys/${id}`,
    })),
    ...external_accounts.map(({ id, provider, email_address }) => {
      const name = provider.replace('oauth_', '');
      return {
        text: `${name}: ${email_address ?? ''}`,
        title: `Disconnect ${name}?`,
        warning: 'The user can no longer sign in by it, and its tokens are given back.',
        method: 'DELETE',
        operation: `external_accounts/${id}`,
      };
    }),
    ...web3_wallets.map(({ id, web3_wallet }) => ({
      text: `Wallet: ${web3_wallet}`,
      title: `Remove the wallet ${web3_wallet}?`,
      warning: 'The user can no longer sign in by it.',
      method: 'DELETE',
      operation: `web3_wallets/${id}`,
    })),
  ];
  return factors.filter((each) => each !== false);
}

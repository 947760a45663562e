import { call } from './api.js';
import { card } from './card.js';
import { confirmAction } from './controls.js';
import { h } from './dom.js';
import { form } from './form.js';

/**
 * What a user proves themselves by.
 *
 * @param {import('./user.js').User} user
 * @param {string} path
 * @param {() => Promise<void>} reload
 */
export function userFactors(user, path, reload) {
  /** @type {(Node | false)[]} */
  const factors = [
    user.password_enabled &&
      factor('Password', {
        title: 'Remove the password?',
        text: 'The user signs in by their other factors until they set a new one.',
        method: 'POST',
        operation: 'remove_password',
      }),
    user.totp_enabled &&
      factor('Authenticator application', {
        title: 'Remove the authenticator application?',
        text: 'Codes of it are no longer asked for or taken. With the last second factor its backup codes go too.',
        method: 'DELETE',
        operation: 'totp',
      }),
    user.backup_code_enabled &&
      factor('Backup codes', {
        title: 'Remove the backup codes?',
        text: 'Those that were not used yet stop working.',
        method: 'DELETE',
        operation: 'backup_code',
      }),
    ...user.passkeys.map(({ id, name }) =>
      factor(`Passkey: ${name}`, {
        title: `Remove the passkey ${name}?`,
        text: 'The device that holds it can no longer sign in by it.',
        method: 'DELETE',
        operation: `passkeys/${id}`,
      }),
    ),
    ...user.external_accounts.map(({ id, provider, email_address }) =>
      factor(`${provider.replace('oauth_', '')}: ${email_address ?? ''}`, {
        title: `Disconnect ${provider.replace('oauth_', '')}?`,
        text: 'The user can no longer sign in by it, and its tokens are given back.',
        method: 'DELETE',
        operation: `external_accounts/${id}`,
      }),
    ),
    ...user.web3_wallets.map(({ id, web3_wallet }) =>
      factor(`Wallet: ${web3_wallet}`, {
        title: `Remove the wallet ${web3_wallet}?`,
        text: 'The user can no longer sign in by it.',
        method: 'DELETE',
        operation: `web3_wallets/${id}`,
      }),
    ),
  ];
  const present = factors.filter((each) => each !== false);
  return card(
    'Factors',
    'What this user proves themselves by, beside codes to addresses and numbers.',
    h('ul', { class: 'items' }, ...(present.length > 0 ? present : [h('li', { class: 'muted' }, 'None')])),
    form({
      fields: [{ name: 'password', label: user.password_enabled ? 'New password' : 'Password', type: 'password', autocomplete: 'new-password' }],
      action: user.password_enabled ? 'Replace password' : 'Set password',
      testId: 'save-password',
      compact: true,
      async save({ password }) {
        await call('PATCH', path, { password, sign_out_of_other_sessions: true });
        await reload();
      },
    }),
  );

  /**
   * @param {string} text
   * @param {{ title: string, text: string, method: string, operation: string }} removal
   */
  function factor(text, { method, operation, ...question }) {
    const remove = async () => {
      const done = await confirmAction({
        ...question,
        action: 'Remove',
        perform: () => call(method, `${path}/${operation}`, {}),
      });
      if (done) await reload();
    };
    return h(
      'li',
      { class: 'item', 'data-testid': 'factor' },
      h('span', { class: 'item-text' }, text),
      h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${text}`, onclick: remove }, 'Remove'),
    );
  }
}

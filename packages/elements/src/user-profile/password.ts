import { newPassword } from '../password';
import type { Field, Screen } from '../screen';
import type { Account } from './account';
import type { Section } from './part';
import { cancelling } from './reverify';

/** The password, if the instance has them. */
export function password(account: Account): Section | undefined {
  const { texts, user } = account;
  if (!account.attribute('password').enabled) return undefined;
  const label = user.passwordEnabled ? texts.changePassword : texts.setPassword;
  return {
    name: 'password',
    title: texts.password,
    rows: user.passwordEnabled ? [{ id: 'password', title: '••••••••', actions: [] }] : [],
    actions: [{ name: 'change', label, run: () => Promise.resolve(change(account, label)) }],
  };
}

function change(account: Account, title: string): Screen {
  const { texts, user, environment } = account;
  const username: Field = { name: 'identifier', kind: 'hidden', label: '', value: user.primaryEmailAddress?.emailAddress ?? user.username ?? '', autocomplete: 'username' };
  const current: Field = { name: 'current_password', kind: 'password', label: texts.currentPassword, autocomplete: 'current-password' };
  // Where a recent proof is asked for anyway, the current password proves no more.
  const asksCurrent = user.passwordEnabled && !environment.auth_config.reverification;
  return {
    name: 'change-password',
    title,
    fields: [username, ...(asksCurrent ? [current] : []), newPassword(environment, texts), { name: 'sign_out', kind: 'checkbox', label: texts.signOutElsewhere, optional: true, value: 'true' }],
    submit: {
      label: texts.save,
      async run({ password: wanted = '', current_password: currentPassword, sign_out: signOut }) {
        await account.user.updatePassword({ newPassword: wanted, signOutOfOtherSessions: !!signOut, ...(currentPassword && { currentPassword }) });
        account.notice = texts.passwordSaved;
        account.devices = undefined;
        return undefined;
      },
    },
    actions: [cancelling(account)],
  };
}

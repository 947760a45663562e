import { refusal } from '../problems';
import type { Screen } from '../screen';
import type { Account } from './account';
import type { Section } from './part';
import { cancelling } from './reverify';

/** The end of the account, if users may bring it about. */
export function deletion(account: Account): Section | undefined {
  const { texts, user, environment } = account;
  if (!user.deleteSelfEnabled || !environment.user_settings.actions.delete_self) return undefined;
  return { name: 'deletion', title: texts.deleteAccount, rows: [], actions: [{ name: 'delete', label: texts.deleteAccount, danger: true, run: () => Promise.resolve(confirm(account)) }] };
}

/** Asks once, and has it typed: nothing brings an account back. */
function confirm(account: Account): Screen {
  const { texts } = account;
  const same = (typed: string) => typed.trim().toLocaleLowerCase() === texts.deleteAccount.toLocaleLowerCase();
  return {
    name: 'delete-account',
    title: texts.deleteAccount,
    lead: texts.deleteAccountLead,
    fields: [{ name: 'confirmation', kind: 'text', label: texts.typeToConfirm(texts.deleteAccount), autocomplete: 'off' }],
    submit: {
      label: texts.deleteAccount,
      danger: true,
      async run({ confirmation = '' }) {
        if (!same(confirmation)) throw refusal('confirmation_differs', 'confirmation', texts.confirmationDiffers(texts.deleteAccount));
        await account.user.delete();
        return undefined;
      },
    },
    actions: [cancelling(account)],
  };
}

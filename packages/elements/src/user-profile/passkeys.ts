import type { Passkey } from '@nightdesk/chrome-extension/types';
import type { Screen } from '../screen';
import type { Account } from './account';
import { dateOf } from './date';
import { doing, removing, type Row, type Section } from './part';
import { cancelling } from './reverify';

/** Passkeys, if the instance has them or the user does. */
export function passkeys(account: Account): Section | undefined {
  const { texts, user } = account;
  const isOn = !!account.attribute('passkey').enabled;
  if (!isOn && user.passkeys.length === 0) return undefined;
  const add = doing(() => account.user.createPasskey());
  return {
    name: 'passkeys',
    title: texts.passkeys,
    rows: user.passkeys.map((passkey) => rowOf(account, passkey)),
    actions: isOn && 'PublicKeyCredential' in globalThis ? [{ name: 'add', label: texts.addPasskey, run: add }] : [],
  };
}

function rowOf(account: Account, passkey: Passkey): Row {
  const { texts } = account;
  const name = passkey.name || texts.passkey;
  const note = passkey.lastUsedAt ? texts.lastUsed(dateOf(account, passkey.lastUsedAt)) : texts.created(dateOf(account, passkey.createdAt));
  return {
    id: passkey.id,
    title: name,
    note,
    actions: [
      { name: 'rename', label: texts.rename, run: () => Promise.resolve(renaming(account, passkey)) },
      removing(account, 'passkey', name, texts.removePasskeyLead, () => passkey.delete()),
    ],
  };
}

function renaming(account: Account, passkey: Passkey): Screen {
  const { texts } = account;
  return {
    name: 'rename-passkey',
    title: texts.renamePasskey,
    fields: [{ name: 'name', kind: 'text', label: texts.name, value: passkey.name ?? '', autocomplete: 'off' }],
    submit: {
      label: texts.save,
      async run({ name = '' }) {
        await passkey.update({ name });
        return undefined;
      },
    },
    actions: [cancelling(account)],
  };
}

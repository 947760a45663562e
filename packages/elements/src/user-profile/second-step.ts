import type { PhoneNumber } from '@nightdesk/chrome-extension/types';
import type { Next, Screen } from '../screen';
import type { Account } from './account';
import { codesOf } from './codes';
import { adding, PHONE } from './contacts';
import { confirming, doing, type Part, type Row, type Section } from './part';
import { qr } from './qr';
import { cancelling } from './reverify';

/** What is asked for besides the first proof: an authenticator app, text messages, and codes for when neither is at hand. */
export function secondStep(account: Account): Section | undefined {
  const { texts, user } = account;
  const rows = [...app(account), ...messages(account), ...backupCodes(account)];
  const actions: Part[] = [];
  if (account.attribute('authenticator_app').enabled && !user.totpEnabled) {
    actions.push({ name: 'add-totp', label: texts.addTotp, run: () => setUp(account) });
  }
  if (account.attribute('phone_number').used_for_second_factor) {
    actions.push({ name: 'add-messages', label: texts.addMessages, run: () => Promise.resolve(chooseNumber(account)) });
  }
  if (rows.length === 0 && actions.length === 0) return undefined;
  return { name: 'second-step', title: texts.twoStep, rows, actions };
}

function app(account: Account): Row[] {
  const { texts, user } = account;
  if (!user.totpEnabled) return [];
  const off = () => confirming(account, 'remove-totp', texts.removeTotp, texts.removeTotpLead, texts.remove, () => account.user.disableTOTP());
  return [{ id: 'totp', title: texts.totp, actions: [{ name: 'remove', label: texts.remove, danger: true, run: () => Promise.resolve(off()) }] }];
}

async function setUp(account: Account): Promise<Next> {
  const { texts } = account;
  const { secret, uri } = await account.user.createTOTP();
  return {
    name: 'add-totp',
    title: texts.addTotp,
    lead: texts.scanLead,
    ...(uri && { more: () => qr(uri, texts.qrCode) }),
    ...(secret && { secret }),
    fields: [{ name: 'code', kind: 'code', label: texts.code, autocomplete: 'one-time-code' }],
    submit: {
      label: texts.verify,
      async run({ code = '' }) {
        return shown(account, (await account.user.verifyTOTP({ code })).backupCodes);
      },
    },
    actions: [cancelling(account)],
  };
}

function messages(account: Account): Row[] {
  const { texts, user } = account;
  return user.phoneNumbers
    .filter(({ reservedForSecondFactor }) => reservedForSecondFactor)
    .map((number) => {
      const off = () => confirming(account, 'remove-messages', texts.removeWhat(number.phoneNumber), texts.removeMessagesLead, texts.remove, () => number.setReservedForSecondFactor({ reserved: false }));
      const first: Part[] = number.defaultSecondFactor ? [] : [{ name: 'make-default', label: texts.makeDefault, run: doing(() => number.makeDefaultSecondFactor()) }];
      return {
        id: `messages-${number.id}`,
        title: texts.messagesTo(number.phoneNumber),
        badges: number.defaultSecondFactor ? [texts.default] : [],
        actions: [...first, { name: 'remove', label: texts.remove, danger: true, run: () => Promise.resolve(off()) }],
      };
    });
}

/** Any number that is proved will do, and another one once it is. */
function chooseNumber(account: Account): Screen {
  const { texts, user } = account;
  const free = user.phoneNumbers.filter(({ verification, reservedForSecondFactor }) => verification.status === 'verified' && !reservedForSecondFactor);
  const reserve = async (number: PhoneNumber | undefined) => shown(account, (await number?.setReservedForSecondFactor({ reserved: true }))?.backupCodes);
  const another = () => adding(account, PHONE, (id) => reserve(account.user.phoneNumbers.find((number) => number.id === id)));
  return {
    name: 'add-messages',
    title: texts.addMessages,
    lead: texts.addMessagesLead,
    fields: [],
    providers: [
      ...free.map((number) => ({ name: `number-${number.id}`, label: number.phoneNumber, run: () => reserve(number) })),
      { name: 'another-number', label: texts.contacts.phone.add, run: () => Promise.resolve(another()) },
    ],
    actions: [cancelling(account)],
  };
}

function backupCodes(account: Account): Row[] {
  const { texts, user } = account;
  if (!account.attribute('backup_code').enabled || !user.twoFactorEnabled) return [];
  const make = async () => shown(account, (await account.user.createBackupCode()).codes);
  const ask = (): Screen => ({
    name: 'confirm-backup-codes',
    title: texts.newBackupCodes,
    lead: texts.newBackupCodesLead,
    fields: [],
    submit: { label: texts.newBackupCodes, run: make },
    actions: [cancelling(account)],
  });
  const run = () => (user.backupCodeEnabled ? Promise.resolve(ask()) : make());
  return [{ id: 'backup-codes', title: texts.backupCodes, ...(!user.backupCodeEnabled && { note: texts.noBackupCodes }), actions: [{ name: 'new-codes', label: texts.newBackupCodes, run }] }];
}

/** Codes are shown once: nobody can read them back. */
function shown(account: Account, codes: string[] | undefined): Next {
  if (!codes?.length) return undefined;
  const { texts } = account;
  return {
    name: 'backup-codes',
    title: texts.backupCodes,
    lead: texts.keepCodes,
    more: () => codesOf(codes, account),
    fields: [],
    submit: { label: texts.codesKept, run: () => Promise.resolve(undefined) },
    actions: [],
  };
}

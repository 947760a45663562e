import type { EmailAddress, PhoneNumber } from '@nightdesk/chrome-extension/types';
import { refusal } from '../problems';
import type { Action, Field, Next, Screen } from '../screen';
import { resending, sentBy } from '../sent-code';
import type { Account } from './account';
import { doing, removing, type Part, type Row, type Section } from './part';
import { cancelling } from './reverify';

/** What addresses and numbers have in common. */
interface Contact {
  id: string;
  /** The address, or the number. */
  value: string;
  primary: boolean;
  of: EmailAddress | PhoneNumber;
}

/** How a kind of contacts is named and made. */
interface Kind {
  name: 'email_address' | 'phone_number';
  /** Of screens and sections. */
  short: 'email' | 'phone';
  /** How one is proved. */
  strategy: 'email_code' | 'phone_code';
  field: Pick<Field, 'kind' | 'autocomplete'>;
  list(account: Account): Contact[];
  add(account: Account, value: string): Promise<EmailAddress | PhoneNumber>;
  makePrimary(account: Account, id: string): Promise<unknown>;
}

export const EMAIL: Kind = {
  name: 'email_address',
  short: 'email',
  strategy: 'email_code',
  field: { kind: 'email', autocomplete: 'email' },
  list: ({ user }) => user.emailAddresses.map((of) => ({ id: of.id, value: of.emailAddress, primary: of.id === user.primaryEmailAddressId, of })),
  add: ({ user }, email) => user.createEmailAddress({ email }),
  makePrimary: ({ user }, primaryEmailAddressId) => user.update({ primaryEmailAddressId }),
};

export const PHONE: Kind = {
  name: 'phone_number',
  short: 'phone',
  strategy: 'phone_code',
  field: { kind: 'tel', autocomplete: 'tel' },
  list: ({ user }) => user.phoneNumbers.map((of) => ({ id: of.id, value: of.phoneNumber, primary: of.id === user.primaryPhoneNumberId, of })),
  add: ({ user }, phoneNumber) => user.createPhoneNumber({ phoneNumber }),
  makePrimary: ({ user }, primaryPhoneNumberId) => user.update({ primaryPhoneNumberId }),
};

/** All contacts of a kind, if the instance has them or the user does. */
export function contacts(account: Account, kind: Kind): Section | undefined {
  const { texts } = account;
  const listed = kind.list(account);
  const isOn = !!account.attribute(kind.name).enabled;
  if (!isOn && listed.length === 0) return undefined;
  const add: Part = { name: 'add', label: texts.contacts[kind.short].add, run: () => Promise.resolve(adding(account, kind, () => Promise.resolve(undefined))) };
  return {
    name: kind.short,
    title: texts.contacts[kind.short].title,
    rows: listed.map((contact) => rowOf(account, kind, contact)),
    actions: isOn && isProvedByCode(account, kind) ? [add] : [],
  };
}

/** An address may be proved by a link alone, for which there is nothing to type here. */
function isProvedByCode(account: Account, kind: Kind): boolean {
  return account.attribute(kind.name).verifications?.includes(kind.strategy) ?? true;
}

function rowOf(account: Account, kind: Kind, contact: Contact): Row {
  const { texts } = account;
  const isVerified = contact.of.verification.status === 'verified';
  const actions: Part[] = [];
  if (isVerified && !contact.primary) actions.push({ name: 'make-primary', label: texts.makePrimary, run: doing(() => kind.makePrimary(account, contact.id)) });
  if (!isVerified && isProvedByCode(account, kind)) actions.push({ name: 'verify', label: texts.verify, run: () => verifying(account, kind, contact, () => Promise.resolve(undefined)) });
  actions.push(removing(account, kind.short, contact.value, texts.contacts[kind.short].removeLead, () => contact.of.destroy()));
  return {
    id: contact.id,
    title: contact.value,
    badges: [...(contact.primary ? [texts.primary] : []), ...(isVerified ? [] : [texts.unverified])],
    actions,
  };
}

/** Asks for another address or number, which counts once it is proved; `then` says what comes after that. */
export function adding(account: Account, kind: Kind, then: (id: string) => Promise<Next>): Screen {
  const { texts } = account;
  return {
    name: `add-${kind.short}`,
    title: texts.contacts[kind.short].add,
    lead: texts.contacts[kind.short].addLead,
    fields: [{ name: kind.name, label: texts.identifiers[kind.name], ...kind.field }],
    submit: {
      label: texts.continue,
      async run(values) {
        const value = values[kind.name] ?? '';
        if (kind.list(account).some((contact) => isSame(kind, contact.value, value))) throw refusal('already_yours', kind.name, texts.alreadyYours);
        const added = await kind.add(account, value);
        return verifying(account, kind, { id: added.id, value: added.toString() }, then);
      },
    },
    actions: [cancelling(account)],
  };
}

/** Whether two that somebody may write differently are the same. */
function isSame({ name }: Kind, one: string, other: string): boolean {
  const bare = (text: string) => (name === 'phone_number' ? text.replaceAll(/[^+\d]/g, '') : text.toLowerCase());
  return bare(one) === bare(other);
}

/** On to the code, which is sent unless one is on its way. */
async function verifying(account: Account, kind: Kind, contact: Pick<Contact, 'id' | 'value'>, then: (id: string) => Promise<Next>): Promise<Next> {
  const { status, expireAt } = find(account, kind, contact.id)?.verification ?? {};
  const isSent = status === 'unverified' && !!expireAt && expireAt.getTime() > Date.now();
  const send = () => {
    const of = find(account, kind, contact.id);
    return of && 'emailAddress' in of ? of.prepareVerification({ strategy: 'email_code' }) : of?.prepareVerification({ strategy: 'phone_code' });
  };
  if (!isSent) await send();
  const resend = resending(account, isSent ? sentBy(expireAt) : Date.now(), async () => send());
  return code(account, kind, contact, then, resend);
}

/** As it is now: it is made anew with every answer of the server. */
function find(account: Account, kind: Kind, id: string): Contact['of'] | undefined {
  return kind.list(account).find((contact) => contact.id === id)?.of;
}

function code(account: Account, kind: Kind, { id, value }: Pick<Contact, 'id' | 'value'>, then: (id: string) => Promise<Next>, resend: Action): Screen {
  const { texts } = account;
  return {
    name: `verify-${kind.short}`,
    title: texts.contacts[kind.short].verify,
    lead: texts.sentTo(value),
    fields: [{ name: 'code', kind: 'code', label: texts.code, autocomplete: 'one-time-code' }],
    submit: {
      label: texts.verify,
      async run({ code: typed = '' }) {
        await find(account, kind, id)?.attemptVerification({ code: typed });
        return then(id);
      },
    },
    actions: [resend, cancelling(account)],
  };
}

import type { UpdateUserParams } from '@nightdesk/chrome-extension/types';
import { nameOf } from '../person';
import type { Field, Screen, Values } from '../screen';
import type { Account } from './account';
import { doing, type Part, type Row, type Section } from './part';
import { cancelling } from './reverify';

/** What the server takes as a picture. */
const PICTURES = 'image/png,image/jpeg,image/webp,image/gif';

const NAMES = ['first_name', 'last_name', 'username'] as const;

type Name = (typeof NAMES)[number];

const MEMBERS = { first_name: 'firstName', last_name: 'lastName', username: 'username' } as const;

/** Picture and names. */
export function details(account: Account): Section {
  const { texts, user } = account;
  const name = nameOf(user);
  const row: Row = {
    id: 'person',
    title: name,
    ...(user.username && user.username !== name && { note: user.username }),
    person: user,
    actions: [...(names(account).length > 0 ? [{ name: 'edit', label: texts.edit, run: () => Promise.resolve(edit(account)) }] : []), ...pictures(account)],
  };
  return { name: 'details', title: texts.details, rows: [row], actions: [] };
}

function names(account: Account): Name[] {
  return NAMES.filter((name) => account.attribute(name).enabled);
}

function pictures({ texts, user }: Account): Part[] {
  const upload: Part = {
    name: 'upload',
    label: user.hasImage ? texts.changePicture : texts.uploadPicture,
    run: () => Promise.resolve(undefined),
    file: {
      accept: PICTURES,
      async run(file) {
        await user.setProfileImage({ file });
        return undefined;
      },
    },
  };
  if (!user.hasImage) return [upload];
  return [upload, { name: 'remove-picture', label: texts.removePicture, danger: true, run: doing(() => user.setProfileImage({ file: null })) }];
}

function edit(account: Account): Screen {
  const { texts } = account;
  return {
    name: 'edit-profile',
    title: texts.editProfile,
    fields: names(account).map((name) => fieldOf(account, name)),
    submit: {
      label: texts.save,
      async run(values) {
        await account.user.update(changes(account, values));
        return undefined;
      },
    },
    actions: [cancelling(account)],
  };
}

function fieldOf(account: Account, name: Name): Field {
  const { texts, user } = account;
  const label = { first_name: texts.firstName, last_name: texts.lastName, username: texts.identifiers.username }[name];
  const autocomplete = { first_name: 'given-name', last_name: 'family-name', username: 'username' }[name];
  return { name, kind: 'text', label, autocomplete, value: user[MEMBERS[name]] ?? '', optional: !account.attribute(name).required };
}

/** What was changed; a name that stays is not asked to be proved. */
function changes(account: Account, values: Values): UpdateUserParams {
  const { user } = account;
  const changed = names(account).filter((name) => (values[name] ?? '') !== (user[MEMBERS[name]] ?? ''));
  return Object.fromEntries(changed.map((name) => [MEMBERS[name], values[name] || null]));
}

import { expect, it } from 'vitest';

import { nameOf } from '../src/user.js';

const NOBODY = { id: 'user_1', username: null, first_name: null, last_name: null, email_addresses: [], phone_numbers: [] };

it.each([
  [{ first_name: 'Ada', last_name: 'Lovelace' }, 'Ada Lovelace'],
  [{ first_name: '\u202eAda', last_name: 'Lovelace' }, 'Ada Lovelace'],
  [{ first_name: '\u202e', username: 'ada_l' }, 'ada_l'],
  [{ first_name: 'عايدة' }, 'عايدة'],
  [{}, 'user_1'],
])('%j is called "%s"', (user, name) => {
  expect(nameOf(/** @type {import('../src/user.js').User} */ (/** @type {unknown} */ ({ ...NOBODY, ...user })))).toBe(name);
});

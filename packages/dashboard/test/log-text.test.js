import { expect, it } from 'vitest';

import { describe as sentence } from '../src/log-text.js';

it('tells in words what was done and how somebody came in', () => {
  expect(sentence({ kind: 'change', operation: 'POST /users/{user_id}/ban' })).toBe('Banned a user');
  expect(sentence({ kind: 'sign_in', operation: 'email_code' })).toBe('Signed in by a code sent by e-mail');
  expect(sentence({ kind: 'sign_up', operation: 'password' })).toBe('Signed up by password');
  expect(sentence({ kind: 'dashboard', operation: 'link' })).toBe('Opened the dashboard by a one-time link');
});

it('tells what it has no words for as it is', () => {
  expect(sentence({ kind: 'change', operation: 'POST /moons' })).toBe('POST /moons');
  expect(sentence({ kind: 'sign_in', operation: 'oauth_moon' })).toBe('Signed in by oauth_moon');
});

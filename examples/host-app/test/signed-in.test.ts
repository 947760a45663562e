import { expect, it } from 'vitest';

import type { Client } from '../src/frontend-api.ts';
import { emailOf } from '../src/signed-in.ts';

const session = (id: string, status: string, email: string): Client['sessions'][number] => ({
  id,
  status,
  user: { primary_email_address_id: 'idn_1', email_addresses: [{ id: 'idn_1', email_address: email }] },
});
const client = (last: string | null, ...sessions: Client['sessions']): Client => ({
  updated_at: 0,
  last_active_session_id: last,
  sessions,
});

it('no client and no active session mean that no one is signed in', () => {
  expect(emailOf(null)).toBeUndefined();
  expect(emailOf(client('a', session('a', 'ended', 'a@example.com')))).toBeUndefined();
});

it('the session used last decides who is signed in', () => {
  const both = [session('a', 'active', 'a@example.com'), session('b', 'active', 'b@example.com')];
  expect(emailOf(client('b', ...both))).toBe('b@example.com');
  expect(emailOf(client(null, ...both))).toBe('a@example.com');
});

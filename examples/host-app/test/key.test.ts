import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';

import { cookieSuffix, instanceOf } from '../src/key.ts';

const key = (host: string, kind: string) => `pk_${kind}_${btoa(`${host}$`)}`;

it('speaks http to loopback names and https to all others', async () => {
  const local = await instanceOf(key('auth.nightdesk.localhost:4400', 'test'));
  expect(local).toMatchObject({ origin: 'http://auth.nightdesk.localhost:4400', development: true });
  const live = await instanceOf(key('clerk.example.com', 'live'));
  expect(live).toMatchObject({ origin: 'https://clerk.example.com', development: false });
});

it('derives the cookie suffix as the SDKs do', async () => {
  const expected = createHash('sha1').update('pk_test_abc').digest('base64url').slice(0, 8);
  expect(await cookieSuffix('pk_test_abc')).toBe(expected);
});

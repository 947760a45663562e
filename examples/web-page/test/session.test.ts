import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Sessions } from '../session.mjs';

const KEY = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';
const ORIGIN = 'https://app.example.com';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const now = Math.floor(Date.now() / 1000);
const CLAIMS = { sub: 'user_a', sid: 'sess_a', iss: 'https://clerk.example.com', azp: ORIGIN, sts: 'active', nbf: now - 10, exp: now + 60 };

let server: Server;
let sessions: Sessions;

beforeAll(async () => {
  const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'ins_a' }] });
  server = createServer((_, response) => response.end(jwks));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sessions = new Sessions({ publishableKey: KEY, origin: ORIGIN, jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

afterAll(() => void server.close());

const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

function token(claims: object = {}, header: object = {}): string {
  const text = `${part({ alg: 'RS256', kid: 'ins_a', ...header })}.${part({ ...CLAIMS, ...claims })}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
}

describe('a session cookie', () => {
  it('says who is signed in, that of the instance before any other', async () => {
    expect(await sessions.claims(`a=b; __session=${token()}`)).toMatchObject({ sub: 'user_a', sid: 'sess_a' });
    expect(await sessions.claims(`__session=nonsense; __session_naoXFJnI=${token({ sub: 'user_b' })}`)).toMatchObject({ sub: 'user_b' });
  });

  it.each([
    ['is missing', ''],
    ['is no token', 'nonsense'],
    ['is over', token({ exp: now - 60 })],
    ['is not good yet', token({ nbf: now + 60 })],
    ['is of another instance', token({ iss: 'https://other.example.com' })],
    ['was made for another page', token({ azp: 'https://evil.test' })],
    ['is of somebody with a task left', token({ sts: 'pending' })],
    ['is by an unknown key', token({}, { kid: 'ins_b' })],
    ['is by another algorithm', token({}, { alg: 'none' })],
    ['was changed', token().replace(part(CLAIMS), part({ ...CLAIMS, sub: 'user_evil' }))],
  ])('says nothing when it %s', async (_, text) => expect(await sessions.claims(`__session=${text}`)).toBe(null));
});

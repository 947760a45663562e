// @clerk/backend, as a server-side application uses it.
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createClerkClient, verifyToken } from '@clerk/backend';

import { startServer } from '../support/server.mjs';
import { signIn } from '../support/sign-in.mjs';

const PERSON = { emailAddress: ['ada@example.com'], password: 'correct horse battery staple', firstName: 'Ada' };

describe('@clerk/backend', () => {
  let server;
  let clerk;
  let user;
  let signedIn;

  before(async () => {
    server = await startServer();
    clerk = createClerkClient({ secretKey: server.secret_key, apiUrl: server.api_url });
    user = await clerk.users.createUser(PERSON);
    signedIn = await signIn(server.origin, { identifier: PERSON.emailAddress[0], password: PERSON.password });
  });

  after(() => server?.stop());

  it('creates a user and gets it back as an object', async () => {
    const same = await clerk.users.getUser(user.id);
    assert.equal(typeof same, 'object');
    assert.equal(same.id, user.id);
    assert.equal(same.firstName, 'Ada');
    assert.equal(same.emailAddresses[0].emailAddress, 'ada@example.com');
    assert.equal(same.passwordEnabled, true);
  });

  it('lists and counts users', async () => {
    const { data, totalCount } = await clerk.users.getUserList({ emailAddress: PERSON.emailAddress });
    assert.deepEqual(data.map(({ id }) => id), [user.id]);
    assert.equal(totalCount, 1);
  });

  it('verifies a session token networkless, by the public key', async () => {
    const { keys } = await (await fetch(new URL('/.well-known/jwks.json', server.origin))).json();
    const jwtKey = createPublicKey({ key: keys[0], format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const claims = await verifyToken(signedIn.token, { jwtKey });
    assert.equal(claims.sub, user.id);
    assert.equal(claims.sid, signedIn.sessionId);
  });

  it('verifies a session token by the JWKS of the Backend API', async () => {
    const claims = await verifyToken(signedIn.token, { secretKey: server.secret_key, apiUrl: server.api_url });
    assert.equal(claims.sub, user.id);
  });

  it('refuses a token whose signature was changed', async () => {
    const [header, payload, signature] = signedIn.token.split('.');
    const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await assert.rejects(
      verifyToken(`${header}.${payload}.${changed}`, { secretKey: server.secret_key, apiUrl: server.api_url }),
      { reason: 'token-invalid-signature' },
    );
  });

  it('sees the session, and its end after a revocation', async () => {
    const session = await clerk.sessions.getSession(signedIn.sessionId);
    assert.equal(session.userId, user.id);
    assert.equal(session.status, 'active');
    assert.equal((await clerk.sessions.revokeSession(signedIn.sessionId)).status, 'revoked');
  });

  it('is told that a wrong secret key is wrong', async () => {
    const stranger = createClerkClient({ secretKey: 'sk_test_nobody', apiUrl: server.api_url });
    await assert.rejects(stranger.users.getUser(user.id), { status: 401 });
  });

  it('is told that an unknown user does not exist', async () => {
    await assert.rejects(clerk.users.getUser('user_000000000000000000000000000'), { status: 404 });
  });
});

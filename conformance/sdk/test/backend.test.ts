// @clerk/backend, oldest and newest, as a server-side application uses it.
import type * as Backend from '@clerk/backend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { jwtKeyOf } from '../support/jwt-key.ts';
import { AGES, load } from '../support/versions.ts';

describe.each(AGES)('@clerk/backend, %s', (age) => {
  let sdk: typeof Backend;
  let server: Server;
  let clerk: Backend.ClerkClient;
  let user: Backend.User;

  const person = { emailAddress: ['ada@example.com'], password: 'a lamp burns on the night desk', firstName: 'Ada' };

  beforeAll(async () => {
    sdk = await load<typeof Backend>('backend', age);
    server = await Server.start();
    clerk = sdk.createClerkClient({ secretKey: server.instance.secret_key, apiUrl: server.instance.api_url });
    user = await clerk.users.createUser(person);
  });

  afterAll(() => server?.stop());

  it('creates, finds, changes and counts users', async () => {
    expect(user.emailAddresses[0]?.emailAddress).toBe('ada@example.com');
    expect((await clerk.users.getUser(user.id)).firstName).toBe('Ada');
    await clerk.users.updateUser(user.id, { lastName: 'Lovelace' });
    await clerk.users.updateUserMetadata(user.id, { publicMetadata: { plan: 'pro' } });
    const { data, totalCount } = await clerk.users.getUserList({ emailAddress: ['ada@example.com'] });
    expect(totalCount).toBe(1);
    expect(data[0]).toMatchObject({ id: user.id, lastName: 'Lovelace', publicMetadata: { plan: 'pro' } });
    expect(await clerk.users.getCount({ query: 'nobody' })).toBe(0);
    const second = await clerk.users.createUser({ emailAddress: ['bob@example.com'], skipPasswordRequirement: true });
    expect(second.passwordEnabled).toBe(false);
    expect(await clerk.users.getCount()).toBe(2);
    expect(await clerk.users.deleteUser(second.id)).toMatchObject({ id: second.id, deleted: true });
    await expect(clerk.users.getUser(second.id)).rejects.toMatchObject({ status: 404 });
  });

  it('checks passwords, bans and locks', async () => {
    expect(await clerk.users.verifyPassword({ userId: user.id, password: person.password })).toMatchObject({ verified: true });
    await expect(clerk.users.verifyPassword({ userId: user.id, password: 'another one' })).rejects.toMatchObject({ status: 422 });
    // The oldest one's users do not show whether they are locked.
    const { users } = clerk;
    for (const deed of ['banUser', 'unbanUser', 'lockUser', 'unlockUser'] as const) {
      expect((await users[deed](user.id)).id).toBe(user.id);
      const { banned, locked } = await server.backend('GET', `/users/${user.id}`);
      expect({ banned, locked }, deed).toEqual({ banned: deed === 'banUser', locked: deed === 'lockUser' });
    }
  });

  it('adds, verifies and removes an e-mail address', async () => {
    const address = await clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: 'countess@example.com' });
    expect(address.verification?.status ?? 'unverified').not.toBe('verified');
    const verified = await clerk.emailAddresses.updateEmailAddress(address.id, { verified: true, primary: true });
    expect(verified.verification?.status).toBe('verified');
    expect((await clerk.users.getUser(user.id)).primaryEmailAddressId).toBe(address.id);
    await clerk.emailAddresses.deleteEmailAddress(address.id);
    await expect(clerk.emailAddresses.getEmailAddress(address.id)).rejects.toMatchObject({ status: 404 });
  });

  it('makes a sign-in token and takes it back', async () => {
    const token = await clerk.signInTokens.createSignInToken({ userId: user.id, expiresInSeconds: 60 });
    expect(token).toMatchObject({ userId: user.id, status: 'pending' });
    expect(await clerk.signInTokens.revokeSignInToken(token.id)).toMatchObject({ status: 'revoked' });
  });

  it('verifies a session token networkless and by the JWKS, and sees the session end', async () => {
    const session = await sessionOf(server, user.id);
    const token = await server.backend('POST', `/sessions/${session}/tokens`);
    const jwt = token.jwt as string;
    const jwtKey = await jwtKeyOf(server);
    expect(await sdk.verifyToken(jwt, { jwtKey })).toMatchObject({ sub: user.id, sid: session });
    const { secret_key: secretKey, api_url: apiUrl } = server.instance;
    expect(await sdk.verifyToken(jwt, { secretKey, apiUrl })).toMatchObject({ sub: user.id });
    await expect(sdk.verifyToken(changed(jwt), { jwtKey })).rejects.toMatchObject({ reason: 'token-invalid-signature' });

    expect(itemsOf(await clerk.sessions.getSessionList({ userId: user.id })).map(({ id }) => id)).toEqual([session]);
    expect(itemsOf(await clerk.clients.getClientList()).length).toBeGreaterThan(0);
    expect(await clerk.sessions.revokeSession(session)).toMatchObject({ status: 'revoked' });
    await expect(clerk.sessions.getToken(session, 'none')).rejects.toThrow();
  });

  it('makes tokens by a template', async () => {
    const session = await sessionOf(server, user.id);
    await server.backend('POST', '/jwt_templates', { name: 'billing', claims: { who: '{{user.first_name}}' } });
    const { jwt } = await clerk.sessions.getToken(session, 'billing');
    expect(payloadOf(jwt)).toMatchObject({ who: 'Ada', sub: user.id });
  });

  it('is told what is wrong by status and code', async () => {
    const stranger = sdk.createClerkClient({ secretKey: 'sk_test_nobody', apiUrl: server.instance.api_url });
    await expect(stranger.users.getUser(user.id)).rejects.toMatchObject({ status: 401 });
    await expect(clerk.users.createUser(person)).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_identifier_exists' }] });
  });
});

async function sessionOf(server: Server, user: string): Promise<string> {
  return (await server.backend('POST', '/sessions', { user_id: user })).id as string;
}

/** The oldest one forgets to ask for pages, and so gives the bare list that it got. */
function itemsOf<T>(list: { data: T[] } | T[]): T[] {
  return Array.isArray(list) ? list : list.data;
}

/** The same token with another signature. */
function changed(jwt: string): string {
  const [header, payload, signature = ''] = jwt.split('.');
  return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
}

function payloadOf(jwt: string): object {
  return JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as object;
}

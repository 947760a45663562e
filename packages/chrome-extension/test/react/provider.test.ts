import { createElement as h, StrictMode, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { context, packageDir, type Entry, type FakeBrowser } from '../browser';
import { refusal, type FakeFrontendApi } from '../frontend-api';
import { clear, jwtKey, main, newKey, probe, show, stage, until } from './screen';

const { ClerkProvider, Show, ClerkLoaded, ClerkLoading, ClerkFailed, ClerkDegraded, useAuth, useClerk, useUser, useSession, useSessionList } = main;

let browser: FakeBrowser;
let api: FakeFrontendApi;

beforeEach(() => {
  ({ browser, api } = stage());
});

afterEach(clear);

const signedIn = () => h(Show, { when: 'signed-in', fallback: 'somebody else' }, 'inside');

/** In another context of the extension. */
async function signIn(publishableKey: string): Promise<void> {
  const clerk = (await context('client', '')).createClerkClient({ publishableKey });
  await clerk.load();
  await clerk.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
}

it('shows neither side before it knows who is signed in', async () => {
  const publishableKey = newKey();
  const user = probe(useUser);
  const place = await show(
    h(ClerkProvider, { publishableKey }, user.node, h(ClerkLoading, null, 'loading '), h(ClerkLoaded, null, 'loaded '), signedIn()),
  );
  await until(() => user.last.isLoaded);
  expect(user.results.map(({ isSignedIn }) => isSignedIn).filter((is, at, all) => at === 0 || is !== all[at - 1])).toEqual([undefined, false]);
  expect(place.textContent).toBe('loaded somebody else');
  await signIn(publishableKey);
  await until(() => place.textContent === 'loaded inside');
  expect(user.last.user).toMatchObject({ id: 'user_1', firstName: 'Ada' });
});

it('never shows the signed-out side to who is signed in', async () => {
  const publishableKey = newKey();
  await signIn(publishableKey);
  const shown: string[] = [];
  const Side = ({ name }: { name: string }): ReactNode => {
    shown.push(name);
    return null;
  };
  const place = await show(
    h(ClerkProvider, { publishableKey }, h(Show, { when: 'signed-out' }, h(Side, { name: 'out' })), h(Show, { when: 'signed-in' }, h(Side, { name: 'in' }))),
  );
  await until(() => shown.includes('in'));
  expect(shown).not.toContain('out');
  expect(place.textContent).toBe('');
});

it('loads once in StrictMode, and follows one client from several providers', async () => {
  const publishableKey = newKey();
  // Something is stored, so that loading is a request.
  browser.local.set(jwtKey(publishableKey), 'client-jwt');
  api.signedIn = true;
  const one = probe(useClerk);
  const two = probe(useSession);
  await show(h(StrictMode, null, h(ClerkProvider, { publishableKey }, one.node)));
  await show(h(StrictMode, null, h(ClerkProvider, { publishableKey }, two.node)));
  await until(() => two.last.isSignedIn);
  expect(api.requests.filter((line) => line === 'GET /client')).toHaveLength(1);
  expect(one.last.session).toBe(two.last.session);
});

it('shares its client with code that does without React', async () => {
  const publishableKey = newKey();
  const { createClerkClient } = (await import(/* @vite-ignore */ `${packageDir}/dist/client.js`)) as Entry;
  const session = probe(useSession);
  await show(h(ClerkProvider, { publishableKey }, session.node));
  const clerk = createClerkClient({ publishableKey });
  await clerk.load();
  await clerk.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' });
  await until(() => session.last.isSignedIn);
  expect(session.last.session).toBe(clerk.session);
});

it('keeps providers of two instances apart', async () => {
  const [mine, other] = [newKey(), newKey()];
  await signIn(mine);
  const [here, there] = [probe(useAuth), probe(useAuth)];
  await show(h(ClerkProvider, { publishableKey: mine }, here.node, h(ClerkProvider, { publishableKey: other }, there.node)));
  await until(() => here.last.isSignedIn && there.last.isLoaded);
  expect([here.last.userId, there.last.userId]).toEqual(['user_1', null]);
});

it('tells claims, token and sign-out of who is signed in', async () => {
  const publishableKey = newKey();
  await signIn(publishableKey);
  const auth = probe(() => useAuth());
  const list = probe(useSessionList);
  await show(h(ClerkProvider, { publishableKey }, auth.node, list.node));
  await until(() => auth.last.isSignedIn);
  expect(auth.last).toMatchObject({ userId: 'user_1', sessionId: 'sess_1', sessionClaims: { sid: 'sess_1' }, actor: null, orgId: null });
  expect(list.last.sessions?.map(({ id }) => id)).toEqual(['sess_1']);
  expect(await auth.last.getToken()).toMatch(/^eyJ/);
  expect(auth.last.has({ role: 'org:admin' })).toBe(false);
  const { getToken, signOut } = auth.last;
  await signOut();
  await until(() => auth.last.isSignedIn === false);
  expect([auth.last.userId, auth.last.getToken === getToken]).toEqual([null, true]);
  expect(await getToken()).toBe(null);
});

it('goes where provider and options say after a sign-out, and nowhere unasked', async () => {
  const publishableKey = newKey();
  const routerPush = vi.fn();
  const clerk = probe(useClerk);
  await show(h(ClerkProvider, { publishableKey, afterSignOutUrl: '/goodbye', routerPush }, clerk.node));
  await until(() => clerk.last.loaded);
  await clerk.last.signOut();
  await clerk.last.signOut({ redirectUrl: '/elsewhere' });
  expect(routerPush.mock.calls).toEqual([['/goodbye'], ['/elsewhere']]);
  expect(clerk.last.publishableKey).toBe(publishableKey);
});

const states = () => [h(ClerkFailed, { key: 1 }, 'failed'), h(ClerkDegraded, { key: 2 }, 'degraded '), h(ClerkLoaded, { key: 3 }, 'loaded')];

it('says what may be out of date', async () => {
  const publishableKey = newKey();
  await signIn(publishableKey);
  const later = Date.now() + 600_000;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => later);
  api.trouble = Array.from({ length: 99 }, () => () => undefined);
  const place = await show(h(ClerkProvider, { publishableKey }, states()));
  await until(() => place.textContent === 'degraded loaded');
  clock.mockRestore();
});

it('does not take a refusal for a client in which nobody is signed in', async () => {
  const publishableKey = newKey();
  browser.local.set(jwtKey(publishableKey), 'client-jwt');
  api.trouble = [() => new Response(JSON.stringify(refusal('origin_invalid')), { status: 400 })];
  const place = await show(h(ClerkProvider, { publishableKey }, states()));
  await until(() => place.textContent === 'failed');
});

it('says that it failed, and tells who asks for a token why', async () => {
  const publishableKey = newKey();
  browser.local.set(jwtKey(publishableKey), 'client-jwt');
  navigator.locks.request = () => Promise.reject(new Error('not today'));
  const auth = probe(() => useAuth());
  const place = await show(h(ClerkProvider, { publishableKey }, states(), auth.node));
  await until(() => place.textContent === 'failed');
  expect(auth.last).toMatchObject({ isLoaded: false, isSignedIn: undefined });
  await expect(auth.last.getToken()).rejects.toMatchObject({ code: 'lock_failed' });
});

it('names what is missing', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await expect(show(probe(useAuth).node)).rejects.toMatchObject({ code: 'provider_missing' });
  await expect(show(h(ClerkProvider, { publishableKey: 'sk_test_secret' }))).rejects.toMatchObject({ code: 'publishable_key_is_secret' });
  quiet.mockRestore();
});

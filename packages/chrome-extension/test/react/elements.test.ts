import { createElement as h } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeFrontendApi } from '../frontend-api';
import { act, clear, main, newKey, probe, show, stage, until } from './screen';

const { ClerkProvider, Show, SignIn, SignUp, useAuth, useClerk, UserButton, UserProfile } = main;

let api: FakeFrontendApi;

beforeEach(() => {
  ({ api } = stage());
});

afterEach(clear);

/** What is in the shadow of the one element of ours. */
function find<T extends HTMLElement>(place: HTMLElement, selector: string): T | null {
  return place.querySelector('nightdesk-sign-in, nightdesk-sign-up, nightdesk-user-button, nightdesk-user-profile')?.shadowRoot?.querySelector<T>(selector) ?? null;
}

it('<SignIn> signs in with the client of its provider, which goes where it says', async () => {
  const went: string[] = [];
  const auth = probe(useAuth);
  const routerPush = (to: string) => void went.push(to);
  const place = await show(
    h(ClerkProvider, { publishableKey: newKey(), routerPush }, auth.node, h(Show, { when: 'signed-out' }, h(SignIn, { routing: 'hash', fallbackRedirectUrl: '/notes' }))),
  );
  await until(() => find(place, '[part~="start"]'));
  for (const name of ['identifier', 'password']) find<HTMLInputElement>(place, `[name="${name}"]`)!.value = 'ada@example.com';
  find(place, 'form')!.dispatchEvent(new window.Event('submit'));
  await until(() => auth.last.isSignedIn && went.length > 0);
  expect(went).toEqual(['/notes']);
  expect(place.querySelector('nightdesk-sign-in')).toBeNull();
  expect(api.requests.filter((request) => request === 'GET /environment')).toHaveLength(1);
});

it('<SignUp> asks for what the instance requires', async () => {
  const place = await show(h(ClerkProvider, { publishableKey: newKey() }, h(SignUp, { signInUrl: '/sign-in' })));
  await until(() => find(place, '[part~="sign-up"]'));
  expect(find(place, '[name="email_address"]')).not.toBeNull();
  expect(place.querySelector('nightdesk-sign-up')?.getAttribute('sign-in-url')).toBe('/sign-in');
});

it('<UserButton> shows who is signed in, and signs them out to where the provider says', async () => {
  const went: string[] = [];
  const clerk = probe(useClerk);
  const routerPush = (to: string) => void went.push(to);
  const place = await show(h(ClerkProvider, { publishableKey: newKey(), routerPush, afterSignOutUrl: '/bye' }, clerk.node, h(UserButton)));
  await until(() => clerk.last.loaded);
  expect(find(place, '[part="trigger"]')).toBeNull();
  await act(() => clerk.last.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' }));
  await until(() => find(place, '[part="trigger"]')?.getAttribute('aria-label') === 'Account of Ada');
  find(place, '[part~="action-sign-out"]')!.click();
  await until(() => went.length > 0);
  expect(went).toEqual(['/bye']);
});

it('<UserProfile> shows the account of who is signed in, and begins where it is told to', async () => {
  const clerk = probe(useClerk);
  const place = await show(h(ClerkProvider, { publishableKey: newKey() }, clerk.node, h(UserProfile, { routing: 'hash', __experimental_startPath: '/security' })));
  await until(() => clerk.last.loaded);
  await act(() => clerk.last.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'secret' }));
  await until(() => find(place, 'h1')?.textContent === 'Security');
});

it('the components name themselves if there is no provider', async () => {
  await expect(show(h(SignIn, {}))).rejects.toThrow(/<SignIn> found no <ClerkProvider>/);
  await expect(show(h(UserButton, {}))).rejects.toThrow(/<UserButton> found no <ClerkProvider>/);
});

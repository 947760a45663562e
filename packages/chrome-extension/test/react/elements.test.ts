import { createElement as h } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeFrontendApi } from '../frontend-api';
import { clear, main, newKey, probe, show, stage, until } from './screen';

const { ClerkProvider, Show, SignIn, SignUp, useAuth } = main;

let api: FakeFrontendApi;

beforeEach(() => {
  ({ api } = stage());
});

afterEach(clear);

/** What is in the shadow of the one element of ours. */
function find<T extends HTMLElement>(place: HTMLElement, selector: string): T | null {
  return place.querySelector('nightdesk-sign-in, nightdesk-sign-up')?.shadowRoot?.querySelector<T>(selector) ?? null;
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

it('the components name themselves if there is no provider', async () => {
  await expect(show(h(SignIn, {}))).rejects.toThrow(/<SignIn> found no <ClerkProvider>/);
});

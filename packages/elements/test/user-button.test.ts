import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import '../src/index';
import type { UserButtonElement } from '../src/index';
import { initialsOf } from '../src/person';

const person = (name: string) => ({ id: `user_${name}`, fullName: `${name} Example`, hasImage: false, primaryEmailAddress: { emailAddress: `${name.toLowerCase()}@example.com` } });
const ADA = { id: 'sess_1', status: 'active', user: person('Ada') };
const BOB = { id: 'sess_2', status: 'active', user: person('Bob') };

let listeners: Set<() => void>;
let clerk: { loaded: boolean; session: unknown; user: unknown; client: { sessions: unknown[] }; setActive: ReturnType<typeof vi.fn>; signOut: ReturnType<typeof vi.fn> };
let element: UserButtonElement;

const all = (selector: string) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const get = (selector: string) => all(selector)[0]!;
const focused = () => element.shadowRoot?.activeElement;
const press = (on: Element, key: string) => on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

function show(sessions: unknown[], attributes: Record<string, string> = {}): void {
  listeners = new Set();
  const active = sessions[0] as typeof ADA | undefined;
  clerk = { loaded: true, session: active ?? null, user: active?.user ?? null, client: { sessions }, setActive: vi.fn(() => Promise.resolve()), signOut: vi.fn(() => Promise.resolve()) };
  const addListener = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  element = document.createElement('nightdesk-user-button') as UserButtonElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.client = { ...clerk, addListener } as never;
  document.body.append(element);
}

afterEach(() => document.body.replaceChildren());

describe('the button of an account', () => {
  beforeEach(() => show([ADA, BOB], { 'user-profile-url': '#profile' }));

  test('says whose it is, and opens a menu whose first item has the focus', () => {
    expect(get('.trigger').getAttribute('aria-label')).toBe('Account of Ada Example');
    expect(get('.trigger').textContent).toBe('AE');
    get('.trigger').click();
    expect(get('.trigger').getAttribute('aria-expanded')).toBe('true');
    expect(get('.person').textContent).toBe('AEAda Exampleada@example.com');
    expect(all('[role="menuitem"]').map((item) => item.getAttribute('aria-label') ?? item.textContent)).toEqual(['Switch to Bob Example', 'Manage account', 'Sign out', 'Sign out of all accounts']);
    expect(focused()).toBe(all('[role="menuitem"]')[0]);
  });

  test('is used by arrow keys, and gives the focus back on Escape', () => {
    press(get('.trigger'), 'ArrowUp');
    expect(focused()?.textContent).toBe('Sign out of all accounts');
    press(focused()!, 'ArrowDown');
    expect(focused()?.getAttribute('aria-label')).toBe('Switch to Bob Example');
    press(focused()!, 'Escape');
    expect(focused()).toBe(get('.trigger'));
    expect(get('.panel').hidden).toBe(true);
  });

  test('is closed by Tab, which goes on from its button', () => {
    get('.trigger').click();
    press(focused()!, 'Tab');
    expect(get('.panel').hidden).toBe(true);
    expect(focused()).toBe(get('.trigger'));
  });

  test('switches to another account, and signs out of this one alone', async () => {
    get('.trigger').click();
    get('[part~="action-switch"]').click();
    await vi.waitFor(() => expect(clerk.setActive).toHaveBeenCalledWith({ session: 'sess_2' }));
    get('[part~="action-sign-out"]').click();
    await vi.waitFor(() => expect(clerk.signOut).toHaveBeenCalledWith({ sessionId: 'sess_1' }));
  });

  test('has the focus again once an item has done its work, or all is drawn anew', async () => {
    get('.trigger').click();
    get('[part~="action-sign-out"]').focus();
    get('[part~="action-sign-out"]').click();
    await vi.waitFor(() => expect(get('.panel').hidden).toBe(true));
    expect(focused()).toBe(get('.trigger'));
    get('.trigger').click();
    Object.assign(element.client as object, { session: BOB, user: BOB.user });
    for (const listener of listeners) listener();
    expect(get('.trigger').getAttribute('aria-label')).toBe('Account of Bob Example');
    expect(focused()).toBe(get('.trigger'));
  });

  test('leaves the way to the profile to the page if that wants to go it', async () => {
    const heard = vi.fn((event: Event) => event.preventDefault());
    element.addEventListener('nightdesk-manage-account', heard);
    get('[part~="action-manage-account"]').click();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    expect(location.hash).toBe('');
  });

  test('stays open when nothing that it shows has changed, and says what went wrong', async () => {
    get('.trigger').click();
    for (const listener of listeners) listener();
    expect(get('.panel').hidden).toBe(false);
    clerk.signOut.mockRejectedValueOnce(Object.assign(new Error('no'), { code: 'network_error' }));
    get('[part~="action-sign-out"]').click();
    await vi.waitFor(() => expect(get('[role="alert"]').textContent).toMatch(/cannot be reached/));
  });
});

test('the profile opens in a dialog where the page has no place for it, until nobody is signed in', async () => {
  show([ADA]);
  get('.trigger').click();
  get('[part~="action-manage-account"]').click();
  await vi.waitFor(() => expect(get('dialog nightdesk-user-profile')).toBeDefined());
  expect((get('dialog nightdesk-user-profile') as HTMLElement & { client?: unknown }).client).toBe(element.client);
  get('[part="close"]').click();
  await vi.waitFor(() => expect(all('dialog')).toEqual([]));
  expect(focused()).toBe(get('.trigger'));
});

test('nothing is shown to nobody', () => {
  show([]);
  expect(all('button')).toEqual([]);
});

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada@example.com', 'A'],
  ['Ada King Lovelace', 'AL'],
  ['أحمد علي', 'أع'],
  ['', ''],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

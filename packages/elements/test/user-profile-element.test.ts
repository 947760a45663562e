import { afterEach, describe, expect, test, vi } from 'vitest';
import '../src/user-profile';
import type { UserProfileElement } from '../src/user-profile';
import { FakeAccount } from './fake-account';
import { refusal } from './fake-clerk';

let element: UserProfileElement;

const all = (selector: string) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const get = (selector: string) => all(selector)[0]!;
const focused = () => element.shadowRoot?.activeElement;

async function show(fake: FakeAccount, attributes: Record<string, string> = {}): Promise<void> {
  element = document.createElement('nightdesk-user-profile') as UserProfileElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.client = fake.asClerk();
  document.body.append(element);
  await vi.waitFor(() => expect(get('.page')).toBeDefined());
}

afterEach(() => document.body.replaceChildren());

describe('the profile on a page', () => {
  test('begins with one of its pages, and names what a button is about', async () => {
    await show(new FakeAccount());
    expect(get('h1').textContent).toBe('Profile');
    expect(get('[part~="section-email"] [part~="action-remove"]').getAttribute('aria-label')).toBe('Remove: ada@example.com');
    get('[part~="page-security"]').click();
    expect(get('h1').textContent).toBe('Security');
    expect(get('[aria-current="page"]').textContent).toBe('Security');
  });

  test('asks in the section where something is changed, and gives the focus back to its button', async () => {
    await show(new FakeAccount());
    const button = get('[part~="section-email"] [part~="action-remove"]');
    button.focus();
    button.click();
    await vi.waitFor(() => expect(get('[part~="section-email"] [part~="confirm-remove-email"]')).toBeDefined());
    // The harmless answer.
    expect(focused()).toBe(get('[part~="action-cancel"]'));
    get('[part~="action-cancel"]').click();
    await vi.waitFor(() => expect(all('form')).toEqual([]));
    expect(focused()).toBe(get('[part~="section-email"] [part~="action-remove"]'));
  });

  test('puts the focus on the heading if the button is gone', async () => {
    const fake = new FakeAccount().answers((user) => (user.emailAddresses = []));
    await show(fake);
    get('[part~="section-email"] [part~="action-remove"]').click();
    await vi.waitFor(() => expect(get('form')).toBeDefined());
    get('form').dispatchEvent(new Event('submit'));
    await vi.waitFor(() => expect(all('form')).toEqual([]));
    expect(focused()?.textContent).toBe('E-mail addresses');
  });

  test('keeps what is typed while something else changes, and draws nothing anew for nothing', async () => {
    const fake = new FakeAccount();
    await show(fake);
    const row = get('[part~="row"]');
    fake.tell();
    expect(get('[part~="row"]')).toBe(row);
    Object.assign(fake.user, { fullName: 'Augusta King' });
    fake.tell();
    expect(get('[part~="row"]').textContent).toContain('Augusta King');
    get('[part~="page-security"]').click();
    get('[part~="action-change"]').click();
    await vi.waitFor(() => expect(get('form')).toBeDefined());
    (get('[name="password"]') as HTMLInputElement).value = 'half of a pass';
    Object.assign(fake.user, { passwordEnabled: false });
    fake.tell();
    expect((get('[name="password"]') as HTMLInputElement).value).toBe('half of a pass');
  });

  test('says below a section what went wrong in it', async () => {
    const fake = new FakeAccount();
    (fake.user.emailAddresses as unknown[]).push(fake.address('idn_2', 'work@example.com'));
    fake.answers(refusal('too_many_requests'));
    await show(fake);
    get('[part~="action-make-primary"]').click();
    await vi.waitFor(() => expect(get('[part~="section-email"] [role="alert"]').textContent).toBe('Long too_many_requests.'));
  });

  test('lists devices, this one first, and signs out of another', async () => {
    const device = (id: string, browserName: string) => ({ id, lastActiveAt: new Date(0), latestActivity: { browserName, deviceType: 'Linux' }, revoke: fake.call(`revoke ${id}`) });
    const fake: FakeAccount = new FakeAccount();
    const there = [device('sess_2', 'Firefox'), device('sess_1', 'Chrome')];
    fake.answers(() => there, () => there.shift(), () => there);
    await show(fake, { page: 'security' });
    const titles = () => all('[part~="section-devices"] .row-title').map(({ textContent }) => textContent);
    await vi.waitFor(() => expect(titles()).toEqual(['Chrome on LinuxThis device', 'Firefox on Linux']));
    get('[part~="action-sign-out"]').click();
    await vi.waitFor(() => expect(titles()).toEqual(['Chrome on LinuxThis device']));
    expect(fake.calls).toEqual(['getSessions', 'revoke sess_2', 'getSessions']);
  });

  test('takes a picture', async () => {
    const fake = new FakeAccount().answers((user) => Object.assign(user, { hasImage: true, imageUrl: 'https://example.com/ada.png' }));
    await show(fake);
    const input = get('[part~="input-upload"]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'ada.png')] });
    input.dispatchEvent(new Event('change'));
    await vi.waitFor(() => expect(get('img').getAttribute('src')).toBe('https://example.com/ada.png'));
    expect(get('[part~="action-remove-picture"]')).toBeDefined();
  });

  test('shows nothing once nobody is signed in', async () => {
    const fake = new FakeAccount();
    await show(fake);
    Object.assign(fake.clerk, { user: null, session: null });
    fake.tell();
    await vi.waitFor(() => expect(get('[part="content"]').childElementCount).toBe(0));
  });

  test('speaks the language it is told, in its direction', async () => {
    await show(new FakeAccount(), { lang: 'ar' });
    expect(get('[part="content"]').dir).toBe('rtl');
    expect(get('h1').textContent).toBe('الملف الشخصي');
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import '../src/index';
import type { SignInElement } from '../src/index';
import { FakeClerk, refusal } from './fake-clerk';
import { visit } from './web/frontend';

async function shown(clerk: FakeClerk, attributes: Record<string, string> = {}): Promise<{ element: SignInElement; get: (selector: string) => HTMLElement }> {
  const element = document.createElement('nightdesk-sign-in') as SignInElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.client = clerk.asClerk();
  document.body.append(element);
  const get = (selector: string) => {
    const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`nothing is ${selector}`);
    return found;
  };
  await vi.waitFor(() => get('[part~="form"]'));
  return { element, get };
}

afterEach(() => document.body.replaceChildren());

describe('the element', () => {
  test('names its fields, and says at which one something is wrong', async () => {
    const { get } = await shown(new FakeClerk().answers(refusal('form_password_incorrect', 'password')), { autofocus: '' });
    const password = get('[name="password"]') as HTMLInputElement;
    expect(get(`label[for="${password.id}"]`).textContent).toBe('Password');
    (get('[name="identifier"]') as HTMLInputElement).value = 'ada@example.com';
    password.value = 'wrong';
    get('form').dispatchEvent(new Event('submit'));
    await vi.waitFor(() => expect(password.getAttribute('aria-invalid')).toBe('true'));
    expect(get(`#${password.getAttribute('aria-describedby') ?? ''}`).textContent).toBe('Long form_password_incorrect.');
    expect(password.getRootNode() instanceof ShadowRoot && (password.getRootNode() as ShadowRoot).activeElement).toBe(password);
  });

  test('is busy while a step is under way', async () => {
    const clerk = new FakeClerk();
    const { get } = await shown(clerk);
    clerk.signIn.create = () => new Promise(() => undefined);
    for (const name of ['identifier', 'password']) (get(`[name="${name}"]`) as HTMLInputElement).value = 'x';
    get('form').dispatchEvent(new Event('submit'));
    expect(get('form').getAttribute('aria-busy')).toBe('true');
    expect(get('[part~="submit"]').getAttribute('aria-disabled')).toBe('true');
  });

  test('speaks the language it is told, in its direction', async () => {
    const { element, get } = await shown(new FakeClerk(), { lang: 'ar' });
    expect(get('[part="content"]').dir).toBe('rtl');
    element.setAttribute('lang', 'de');
    await vi.waitFor(() => expect(get('[part="title"]').textContent).toBe('Bei Acme anmelden'));
  });

  test('shows nothing to somebody who is signed in, without asking the server, and begins when they are not', async () => {
    const clerk = new FakeClerk({ session: { id: 'sess_1', status: 'active' } });
    const environment = vi.spyOn(clerk, 'environment');
    const element = document.createElement('nightdesk-sign-in') as SignInElement;
    element.client = clerk.asClerk();
    document.body.append(element);
    await vi.waitFor(() => expect(element.shadowRoot?.querySelector('[part="content"]')?.childElementCount).toBe(0));
    expect(environment).not.toHaveBeenCalled();
    clerk.become(null);
    await vi.waitFor(() => expect(element.shadowRoot?.querySelector('[part~="start"]')).not.toBeNull());
  });

  test('tells the page when somebody is signed in', async () => {
    const { element, get } = await shown(new FakeClerk().answers({ status: 'complete', createdSessionId: 'sess_1' }));
    const heard = new Promise<unknown>((resolve) => element.addEventListener('nightdesk-signed-in', (event) => resolve((event as CustomEvent).detail)));
    for (const name of ['identifier', 'password']) (get(`[name="${name}"]`) as HTMLInputElement).value = 'x';
    get('form').dispatchEvent(new Event('submit'));
    expect(await heard).toEqual({ session: 'sess_1' });
  });

  test('can be tried again if the server is out of reach', async () => {
    const clerk = new FakeClerk();
    const environment = vi.spyOn(clerk, 'environment').mockRejectedValueOnce(Object.assign(new Error('no'), { code: 'network_error' }));
    const { get } = await shown(clerk);
    expect(get('[role="alert"]').textContent).toMatch(/cannot be reached/);
    get('[part~="action-try-again"]').click();
    await vi.waitFor(() => get('[part~="start"]'));
    expect(environment).toHaveBeenCalledTimes(2);
  });

  test('keeps the focus of whoever tries again', async () => {
    const clerk = new FakeClerk();
    const trouble = Object.assign(new Error('no'), { code: 'network_error' });
    vi.spyOn(clerk, 'environment').mockRejectedValueOnce(trouble).mockRejectedValueOnce(trouble);
    const { element, get } = await shown(clerk);
    const focused = () => element.shadowRoot?.activeElement;
    expect(focused()).toBeNull();
    get('[part~="action-try-again"]').focus();
    get('[part~="action-try-again"]').click();
    await vi.waitFor(() => expect(focused()).toBe(get('[part~="action-try-again"]')));
    get('[part~="action-try-again"]').click();
    await vi.waitFor(() => expect(focused()).toBe(get('[name="identifier"]')));
  });

  test('goes on with a sign-up that was begun', async () => {
    const signUp = { id: 'sua_1', status: 'missing_requirements', missingFields: ['username'] };
    const { get } = await shown(new FakeClerk({ signUp }));
    expect(get('form').getAttribute('part')).toContain('sign-up-rest');
  });

  test('takes over what was done at a provider, once, and says what was wrong there', async () => {
    visit('https://app.example.com/?__nightdesk_returned=1');
    const clerk = new FakeClerk().answers(Object.assign(new Error('no'), { code: 'web_auth_failed' }));
    const { element, get } = await shown(clerk);
    await vi.waitFor(() => expect(get('[role="alert"]').textContent).toMatch(/did not sign you in/));
    element.setAttribute('lang', 'de');
    await vi.waitFor(() => expect(get('[part="title"]').textContent).toBe('Bei Acme anmelden'));
    expect(clerk.calls).toEqual(['handleRedirectCallback']);
  });

  test('goes on where a provider has left a sign-in', async () => {
    visit('https://app.example.com/?__nightdesk_returned=1');
    const clerk = new FakeClerk().answers({});
    clerk.handleRedirectCallback = () => {
      Object.assign(clerk.signIn, { status: 'needs_second_factor', supportedSecondFactors: [{ strategy: 'totp' }] });
      return Promise.resolve();
    };
    const { get } = await shown(clerk);
    await vi.waitFor(() => get('[part~="second-totp"]'));
  });
});

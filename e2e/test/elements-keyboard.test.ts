import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { addAuthenticator, HOST_PERMISSIONS } from '../support/authenticator.ts';
import type { Page } from '../support/chromium/page.ts';
import { resize, STRICT } from '../support/elements.ts';
import { Keyboard } from '../support/keyboard.ts';
import { ADA, connectGoogle, GRACE, PROVIDER, startProvider } from '../support/provider.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, signInOn, somebody, type Person } from '../support/steps.ts';
import { found } from '../support/surface.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const BACKUP_CODE = 'abcdef2345';
const NEW_PASSWORD = 'another lamp on the night desk';

/** What an instance may ask of somebody new, and what it does not ask. */
const ALL = { first_name: 'required', last_name: 'required', username: 'required', phone_number: 'required', legal_consent: true };
const LITTLE = { first_name: 'off', last_name: 'off', username: 'off', phone_number: 'on', legal_consent: false };

let on: Stage;
let provider: Web;
let page: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  provider = await startProvider();
  on = await stage({
    fixture: {
      scripts: { folder: 'elements', names: ['page', 'worker'] },
      manifest: {
        content_security_policy: { extension_pages: STRICT },
        permissions: ['storage', 'identity'],
        host_permissions: HOST_PERMISSIONS,
      },
    },
  });
  await connectGoogle(on.server, provider);
  await set({ passkeys_enabled: true, ...LITTLE });
});

afterAll(async () => {
  await on?.close();
  await provider?.stop();
});

function set(settings: object): Promise<unknown> {
  return on.server.backend('PATCH', '/instance', settings);
}

/** Has the instance be otherwise until the test is over. */
async function setFor(settings: object, usual: object): Promise<void> {
  onTestFinished(async () => void (await set(usual)));
  await set(settings);
}

async function open(query = ''): Promise<void> {
  page = await on.browser.openPage(`home.html${query}`);
  await resize(page, 360);
  keyboard = new Keyboard(page);
}

/** Opens the popup, whose first field has the focus. */
async function openSignIn(): Promise<void> {
  await open();
  await keyboard.at('identifier');
}

afterEach(async () => {
  await page.evaluate('clerk.signOut()').catch(() => undefined);
  await page.close();
});

async function signedIn(): Promise<void> {
  await until('somebody to be signed in', () => page.evaluate('!!document.body.dataset.session'));
}

/** Types a code into the field that has the focus; a whole one needs no press. */
async function enterCode(screen: string, code: string | Promise<string>): Promise<void> {
  await page.see(screen);
  await keyboard.at('code');
  await keyboard.type(await code);
}

async function enterCredentials({ email, password }: Person): Promise<void> {
  await keyboard.at('identifier');
  await keyboard.type(email);
  await keyboard.fill('password', password);
  await keyboard.press('Enter');
}

/** Tells the page that time has passed, for what waits by its clock. */
function later(ms: number): Promise<unknown> {
  return page.evaluate(`{ const now = Date.now.bind(Date); Date.now = () => now() + ${ms}; }`);
}

let numbers = 0;

/** Somebody who can be reached by text message too. */
async function withNumber(settings: object = {}): Promise<Person & { id: string; number: string }> {
  const [person, number] = [await anAccount(on.server), `+1212555${String(3000 + ++numbers)}`];
  await on.server.backend('POST', '/phone_numbers', { user_id: person.id, phone_number: number, verified: true, ...settings });
  return { ...person, number };
}

describe('by keyboard alone, somebody signs up', () => {
  it('with all that is asked for, and a code that was sent again', async () => {
    await setFor(ALL, LITTLE);
    const { email, password } = somebody();
    await openSignIn();
    await keyboard.use('sign-up');
    // What is missing has the focus, one field after the other.
    await keyboard.at('first_name');
    await keyboard.press('Enter');
    await page.see('error');
    await keyboard.at('first_name');
    await keyboard.type('Ada');
    await keyboard.press('Enter');
    await keyboard.at('last_name');
    await keyboard.type('Lovelace');
    await keyboard.fill('username', 'ada_by_keys');
    await keyboard.fill('email_address', email);
    await keyboard.fill('phone_number', '12');
    await keyboard.fill('password', password);
    await keyboard.use('reveal', 'Space');
    await keyboard.at('[part~="input-password"][type="text"]');
    await keyboard.press('Enter');
    await keyboard.at('legal_accepted');
    expect(await page.see('error')).toMatch(/agree/);
    await keyboard.press('Space');
    await keyboard.press('Enter');
    await keyboard.at('phone_number');
    expect(await page.see('error')).toMatch(/number/i);
    await keyboard.type('+12125552101');
    await keyboard.press('Enter');

    await page.see('sign-up-email-code');
    await keyboard.at('code');
    const first = await on.server.code(email);
    await keyboard.use('resend');
    await keyboard.at('[part~="action-resend"][aria-disabled]');
    expect((await on.server.outbox()).filter(({ to }) => to === email)).toHaveLength(1);
    await later(31_000);
    await keyboard.at('[part~="action-resend"]:not([aria-disabled])');
    await keyboard.press('Enter');
    const second = await on.server.code(email, [first]);
    await keyboard.at('[part~="action-resend"][aria-disabled]');
    await keyboard.backTo('code');
    await keyboard.type(second);
    await enterCode('sign-up-phone-code', on.server.code('+12125552101'));
    await signedIn();
    expect(await page.evaluate('[clerk.user.fullName, clerk.user.username]')).toEqual(['Ada Lovelace', 'ada_by_keys']);
  });

  it('with another address than the one that was typed first', async () => {
    const [wrong, right] = [somebody(), somebody()];
    await openSignIn();
    // What was typed goes along.
    await keyboard.type(wrong.email);
    await keyboard.use('sign-up');
    await keyboard.at('password');
    await keyboard.type(wrong.password);
    await keyboard.press('Enter');
    await page.see('sign-up-email-code');
    await keyboard.use('change');
    await keyboard.at('password');
    await keyboard.type(right.password);
    await keyboard.backTo('email_address');
    await keyboard.type(right.email);
    await keyboard.press('Enter');
    await enterCode('sign-up-email-code', on.server.code(right.email));
    await signedIn();
    expect(await page.evaluate('clerk.user.primaryEmailAddress.emailAddress')).toBe(right.email);
  });

  it('after a look at where people sign in', async () => {
    await openSignIn();
    await keyboard.use('sign-up');
    await keyboard.at('email_address');
    const { email } = somebody();
    await keyboard.type(email);
    await keyboard.use('sign-in', 'Space');
    await page.see('start');
    await keyboard.at('password');
    await keyboard.backTo('identifier');
    expect(await page.evaluate(`${found('identifier')}.value`)).toBe(email);
  });
});

describe('by keyboard alone, somebody signs in', () => {
  beforeEach(openSignIn);

  it('by their password, after nothing and a wrong one', async () => {
    const person = await anAccount(on.server);
    await keyboard.press('Enter');
    await page.see('error');
    await keyboard.at('identifier');
    await enterCredentials({ ...person, password: 'not the password' });
    expect(await page.see('error')).toMatch(/password/i);
    // What is wrong has the focus again, and is selected.
    await keyboard.at('password');
    await keyboard.type(person.password);
    await keyboard.press('Enter');
    await signedIn();
  });

  it('after they have corrected who they are', async () => {
    const person = await anAccount(on.server);
    await enterCredentials({ ...person, email: 'nobody@example.com' });
    await page.see('error');
    await keyboard.at('identifier');
    await keyboard.type(person.email);
    await keyboard.tabTo('submit');
    await keyboard.press('Space');
    await signedIn();
  });

  it('by a code sent by e-mail, at the second try, in a popup that was closed', async () => {
    const person = await anAccount(on.server);
    await keyboard.use('email-code');
    await page.see('error');
    await keyboard.at('identifier');
    await keyboard.type(person.email);
    await keyboard.use('email-code');
    await enterCode('first-email-code', '000000');
    expect(await page.see('error')).toMatch(/code/i);
    await page.close();
    await open();
    await enterCode('first-email-code', `Your code is ${await on.server.code(person.email)}.`);
    await signedIn();
  });

  it('by a code sent by text message', async () => {
    const { number } = await withNumber();
    await keyboard.type(number);
    await keyboard.use('phone-code');
    await enterCode('first-phone-code', on.server.code(number));
    await signedIn();
  });

  it('in a way that they choose from all there are', async () => {
    const { id, email, number, password } = await withNumber();
    await on.server.backend('POST', '/email_addresses', { user_id: id, email_address: somebody().email, verified: true });
    await keyboard.type(email);
    await keyboard.use('email-code');
    await page.see('first-email-code');
    await keyboard.at('code');
    await keyboard.use('other-ways');
    await page.see('first-choice');
    await keyboard.at('[part~="providers"] button:first-child');
    await keyboard.use('phone-code');
    await page.see('first-phone-code');
    await keyboard.at('code');
    await on.server.code(number);
    await keyboard.use('other-ways');
    await page.see('first-choice');
    await keyboard.use('[part~="providers"] [part~="action-password"]');
    await page.see('first-password');
    await keyboard.at('password');
    await keyboard.use('start-over');
    // Who they are is still there.
    await page.see('start');
    await keyboard.at('password');
    await keyboard.type(password);
    await keyboard.press('Enter');
    await signedIn();
  });

  it('with an authenticator app, and with a backup code instead', async () => {
    const person = await anAccount(on.server);
    await on.server.backend('PATCH', `/users/${person.id}`, { totp_secret: SECRET, backup_codes: [BACKUP_CODE] });
    await enterCredentials(person);
    await enterCode('second-totp', '000000');
    await page.see('error');
    await enterCode('second-totp', totp(SECRET, Date.now()));
    await signedIn();
    await page.evaluate('clerk.signOut()');
    await enterCredentials(person);
    await page.see('second-totp');
    await keyboard.use('backup-code');
    await page.see('second-backup-code');
    await keyboard.at('code');
    await keyboard.type(BACKUP_CODE);
    await keyboard.press('Enter');
    await signedIn();
  });

  it('with a text message as the second step', async () => {
    const person = await withNumber({ reserved_for_second_factor: true });
    await enterCredentials(person);
    await enterCode('second-phone-code', on.server.code(person.number));
    await signedIn();
  });

  it('with a new password, once the forgotten one is reset', async () => {
    const person = await withNumber();
    await enterCredentials({ ...person, password: 'not the password' });
    await page.see('error');
    await keyboard.use('forgot-password');
    await page.see('first-reset-password-email-code');
    await keyboard.at('code');
    // By text message rather.
    await keyboard.use('other-ways');
    await keyboard.use('reset-password-phone-code');
    await enterCode('first-reset-password-phone-code', on.server.code(person.number));
    await page.see('new-password');
    await keyboard.at('password');
    await keyboard.type('short');
    await keyboard.use('sign_out', 'Space');
    expect(await page.evaluate(`${found('sign_out')}.checked`)).toBe(true);
    await keyboard.press('Enter');
    await keyboard.at('password');
    expect(await page.see('error')).toMatch(/8/);
    await keyboard.type(NEW_PASSWORD);
    await keyboard.press('Enter');
    await signedIn();
  });

  it('with a passkey', async () => {
    const person = await anAccount(on.server);
    const authenticator = await addAuthenticator(page);
    await signInOn(page, person);
    await page.evaluate('clerk.user.createPasskey().then(({ id }) => id)');
    // Or else the browser fills it in by itself.
    await authenticator.touched(false);
    await page.evaluate('clerk.signOut()');
    await keyboard.at('identifier');
    await keyboard.tabTo('passkey');
    await authenticator.touched(true);
    await keyboard.press('Enter');
    await signedIn();
    expect(await page.evaluate('clerk.user.id')).toBe(person.id);
  });
});

describe('by keyboard alone, at a provider,', () => {
  beforeEach(openSignIn);

  /** Presses the provider's button, and answers there. */
  async function go(choice: string): Promise<void> {
    await keyboard.backTo('oauth_google');
    await keyboard.press('Enter');
    const there = await on.browser.opened(provider.at(PROVIDER));
    await there.see('ada');
    await new Keyboard(there).leaveBy(choice);
    await on.browser.closed(provider.at(PROVIDER));
  }

  it('somebody is signed in, after they had changed their mind', async () => {
    await on.server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    await go('deny');
    expect(await page.see('error')).toMatch(/did not sign you in/);
    await keyboard.at('oauth_google');
    await go('ada');
    await signedIn();
  });

  it('somebody new is asked for what the instance requires and the provider did not tell', async () => {
    await setFor({ username: 'required', legal_consent: true }, LITTLE);
    await page.close();
    await openSignIn();
    await go('grace');
    await page.see('sign-up-rest');
    await keyboard.at('username');
    await keyboard.type('grace');
    await keyboard.press('Enter');
    await keyboard.at('legal_accepted');
    await keyboard.press('Space');
    await keyboard.use('submit');
    await signedIn();
    expect(await page.evaluate('clerk.user.primaryEmailAddress.emailAddress')).toBe(GRACE);
  });
});

describe('by keyboard alone, before their session counts, somebody', () => {
  it('sets up a second step, or leaves', async () => {
    await setFor({ second_factor_required: true }, { second_factor_required: false });
    const person = await anAccount(on.server);
    await openSignIn();
    await enterCredentials(person);
    await page.see('task-setup-mfa');
    await keyboard.at('submit');
    await keyboard.use('sign-out');
    await page.see('start');
    await keyboard.at('password');
    await keyboard.type(person.password);
    await keyboard.press('Enter');
    await page.see('task-setup-mfa');
    await keyboard.at('submit');
    await keyboard.press('Enter');
    await page.see('task-setup-mfa-code');
    await keyboard.at('code');
    // The secret is taken along by going there.
    await keyboard.backTo('secret');
    const secret = await page.evaluate<string>('getSelection().toString()');
    expect(secret).toBe(await page.text('secret'));
    await keyboard.fill('code', totp(secret, Date.now()));
    await until('the session to count', () => page.evaluate(`clerk.session?.status === 'active'`));
  });

  it('replaces a password that others know', async () => {
    const person = await anAccount(on.server);
    await on.server.backend('POST', `/users/${person.id}/password/set_compromised`);
    await openSignIn();
    await enterCredentials(person);
    await page.see('task-reset-password');
    await keyboard.at('password');
    await keyboard.type(NEW_PASSWORD);
    await keyboard.press('Enter');
    await until('the session to count', () => page.evaluate(`clerk.session?.status === 'active'`));
  });
});

describe('by keyboard alone, the button of an account', () => {
  async function openButton(...people: Person[]): Promise<void> {
    await open('?element=nightdesk-user-button');
    await until('the page to load', () => page.evaluate('loaded.then(() => true)'));
    for (const person of people) await signInOn(page, person);
    await page.see('trigger');
  }

  const isOpen = () => page.evaluate<boolean>(`${found('trigger')}.ariaExpanded === 'true'`);

  it('opens its menu, leads through it, and closes it again', async () => {
    await openButton(await anAccount(on.server));
    await keyboard.use('trigger');
    await keyboard.at('manage-account');
    for (const [key, item] of [['ArrowDown', 'sign-out'], ['ArrowDown', 'manage-account'], ['ArrowUp', 'sign-out'], ['Home', 'manage-account'], ['End', 'sign-out']] as const) {
      await keyboard.press(key);
      await keyboard.at(item);
    }
    await keyboard.press('Escape');
    await keyboard.at('trigger');
    expect(await isOpen()).toBe(false);
    for (const [key, item] of [['Space', 'manage-account'], ['ArrowUp', 'sign-out'], ['ArrowDown', 'manage-account']] as const) {
      await keyboard.press(key);
      await keyboard.at(item);
      await keyboard.press('Escape');
      await keyboard.at('trigger');
    }
    await keyboard.press('Enter');
    await keyboard.at('manage-account');
    await keyboard.press('Tab');
    await until('the menu to be closed', async () => !(await isOpen()));
  });

  it('switches to another account, and signs out of one after the other', async () => {
    await setFor({ single_session_mode: false }, { single_session_mode: true });
    const [ada, bob] = [await anAccount(on.server), await anAccount(on.server)];
    await openButton(ada, bob);
    const active = (id: string) => until('the other account', () => page.evaluate(`clerk.user?.id === '${id}'`));
    await active(bob.id);
    await keyboard.use('trigger');
    await keyboard.at('switch');
    await keyboard.press('Enter');
    await active(ada.id);
    await keyboard.at('trigger');
    await keyboard.press('ArrowDown');
    await keyboard.press('End');
    await keyboard.at('sign-out-all');
    await keyboard.press('ArrowUp');
    await keyboard.at('sign-out');
    await keyboard.press('Enter');
    await active(bob.id);
    await keyboard.at('trigger');
    await keyboard.press('Enter');
    await keyboard.at('manage-account');
    await keyboard.press('End');
    await keyboard.press('Enter');
    await until('nobody to be signed in', () => page.evaluate('!document.body.dataset.session'));
  });

  it('leads to where another account is added', async () => {
    await openButton(await anAccount(on.server));
    await page.evaluate(`(() => {
      const button = document.querySelector('nightdesk-user-button');
      button.setAttribute('sign-in-url', '#another');
      button.parentElement.append(button);
    })()`);
    await keyboard.use('trigger');
    await keyboard.at('manage-account');
    await keyboard.press('ArrowDown');
    await keyboard.at('add-account');
    await keyboard.press('Enter');
    await until('the way there', () => page.evaluate(`location.hash === '#another'`));
  });

  it('has the focus again once the page has taken over the way to the account', async () => {
    await openButton(await anAccount(on.server));
    await page.evaluate(`document.addEventListener('nightdesk-manage-account', (event) => event.preventDefault())`);
    await keyboard.use('trigger');
    await keyboard.at('manage-account');
    await keyboard.press('Enter');
    await keyboard.at('trigger');
    expect(await isOpen()).toBe(false);
  });
});

it('by keyboard alone, somebody tries again once the server is in reach', async () => {
  await open();
  await page.network({ offline: true });
  await page.send('Page.reload');
  await keyboard.at('try-again');
  await keyboard.press('Enter');
  await keyboard.at('try-again');
  await page.network();
  await keyboard.press('Enter');
  await keyboard.at('identifier');
});

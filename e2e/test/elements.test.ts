import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { isAccessible, loadAxe, prefer, resize, STRICT, WIDTHS } from '../support/elements.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, signInOn, somebody, type Person } from '../support/steps.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

let on: Stage;

beforeAll(async () => {
  const manifest = { content_security_policy: { extension_pages: STRICT } };
  on = await stage({ fixture: { scripts: { folder: 'elements', names: ['page'] }, manifest } });
});

afterAll(() => on?.close());

async function open(query = ''): Promise<Page> {
  const page = await on.browser.openPage(`home.html${query}`);
  await resize(page, 360);
  return page;
}

/** Closes the popup in the middle and opens it again. */
async function reopened(popup: Page): Promise<Page> {
  await popup.close();
  return open();
}

async function signedIn(page: Page): Promise<void> {
  await until('somebody to be signed in', () => page.evaluate('!!document.body.dataset.session'));
}

async function fill(page: Page, { email, password }: Person): Promise<void> {
  await page.type('identifier', email);
  await page.type('password', password);
  await page.click('submit');
}

/** An account with an authenticator app, set up in a page of its own, and one of its backup codes. */
async function anAccountWithTotp(): Promise<Person & { backupCode: string }> {
  const person = await anAccount(on.server);
  const page = await open();
  await page.see('start');
  await signInOn(page, person);
  const secret = await page.evaluate<string>('clerk.user.createTOTP().then(({ secret }) => secret)');
  await page.evaluate(`clerk.user.verifyTOTP({ code: '${totp(secret, Date.now())}' })`);
  const backupCode = await page.evaluate<string>('clerk.user.createBackupCode().then(({ codes }) => codes[0])');
  await page.evaluate('clerk.signOut()');
  await page.close();
  return { ...person, backupCode };
}

describe('a popup that is closed in the middle and opened again goes on', () => {
  let popup: Page;

  beforeEach(async () => {
    popup = await open();
    await popup.see('start');
    return async () => {
      await popup.evaluate('clerk.signOut()').catch(() => undefined);
      await popup.close();
    };
  });

  it('after a wrong password', async () => {
    const person = await anAccount(on.server);
    await fill(popup, { ...person, password: 'not the password' });
    expect(await popup.see('error')).toMatch(/password/i);
    popup = await reopened(popup);
    expect(await popup.see('lead')).toBe(person.email);
    await popup.type('password', person.password);
    await popup.click('submit');
    await signedIn(popup);
  });

  it('at the code that was sent by e-mail', async () => {
    const person = await anAccount(on.server);
    await popup.type('identifier', person.email);
    await popup.click('email-code');
    await popup.see('first-email-code');
    const code = await on.server.code(person.email);
    popup = await reopened(popup);
    await popup.see('first-email-code');
    // The wait before another code goes on, too.
    expect(await popup.see('resend')).toMatch(/in \d+ s$/);
    // A whole code needs no press.
    await popup.type('code', code);
    await signedIn(popup);
    const messages = (await on.server.outbox()).filter(({ to }) => to === person.email);
    expect(messages, 'looking at the step again sent another code').toHaveLength(1);
  });

  it('at the second factor, which may be another one', async () => {
    const person = await anAccountWithTotp();
    await popup.see('start');
    await fill(popup, person);
    await popup.see('second-totp');
    popup = await reopened(popup);
    await popup.see('second-totp');
    await popup.click('backup-code');
    await popup.type('code', person.backupCode);
    await popup.click('submit');
    await signedIn(popup);
  });

  it('at the code that resets the password, and at the new password', async () => {
    const person = await anAccount(on.server);
    await popup.type('identifier', person.email);
    await popup.click('forgot-password');
    await popup.see('first-reset-password-email-code');
    popup = await reopened(popup);
    await popup.see('first-reset-password-email-code');
    await popup.type('code', await on.server.code(person.email));
    await popup.see('new-password');
    popup = await reopened(popup);
    await popup.see('new-password');
    await popup.type('password', 'another lamp on the night desk');
    await popup.click('submit');
    await signedIn(popup);
  });

  it('at the code of a sign-up, also where people sign in', async () => {
    const person = somebody();
    await popup.click('sign-up');
    await popup.type('email_address', person.email);
    await popup.type('password', person.password);
    await popup.click('submit');
    await popup.see('sign-up-email-code');
    popup = await reopened(popup);
    await popup.see('sign-up-email-code');
    await popup.type('code', await on.server.code(person.email));
    await signedIn(popup);
  });

  describe('at a code sent by text message', () => {
    let numbers = 0;

    const someNumber = () => `+1212555${String(1000 + ++numbers)}`;

    /** Somebody who has a phone number, with which they sign in, or which proves their second step. */
    async function withNumber({ forSecondStep = false } = {}): Promise<Person & { number: string }> {
      const [person, number] = [await anAccount(on.server), someNumber()];
      await on.server.backend('POST', '/phone_numbers', { user_id: person.id, phone_number: number, verified: true, reserved_for_second_factor: forSecondStep });
      return { ...person, number };
    }

    /** What was sent to a number, once it is sure that looking at the step again sent no more. */
    async function onlyCode(number: string): Promise<string> {
      const code = await on.server.code(number);
      expect((await on.server.outbox()).filter(({ to }) => to === number)).toHaveLength(1);
      return code;
    }

    beforeAll(() => on.server.backend('PATCH', '/instance', { phone_number: 'on' }));

    afterAll(() => on.server.backend('PATCH', '/instance', { phone_number: 'off' }));

    it('as the first factor', async () => {
      const { number } = await withNumber();
      await popup.type('identifier', number);
      await popup.click('phone-code');
      await popup.see('first-phone-code');
      popup = await reopened(popup);
      await popup.see('first-phone-code');
      expect(await popup.see('resend')).toMatch(/in \d+ s$/);
      await popup.type('code', await onlyCode(number));
      await signedIn(popup);
    });

    it('as the second factor', async () => {
      const person = await withNumber({ forSecondStep: true });
      await fill(popup, person);
      await popup.see('second-phone-code');
      popup = await reopened(popup);
      await popup.see('second-phone-code');
      await popup.type('code', await onlyCode(person.number));
      await signedIn(popup);
    });

    it('to reset the password, and at the new password', async () => {
      const { number } = await withNumber();
      await popup.type('identifier', number);
      await popup.click('forgot-password');
      await popup.see('first-reset-password-email-code');
      await popup.click('other-ways');
      await popup.click('reset-password-phone-code');
      await popup.see('first-reset-password-phone-code');
      popup = await reopened(popup);
      await popup.see('first-reset-password-phone-code');
      await popup.type('code', await onlyCode(number));
      await popup.see('new-password');
      popup = await reopened(popup);
      await popup.see('new-password');
      await popup.type('password', 'another lamp on the night desk');
      await popup.click('submit');
      await signedIn(popup);
    });

    it('of a sign-up, after that of the e-mail address', async () => {
      await on.server.backend('PATCH', '/instance', { phone_number: 'required' });
      const [person, number] = [somebody(), someNumber()];
      popup = await reopened(popup);
      await popup.see('start');
      await popup.click('sign-up');
      await popup.type('email_address', person.email);
      await popup.type('phone_number', number);
      await popup.type('password', person.password);
      await popup.click('submit');
      await popup.see('sign-up-email-code');
      await popup.type('code', await on.server.code(person.email));
      await popup.see('sign-up-phone-code');
      popup = await reopened(popup);
      await popup.see('sign-up-phone-code');
      await popup.type('code', await onlyCode(number));
      await signedIn(popup);
      await on.server.backend('PATCH', '/instance', { phone_number: 'on' });
    });
  });

  describe('at the link that was sent', () => {
    beforeAll(() => on.server.backend('PATCH', '/instance', { email_link: true, email_code: false }));

    afterAll(() => on.server.backend('PATCH', '/instance', { email_link: false, email_code: true }));

    it('to sign in', async () => {
      const person = await anAccount(on.server);
      popup = await reopened(popup);
      await popup.type('identifier', person.email);
      await popup.click('email-link');
      await popup.see('first-email-link');
      popup = await reopened(popup);
      await popup.see('first-email-link');
      expect(await popup.see('lead')).toMatch(/^Open the link sent to \S+ in this browser\.$/);
      expect(await popup.see('resend')).toMatch(/another link in \d+ s$/);
      expect(await on.server.openLink(person.email)).toContain('/verify?__clerk_status=verified');
      await signedIn(popup);
    });

    it('to sign in, which was opened in the meantime', async () => {
      const person = await anAccount(on.server);
      popup = await reopened(popup);
      await popup.type('identifier', person.email);
      await popup.click('email-link');
      await popup.see('first-email-link');
      await popup.close();
      await on.server.openLink(person.email);
      popup = await open();
      await signedIn(popup);
    });

    it('to sign up', async () => {
      const person = somebody();
      popup = await reopened(popup);
      await popup.see('start');
      await popup.click('sign-up');
      await popup.type('email_address', person.email);
      await popup.type('password', person.password);
      await popup.click('submit');
      await popup.see('sign-up-email-link');
      popup = await reopened(popup);
      await popup.see('sign-up-email-link');
      await on.server.openLink(person.email);
      await signedIn(popup);
    });
  });
});

describe.each(['light', 'dark'] as const)('in a %s theme', (theme) => {
  let page: Page;
  let wide: number;

  beforeAll(async () => {
    await on.server.backend('PATCH', '/instance', { email_link: true });
    page = await open();
    await prefer(page, theme);
    await loadAxe(page);
  });

  afterAll(async () => {
    await on.server.backend('PATCH', '/instance', { email_link: false });
    await page?.close();
  });

  /** Waits for a step, and looks at it. */
  async function shows(screen: string): Promise<void> {
    await page.see(screen);
    await isAccessible(page, `${theme}-${wide}-${screen}`);
  }

  it.each(WIDTHS)('every step of a sign-in and of a sign-up is accessible at %d px', async (width) => {
    wide = width;
    await resize(page, width);
    const person = await anAccountWithTotp();
    await shows('start');
    await page.click('submit');
    await page.see('error');
    await shows('start');
    await page.click('sign-up');
    await shows('sign-up');
    await page.type('email_address', somebody().email);
    await page.type('password', person.password);
    await page.click('submit');
    await shows('sign-up-email-code');
    await page.click('sign-in');
    await page.type('identifier', person.email);
    await page.click('email-code');
    await shows('first-email-code');
    const first = await on.server.code(person.email);
    await page.click('email-link');
    await shows('first-email-link');
    await page.click('password');
    await shows('first-password');
    await page.click('forgot-password');
    await shows('first-reset-password-email-code');
    await page.type('code', await on.server.code(person.email, [first]));
    await shows('new-password');
    await page.click('start-over');
    await fill(page, person);
    await shows('second-totp');
    await page.click('backup-code');
    await shows('second-backup-code');
    await page.type('code', person.backupCode);
    await page.click('submit');
    await signedIn(page);
    await page.evaluate('clerk.signOut()');
    await page.see('start');
  });
});

it.each(['light', 'dark'] as const)('the button of an account is accessible in a %s theme, and signs out', async (theme) => {
  const person = await anAccount(on.server);
  const page = await open('?element=nightdesk-user-button');
  await prefer(page, theme);
  await loadAxe(page);
  await until('the page to load', () => page.evaluate('loaded.then(() => true)'));
  await signInOn(page, person);
  await page.click('trigger');
  await page.see('action-sign-out');
  for (const width of WIDTHS) {
    await resize(page, width);
    await isAccessible(page, `${theme}-${width}-user-button`);
  }
  await page.click('sign-out');
  await until('nobody to be signed in', () => page.evaluate('!document.body.dataset.session'));
  expect(await page.text('trigger')).toBeUndefined();
  await page.close();
});

it('speaks the language of its page, in its direction', async () => {
  const page = await open('?lang=ar');
  await page.see('start');
  const direction = await page.evaluate(`getComputedStyle(document.querySelector('nightdesk-sign-in').shadowRoot.querySelector('form')).direction`);
  expect(direction).toBe('rtl');
  await page.close();
});

it('takes a code out of what is pasted', async () => {
  const person = await anAccount(on.server);
  const page = await open();
  await page.see('start');
  await page.type('identifier', person.email);
  await page.click('email-code');
  await page.see('first-email-code');
  await page.type('code', `Your code is ${await on.server.code(person.email)}.`);
  await signedIn(page);
  await page.evaluate('clerk.signOut()');
  await page.close();
});

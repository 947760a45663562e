import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { icon } from '../../examples/extension/build/icons.ts';
import { addAuthenticator } from '../support/authenticator.ts';
import type { Page } from '../support/chromium/page.ts';
import { Clock } from '../support/clock.ts';
import { isAccessible, loadAxe, prefer, resize, WIDTHS } from '../support/elements.ts';
import { Keyboard } from '../support/keyboard.ts';
import { signInElsewhere } from '../support/other-device.ts';
import { button, inRow, stageProfile } from '../support/profile-stage.ts';
import type { Stage } from '../support/stage.ts';
import { anAccount, signInOn, somebody, type Person } from '../support/steps.ts';
import { found } from '../support/surface.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';


let on: Stage;
let clock: Clock;
/** That of the test that runs, who is signed out after it. */
let page: Page | undefined;
let person: Person & { id: string };

beforeAll(async () => {
  clock = await Clock.make();
  on = await stageProfile(clock);
});

afterAll(async () => {
  await on?.close();
  await clock?.remove();
});

/** The profile of somebody who has just signed in. */
async function open(person: Person, { query = '', width = 360 } = {}): Promise<Page> {
  const opened = await on.browser.openPage(`home.html?element=nightdesk-user-profile${query}`);
  page = opened;
  await resize(page, width);
  await until('the page to load', () => opened.evaluate('loaded.then(() => true)'));
  await signInOn(page, person);
  await page.see('tabs');
  return page;
}

/** Waits until a section says something, and nothing is being changed. */
function says(page: Page, section: string, text: RegExp): Promise<string> {
  return until(`"${section}" to say ${text}`, async () => {
    const shown = (await page.text(`section-${section}`)) ?? '';
    return (await page.text('form')) === undefined && text.test(shown) ? shown : undefined;
  });
}

beforeEach(async () => {
  person = await anAccount(on.server);
});

afterEach(async () => {
  await clock.set(0);
  await page?.evaluate('clerk.signOut()').catch(() => undefined);
  await page?.close();
  page = undefined;
});

describe('the profile', () => {
  it('changes the name and the username', async () => {
    page = await open(person);
    await page.click('edit');
    await page.type('first_name', 'Ada');
    await page.type('last_name', 'Lovelace');
    await page.type('username', 'a');
    await page.click('submit');
    expect(await page.see('error')).toMatch(/username/i);
    await page.type('username', 'ada_lovelace');
    await page.click('submit');
    await says(page, 'details', /Ada Lovelace.*ada_lovelace/);
    expect(await on.server.backend('GET', `/users/${person.id}`)).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace', username: 'ada_lovelace' });
  });

  it('takes a picture, and takes it away again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-picture-'));
    const file = join(folder, 'ada.png');
    await writeFile(file, icon(128));
    page = await open(person);
    await page.see('input-upload');
    const { result } = await page.send<{ result: { objectId: string } }>('Runtime.evaluate', { expression: found('input-upload') });
    await page.send('DOM.setFileInputFiles', { files: [file], objectId: result.objectId });
    await page.see('remove-picture');
    const shown = new URL(await page.evaluate<string>(`${found('img[part~="avatar"]')}.src`));
    // By https, which this browser has no reason to trust here.
    expect((await fetch(new URL(shown.pathname, on.server.origin))).headers.get('content-type')).toMatch(/^image\//);
    await page.click('remove-picture');
    await until('no picture to be there', async () => (await page!.text('remove-picture')) === undefined);
    await rm(folder, { recursive: true });
  });

  it('adds an e-mail address, makes it the primary one, and removes the other', async () => {
    const other = somebody().email;
    page = await open(person);
    await page.click(button('email', 'add'));
    await page.type('email_address', person.email);
    await page.click('submit');
    expect(await page.see('error')).toBe('You have this already.');
    await page.type('email_address', other);
    await page.click('submit');
    await page.see('verify-email');
    expect(await page.see('resend')).toMatch(/in \d+ s$/);
    await page.type('code', '000000');
    expect(await page.see('error')).toMatch(/code/i);
    await page.type('code', `Your code is ${await on.server.code(other)}.`);
    await says(page, 'email', new RegExp(other));
    await page.click(inRow('email', 2, 'make-primary'));
    await says(page, 'email', new RegExp(`${other}Primary`));
    await page.click(inRow('email', 1, 'remove'));
    await page.see('confirm-remove-email');
    await page.click('submit');
    await until('the old address to be gone', async () => !(await says(page!, 'email', /./)).includes(person.email));
    await page.click(inRow('email', 1, 'remove'));
    await page.click('submit');
    expect(await page.see('error')).toMatch(/./);
  });

  it('goes on at the code of an address when it is opened again, without another code', async () => {
    const other = somebody().email;
    page = await open(person);
    await page.click(button('email', 'add'));
    await page.type('email_address', other);
    await page.click('submit');
    await page.see('verify-email');
    const code = await on.server.code(other);
    await page.close();
    page = await on.browser.openPage('home.html?element=nightdesk-user-profile');
    await page.click(inRow('email', 2, 'verify'));
    await page.see('verify-email');
    await page.type('code', code);
    await says(page, 'email', new RegExp(`${other}(?!.*Not verified)`));
    expect((await on.server.outbox()).filter(({ to }) => to === other)).toHaveLength(1);
  });

  it('adds a phone number, and uses it for the second step', async () => {
    page = await open(person);
    await page.click(button('phone', 'add'));
    await page.type('phone_number', '12');
    await page.click('submit');
    expect(await page.see('error')).toMatch(/number/i);
    await page.type('phone_number', '+1 212 555 2368');
    await page.click('submit');
    await page.see('verify-phone');
    const code = await on.server.code('+12125552368');
    await page.type('code', code);
    await says(page, 'phone', /\+12125552368Primary/);
    await page.click('page-security');
    await page.click('add-messages');
    await page.click('.providers button:first-child');
    await says(page, 'second-step', /Text message to \+12125552368Default/);
    await page.click(inRow('second-step', 1, 'remove'));
    await page.click('submit');
    // Now that there is a second factor, the server wants it proved.
    await page.see('reverify-phone-code');
    await page.type('code', await on.server.code('+12125552368', [code]));
    await until('the second step to be gone', async () => !(await says(page!, 'second-step', /./)).includes('+12125552368'));
  });
});

describe('the security of the account', () => {
  it('sets another password, which ends the sessions elsewhere', async () => {
    const elsewhere = await signInElsewhere(on.server, person);
    page = await open(person, { query: '&page=security' });
    await says(page, 'devices', / on .*This device/);
    await page.click(button('password', 'change'));
    await page.type('password', 'short');
    expect(await page.text('#password-note')).toMatch(/at least 8 characters/);
    await page.click('submit');
    expect(await page.see('error')).toMatch(/8/);
    await page.type('password', 'another lamp on the night desk');
    await page.click('submit');
    await says(page, 'password', /Change/);
    expect(await elsewhere.isSignedIn()).toBe(false);
    expect(await page.evaluate('clerk.session.getToken().then(Boolean)')).toBe(true);
  });

  it('says what a password lacks by the rules of the instance, and how to do better than one that is easy to guess', async () => {
    const rules = { min_length: 10, require_numbers: true, min_zxcvbn_strength: 3 };
    const lax = { min_length: 8, require_numbers: false, min_zxcvbn_strength: 0 };
    await on.server.backend('PATCH', '/instance', { password_settings: rules, reverification: false });
    try {
      page = await open(person, { query: '&page=security' });
      await page.click(button('password', 'change'));
      const note = () => page!.text('#password-note');
      expect(await note()).toBe('Needs at least 10 characters and a digit.');
      await page.type('password', 'password12');
      expect(await note()).toBe('It must not be easy to guess.');
      await page.click('submit');
      expect(await page.text('#current_password-note')).toMatch(/missing/);
      await page.type('current_password', 'not the password');
      await page.click('submit');
      await until('the wrong password to be named', async () => /not the password/.test((await page!.text('#current_password-note')) ?? ''));
      await page.type('current_password', person.password);
      await page.click('submit');
      // With what the server advises.
      await until('the easy password to be named', async () => /easy to guess\. \S/.test((await note()) ?? ''));
      await page.type('password', '4 lamps burn on the night desk');
      await page.click('submit');
      await says(page, 'password', /Change/);
    } finally {
      await on.server.backend('PATCH', '/instance', { password_settings: lax, reverification: true });
    }
  });

  it('lists the devices, and signs one of them out', async () => {
    const elsewhere = await signInElsewhere(on.server, person);
    page = await open(person, { query: '&page=security' });
    await says(page, 'devices', /This device/);
    await page.click(inRow('devices', 2, 'sign-out'));
    await until('the other device to be gone', async () => (await page!.text('[part~="section-devices"] li:nth-child(2)')) === undefined);
    expect(await elsewhere.isSignedIn()).toBe(false);
  });

  it('adds an authenticator app with its backup codes, and removes it', async () => {
    page = await open(person, { query: '&page=security' });
    await page.click('add-totp');
    await page.see('qr');
    const secret = await page.see('secret');
    await page.type('code', '000000');
    expect(await page.see('error')).toMatch(/code/i);
    await page.type('code', totp(secret, Date.now()));
    await page.see('backup-codes');
    const codes = (await page.evaluate<string>(`[...${found('codes')}.children].map((code) => code.textContent).join(' ')`)).split(' ');
    expect(codes).toHaveLength(10);
    const download = await page.evaluate<string>(`fetch(${found('action-download')}.href).then(() => '', () => ${found('action-download')}.href)`);
    expect(decodeURIComponent(download.split(',')[1] ?? '')).toBe(`${codes.join('\n')}\n`);
    await page.click('submit');
    await says(page, 'second-step', /Authenticator app.*Backup codes/);
    await page.click('new-codes');
    await page.see('confirm-backup-codes');
    await page.click('submit');
    await page.see('codes');
    await page.click('submit');
    await page.click(inRow('second-step', 1, 'remove'));
    await page.see('confirm-remove-totp');
    await page.click('submit');
    await until('the app to be gone', async () => !(await says(page!, 'second-step', /./)).includes('Backup codes'));
  });

  it('adds a passkey, names it, and removes it', async () => {
    page = await open(person, { query: '&page=security' });
    await addAuthenticator(page);
    await page.click(button('passkeys', 'add'));
    await says(page, 'passkeys', /Added|Last used/);
    await page.click(inRow('passkeys', 1, 'rename'));
    await page.type('name', 'The desk');
    await page.click('submit');
    await says(page, 'passkeys', /The desk/);
    await page.click(inRow('passkeys', 1, 'remove'));
    await page.click('submit');
    await until('the passkey to be gone', async () => !(await says(page!, 'passkeys', /./)).includes('The desk'));
  });

  it('has who they are proved once more before a change, and goes on with it', async () => {
    page = await open(person, { query: '&page=security' });
    await clock.set(15 * 60);
    await page.click('add-totp');
    await page.see('reverify-password');
    await page.click('email-code');
    await page.see('reverify-email-code');
    await page.click('password');
    await page.type('password', 'not the password');
    await page.click('submit');
    expect(await page.see('error')).toMatch(/password/i);
    await page.type('password', person.password);
    await page.click('submit');
    const secret = await page.see('secret');
    await page.type('code', totp(secret, Date.now() + 15 * 60_000));
    await page.see('backup-codes');
    await page.click('submit');
    // Of who has a second factor that one is asked for; the change below was typed before.
    await clock.set(45 * 60);
    await page.click(button('password', 'change'));
    await page.type('password', 'another lamp on the night desk');
    await page.click('submit');
    await page.see('reverify-totp');
    await page.type('code', totp(secret, Date.now() + 45 * 60_000));
    await says(page, 'password', /Change/);
  });

  it('deletes the account once that was typed', async () => {
    page = await open(person, { query: '&page=security' });
    await page.click('delete');
    await page.see('delete-account');
    await page.type('confirmation', 'yes');
    await page.click('submit');
    expect(await page.see('error')).toMatch(/Delete account/);
    await page.type('confirmation', 'delete account');
    await page.click('submit');
    await until('nobody to be signed in', () => page!.evaluate('!document.body.dataset.session'));
    expect(await page.text('profile')).toBeUndefined();
    await expect(on.server.backend('GET', `/users/${person.id}`)).rejects.toThrow(/404/);
  });
});

it('opens in a dialog from the button of the account, which has the focus again afterwards', async () => {
  page = await on.browser.openPage('home.html?element=nightdesk-user-button');
  await resize(page, 768);
  await until('the page to load', () => page!.evaluate('loaded.then(() => true)'));
  await signInOn(page, person);
  await page.click('trigger');
  await page.click('manage-account');
  await page.see('section-details');
  await loadAxe(page);
  for (const width of WIDTHS) {
    await resize(page, width);
    await isAccessible(page, `light-${width}-dialog-user-profile`);
  }
  await page.click('edit');
  await page.type('first_name', 'Ada');
  await page.click('submit');
  await says(page, 'details', /Ada/);
  const keyboard = new Keyboard(page);
  await keyboard.press('Escape');
  await until('the dialog to be closed', async () => (await page!.text('section-details')) === undefined);
  await keyboard.at('trigger');
});

describe.each(['light', 'dark'] as const)('in a %s theme', (theme) => {
  it.each(WIDTHS)('each page and each kind of step is accessible at %d px', async (width) => {
    page = await open(person, { width });
    await prefer(page, theme);
    await loadAxe(page);
    const look = (name: string) => isAccessible(page!, `${theme}-${width}-profile-${name}`);
    await look('profile');
    await page.click(button('email', 'add'));
    await page.see('add-email');
    await page.click('submit');
    await page.see('error');
    await look('add-email');
    await page.type('email_address', somebody().email);
    await page.click('submit');
    await page.see('verify-email');
    await look('verify-email');
    await page.click('cancel');
    await page.click('page-security');
    await says(page, 'devices', /This device/);
    await look('security');
    await page.click('add-totp');
    const secret = await page.see('secret');
    await look('add-totp');
    await page.type('code', totp(secret, Date.now()));
    await page.see('backup-codes');
    await look('backup-codes');
    await page.click('submit');
    await page.click('delete');
    await page.see('delete-account');
    await look('delete-account');
  });
});

it('speaks the language of its page, in its direction', async () => {
  page = await open(person, { query: '&lang=ar' });
  await loadAxe(page);
  await isAccessible(page, 'light-360-profile-ar');
  expect(await page.evaluate(`getComputedStyle(${found('profile')}).direction`)).toBe('rtl');
});

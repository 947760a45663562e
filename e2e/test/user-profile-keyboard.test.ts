import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { icon } from '../../examples/extension/build/icons.ts';
import { addAuthenticator } from '../support/authenticator.ts';
import type { Page } from '../support/chromium/page.ts';
import { Clock } from '../support/clock.ts';
import { resize } from '../support/elements.ts';
import { Keyboard } from '../support/keyboard.ts';
import { signInElsewhere } from '../support/other-device.ts';
import { button, inRow, stageProfile } from '../support/profile-stage.ts';
import type { Stage } from '../support/stage.ts';
import { anAccount, signInOn, somebody, type Person } from '../support/steps.ts';
import { found } from '../support/surface.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

const NEW_PASSWORD = 'another lamp on the night desk';
const MINUTE_SECS = 60;

let on: Stage;
let clock: Clock;
let page: Page;
let keyboard: Keyboard;
let person: Person & { id: string };

beforeAll(async () => {
  clock = await Clock.make();
  on = await stageProfile(clock);
});

afterAll(async () => {
  await on?.close();
  await clock?.remove();
});

beforeEach(async () => {
  person = await anAccount(on.server);
});

afterEach(async () => {
  await clock.set(0);
  await page.evaluate('clerk.signOut()').catch(() => undefined);
  await page.close();
});

/** One of our elements, in front of somebody who has just signed in. */
async function open(element = 'nightdesk-user-profile', width = 360): Promise<void> {
  page = await on.browser.openPage(`home.html?element=${element}`);
  await resize(page, width);
  keyboard = new Keyboard(page);
  await until('the page to load', () => page.evaluate('loaded.then(() => true)'));
  await signInOn(page, person);
}

/** The profile, at its second page. */
async function openSecurity(): Promise<void> {
  await open();
  await page.see('tabs');
  await keyboard.use('page-security');
  await page.see('section-password');
  await keyboard.at('page-security');
  await says('devices', /This device/);
}

/** The heading of a section. */
const heading = (section: string) => `[part~="section-${section}"] [part~="section-title"]`;

/** Waits until a section says something, and nothing is being changed. */
function says(section: string, text: RegExp): Promise<string> {
  return until(`"${section}" to say ${text}`, async () => {
    const shown = (await page.text(`section-${section}`)) ?? '';
    return (await page.text('form')) === undefined && text.test(shown) ? shown : undefined;
  });
}

function saysNoMore(section: string, text: RegExp): Promise<unknown> {
  return until(`"${section}" not to say ${text}`, async () => !text.test(await says(section, /^/)));
}

/** Waits for a step and its first field, and types into it. */
async function enter(step: string, field: string, text: string | Promise<string>): Promise<void> {
  await page.see(step);
  await keyboard.at(field);
  await keyboard.type(await text);
}

/** Says yes to the question whether something is to go. The harmless answer comes first. */
async function confirm(step: string): Promise<void> {
  await page.see(step);
  await keyboard.at('cancel');
  await keyboard.backTo('submit');
  await keyboard.press('Enter');
}

describe('the profile, by keyboard alone,', () => {
  it('changes the name and the username', async () => {
    await open();
    await keyboard.use('edit');
    await enter('edit-profile', 'first_name', 'Ada');
    await keyboard.fill('last_name', 'Lovelace');
    await keyboard.fill('username', 'a');
    await keyboard.press('Enter');
    expect(await page.see('error')).toMatch(/username/i);
    await keyboard.at('username');
    await keyboard.type('ada_lovelace');
    await keyboard.press('Enter');
    await says('details', /Ada Lovelace.*ada_lovelace/);
    await keyboard.at('edit');
    // Left again without a change.
    await keyboard.press('Enter');
    await keyboard.at('first_name');
    await keyboard.type('Augusta');
    await keyboard.use('cancel');
    await says('details', /Ada Lovelace/);
    await keyboard.at('edit');
  });

  it('takes a picture, and takes it away again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-picture-'));
    const file = join(folder, 'ada.png');
    await writeFile(file, icon(128));
    await open();
    await page.send('Page.setInterceptFileChooserDialog', { enabled: true });
    const asked = page.next<{ backendNodeId: number }>('Page.fileChooserOpened');
    await keyboard.use('upload');
    const { backendNodeId } = await asked;
    await page.send('DOM.setFileInputFiles', { files: [file], backendNodeId });
    await page.see('remove-picture');
    await keyboard.at('upload');
    await keyboard.use('remove-picture');
    await until('no picture to be there', async () => (await page.text('remove-picture')) === undefined);
    await keyboard.at(heading('details'));
    await rm(folder, { recursive: true });
  });

  it('adds an e-mail address, makes it the primary one, and removes the other', async () => {
    const other = somebody().email;
    await open();
    await keyboard.use(button('email', 'add'));
    await enter('add-email', 'email_address', person.email);
    await keyboard.press('Enter');
    expect(await page.see('error')).toBe('You have this already.');
    await enter('add-email', 'email_address', other);
    await keyboard.press('Enter');
    await enter('verify-email', 'code', '000000');
    expect(await page.see('error')).toMatch(/code/i);
    await enter('verify-email', 'code', on.server.code(other));
    await says('email', new RegExp(other));
    await keyboard.at(button('email', 'add'));
    await keyboard.backTo(inRow('email', 2, 'make-primary'));
    await keyboard.press('Enter');
    await says('email', new RegExp(`${other}Primary`));
    await keyboard.at(heading('email'));
    await keyboard.use(inRow('email', 1, 'remove'));
    await page.see('confirm-remove-email');
    await keyboard.at('cancel');
    await keyboard.press('Enter');
    await says('email', new RegExp(person.email));
    await keyboard.at(inRow('email', 1, 'remove'));
    await keyboard.press('Enter');
    await confirm('confirm-remove-email');
    await saysNoMore('email', new RegExp(person.email));
    await keyboard.at(heading('email'));
    // The last one stays, and so does whoever has asked.
    await keyboard.use(inRow('email', 1, 'remove'));
    await confirm('confirm-remove-email');
    expect(await page.see('error')).toMatch(/./);
    await keyboard.at('submit');
  });

  it('goes on at the code of an address', async () => {
    const other = somebody().email;
    await open();
    await keyboard.use(button('email', 'add'));
    await enter('add-email', 'email_address', other);
    await keyboard.press('Enter');
    await page.see('verify-email');
    await keyboard.use('cancel');
    await keyboard.at(button('email', 'add'));
    await keyboard.backTo(inRow('email', 2, 'verify'));
    await keyboard.press('Enter');
    await enter('verify-email', 'code', on.server.code(other));
    await says('email', new RegExp(`${other}(?!.*Not verified)`));
    await keyboard.at(heading('email'));
  });

  it('adds a phone number, and uses it for the second step', async () => {
    const number = '+12125554368';
    await open();
    await keyboard.use(button('phone', 'add'));
    await enter('add-phone', 'phone_number', '12');
    await keyboard.press('Enter');
    expect(await page.see('error')).toMatch(/number/i);
    await enter('add-phone', 'phone_number', number);
    await keyboard.press('Enter');
    const code = await on.server.code(number);
    await enter('verify-phone', 'code', code);
    await says('phone', /\+12125554368Primary/);
    await keyboard.at(button('phone', 'add'));
    await keyboard.backTo('page-security');
    await keyboard.press('Enter');
    await says('devices', /This device/);
    await keyboard.use('add-messages');
    await page.see('add-messages');
    await keyboard.at('.providers button:first-child');
    await keyboard.press('Enter');
    await says('second-step', /Text message to \+12125554368Default/);
    await keyboard.at('add-messages');
    await keyboard.backTo(inRow('second-step', 1, 'remove'));
    await keyboard.press('Enter');
    await confirm('confirm-remove-messages');
    await enter('reverify-phone-code', 'code', on.server.code(number, [code]));
    await saysNoMore('second-step', /\+12125554368/);
    await keyboard.at(heading('second-step'));
  });
});

describe('the security of the account, by keyboard alone:', () => {
  beforeEach(openSecurity);

  it('another password', async () => {
    await keyboard.use(button('password', 'change'));
    await enter('change-password', 'password', 'short');
    await keyboard.use('reveal');
    await keyboard.at('[part~="input-password"][type="text"]');
    await keyboard.press('Enter');
    expect(await page.see('error')).toMatch(/8/);
    await enter('change-password', 'password', NEW_PASSWORD);
    await keyboard.use('sign_out', 'Space');
    expect(await page.evaluate(`${found('sign_out')}.checked`)).toBe(false);
    await keyboard.use('submit');
    await says('password', /Change/);
    await keyboard.at(button('password', 'change'));
  });

  it('another password, where the one that they have is asked for', async () => {
    onTestFinished(async () => void (await on.server.backend('PATCH', '/instance', { reverification: true })));
    await on.server.backend('PATCH', '/instance', { reverification: false });
    await page.send('Page.reload');
    await page.see('tabs');
    await keyboard.use('page-security');
    await page.see('section-password');
    await keyboard.use(button('password', 'change'));
    await page.see('change-password');
    await keyboard.at('current_password');
    await keyboard.press('Enter');
    await page.see('error');
    await enter('change-password', 'current_password', 'not the password');
    await keyboard.press('Enter');
    await keyboard.at('[part~="input-password"]');
    await keyboard.type(NEW_PASSWORD);
    await keyboard.press('Enter');
    await until('the wrong password to be named', async () => /not the password/.test((await page.text('#current_password-note')) ?? ''));
    await enter('change-password', 'current_password', person.password);
    await keyboard.press('Enter');
    await says('password', /Change/);
    await keyboard.at(button('password', 'change'));
  });

  it('a passkey', async () => {
    await addAuthenticator(page);
    await keyboard.use(button('passkeys', 'add'));
    await says('passkeys', /Added|Last used/);
    await keyboard.at(button('passkeys', 'add'));
    await keyboard.backTo(inRow('passkeys', 1, 'rename'));
    await keyboard.press('Enter');
    await page.see('rename-passkey');
    await keyboard.at('name');
    await keyboard.press('Tab');
    await keyboard.backTo('name');
    await keyboard.type('The desk');
    await keyboard.press('Enter');
    await says('passkeys', /The desk/);
    await keyboard.at(inRow('passkeys', 1, 'rename'));
    await keyboard.use(inRow('passkeys', 1, 'remove'), 'Space');
    await confirm('confirm-remove-passkey');
    await saysNoMore('passkeys', /The desk/);
    await keyboard.at(heading('passkeys'));
  });

  it('an authenticator app with its backup codes', async () => {
    await keyboard.use('add-totp');
    await page.see('qr');
    await keyboard.at('code');
    // The secret is taken along by going there.
    await keyboard.backTo('secret');
    const secret = await page.evaluate<string>('getSelection().toString()');
    expect(secret).toBe(await page.text('secret'));
    await keyboard.fill('code', '000000');
    expect(await page.see('error')).toMatch(/code/i);
    await enter('add-totp', 'code', totp(secret, Date.now()));
    await page.see('backup-codes');
    await keyboard.at('submit');
    await keyboard.backTo('copy');
    await keyboard.press('Enter');
    await until('the codes to be copied, or not', async () => !/^Copy$/.test((await page.text('copy')) ?? ''));
    await keyboard.tabTo('download');
    await keyboard.use('submit');
    await says('second-step', /Authenticator app.*Backup codes/);
    await keyboard.at(heading('second-step'));
    await keyboard.use('new-codes');
    await page.see('confirm-backup-codes');
    await keyboard.at('submit');
    await keyboard.press('Enter');
    await page.see('codes');
    await keyboard.at('submit');
    await keyboard.press('Enter');
    await says('second-step', /Authenticator app/);
    await keyboard.at('new-codes');
    await keyboard.backTo(inRow('second-step', 1, 'remove'));
    await keyboard.press('Enter');
    await confirm('confirm-remove-totp');
    await saysNoMore('second-step', /Backup codes/);
    await keyboard.at(heading('second-step'));
  });

  it('who they are, once more before a change', async () => {
    await clock.set(15 * MINUTE_SECS);
    await keyboard.use('add-totp');
    await page.see('reverify-password');
    await keyboard.at('password');
    await keyboard.use('email-code');
    await page.see('reverify-email-code');
    await keyboard.at('code');
    await keyboard.use('password');
    await enter('reverify-password', 'password', 'not the password');
    await keyboard.press('Enter');
    expect(await page.see('error')).toMatch(/password/i);
    await enter('reverify-password', 'password', person.password);
    await keyboard.press('Enter');
    await page.see('add-totp');
    await keyboard.at('code');
    const secret = await page.see('secret');
    await keyboard.type(totp(secret, Date.now() + 15 * MINUTE_SECS * 1000));
    await page.see('backup-codes');
    await keyboard.at('submit');
    await keyboard.press('Enter');
    await says('second-step', /Authenticator app/);
    // Of who has a second factor that one is asked for.
    await clock.set(45 * MINUTE_SECS);
    await keyboard.backTo(button('password', 'change'));
    await keyboard.press('Enter');
    await enter('change-password', 'password', 'short');
    await keyboard.press('Enter');
    await enter('reverify-totp', 'code', totp(secret, Date.now() + 45 * MINUTE_SECS * 1000));
    // What is wrong with the change is said where it was typed.
    await page.see('change-password');
    expect(await page.see('error')).toMatch(/8/);
    await enter('change-password', 'password', NEW_PASSWORD);
    await keyboard.press('Enter');
    await says('password', /Change/);
    await keyboard.at(button('password', 'change'));
  });

  it('the end of a session elsewhere, and of all others', async () => {
    const others = await Promise.all([1, 2, 3].map(() => signInElsewhere(on.server, person)));
    await keyboard.backTo('page-security');
    await keyboard.press('Enter');
    await page.see('[part~="section-devices"] li:nth-child(4)');
    await keyboard.use(inRow('devices', 2, 'sign-out'));
    await until('one of them to be gone', async () => (await page.text('[part~="section-devices"] li:nth-child(4)')) === undefined);
    await keyboard.at(heading('devices'));
    await keyboard.use(button('devices', 'sign-out-others'));
    await confirm('confirm-sign-out-others');
    await until('the others to be gone', async () => (await page.text('[part~="section-devices"] li:nth-child(2)')) === undefined);
    await keyboard.at(heading('devices'));
    for (const other of others) expect(await other.isSignedIn()).toBe(false);
  });

  it('the end of the account', async () => {
    await keyboard.use('delete');
    await enter('delete-account', 'confirmation', 'yes');
    await keyboard.press('Enter');
    expect(await page.see('error')).toMatch(/Delete account/);
    await enter('delete-account', 'confirmation', 'delete account');
    await keyboard.use('submit');
    await until('nobody to be signed in', () => page.evaluate('!document.body.dataset.session'));
    await expect(on.server.backend('GET', `/users/${person.id}`)).rejects.toThrow(/404/);
  });
});

describe('the profile in a dialog, by keyboard alone,', () => {
  beforeEach(async () => {
    await open('nightdesk-user-button', 768);
    await page.see('trigger');
    await keyboard.use('trigger');
    await keyboard.at('manage-account');
    await keyboard.press('Enter');
    await page.see('section-details');
  });

  const closed = () => until('the dialog to be closed', async () => (await page.text('close')) === undefined);

  it('changes a name, keeps the focus inside, and gives it back on Escape', async () => {
    await keyboard.use('edit');
    await enter('edit-profile', 'first_name', 'Ada');
    await keyboard.press('Enter');
    await says('details', /Ada/);
    await keyboard.at('edit');
    await keyboard.tabTo('close');
    await keyboard.backTo('[part~="section-email"] [part~="action-add"]');
    await keyboard.press('Escape');
    await closed();
    await keyboard.at('trigger');
  });

  it('is closed by its button', async () => {
    await keyboard.at('close');
    await keyboard.press('Enter');
    await closed();
    await keyboard.at('trigger');
  });

  it('is closed once the account is gone', async () => {
    await keyboard.use('page-security');
    await keyboard.use('delete');
    await enter('delete-account', 'confirmation', 'delete account');
    await keyboard.press('Enter');
    await closed();
    expect(await page.text('trigger')).toBeUndefined();
  });
});

it('the profile is left and entered by Tab at each of its widths', async () => {
  await open();
  for (const width of [360, 768, 1280]) {
    await resize(page, width);
    for (const [tab, last] of [['page-security', 'delete'], ['page-profile', button('phone', 'add')]] as const) {
      await keyboard.backTo(tab);
      await keyboard.press('Enter');
      await page.see(tab === 'page-security' ? 'section-devices' : 'section-details');
      await keyboard.tabTo(last);
    }
  }
});

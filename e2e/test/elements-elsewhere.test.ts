import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { addAuthenticator, HOST_PERMISSIONS } from '../support/authenticator.ts';
import type { Page } from '../support/chromium/page.ts';
import { ADA, connectGoogle, GRACE, PROVIDER, startProvider } from '../support/provider.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';


let on: Stage;
let provider: Web;

beforeAll(async () => {
  provider = await startProvider();
  on = await stage({
    fixture: {
      scripts: { folder: 'elements', names: ['page', 'worker'] },
      // Passkeys are bound to the instance's site, for which an extension needs permission.
      manifest: { permissions: ['storage', 'identity'], host_permissions: HOST_PERMISSIONS },
    },
  });
  await connectGoogle(on.server, provider);
});

afterAll(async () => {
  await on?.close();
  await provider?.stop();
});

async function signedIn(page: Page): Promise<void> {
  await until('somebody to be signed in', () => page.evaluate('!!document.body.dataset.session'));
}

describe('the sign-in element, at a provider', () => {
  let page: Page;

  beforeAll(async () => {
    await on.server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    await on.server.backend('PATCH', '/instance', { username: 'required', legal_consent: true });
  });

  afterAll(() => on.server.backend('PATCH', '/instance', { username: 'on', legal_consent: false }));

  beforeEach(async () => {
    page = await on.browser.openPage('home.html');
    await page.see('start');
    return async () => {
      await page.evaluate('clerk.signOut()').catch(() => undefined);
      await page.close();
      await on.browser.closed(provider.at(PROVIDER));
    };
  });

  /** Presses the provider's button, and answers there. */
  async function go(choice: string): Promise<void> {
    await page.click('oauth_google');
    const there = await on.browser.opened(provider.at(PROVIDER));
    await there.see('ada');
    await there.click(choice);
  }

  it('signs in whom the instance knows', async () => {
    await go('ada');
    await signedIn(page);
  });

  it('asks somebody new for what the instance requires and the provider did not tell', async () => {
    await go('grace');
    await page.see('sign-up-rest');
    await page.type('username', 'grace');
    await page.click('submit');
    expect(await page.see('error')).toMatch(/agree/);
    await page.click('legal_accepted');
    await page.click('submit');
    await signedIn(page);
    expect(await page.evaluate('clerk.user.primaryEmailAddress.emailAddress')).toBe(GRACE);
  });

  it('shows the account there in the profile, and takes it off again', async () => {
    await go('ada');
    await signedIn(page);
    const profile = await on.browser.openPage('home.html?element=nightdesk-user-profile');
    expect(await profile.see('section-connections')).toMatch(new RegExp(`Google.*${ADA}`));
    // No provider could lead back to a page of an extension.
    expect(await profile.text('[part~="section-connections"] .section-actions')).toBeUndefined();
    await profile.click('[part~="section-connections"] [part~="action-remove"]');
    await profile.see('confirm-remove-connection');
    await profile.click('submit');
    await until('the account to be gone', async () => (await profile.text('section-connections')) === undefined);
    await profile.close();
  });

  it('stays usable for who refuses there', async () => {
    await go('deny');
    expect(await page.see('error')).toMatch(/did not sign you in/);
    await go('ada');
    await signedIn(page);
  });
});

describe('the sign-in element, with passkeys', () => {
  beforeAll(() => on.server.backend('PATCH', '/instance', { passkeys_enabled: true }));

  it('signs in by a press, and names itself to what the browser fills in', async () => {
    const person = await anAccount(on.server);
    const page = await on.browser.openPage('home.html');
    const authenticator = await addAuthenticator(page);
    await page.see('start');
    await signInOn(page, person);
    await page.evaluate('clerk.user.createPasskey().then(({ id }) => id)');
    // Nobody touches it until the test says so: what the browser offers by itself is not taken.
    await authenticator.touched(false);
    await page.evaluate('clerk.signOut()');
    await page.see('start');
    expect(await page.evaluate(`document.querySelector('nightdesk-sign-in').shadowRoot.querySelector('[name="identifier"]').autocomplete`)).toBe('username webauthn');
    await authenticator.touched(true);
    await page.click('passkey');
    await signedIn(page);
    expect(await page.evaluate('clerk.user.id')).toBe(person.id);
    await page.close();
  });
});

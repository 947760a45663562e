import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildFixture, WASM_POLICY, type Entries } from '../support/fixture-extension.ts';
import { MinimalApi } from '../support/minimal-api.ts';
import { ADA, GRACE, startProvider } from '../support/provider.ts';
import { SocialApi } from '../support/social-api.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const PROVIDER = 'provider.nightdesk.localhost';

interface Outcome {
  done?: true;
  code?: string;
  cause?: { code: string };
  message?: string;
}

describe.each<[entries: Entries, permissions: string[]]>([
  ['javascript', ['storage', 'identity']],
  ['wasm', ['storage', 'identity']],
  // As in a browser without chrome.identity.
  ['javascript', ['storage', 'tabs']],
])('signing in elsewhere, %s entries with the permissions %j', (entries, permissions) => {
  let folder: string;
  let provider: Web;
  let social: SocialApi;
  let browser: Browser;
  let home: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-web-auth-'));
    provider = await startProvider();
    social = await SocialApi.start(provider.at(PROVIDER));
    await buildFixture(folder, {
      publishableKey: social.api.publishableKey(),
      entries,
      scripts: { folder: 'web-auth', names: ['worker', 'page'] },
      manifest: { permissions: permissions as never, ...(entries === 'wasm' && { content_security_policy: WASM_POLICY }) },
    });
    browser = await Browser.launch(folder, { flags: MinimalApi.browserFlags });
    social.allowed = [`https://${browser.extensionId}.chromiumapp.org/`];
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([provider?.stop(), social?.api.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    social.reset();
    home = await browser.openPage('home.html');
    await home.evaluate('loaded');
  });

  afterEach(async () => {
    await home.evaluate('clerk.signOut()').catch(() => undefined);
    await home.close();
    // The browser closes its window a moment after it has told of its end.
    await browser.closed(provider.at(PROVIDER));
  });

  /** Starts a sign-in on a page, and gives what becomes of it there. */
  const start = (page: Page, call: string) =>
    page.evaluate<void>(`void (globalThis.outcome = ${call}.then(() => ({ done: true }), ({ code, cause, message }) => ({ code, cause, message })))`);
  const outcome = (page: Page) => page.evaluate<Outcome>('outcome');
  const google = (kind = 'signIn', more = '') => `clerk.client.${kind}.authenticateWithRedirect({ strategy: 'oauth_google'${more} })`;
  const atProvider = async () => {
    const page = await browser.opened(provider.at(PROVIDER));
    // Closed any sooner, it counts as a page that could not be loaded.
    await page.see('ada');
    return page;
  };
  const who = (page: Page) => page.evaluate<string | null>('clerk.session?.id ?? null');

  it('signs in with a provider, and every open page sees it', async () => {
    social.accounts.add(ADA);
    const other = await browser.openPage('sidepanel.html');
    await other.evaluate('loaded');
    await start(home, google());
    await (await atProvider()).click('ada');
    expect(await outcome(home)).toEqual({ done: true });
    expect(await who(home)).toBe('sess_1');
    await until('the other page to see it', async () => (await who(other)) === 'sess_1');
    expect(await home.evaluate('clerk.session.getToken()')).toMatch(/^ey/);
    await other.close();
  });

  it('signs in although the popup that began it closes', async () => {
    social.accounts.add(ADA);
    const popup = await browser.openPopup();
    await popup.evaluate('loaded');
    await start(popup, google());
    const page = await atProvider();
    await popup.close();
    await page.click('ada');
    await until('the open page to see it', async () => (await who(home)) === 'sess_1');
    await browser.stopWorker();
    expect(await home.evaluate('chrome.runtime.sendMessage({})')).toMatchObject({ session: 'sess_1', token: expect.stringMatching(/^ey/) });
    const again = await browser.openPopup();
    await again.evaluate('loaded');
    expect(await who(again)).toBe('sess_1');
    await again.close();
  });

  it('says that the user closed the page, and can begin again', async () => {
    social.accounts.add(ADA);
    await start(home, google());
    await (await atProvider()).close();
    expect(await outcome(home)).toMatchObject({ code: 'web_auth_cancelled' });
    expect(await who(home)).toBeNull();
    await start(home, google());
    await (await atProvider()).click('ada');
    expect(await outcome(home)).toEqual({ done: true });
  });

  it('says that the user, or the provider, refused', async () => {
    await start(home, google());
    await (await atProvider()).click('deny');
    expect(await outcome(home)).toMatchObject({ code: 'web_auth_failed', cause: { code: 'oauth_access_denied' } });
    await until('the page to see why', () => home.evaluate(`clerk.client.signIn.firstFactorVerification.error?.code === 'oauth_access_denied'`));
  });

  it('lets the first of two attempts go', async () => {
    social.accounts.add(ADA);
    await start(home, google());
    const first = await atProvider();
    await home.evaluate(`void (globalThis.second = ${google()}.then(() => 'done', ({ code }) => code))`);
    expect(await outcome(home)).toMatchObject({ code: 'web_auth_cancelled' });
    await first.close();
    await (await atProvider()).click('ada');
    expect(await home.evaluate('second')).toBe('done');
  });

  it.each([
    ['a sign-in by somebody without an account becomes a sign-up', 'signIn', 'grace', ''],
    ['a sign-up by somebody with an account becomes a sign-in', 'signUp', 'ada', ''],
    ['a sign-up signs up', 'signUp', 'grace', `, continueSignUp: true, legalAccepted: true`],
  ])('%s', async (_, kind, person, more) => {
    social.accounts.add(ADA);
    await start(home, google(kind, more));
    await (await atProvider()).click(person);
    expect(await outcome(home)).toEqual({ done: true });
    expect(await who(home)).toBe('sess_1');
    expect(social.accounts).toEqual(new Set(person === 'grace' ? [ADA, GRACE] : [ADA]));
  });

  it('turns away who has no account, if that is wanted', async () => {
    await start(home, google('signIn', ', transferable: false'));
    await (await atProvider()).click('grace');
    expect(await outcome(home)).toMatchObject({ code: 'web_auth_failed', cause: { code: 'external_account_not_found' } });
    expect(await who(home)).toBeNull();
  });

  it('signs in at the page of a company', async () => {
    social.accounts.add(ADA);
    await start(home, `clerk.authenticateWithRedirect({ strategy: 'enterprise_sso', identifier: '${ADA}' })`);
    await (await atProvider()).click('ada');
    expect(await outcome(home)).toEqual({ done: true });
    expect(await who(home)).toBe('sess_1');
  });

  it('leaves a second factor to the page', async () => {
    social.accounts.add(ADA);
    social.needsSecondFactor = true;
    await start(home, google());
    await (await atProvider()).click('ada');
    expect(await outcome(home)).toEqual({ done: true });
    expect(await home.evaluate('clerk.client.signIn.status')).toBe('needs_second_factor');
    await start(home, `clerk.handleRedirectCallback({ secondFactorUrl: '/second' }, async (to) => void (globalThis.led = to))`);
    expect(await outcome(home)).toEqual({ done: true });
    expect(await home.evaluate('led')).toBe('/second');
  });

  it('waits for a link in an e-mail, also after the page has gone', async () => {
    const sent = await browser.openPage('sidepanel.html');
    await sent.evaluate(`loaded.then(() => clerk.client.signIn.create({ identifier: '${ADA}' }))`);
    const flow = `clerk.client.signIn.createEmailLinkFlow().startEmailLinkFlow({ emailAddressId: 'idn_1', redirectUrl: '${provider.at(PROVIDER)}/' })`;
    social.allowed.push(provider.at(PROVIDER));
    await start(sent, flow);
    await until('the worker to ask for it', () => social.api.seen.filter(({ path }) => /sign_ins\/\w+$/.test(path)).length > 1);
    await sent.close();
    await (await browser.open(social.link)).close();
    await until('the open page to see it', async () => (await who(home)) === 'sess_1');
  });

  it('says that nobody is led back here', async () => {
    const { allowed } = social;
    social.allowed = [];
    await start(home, google());
    expect(await outcome(home)).toMatchObject({ code: 'redirect_url_not_allowed' });
    social.allowed = allowed;
  });

  it('says that the worker was stopped meanwhile, or goes on where that can be', async () => {
    social.accounts.add(ADA);
    await start(home, google());
    const page = await atProvider();
    await browser.stopWorker();
    expect(await outcome(home)).toMatchObject({ code: 'worker_stopped' });
    if (!permissions.includes('tabs')) return page.close();
    await page.click('ada');
    await until('the page to see it', async () => (await who(home)) === 'sess_1');
  });
});

describe('a manifest or a worker that is not made for it', () => {
  it.each([
    ['manifest_identity_missing', { folder: 'web-auth', names: ['worker'] }],
    ['web_auth_not_handled', undefined],
  ])('is told so: %s', async (code, scripts) => {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-web-auth-'));
    const api = await MinimalApi.start();
    await buildFixture(folder, { publishableKey: api.publishableKey(), manifest: { permissions: ['storage'] }, ...(scripts && { scripts }) });
    const browser = await Browser.launch(folder, { flags: MinimalApi.browserFlags });
    try {
      const page = await browser.openPage('home.html');
      const seen = api.seen.length;
      expect(await page.evaluate(`loaded.then(() => clerk.authenticateWithRedirect({ strategy: 'oauth_google' })).catch(({ code }) => code)`)).toBe(code);
      expect(api.since(seen)).toEqual([]);
    } finally {
      await browser.close();
      await api.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

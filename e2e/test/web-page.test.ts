import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { isAccessible, loadAxe, prefer, resize, WIDTHS } from '../support/elements.ts';
import { startExample, type ExampleApp } from '../support/example-app.ts';
import { ADA, connectGoogle, GRACE, startProvider } from '../support/provider.ts';
import { MINT } from '../support/server.ts';
import { stage, type Stage } from '../support/stage.ts';
import { anAccount, signIn, somebody, type Person } from '../support/steps.ts';
import { until } from '../support/until.ts';
import { serve } from '../support/web.ts';
import { at } from '../support/workspace.ts';

const LIFETIME_SECS = 10;

/** What the policy of the page forbids, from its first request on. */
const WATCH = `globalThis.violations = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));`;

describe.each(['development', 'production'] as const)('a web page with the elements, %s', (environment) => {
  let on: Stage;
  let app: ExampleApp;
  let page: Page;

  beforeAll(async () => {
    on = await stage({ environment, fixture: {}, sessionTokenLifetimeSecs: LIFETIME_SECS, launch: { flags: ['--ignore-certificate-errors'] } });
    const jwks = `${on.server.origin}/.well-known/jwks.json`;
    app = await startExample('web-page', on.server.instance.publishable_key, '--jwks', jwks);
    await on.server.allow(app.url);
    await on.server.backend('PATCH', '/instance', { first_name: 'on' });
  });

  afterAll(async () => {
    await app?.stop();
    await on?.close();
  });

  async function open(): Promise<Page> {
    const opened = await on.browser.open('about:blank#');
    await opened.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
    await opened.goto(`${app.url}/`);
    return opened;
  }

  beforeEach(async () => {
    page = await open();
    await page.see('start');
    return async () => {
      expect(await page.evaluate('violations')).toEqual([]);
      if (await page.text('trigger')) await signOut(page);
      await page.close();
    };
  });

  async function isIn(on: Page, { email }: { email: string }): Promise<void> {
    await until(`${email} to be signed in`, async () => (await on.text('name')) === email);
  }

  async function signOut(from: Page): Promise<void> {
    await from.click('trigger');
    await from.click('sign-out');
    await from.see('start');
  }

  /** Who that is to the server of the page. */
  const who = () => page.evaluate<{ userId: string | null; sessionId: string | null }>(`fetch('/api/who').then((response) => response.json())`);

  async function aPerson(): Promise<Person & { id: string }> {
    const person = await anAccount(on.server);
    await signIn(page, person);
    await isIn(page, person);
    return person;
  }

  it('signs up with a code; the server of the page knows by its cookie, also after a reload', async () => {
    const person = somebody();
    await page.click('use-sign-up');
    await page.see('use-password');
    await page.type('email', person.email);
    await page.type('password', person.password);
    await page.click('submit');
    await page.see('sent-to');
    // A reload, as whoever comes back from their mail may do, goes on there.
    await page.goto(`${app.url}/?again=1`);
    await page.see('sent-to');
    await page.type('code', await on.server.code(person.email));
    await isIn(page, person);
    const { userId, sessionId } = await who();
    expect(await on.server.backend('GET', `/users/${userId}`)).toMatchObject({ email_addresses: [{ email_address: person.email }] });
    await page.goto(`${app.url}/`);
    await isIn(page, person);
    expect(await who()).toEqual({ userId, sessionId });
    await page.click('ask');
    await until('the answer', async () => (await page.text('answer')) === `You are ${userId}.`);
  });

  it('signs in, and says what is wrong before that', async () => {
    const person = await anAccount(on.server);
    await signIn(page, { ...person, password: 'not the password' });
    await page.see('error');
    expect(await who()).toEqual({ userId: null, sessionId: null });
    await page.type('password', person.password);
    await page.click('submit');
    await isIn(page, person);
    expect((await who()).userId).toBe(person.id);
  });

  it('keeps the cookie fresh beyond the life of a token, by a request a token', async () => {
    const { id } = await aPerson();
    const mark = await on.server.mark();
    const end = Date.now() + 2 * LIFETIME_SECS * 1000;
    while (Date.now() < end) {
      expect((await who()).userId).toBe(id);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    const requests = await on.server.since(mark);
    expect(new Set(requests)).toEqual(new Set([MINT]));
    expect(requests.length).toBeLessThanOrEqual(5);
  });

  it('hears of a sign-out in another tab', async () => {
    const person = await aPerson();
    const other = await open();
    await isIn(other, person);
    await signOut(other);
    await other.close();
    await page.see('start');
    expect(await who()).toEqual({ userId: null, sessionId: null });
    expect(await page.evaluate('document.cookie')).not.toMatch(/__session/);
  });

  it('shows the account in a dialog, and changes it', async () => {
    await aPerson();
    await page.click('trigger');
    await page.click('manage-account');
    await page.see('section-details');
    await page.click('edit');
    await page.type('first_name', 'Ada');
    await page.click('submit');
    await until('the page to show it', async () => (await page.text('name')) === 'Ada');
    await page.click('close');
  });

  // In production providers of this machine are none.
  if (environment === 'development') it('signs in and up at a provider, and says what was wrong there', async () => {
    const provider = await startProvider();
    onTestFinished(() => provider.stop());
    await connectGoogle(on.server, provider);
    await on.server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    await page.goto(`${app.url}/?from=here`);
    await page.click('oauth_google');
    await page.click('deny');
    expect(await page.see('error')).toMatch(/did not sign you in/);
    // Neither the sign of having been there nor what development needs stays in the address.
    expect(await page.url()).toBe(`${app.url}/?from=here`);
    await page.click('oauth_google');
    await page.click('ada');
    await isIn(page, { email: ADA });
    expect((await who()).userId).toMatch(/^user_/);
    await signOut(page);
    await page.click('oauth_google');
    await page.click('grace');
    await isIn(page, { email: GRACE.split('@')[0] ?? '' });
    expect(await page.url()).toBe(`${app.url}/?from=here`);
  });

  it('shares a sign-in with the hosted pages', async () => {
    const person = await anAccount(on.server);
    const hosted = `https://${on.server.instance.frontend_api}/sign-in?redirect_url=${encodeURIComponent(`${app.url}/?back=1`)}`;
    await page.send('Page.navigate', { url: hosted });
    await until('the hosted page', async () => (await page.url()).startsWith(hosted));
    await page.see('start');
    await signIn(page, person);
    await until('the page again', async () => (await page.url()) === `${app.url}/?back=1`);
    await isIn(page, person);
    expect((await who()).userId).toBe(person.id);
  });

  it('does without a bundler, from files of its own', async () => {
    const dist = at('target', 'npm', 'unpacked', 'node_modules', '@nightdesk', 'elements', 'dist');
    const web = await serve(async (request, response) => {
      const path = request.url ?? '/';
      response.setHeader('content-security-policy', `default-src 'none'; script-src 'self'; connect-src http:`);
      if (path === '/') return response.setHeader('content-type', 'text/html').end(PLAIN);
      const file = path === '/page.js' ? plainScript(on.server.instance.publishable_key) : await readFile(`${dist}${path.replace('/nightdesk', '')}`).catch(() => undefined);
      return response.setHeader('content-type', 'text/javascript').writeHead(file ? 200 : 404).end(file);
    });
    onTestFinished(() => web.stop());
    const url = web.at('plain.nightdesk.localhost');
    await on.server.allow(app.url, url);
    const plain = await on.browser.open(url);
    await plain.see('start');
    await signIn(plain, await anAccount(on.server));
    await plain.see('profile');
    await signOutBy(plain);
    await plain.close();
  });
});

const PLAIN = `<!doctype html><title>Plain</title><script type="module" src="/page.js"></script><nightdesk-sign-in></nightdesk-sign-in>`;

const plainScript = (key: string) => `
  import './nightdesk/index.js';
  import './nightdesk/user-profile.js';
  import { createClerkClient } from './nightdesk/web.js';
  globalThis.clerk = createClerkClient({ publishableKey: '${key}' });
  document.querySelector('nightdesk-sign-in').client = clerk;
  clerk.addListener(({ session }) => {
    if (session?.status !== 'active' || document.querySelector('nightdesk-user-profile')) return;
    document.body.append(Object.assign(document.createElement('nightdesk-user-profile'), { client: clerk }));
  });`;

function signOutBy(page: Page): Promise<unknown> {
  return page.evaluate('clerk.signOut()');
}

describe.each(['light', 'dark'] as const)('the web page in a %s theme', (theme) => {
  let on: Stage;
  let app: ExampleApp;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    app = await startExample('web-page', on.server.instance.publishable_key, '--jwks', `${on.server.origin}/.well-known/jwks.json`);
  });

  afterAll(async () => {
    await app?.stop();
    await on?.close();
  });

  it('is accessible and fits, signed out and signed in, with the account open', async () => {
    const page = await on.browser.open(app.url);
    await prefer(page, theme);
    await loadAxe(page);
    const look = async (name: string) => {
      for (const width of WIDTHS) {
        await resize(page, width, 800);
        await isAccessible(page, `web-page-${name}-${theme}-${width}`);
      }
    };
    await page.see('start');
    await look('sign-in');
    await signIn(page, await anAccount(on.server));
    await page.see('trigger');
    await page.click('ask');
    await until('the answer', async () => (await page.text('answer')) !== '');
    await look('signed-in');
    await page.click('trigger');
    await page.click('manage-account');
    await page.see('section-details');
    await look('account');
    await page.close();
  });
});

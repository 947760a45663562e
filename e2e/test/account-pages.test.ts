import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { signEverybodyOut, stageAccountPages, visit, type AccountPages } from '../support/account-pages.ts';
import type { Page } from '../support/chromium/page.ts';
import { isAccessible, loadAxe, prefer, resize } from '../support/elements.ts';
import { ADA, connectGoogle, GRACE, startProvider } from '../support/provider.ts';
import { anAccount, somebody, type Person } from '../support/steps.ts';
import { totp } from '../support/totp.ts';
import { until } from '../support/until.ts';

describe.each(['development', 'production'] as const)('hosted account pages, %s', (environment) => {
  let on: AccountPages;
  let page: Page;

  beforeAll(async () => {
    on = await stageAccountPages({ environment });
  });

  afterAll(() => on?.close());

  beforeEach(async () => {
    page = await on.open();
    return async () => {
      await page.goto(on.own('/v1/health'));
      await signEverybodyOut(page);
      await page.close();
    };
  });

  /** The application's page, with nothing left in its address but what development needs. */
  async function arrived(): Promise<void> {
    const url = await until('the application', async () => {
      const url = await page.url();
      return url.startsWith(on.app) && url;
    });
    const { searchParams, hash } = new URL(url);
    expect(searchParams.get('from')).toBe('here');
    expect([...searchParams.keys()].filter((name) => name !== 'from')).toEqual(environment === 'development' ? ['__clerk_db_jwt'] : []);
    expect(hash).toBe('');
  }

  async function fillIn({ email, password }: Person): Promise<void> {
    await page.see('start');
    await page.type('email', email);
    await page.type('password', password);
    await page.click('submit');
  }

  it('signs up with a code, and leads to where it was asked to', async () => {
    const { email, password } = somebody();
    await visit(page, on.asking('/sign-up'));
    await page.see('sign-up');
    await page.type('email_address', email);
    await page.type('password', password);
    await page.click('submit');
    await page.see('sent-to');
    await page.type('code', await on.server.code(email));
    await arrived();
  });

  it('signs in, goes on at once when somebody is signed in, and shows the account', async () => {
    const person = await anAccount(on.server);
    await visit(page, on.asking('/sign-in'));
    await fillIn({ ...person, password: 'not the password' });
    await page.see('error');
    await page.type('password', person.password);
    await page.click('submit');
    await arrived();
    await visit(page, on.asking('/sign-in'));
    await arrived();
    await visit(page, on.own('/sign-in'));
    await until('the account', async () => (await page.url()) === on.own('/user'));
    await page.click('trigger');
    await page.click('sign-out');
    await page.see('start');
  });

  it('asks for the second factor', async () => {
    const person = await anAccount(on.server);
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    await on.server.backend('PATCH', `/users/${person.id}`, { totp_secret: secret });
    await visit(page, on.asking('/sign-in'));
    await fillIn(person);
    await page.see('second-totp');
    // A reload goes on where the sign-in stands.
    await visit(page, on.asking('/sign-in'));
    await page.see('second-totp');
    await page.type('code', totp(secret, Date.now()));
    await arrived();
  });

  it('keeps a session with a task until that is done', async () => {
    await on.server.backend('PATCH', '/instance', { second_factor_required: true });
    onTestFinished(async () => void (await on.server.backend('PATCH', '/instance', { second_factor_required: false })));
    await visit(page, on.asking('/sign-in'));
    await fillIn(await anAccount(on.server));
    await page.see('task-setup-mfa');
    // As everywhere, it goes on after a reload.
    await visit(page, on.asking('/sign-in'));
    await page.see('task-setup-mfa');
    await page.click('submit');
    await page.type('code', totp(await page.see('secret'), Date.now()));
    await arrived();
  });

  it('leads from one page to the other with where to go on', async () => {
    await visit(page, on.asking('/sign-in'));
    await page.see('start');
    await page.click('use-sign-up');
    await until('the other page', async () => (await page.url()) === on.asking('/sign-up'));
    await page.see('sign-up');
  });

  it('takes what a browser SDK puts behind the #', async () => {
    const person = await anAccount(on.server);
    await visit(page, on.own(`/sign-in#/?sign_in_fallback_redirect_url=${encodeURIComponent(on.place)}`));
    await fillIn(person);
    await arrived();
  });

  it('leads nobody to a stranger', async () => {
    await visit(page, on.own('/sign-in#/?redirect_url=https%3A%2F%2Fevil.test%2F'));
    expect(await page.see('main > h1')).toMatch(/not allowed/);
    expect(await page.evaluate('document.body.textContent.includes("evil")')).toBe(false);
  });

  async function withProvider(): Promise<void> {
    const provider = await startProvider();
    onTestFinished(() => provider.stop());
    await connectGoogle(on.server, provider);
  }

  // In production providers of this machine are none.
  if (environment === 'development') it('signs in at a provider', async () => {
    await withProvider();
    await on.server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    await visit(page, on.asking('/sign-in'));
    await page.see('start');
    await page.click('oauth_google');
    await page.see('deny');
    await page.click('deny');
    expect(await page.see('main > .problem:not(:empty)')).toMatch(/did not sign you in/);
    expect(await page.url()).toBe(on.asking('/sign-in'));
    await page.click('oauth_google');
    await page.see('ada');
    await page.click('ada');
    await arrived();
  });

  if (environment === 'development') it('connects an account at a provider, also at the second try', async () => {
    await withProvider();
    await visit(page, on.own('/user'));
    await fillIn(await anAccount(on.server));
    await page.see('section-connections');
    await page.click('connect-oauth_google');
    await page.see('deny');
    await page.click('deny');
    expect(await page.see('section-connections')).toMatch(/GoogleNot connected/);
    await page.click('reconnect');
    await page.see('grace');
    await page.click('grace');
    expect(await page.see('section-connections')).toMatch(new RegExp(`Google${GRACE}`));
    expect(await page.url()).toBe(on.own('/user'));
  });

  it('takes a ticket once', async () => {
    const person = await anAccount(on.server);
    const { url } = await on.server.backend('POST', '/sign_in_tokens', { user_id: person.id });
    await visit(page, String(url));
    // Only once it is there it notices no more that somebody signs out behind its back.
    await page.see('trigger');
    expect(await page.url()).toBe(on.own('/user'));
    await signEverybodyOut(page);
    await visit(page, on.own(`/sign-in?__clerk_status=sign_in&__clerk_ticket=${new URL(String(url)).searchParams.get('ticket')}`));
    expect(await page.see('main > .problem:not(:empty)')).toMatch(/cannot be used/);
    expect(await page.url()).toBe(on.own('/sign-in'));
  });

  it('says so of a link that was used, to whoever follows it', async () => {
    const person = await anAccount(on.server);
    const { url } = await on.server.backend('POST', '/sign_in_tokens', { user_id: person.id });
    await visit(page, String(url));
    await page.see('trigger');
    await visit(page, String(url));
    expect(await page.see('main > h1')).toBe('This link cannot be used');
    await page.click('main a');
    await page.see('trigger');
    await signEverybodyOut(page);
    await visit(page, String(url));
    expect(await page.see('main > .problem:not(:empty)')).toMatch(/cannot be used any more/);
    await page.see('start');
    expect(await page.url()).toBe(on.own('/sign-in'));
  });

  it.each(['sign-in', 'actor', 'invitation'])('asks whoever is signed in whether to sign out for a link of another account (%s)', async (kind) => {
    const [ada, bob] = [await anAccount(on.server), await anAccount(on.server)];
    const link = async (path: string, body: object) => String((await on.server.backend('POST', path, body)).url);
    const url = await {
      'sign-in': () => link('/sign_in_tokens', { user_id: bob.id }),
      actor: () => link('/actor_tokens', { user_id: bob.id, actor: { sub: 'user_support' } }),
      invitation: () => link('/invitations', { email_address: somebody().email }),
    }[kind]!();
    await visit(page, await link('/sign_in_tokens', { user_id: ada.id }));
    await page.see('trigger');
    expect(await page.text('main > .acting')).toBe('');
    await visit(page, url);
    expect(await page.see('main > .lead')).toBe(`You are signed in as ${ada.email}. Sign out to use this link.`);
    await page.click('main a');
    expect(await page.see('section-details')).toContain(ada.email);
    await visit(page, url);
    await page.see('main > h1');
    await page.click('main button');
    if (kind === 'invitation') await page.see('sign-up-rest');
    else expect(await page.see('section-details')).toContain(bob.email);
    if (kind === 'actor') expect(await page.see('main > .acting:not(:empty)')).toBe(`You act as ${bob.email}, signed in by an administrator.`);
  });

  it('says for what and for whom an invitation is', async () => {
    const { email } = somebody();
    await visit(page, String((await on.server.backend('POST', '/invitations', { email_address: email })).url));
    const said = await page.see('sign-up-rest');
    expect(said).toContain('Create your');
    expect(said).toContain(email);
  });

  it('shows that it is still loading', async () => {
    await page.network({ latency: 500 });
    await visit(page, on.own('/sign-in'));
    await page.see('main > .waiting');
    await page.network();
    await page.see('start');
    expect(await page.text('main > .waiting')).toBeUndefined();
  });

  it('has an address for each page of the account', async () => {
    const person = await anAccount(on.server);
    await visit(page, String((await on.server.backend('POST', '/sign_in_tokens', { user_id: person.id })).url));
    await page.see('section-details');
    await page.click('page-security');
    await page.see('section-password');
    expect(await page.url()).toBe(on.own('/user#/security'));
    await page.send('Page.reload');
    await until('the same page', async () => (await page.text('section-password')) !== undefined && (await page.text('section-details')) === undefined);
    await page.click('page-profile');
    await page.see('section-details');
    expect(await page.url()).toBe(on.own('/user'));
    await visit(page, on.own('/user#/security'));
    await page.see('section-password');
  });

  it('says what became of a link', async () => {
    await visit(page, on.own('/verify?__clerk_status=verified'));
    expect(await page.see('main > h1')).toMatch(/worked/);
    for (const [status, said] of [['expired', /too old/], ['constructor', /cannot be used/]] as const) {
      await visit(page, on.own(`/verify?__clerk_status=${status}`));
      await until('the other page', async () => said.test((await page.text('main > h1')) ?? ''));
    }
    await visit(page, on.own('/v1/verify?token=x'));
    await until('the page', async () => (await page.url()) === on.own('/verify?__clerk_status=failed'));
  });

  it('leads on from a link only in the browser that is signed in by it', async () => {
    const person = await anAccount(on.server);
    await visit(page, String((await on.server.backend('POST', '/sign_in_tokens', { user_id: person.id })).url));
    await page.see('trigger');
    const [session] = (await on.server.backend('GET', `/sessions?user_id=${person.id}`)) as unknown as { id: string }[];
    const verified = on.own(`/verify?__clerk_status=verified&__clerk_created_session=${session?.id}`);
    await visit(page, verified);
    expect(await page.see('main a')).toBe('Go on');
    await signEverybodyOut(page);
    await visit(page, `${verified}&again`);
    await until('the client', () => page.evaluate(`location.search.endsWith('again') && performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('/v1/client') && responseEnd > 0)`));
    expect(await page.text('main a')).toBeUndefined();
  });

  it('takes addresses for the waitlist', async () => {
    await on.server.backend('PATCH', '/instance', { sign_up_mode: 'waitlist' });
    await visit(page, on.own('/sign-up'));
    await page.see('waitlist');
    expect(await page.url()).toBe(on.own('/waitlist'));
    await page.click('submit');
    await page.see('error');
    await page.type('email_address', 'waiting@example.com');
    await page.click('submit');
    await until('to be on it', async () => /on the waitlist/.test((await page.text('main > h1')) ?? ''));
    await on.server.backend('PATCH', '/instance', { sign_up_mode: 'public' });
    expect(await on.server.backend('GET', '/waitlist_entries')).toMatchObject({ total_count: 1 });
  });
});

describe.each(['light', 'dark'] as const)('hosted account pages in a %s theme', (theme) => {
  let on: AccountPages;
  let page: Page;

  beforeAll(async () => {
    on = await stageAccountPages();
    page = await on.open();
    await prefer(page, theme);
    await page.send('Network.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `window.wrong = [];
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => wrong.push(violatedDirective + ' ' + blockedURI));
        addEventListener('error', ({ message }) => wrong.push(message));
        new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => !hadRecentInput && wrong.push('layout shift ' + value)))
          .observe({ type: 'layout-shift', buffered: true });`,
    });
  });

  afterAll(() => on?.close());

  async function look(width: number, name: string): Promise<void> {
    await resize(page, width, 800);
    await loadAxe(page);
    await isAccessible(page, `${name}-${theme}-${width}`);
  }

  it.each([
    ['sign-in', '/sign-in', 'start'],
    ['sign-up', '/sign-up', 'sign-up'],
    ['verify', '/verify?__clerk_status=verified&__clerk_created_session=sess_a', 'main > h1'],
    ['refused', '/sign-in?redirect_url=https%3A%2F%2Fevil.test', 'main > h1'],
    ['no-waitlist', '/waitlist', 'main > h1'],
  ])('%s has no violation, fits, and moves nothing', async (name, path, seen) => {
    for (const width of [1280, 768, 360]) {
      await resize(page, width, 800);
      await visit(page, on.own(path));
      await page.see(seen);
      expect(await page.evaluate('wrong'), `${name} at ${width}`).toEqual([]);
      await look(width, name);
    }
    const elsewhere = await page.evaluate<string[]>(`performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin))`);
    expect(elsewhere, 'requests that leave the origin').toEqual([]);
  });

  it('speaks Arabic and German to whose browser does', async () => {
    await resize(page, 768, 800);
    for (const [language, direction] of [['ar', 'rtl'], ['de-AT', 'ltr']] as const) {
      await page.send('Network.setUserAgentOverride', { userAgent: 'test', acceptLanguage: language });
      await visit(page, on.own('/sign-in'));
      await until(`a page in ${language}`, () => page.evaluate(`document.documentElement.lang === '${language.slice(0, 2)}'`));
      await page.see('start');
      expect(await page.evaluate('document.documentElement.dir')).toBe(direction);
      await look(768, `sign-in-${language}`);
      await look(360, `sign-in-${language}`);
    }
    await page.send('Network.setUserAgentOverride', { userAgent: 'test', acceptLanguage: 'en' });
  });

  it('the account has none either', async () => {
    const { email, password } = await anAccount(on.server);
    await visit(page, on.own('/user'));
    await page.see('start');
    await page.type('email', email);
    await page.type('password', password);
    await page.click('submit');
    await page.see('trigger');
    for (const width of [1280, 768, 360]) await look(width, 'user');
    // Not even over a form, which has all the width there.
    await page.click('edit');
    await page.see('edit-profile');
    const apart = `(() => {
      const [corner, title] = [document.querySelector('.corner'), document.querySelector('.profile').shadowRoot.querySelector('.form .title')].map((each) => each.getBoundingClientRect());
      return corner.bottom <= title.top || corner.left >= title.right;
    })()`;
    for (const width of [1280, 768, 670, 360]) {
      await resize(page, width, 800);
      expect(await page.evaluate(apart), `the corner at ${width}`).toBe(true);
    }
    await look(360, 'user-form');
    await visit(page, String((await on.server.backend('POST', '/invitations', { email_address: somebody().email })).url));
    expect(await page.see('main > h1')).toBe('You are signed in already');
    for (const width of [1280, 768, 360]) await look(width, 'taken');
  });
});

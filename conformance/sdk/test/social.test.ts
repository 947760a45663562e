// Sign-in at an identity provider with @clerk/clerk-js: away from the page by authenticateWithRedirect(), and on by the page that
// the provider leads back to, which knows nothing of what went before.
import type { LoadedClerk } from '@clerk/shared/types';
import type { Browser, JSHandle, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADA, connectGoogle, GRACE, startProvider } from '../../../e2e/support/provider.ts';
import { Server } from '../../../e2e/support/server.ts';
import type { Web } from '../../../e2e/support/web.ts';
import { clerkOn, launch, newPage } from '../support/browser.ts';
import { expressApp } from '../support/express-app.ts';
import { AGES } from '../support/versions.ts';
import type { WebApp } from '../support/web-app.ts';

/** Where the provider leads back to, and where to go from there. */
const CALLBACK = '/?sso-callback';
const DONE = '/?done';
const SIGN_IN = '/?sign-in';

let browser: Browser;
let provider: Web;

beforeAll(async () => {
  browser = await launch();
  provider = await startProvider();
});

afterAll(async () => {
  await browser?.close();
  await provider?.stop();
});

// A production instance takes providers only by https with a certificate that everybody trusts.
describe.each(AGES)('at a provider, development, %s', (age) => {
  let server: Server;
  let app: WebApp;
  let page: Page;
  let ada: string;

  beforeAll(async () => {
    server = await Server.start();
    app = await expressApp(server, age);
    await server.allow(app.origin);
    await connectGoogle(server, provider);
    const user = await server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    ada = user.id as string;
  });

  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });

  afterEach(() => page?.context().close());

  /** Leaves a page for the provider, makes a choice there, and waits for the page that it comes to. */
  async function go(kind: 'signIn' | 'signUp', choice: string, back: string, more: { redirectUrlComplete?: string } = {}): Promise<JSHandle<LoadedClerk>> {
    page = await newPage(browser);
    await page.goto(app.origin);
    const clerk = await clerkOn(page);
    const { redirectUrlComplete = '' } = more;
    await clerk.evaluate(
      (clerk, { kind, redirectUrl, redirectUrlComplete }) => {
        void clerk.client![kind].authenticateWithRedirect({ strategy: 'oauth_google', redirectUrl, redirectUrlComplete });
      },
      { kind, redirectUrl: CALLBACK, redirectUrlComplete },
    );
    await page.getByTestId(choice).click();
    await page.waitForURL(`${app.origin}${back}`);
    return clerkOn(page);
  }

  /** What the page does that the provider leads back to, and where it goes on. */
  async function handle(clerk: JSHandle<LoadedClerk>, to: string): Promise<JSHandle<LoadedClerk>> {
    const arrived = page.waitForURL(`${app.origin}${to}`);
    const options = { signInFallbackRedirectUrl: DONE, signUpFallbackRedirectUrl: DONE, signInUrl: SIGN_IN };
    await clerk.evaluate((clerk, options) => void clerk.handleRedirectCallback(options), options);
    await arrived;
    return clerkOn(page);
  }

  const userOn = (clerk: JSHandle<LoadedClerk>) => clerk.evaluate((clerk) => clerk.user?.id);

  it('signs in by handleRedirectCallback() on the page that the provider leads back to', async () => {
    const clerk = await go('signIn', 'ada', CALLBACK);
    const left = await clerk.evaluate((clerk) => {
      const { status, createdSessionId } = clerk.client!.signIn;
      return { status, session: createdSessionId, known: clerk.client!.sessions.map(({ id }) => id) };
    });
    expect(left).toEqual({ status: 'complete', session: left.known[0], known: [expect.any(String)] });
    const there = await handle(clerk, DONE);
    expect(await userOn(there)).toBe(ada);
    expect(await there.evaluate((clerk) => clerk.client!.signIn.status)).not.toBe('complete');
    expect(await page.evaluate(async () => ((await (await fetch('/api/who')).json()) as { userId: string }).userId)).toBe(ada);
  });

  it('goes straight on to redirectUrlComplete when nothing is missing', async () => {
    const clerk = await go('signIn', 'ada', DONE, { redirectUrlComplete: DONE });
    expect(await userOn(clerk)).toBe(ada);
  });

  it('makes an account for who has none, by way of a sign-in as of a sign-up', async () => {
    const clerk = await go('signIn', 'grace', CALLBACK, { redirectUrlComplete: DONE });
    const id = await userOn(await handle(clerk, DONE));
    expect(await server.backend('GET', `/users/${id}`)).toMatchObject({ external_accounts: [{ provider: 'oauth_google', email_address: GRACE }] });
    await server.backend('DELETE', `/users/${id}`);
    await page.context().close();

    const again = await go('signUp', 'grace', DONE, { redirectUrlComplete: DONE });
    expect(await userOn(again)).toMatch(/^user_/);
    await server.backend('DELETE', `/users/${await userOn(again)}`);
  });

  it('makes a sign-up with an account a sign-in', async () => {
    const clerk = await go('signUp', 'ada', CALLBACK, { redirectUrlComplete: DONE });
    expect(await userOn(await handle(clerk, DONE))).toBe(ada);
  });

  it('leads back to the sign-in, and says why, when the user refused', async () => {
    const clerk = await go('signIn', 'deny', CALLBACK, { redirectUrlComplete: DONE });
    expect(await clerk.evaluate((clerk) => clerk.client!.signIn.firstFactorVerification.error?.code)).toBe('oauth_access_denied');
    expect(await userOn(await handle(clerk, SIGN_IN))).toBeUndefined();
  });
});

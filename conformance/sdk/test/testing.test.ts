// @clerk/testing, by which applications test themselves with Playwright.
import { clerk as helpers, clerkSetup } from '@clerk/testing/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { anAccount } from '../../../e2e/support/steps.ts';
import { clerkOn, launch, newPage } from '../support/browser.ts';
import { expressApp } from '../support/express-app.ts';
import type { WebApp } from '../support/web-app.ts';

type Tested = Parameters<typeof helpers.signIn>[0]['page'];

describe('@clerk/testing', () => {
  let server: Server;
  let app: WebApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // Its requests leave from this program, whose resolver may know no other name.
    server = await Server.start({ frontendApiHost: '127.0.0.1' });
    const { publishable_key: publishableKey, secret_key, api_url } = server.instance;
    vi.stubEnv('CLERK_SECRET_KEY', secret_key);
    vi.stubEnv('CLERK_API_URL', api_url);
    await clerkSetup({ publishableKey, dotenv: false });
    app = await expressApp(server, 'newest');
    browser = await launch();
    page = await newPage(browser);
    await page.goto(app.origin);
    await clerkOn(page);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await browser?.close();
    await app?.stop();
    await server?.stop();
  });

  it('gets a testing token from the backend', () => {
    expect(process.env.CLERK_FAPI).toBe(server.instance.frontend_api);
    expect(process.env.CLERK_TESTING_TOKEN).toMatch(/\S/);
  });

  it('signs in by password and out again, with its token in every request', async () => {
    const person = await anAccount(server);
    const signInParams = { strategy: 'password', identifier: person.email, password: person.password } as const;
    await helpers.signIn({ page: page as unknown as Tested, signInParams });
    expect(await page.evaluate(() => window.Clerk.user?.id)).toBe(person.id);
    // The helper takes bot checks for passed, which the client has to have a word for.
    expect(await page.evaluate(() => (window.Clerk.client as unknown as { captchaBypass: boolean }).captchaBypass)).toBe(true);
    await helpers.signOut({ page: page as unknown as Tested });
    // Signing out leads to the application's first page.
    const isNobody = () => page.evaluate(async () => (await (await fetch('/api/who')).json()) as { userId: null | string }).then(({ userId }) => userId === null);
    await expect.poll(() => isNobody().catch(() => false)).toBe(true);
  });

  it('signs in by the code of test addresses', async () => {
    const address = 'ada+clerk_test@example.com';
    const { id } = await server.backend('POST', '/users', { email_address: [address], password: 'a lamp burns on the night desk' });
    await page.goto(app.origin);
    await clerkOn(page);
    await helpers.signIn({ page: page as unknown as Tested, signInParams: { strategy: 'email_code', identifier: address } });
    expect(await page.evaluate(() => window.Clerk.user?.id)).toBe(id);
    expect(await server.outbox()).toEqual([]);
  });
});

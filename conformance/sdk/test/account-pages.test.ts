// Applications that have no pages of their own: the official SDKs lead to the hosted ones, and know who comes back.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { anAccount, type Person } from '../../../e2e/support/steps.ts';
import { clerkOn, launch, newPage } from '../support/browser.ts';
import { expressApp } from '../support/express-app.ts';
import { AGES } from '../support/versions.ts';
import type { WebApp } from '../support/web-app.ts';

const ENVIRONMENTS = ['development', 'production'] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

describe.each(ENVIRONMENTS.flatMap((environment) => AGES.map((age) => [environment, age] as const)))('hosted pages, %s, %s', (environment, age) => {
  let server: Server;
  let app: WebApp;

  beforeAll(async () => {
    server = await Server.start({ environment });
    app = await expressApp(server, age);
    await server.allow(app.origin);
  });

  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });

  const hosted = (path: string) => `https://${server.instance.frontend_api}${path}`;

  async function signIn(page: Page, { email, password }: Person): Promise<void> {
    await page.locator('input[name=identifier]').fill(email);
    await page.locator('input[name=password]').fill(password);
    await page.locator('button[type=submit]').click();
  }

  it('redirectToSignIn() leads there, and whoever comes back is signed in', async () => {
    const person = await anAccount(server);
    const page = await newPage(browser);
    await page.goto(`${app.origin}/?before`);
    const clerk = await clerkOn(page);
    await clerk.evaluate((clerk) => void clerk.redirectToSignIn());
    await page.waitForURL(`${hosted('/sign-in')}**`);
    await signIn(page, person);
    await page.waitForURL(`${app.origin}/?before**`);
    expect(await (await clerkOn(page)).evaluate((clerk) => clerk.user?.id)).toBe(person.id);
    expect(await page.evaluate(async () => (await (await fetch('/api/who')).json()) as object)).toMatchObject({ userId: person.id });

    // Signed in there too: asked again, it leads back at once, and the account has a page.
    await page.evaluate(() => void window.Clerk.redirectToSignIn({ redirectUrl: `${location.origin}/?again` }));
    await page.waitForURL(`${app.origin}/?again**`);
    await (await clerkOn(page)).evaluate((clerk) => void clerk.redirectToUserProfile());
    await page.waitForURL(hosted('/user'));
    await page.context().close();
  });

  it('a backend leads there, and its session begins with the way back', async () => {
    const person = await anAccount(server);
    const page = await newPage(browser);
    await page.goto(`${app.origin}/members`);
    await page.waitForURL(`${hosted('/sign-in')}?redirect_url=**`);
    await signIn(page, person);
    await page.waitForURL(`${app.origin}/members**`);
    expect(JSON.parse((await page.locator('body').textContent()) ?? '')).toEqual({ userId: person.id });
    await page.context().close();
  });
});

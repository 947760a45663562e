// The client of @nightdesk/elements on a page with @clerk/express behind it, oldest and newest.
import type { LoadedClerk } from '@clerk/shared/types';
import { build } from 'esbuild';
import type { Browser, JSHandle, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { anAccount } from '../../../e2e/support/steps.ts';
import { at } from '../../../e2e/support/workspace.ts';
import { launch, newPage } from '../support/browser.ts';
import { expressApp } from '../support/express-app.ts';
import { AGES } from '../support/versions.ts';
import type { WebApp } from '../support/web-app.ts';

const NOBODY = { userId: null, sessionId: null };

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

/** A page that has nothing but the client. */
async function script(publishableKey: string): Promise<Uint8Array> {
  const contents = `import { createClerkClient } from './web'; window.Clerk = createClerkClient({ publishableKey: '${publishableKey}' });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: at('packages', 'elements', 'src') },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome116',
    define: { NIGHTDESK_VERSION: '"0.0.0"' },
    logLevel: 'error',
  });
  return outputFiles[0]!.contents;
}

describe.each((['development', 'production'] as const).flatMap((environment) => AGES.map((age) => [environment, age] as const)))('%s, %s', (environment, age) => {
  let server: Server;
  let app: WebApp;

  beforeAll(async () => {
    server = await Server.start({ environment });
    app = await expressApp(server, age, await script(server.instance.publishable_key));
    await server.allow(app.origin);
  });

  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });

  async function loaded(page: Page): Promise<JSHandle<LoadedClerk>> {
    await page.goto(app.origin);
    await page.evaluate(() => (window.Clerk as unknown as { load(): Promise<void> }).load());
    return page.evaluateHandle(() => window.Clerk);
  }

  const who = (page: Page) => page.evaluate(async () => (await (await fetch('/api/who')).json()) as object);

  async function signIn(clerk: JSHandle<LoadedClerk>): Promise<{ userId: string; sessionId: string }> {
    const person = await anAccount(server);
    const sessionId = await clerk.evaluate(async (clerk, { email, password }) => {
      const { createdSessionId } = await clerk.client!.signIn.create({ strategy: 'password', identifier: email, password });
      await clerk.setActive({ session: createdSessionId });
      return createdSessionId!;
    }, person);
    return { userId: person.id, sessionId };
  }

  it('shows the backend who is signed in, by cookie and by header, and that nobody is any more', async () => {
    const page = await newPage(browser);
    const clerk = await loaded(page);
    expect(await who(page)).toEqual(NOBODY);
    const known = await signIn(clerk);
    expect(await who(page)).toEqual(known);
    const token = await clerk.evaluate((clerk) => clerk.session!.getToken());
    const answer = await fetch(`${app.local}/api/who`, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toEqual(known);
    await clerk.evaluate((clerk) => clerk.signOut());
    expect(await who(page)).toEqual(NOBODY);
    await page.context().close();
  });

  it('is the same person as after a handshake', async () => {
    const page = await newPage(browser);
    const { userId } = await signIn(await loaded(page));
    // As after the token's life, with every page closed.
    await page.context().clearCookies({ name: /^__session/ });
    const shown = await page.goto(`${app.origin}/protected`);
    expect(await shown!.json()).toEqual({ userId });
    expect(await (await loaded(page)).evaluate((clerk) => clerk.user?.id)).toBe(userId);
    await page.context().close();
  });
});

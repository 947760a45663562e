import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import type { Page } from '../support/chromium/page.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { ADA, connectGoogle, GRACE, PROVIDER, startProvider } from '../support/provider.ts';
import { Server } from '../support/server.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';


interface Outcome {
  done?: true;
  code?: string;
  cause?: string;
}

interface User {
  first_name: string | null;
  external_accounts: { provider: string; email_address: string }[];
}

describe('signing in at a provider, with a server of our own', () => {
  let folder: string;
  let provider: Web;
  let server: Server;
  let browser: Browser;
  let home: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-social-'));
    provider = await startProvider();
    server = await Server.start();
    await connectGoogle(server, provider);
    await server.backend('POST', '/users', { email_address: [ADA], skip_password_requirement: true });
    await buildFixture(folder, {
      publishableKey: server.instance.publishable_key,
      scripts: { folder: 'web-auth', names: ['worker', 'page'] },
      manifest: { permissions: ['storage', 'identity'] },
    });
    browser = await Browser.launch(folder);
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([provider?.stop(), server?.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    home = await browser.openPage('home.html');
    await home.evaluate('loaded');
  });

  afterEach(async () => {
    await home.evaluate('clerk.signOut()').catch(() => undefined);
    await home.close();
    await browser.closed(provider.at(PROVIDER));
  });

  const go = async (kind: 'signIn' | 'signUp', choice: string, more = '') => {
    const call = `clerk.client.${kind}.authenticateWithRedirect({ strategy: 'oauth_google'${more} })`;
    await home.evaluate<void>(`void (globalThis.outcome = ${call}.then(() => ({ done: true }), ({ code, cause }) => ({ code, cause: cause?.code })))`);
    const page = await browser.opened(provider.at(PROVIDER));
    await page.see('ada');
    await page.click(choice);
    return home.evaluate<Outcome>('outcome');
  };
  const user = async () => {
    const id = await home.evaluate<string>('clerk.user.id');
    return (await server.backend('GET', `/users/${id}`)) as unknown as User;
  };

  it('finds its user by the address that both have verified', async () => {
    expect(await go('signIn', 'ada')).toEqual({ done: true });
    expect((await user()).external_accounts).toMatchObject([{ provider: 'oauth_google', email_address: ADA }]);
    expect(await home.evaluate('clerk.session.getToken()')).toMatch(/^ey/);
    await until('the worker to see it', async () => (await home.evaluate<{ session: string | null }>('chrome.runtime.sendMessage({})')).session !== null);
  });

  it('makes an account for who has none, and turns away whom the page does not want to have one', async () => {
    expect(await go('signIn', 'grace', ', transferable: false')).toEqual({ code: 'web_auth_failed', cause: 'external_account_not_found' });
    expect(await home.evaluate('clerk.session')).toBeNull();
    expect(await go('signIn', 'grace')).toEqual({ done: true });
    expect(await user()).toMatchObject({ first_name: 'grace', external_accounts: [{ email_address: GRACE }] });
  });

  it('makes a sign-up with an account a sign-in', async () => {
    expect(await go('signUp', 'ada')).toEqual({ done: true });
    expect((await user()).external_accounts).toMatchObject([{ email_address: ADA }]);
  });

  it('says that the user refused', async () => {
    expect(await go('signIn', 'deny')).toEqual({ code: 'web_auth_failed', cause: 'oauth_access_denied' });
    expect(await home.evaluate('clerk.session')).toBeNull();
  });
});

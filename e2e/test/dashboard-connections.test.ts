import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { startProvider } from '../support/provider.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const SECRET = 'a secret that nobody sees';

describe('the social connections of the dashboard', () => {
  let on: Stage;
  let page: Page;
  let provider: Web;

  beforeAll(async () => {
    provider = await startProvider();
    on = await stage({ fixture: {} });
    await on.server.backend('PUT', '/social_connections/custom_acme', {
      client_id: 'nightdesk',
      client_secret: SECRET,
      name: 'Acme',
      authorize_url: `${provider.at('127.0.0.1')}/authorize`,
      token_url: `${provider.at('127.0.0.1')}/token`,
      user_info_url: `${provider.at('127.0.0.1')}/nowhere`,
    });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await page.evaluate(`location.hash = '#settings/connections'`);
  });

  // The last test has stopped the provider.
  afterAll(() => on?.close());

  it('are checked at the provider, and what is wrong is said', async () => {
    expect(await page.see('callback-url')).toContain('/v1/oauth_callback');
    await page.click('check-connection');
    await until('the findings', async () => (await page.text('check-status'))?.startsWith('Not right'));
    expect(await page.text('finding-right')).toContain('Authorization endpoint');
    expect(await page.text('finding-wrong')).toContain('User info endpoint');
    expect(await page.text('finding-wrong')).toContain('404');
    expect(await page.evaluate<string>('document.documentElement.outerHTML')).not.toContain(SECRET);
    await page.evaluate(`document.querySelector('dialog').close()`);
    await until('the dialog to go', () => page.evaluate<boolean>(`document.querySelector('dialog') === null`));
  });

  it('say so when nobody is there', async () => {
    await provider.stop();
    await page.click('check-connection');
    await until('the findings', async () => (await page.text('check-status'))?.startsWith('Not right'));
    expect(await page.text('finding-wrong')).toContain('Nobody answers there');
  });
});

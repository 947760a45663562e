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

  it('are set up without an issuer by their endpoints, and keep them when something else is changed', async () => {
    const endpoints = { authorize_url: 'https://id.example.com/authorize', token_url: 'https://id.example.com/token', user_info_url: 'https://id.example.com/me' };
    const connection = () => on.server.backend('GET', '/social_connections/custom_other');
    const saved = () => until('the dialog to go', () => page.evaluate<boolean>(`document.querySelector('dialog') === null`));
    await page.click('add-connection');
    await page.type('field-provider', 'custom_other');
    await page.type('field-client_id', 'nightdesk');
    await page.type('field-client_secret', SECRET);
    await page.click('save-connection');
    await until('what is missing', async () => (await page.text('error-authorize_url'))?.startsWith('Must be given, or an issuer'));
    for (const [name, url] of Object.entries(endpoints)) await page.type(`field-${name}`, url);
    await page.evaluate(`document.querySelector('[name="token_endpoint_auth_method"]').value = 'client_secret_basic'`);
    await page.click('save-connection');
    await saved();
    expect(await connection()).toMatchObject({ ...endpoints, token_endpoint_auth_method: 'client_secret_basic' });

    await page.evaluate(`document.querySelector('[aria-label="Change custom_other"]').click()`);
    await page.type('field-client_id', 'nightdesk2');
    await page.click('save-connection');
    await saved();
    expect(await connection()).toMatchObject({ ...endpoints, client_id: 'nightdesk2', token_endpoint_auth_method: 'client_secret_basic' });
    await on.server.backend('DELETE', '/social_connections/custom_other');
    await page.evaluate('location.reload()');
    await until('the other connection', async () => (await page.text('connections'))?.includes('Acme'));
  });

  it('say so when nobody is there', async () => {
    await provider.stop();
    await page.click('check-connection');
    await until('the findings', async () => (await page.text('check-status'))?.startsWith('Not right'));
    expect(await page.text('finding-wrong')).toContain('Nobody answers there');
  });
});

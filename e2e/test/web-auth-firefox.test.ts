import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Firefox } from '../support/firefox/browser.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { MinimalApi } from '../support/minimal-api.ts';
import { ADA, startProvider } from '../support/provider.ts';
import { SocialApi } from '../support/social-api.ts';
import { until } from '../support/until.ts';
import type { Web } from '../support/web.ts';

const PROVIDER = 'provider.nightdesk.localhost';
const BACK = /^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/$/;

describe('signing in elsewhere in Firefox', () => {
  let folder: string;
  let provider: Web;
  let social: SocialApi;
  let firefox: Firefox;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-web-auth-'));
    provider = await startProvider();
    social = await SocialApi.start(provider.at(PROVIDER));
    const manifest = {
      permissions: ['storage', 'identity', 'tabs'],
      background: { scripts: ['worker.js'] },
      browser_specific_settings: { gecko: { id: 'web-auth@example.com' } },
    };
    await buildFixture(folder, {
      publishableKey: social.api.publishableKey(),
      scripts: { folder: 'web-auth', names: ['worker', 'page'] },
      manifest: manifest as object,
    });
    firefox = await Firefox.launch(folder, MinimalApi.firefoxOptions);
  });

  afterAll(async () => {
    await firefox?.close();
    await Promise.all([provider?.stop(), social?.api.stop()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('takes a tab, and goes on when the event page is stopped meanwhile', async () => {
    social.accounts.add(ADA);
    const home = await firefox.openPage('home.html');
    const back = await home.evaluate<string>('chrome.identity.getRedirectURL()');
    expect(back).toMatch(BACK);
    social.allowed = [back];
    for (const stops of [false, true]) {
      await until('nobody to be signed in', async () => (await home.text('who')) === 'Signed out');
      await home.click('go');
      const page = await firefox.opened(provider.at(PROVIDER));
      if (stops) await firefox.stopWorker();
      await page.evaluate(`document.querySelector('[data-testid="ada"]').click()`);
      await until('the page to see the sign-in', async () => (await home.text('who')) === 'Signed in: sess_1');
      if (!stops) expect(await home.seeOther('outcome', '')).toBe('done');
      await home.click('leave');
    }
  });
});

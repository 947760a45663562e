import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { resize } from '../support/elements.ts';
import { stage, type Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

describe('long names in the dashboard', () => {
  let on: Stage;
  let page: Page;

  beforeAll(async () => {
    on = await stage({ fixture: {} });
    page = await on.browser.open(on.server.instance.dashboard_url);
    await page.see('publishable-key');
    await page.evaluate(`fetch('/dashboard/api/application', {
      method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'W'.repeat(100) }),
    })`);
  });

  afterAll(() => on?.close());

  it('are broken rather than wider than the window', async () => {
    const { id } = await on.server.backend('POST', '/users', { email_address: ['ada@example.com'], first_name: 'W'.repeat(250) });
    await page.evaluate(`location.hash = '#users/${String(id)}'; location.reload()`);
    await page.click('delete-user');
    await page.see('confirm');
    for (const width of [1280, 768, 360]) {
      await resize(page, width, 800);
      await until(`everything within ${width} pixels`, () =>
        page.evaluate<boolean>(`[document.documentElement, document.querySelector('dialog')].every((each) => each.scrollWidth <= each.clientWidth)`),
      );
    }
    expect(await page.text('user-name')).toBe('W'.repeat(250));
  });
});

// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';

import { healthPage } from '../src/health-page.js';

it('does not go on loading once the server could not be reached', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  const page = document.createElement('main');
  page.append(...healthPage());
  await vi.waitFor(() => expect(page.querySelector('.problem')?.textContent).toContain('cannot be reached'));
  expect(page.textContent).not.toContain('Loading');
});

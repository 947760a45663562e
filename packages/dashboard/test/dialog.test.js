// @vitest-environment happy-dom
import { expect, it } from 'vitest';

import { confirmAction } from '../src/controls.js';

it('is closed by going to another page, and does nothing', async () => {
  let performed = false;
  const asked = confirmAction({
    title: 'Delete Ada?',
    text: '',
    action: 'Delete',
    async perform() {
      performed = true;
    },
  });
  expect(document.querySelector('dialog')?.open).toBe(true);
  dispatchEvent(new Event('hashchange'));
  expect(await asked).toBe(false);
  expect(performed).toBe(false);
  expect(document.querySelector('dialog')).toBe(null);
});

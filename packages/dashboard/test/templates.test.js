// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';

import { templatesSettings } from '../src/settings-templates.js';

it('forgets what was wrong with a template once it is written otherwise', async () => {
  vi.stubGlobal('fetch', async (/** @type {string} */ path, /** @type {RequestInit} */ { body }) => {
    if (path.includes('jwt_templates')) return Response.json([]);
    const { lifetime, claims } = JSON.parse(String(body));
    if (lifetime >= 30) return Response.json(claims);
    return Response.json({ errors: [{ code: 'form_param_value_invalid', message: 'lifetime is too short.' }] }, { status: 422 });
  });
  document.body.append(...templatesSettings());
  const element = (/** @type {string} */ testId) => /** @type {HTMLInputElement} */ (document.querySelector(`[data-testid="${testId}"]`));
  const type = (/** @type {string} */ testId, /** @type {string} */ text) => {
    element(testId).value = text;
    element(testId).dispatchEvent(new Event('input', { bubbles: true }));
  };
  element('add-template').click();
  type('field-lifetime', '1');
  await vi.waitFor(() => expect(element('claims-problem').textContent).toContain('too short'));
  type('field-claims', '{odd');
  await vi.waitFor(() => expect(element('claims-problem').textContent).toBe(''));
  type('field-lifetime', '60');
  type('field-claims', '{"plan": "pro"}');
  await vi.waitFor(() => expect(element('claims').textContent).toContain('pro'));
  expect(element('error-claims').textContent).toBe('');
});

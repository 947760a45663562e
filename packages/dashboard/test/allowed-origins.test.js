// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';

import { allowedOrigins } from '../src/allowed-origins.js';

it('adds an origin to the list as it is by now', async () => {
  const settings = { allowed_origins: ['https://one.example', 'https://added.elsewhere'] };
  vi.stubGlobal('fetch', async (/** @type {string} */ _, /** @type {RequestInit} */ { method, body }) => {
    if (method === 'PUT') Object.assign(settings, JSON.parse(String(body)));
    return Response.json({ settings });
  });
  const shown = /** @type {import('../src/api.js').Instance} */ ({ settings: { allowed_origins: ['https://one.example'] } });
  const element = allowedOrigins(shown);
  const input = /** @type {HTMLInputElement} */ (element.querySelector('input'));
  input.value = 'https://two.example';
  element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => expect(element.querySelectorAll('[data-testid="origin"]')).toHaveLength(3));
  expect(settings.allowed_origins).toEqual(['https://one.example', 'https://added.elsewhere', 'https://two.example']);
});

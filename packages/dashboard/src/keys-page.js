import { card, value } from './card.js';
import { copyButton } from './controls.js';
import { h } from './dom.js';
import { workerSnippet } from './format.js';
import { allowedOrigins } from './allowed-origins.js';
import { secretKeys } from './secret-keys.js';

/**
 * The API Keys page.
 *
 * @param {import('./api.js').Instance} instance
 */
export function keysPage(instance) {
  return [
    h('h1', {}, 'API keys'),
    card(
      'Publishable key',
      'Goes into the extension or web app. It names the instance and is no secret.',
      h(
        'dl',
        { class: 'values' },
        ...value('Publishable key', 'publishable-key', instance.publishable_key),
        ...value('Frontend API', 'frontend-api', instance.frontend_api),
        ...value('API URL', 'api-url', instance.api_url),
        ...value('JWKS URL', 'jwks-url', instance.jwks_url),
      ),
    ),
    card(
      'Secret keys',
      'Open the backend API, with every user in it. Keep them on your servers; never ship one.',
      secretKeys(instance),
    ),
    card(
      'Allowed origins',
      'Which extensions and web pages may talk to the frontend API.',
      allowedOrigins(instance),
    ),
    snippet(instance),
  ];
}

/** @param {import('./api.js').Instance} instance */
function snippet(instance) {
  const code = workerSnippet(instance.publishable_key);
  return card(
    'Service worker',
    'All that a background worker needs to answer with a fresh session token.',
    h(
      'div',
      { class: 'snippet' },
      h('div', { class: 'snippet-bar' }, h('span', { class: 'mono' }, 'background/index.ts'), copyButton(() => code, 'code')),
      h('pre', { class: 'mono', tabIndex: 0, 'data-testid': 'snippet' }, code),
    ),
  );
}

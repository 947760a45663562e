import { call } from './api.js';
import { value } from './card.js';
import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { form } from './form.js';
import { addressOf, whoServes } from './instances.js';

/** A host to begin with. @type {Record<string, string>} */
const EXAMPLES = { production: 'auth.example.com', development: 'auth.nightdesk.localhost:4400' };

/**
 * Asks for what the application's other instance needs, and makes it.
 *
 * @param {string} environment of the new instance
 * @param {string} shown of the instance that is shown
 * @param {() => void} onMade once the keys of the new one have been seen
 */
export function createInstance(environment, shown, onMade) {
  const dialog = openDialog({
    title: `Create the ${environment} instance`,
    content: [
      h('p', {}, `It begins with the rules of the ${shown} instance: how users sign up and sign in, passwords, sessions, restrictions, how long the log is kept.`),
      h('p', {}, 'Users, keys, social connections, allowed origins, lists, URLs, templates and test mode are of one instance only, and are not copied.'),
      form({
        fields: [
          {
            name: 'frontend_api',
            label: 'Frontend API',
            placeholder: EXAMPLES[environment] ?? '',
            hint: 'The host on which it answers, with a port if that is not 443. The publishable key names it.',
          },
        ],
        action: `Create ${environment} instance`,
        testId: 'create-instance-save',
        cancel: () => dialog.close(),
        async save(values) {
          const made = await call('POST', 'instances', values);
          dialog.close();
          showKeys(made, onMade);
        },
      }),
    ],
  });
}

/**
 * @param {{ id: string, environment: string, frontend_api: string, publishable_key: string, secret_key: string }} made
 * @param {() => void} onClose
 */
function showKeys(made, onClose) {
  const { id, environment, publishable_key, secret_key } = made;
  const dialog = openDialog({
    title: `The ${environment} instance is there`,
    wide: true,
    onClose,
    content: [
      environment === 'production' && h('p', {}, 'Copy the secret key now: it is shown this once.'),
      h('dl', { class: 'values' }, ...value('Publishable key', 'new-publishable-key', publishable_key), ...value('Secret key', 'new-secret-key', secret_key)),
      h('p', {}, ...whoServes(made)),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close'),
        h('a', { class: 'button primary', href: addressOf(id), 'data-testid': 'show-created' }, `Show ${environment}`),
      ),
    ],
  });
}

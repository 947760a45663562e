import { call } from './api.js';
import { card } from './card.js';
import { copyButton, problemLine } from './controls.js';
import { fill, h } from './dom.js';
import { form } from './form.js';
import { saveSettings } from './settings.js';

/**
 * @typedef {{
 *   name: string,
 *   instances: { id: string, environment: string, frontend_api: string, publishable_key: string, open: boolean }[],
 * }} Application
 */

/**
 * The application and its instances, and what is kept of what happens in them.
 *
 * @param {import('./api.js').Instance} instance
 */
export function applicationSettings(instance) {
  const page = h('div', { class: 'stack' }, h('p', { class: 'loading', role: 'status' }, 'Loading'));

  async function load() {
    try {
      fill(page, ...show(await call('GET', 'application')));
    } catch (error) {
      const problem = problemLine();
      fill(problem, /** @type {Error} */ (error).message);
      fill(page, problem);
    }
  }

  void load();
  return [page, logSettings(instance)];
}

/** @param {import('./api.js').Instance} instance */
function logSettings(instance) {
  return card(
    'Log',
    'Sign-ins, and what was changed here and by secret keys. Older lines are deleted as new ones come.',
    form({
      fields: [
        {
          name: 'log_retention_days',
          label: 'Kept for, in days',
          type: 'number',
          value: instance.settings['log_retention_days'],
          hint: '0: for ever.',
        },
      ],
      action: 'Save log settings',
      testId: 'save-log-settings',
      done: 'Saved',
      save: (values) => saveSettings(instance, values),
    }),
  );
}

/** @param {Application} application */
function show({ name, instances }) {
  return [
    card(
      'Application',
      'Its name is in messages to users and on the pages where they sign in. Its instances share the name and the admins, and nothing else.',
      form({
        fields: [{ name: 'name', label: 'Name', value: name }],
        action: 'Save name',
        testId: 'save-application',
        async save(values) {
          await call('PATCH', 'application', values);
          location.reload();
        },
      }),
    ),
    card(
      'Instances',
      'An instance has keys, users and settings of its own. nightdesk dev serves the development one, nightdesk serve the production one; each is made when it is first served.',
      h('ul', { class: 'items' }, ...instances.map(item)),
    ),
  ];
}

/** @param {Application['instances'][number]} instance */
function item({ environment, frontend_api, publishable_key, open }) {
  return h(
    'li',
    { class: 'item', 'data-testid': 'instance' },
    h(
      'span',
      { class: 'item-text' },
      environment,
      ' ',
      open && h('span', { class: 'badge' }, 'Open here'),
      h('span', { class: 'muted block' }, frontend_api),
      h('code', { class: 'mono block' }, publishable_key),
    ),
    copyButton(() => publishable_key, `publishable key of ${environment}`),
  );
}

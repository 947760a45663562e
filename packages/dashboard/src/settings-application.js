import { call } from './api.js';
import { card } from './card.js';
import { copyButton, problemLine } from './controls.js';
import { createInstance } from './create-instance.js';
import { fill, h } from './dom.js';
import { form } from './form.js';
import { addressOf, APPLICATION_CHANGED } from './instances.js';
import { saveSettings } from './settings.js';

/**
 * The application and its instances, and what is kept of what happens in them.
 *
 * @param {import('./api.js').Instance} instance
 */
export function applicationSettings(instance) {
  const page = h('div', { class: 'stack' }, h('p', { class: 'loading', role: 'status' }, 'Loading'));

  async function load() {
    try {
      const [application, { admin }] = await Promise.all([call('GET', 'application'), call('GET', 'me')]);
      fill(page, ...show(application, admin !== null, load));
      tell(application);
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
      save: (_, changed) => saveSettings(instance, changed),
    }),
  );
}

/**
 * @param {import('./instances.js').Application} application
 * @param {boolean} byAdmin whether an admin looks at it
 * @param {() => void} onMade once there is another instance
 */
function show({ name, instances }, byAdmin, onMade) {
  return [
    card(
      'Application',
      'Its name is in messages to users and on the pages where they sign in. Its instances share the name and the admins, and nothing else.',
      form({
        fields: [{ name: 'name', label: 'Name', value: name }],
        action: 'Save name',
        testId: 'save-application',
        done: 'Saved',
        save: async (values) => tell(await call('PATCH', 'application', values)),
      }),
    ),
    card(
      'Instances',
      'An instance has keys, users and settings of its own.',
      h('ul', { class: 'items' }, ...instances.map((each) => item(each, byAdmin))),
      byAdmin ? instances.length === 1 && creation(instances[0]?.environment ?? '', onMade) : forAdmins(instances.length > 1),
    ),
  ];
}

/**
 * @param {import('./instances.js').InstanceName} instance
 * @param {boolean} byAdmin
 */
function item({ id, environment, frontend_api, publishable_key, open, served }, byAdmin) {
  return h(
    'li',
    { class: 'item', 'data-testid': 'instance' },
    h(
      'span',
      { class: 'item-text' },
      environment,
      ' ',
      open && h('span', { class: 'badge' }, 'Shown here'),
      ' ',
      !served && h('span', { class: 'badge' }, 'Served elsewhere'),
      h('span', { class: 'muted block' }, frontend_api),
      h('code', { class: 'mono block' }, publishable_key),
    ),
    h(
      'div',
      { class: 'actions' },
      !open && byAdmin && h('a', { class: 'button small', href: addressOf(id) }, 'Show', h('span', { class: 'visually-hidden' }, ` the ${environment} instance`)),
      copyButton(() => publishable_key, `publishable key of ${environment}`),
    ),
  );
}

/**
 * How the other instance comes to be.
 *
 * @param {string} shown
 * @param {() => void} onMade
 */
function creation(shown, onMade) {
  const other = shown === 'production' ? 'development' : 'production';
  const create = () => createInstance(other, shown, onMade);
  return h('div', { class: 'adding' }, h('button', { type: 'button', class: 'button', 'data-testid': 'create-instance', onclick: create }, `Create ${other} instance`));
}

/** @param {boolean} thereAreTwo */
function forAdmins(thereAreTwo) {
  const what = thereAreTwo ? 'go from one to the other' : 'create the other one';
  return h('p', { class: 'muted adding' }, `A one-time link shows one instance. Admins ${what}: `, h('a', { href: '#admins' }, 'add one'), ' and sign in.');
}

/** @param {import('./instances.js').Application} application as it is now */
function tell(application) {
  dispatchEvent(new CustomEvent(APPLICATION_CHANGED, { detail: application }));
}

import { createSecretKey, revokeSecretKey } from './api.js';
import { byCursor, withOnly } from './by-cursor.js';
import { confirmAction, copyButton, problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { formatTime } from './format.js';
import { pagedList } from './paged-list.js';

/** @typedef {import('./api.js').SecretKey & { only: boolean, isNew: boolean }} Shown */

const read = withOnly(byCursor('secret_keys'));

/**
 * List of secret keys with what can be done to them.
 *
 * @param {import('./api.js').Instance} instance
 */
export function secretKeys(instance) {
  /** The key just made: in production its secret is in no later answer. @type {import('./api.js').SecretKey | null} */
  let created = null;
  const list = pagedList({
    async load(after) {
      const page = await read(after);
      const shown = page.data.map((key) => ({ ...key, isNew: key.id === created?.id }));
      return { ...page, data: shown.map((key) => (key.isNew ? { ...key, secret: created?.secret } : key)) };
    },
    row: item,
    empty: () => 'None.',
    label: 'Secret keys',
    testId: 'secret-keys',
    className: 'keys',
  });

  /** @param {Shown} key */
  function item(key) {
    const { only, isNew } = key;
    const now = Date.now();
    const revokeButton = h(
      'button',
      {
        type: 'button',
        class: 'button small',
        'data-testid': 'revoke',
        'aria-label': `Revoke ${key.name}`,
        disabled: only,
        title: only ? 'The last key cannot be revoked. Create another one first.' : '',
        onclick: () => revoke(key),
      },
      'Revoke',
    );
    return h(
      'li',
      { 'data-testid': 'secret-key', class: isNew ? 'key new' : 'key' },
      h('p', { class: 'key-name' }, key.name, isNew && h('span', { class: 'ok' }, newKeyNote(instance))),
      h('p', { class: 'key-dates' }, `Created: ${formatTime(key.created_at, now)}. Last used: ${formatTime(key.last_used_at, now)}.`),
      secretCell(key, isNew),
      revokeButton,
    );
  }

  /** @param {import('./api.js').SecretKey} key */
  async function revoke(key) {
    await confirmAction({
      title: `Revoke "${key.name}"?`,
      text: `Servers that use ${key.prefix}... are locked out of the backend API at once. This cannot be undone.`,
      action: 'Revoke key',
      perform: () => revokeSecretKey(key.id).then(list.reload),
    });
  }

  const form = createForm(async (name) => {
    created = await createSecretKey(name);
    await list.reload();
  });
  void list.reload();
  return h('div', {}, list.element, form);
}

/** @param {import('./api.js').Instance} instance */
function newKeyNote({ environment }) {
  return environment === 'production' ? 'Copy it now: it is not shown again.' : 'Created';
}

/**
 * @param {import('./api.js').SecretKey} key
 * @param {boolean} revealed
 */
function secretCell({ prefix, secret, name }, revealed) {
  const masked = `${prefix}${'\u2022'.repeat(12)}`;
  if (secret === null) return h('span', { class: 'secret-cell' }, h('code', { class: 'mono' }, masked));
  const code = h('code', { class: 'mono secret', 'data-testid': 'secret' });
  const toggle = h('button', { type: 'button', class: 'button small' });
  const show = (/** @type {boolean} */ plain) => {
    code.textContent = plain ? secret : masked;
    toggle.textContent = plain ? 'Hide' : 'Show';
    toggle.ariaLabel = `${plain ? 'Hide' : 'Show'} ${name}`;
    toggle.onclick = () => show(!plain);
  };
  show(revealed);
  return h('span', { class: 'secret-cell' }, code, toggle, copyButton(() => secret, `secret key ${name}`));
}

/** @param {(name: string) => Promise<void>} create */
function createForm(create) {
  const problem = problemLine();
  const name = h('input', {
    id: 'key-name',
    name: 'name',
    maxLength: 64,
    autocomplete: 'off',
    placeholder: 'Name, like "Billing server"',
    'data-testid': 'key-name',
  });
  const button = h('button', { class: 'button primary', 'data-testid': 'create-key' }, 'Create key');
  return h(
    'form',
    {
      class: 'inline-form',
      noValidate: true,
      onsubmit(/** @type {Event} */ event) {
        event.preventDefault();
        if (!name.value.trim()) {
          fill(problem, 'Give the key a name, so that you know later where it is used.');
          name.focus();
          return;
        }
        void run(button, problem, async () => {
          await create(name.value.trim());
          name.value = '';
        });
      },
    },
    h('label', { htmlFor: 'key-name', class: 'visually-hidden' }, 'Name of the new key'),
    name,
    button,
    problem,
  );
}

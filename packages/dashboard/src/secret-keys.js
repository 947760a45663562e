import { createSecretKey, listSecretKeys, revokeSecretKey } from './api.js';
import { confirmAction, copyButton, problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { formatTime } from './format.js';

/**
 * List of secret keys with what can be done to them.
 *
 * @param {import('./api.js').Instance} instance
 */
export function secretKeys(instance) {
  const list = h('ul', { class: 'keys', 'aria-live': 'polite' }, h('li', { class: 'muted' }, 'Loading'));
  const problem = problemLine();
  /** The key just made: in production its secret is in no later answer. @type {import('./api.js').SecretKey | null} */
  let created = null;

  async function refresh() {
    try {
      const keys = (await listSecretKeys()).filter((key) => key.revoked_at === null);
      const shown = keys.map((key) => (key.id === created?.id ? { ...key, secret: created.secret } : key));
      fill(list, ...shown.map((key) => item(key, shown.length === 1)));
      fill(problem);
    } catch (error) {
      fill(list, h('li', {}, h('button', { type: 'button', class: 'button', onclick: refresh }, 'Try again')));
      fill(problem, /** @type {Error} */ (error).message);
    }
  }

  /**
   * @param {import('./api.js').SecretKey} key
   * @param {boolean} isLast
   */
  function item(key, isLast) {
    const isNew = key.id === created?.id;
    const now = Date.now();
    const revokeButton = h(
      'button',
      {
        type: 'button',
        class: 'button small',
        'data-testid': 'revoke',
        'aria-label': `Revoke ${key.name}`,
        disabled: isLast,
        title: isLast ? 'The last key cannot be revoked. Create another one first.' : '',
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
    const done = await confirmAction({
      title: `Revoke "${key.name}"?`,
      text: `Servers that use ${key.prefix}... are locked out of the backend API at once. This cannot be undone.`,
      action: 'Revoke key',
      perform: () => revokeSecretKey(key.id),
    });
    if (done) await refresh();
  }

  const form = createForm(async (name) => {
    created = await createSecretKey(name);
    await refresh();
  });
  void refresh();
  return h('div', {}, list, problem, form);
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

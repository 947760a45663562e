import { getInstance, putAllowedOrigins } from './api.js';
import { confirmAction, problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { heldWhole } from './held-whole.js';
import { checkOrigin } from './origin.js';
import { pagedList } from './paged-list.js';

const PAGE = 25;

/**
 * Editor of the allowed origins. Every change is saved at once.
 *
 * @param {import('./api.js').Instance} instance
 */
export function allowedOrigins(instance) {
  let origins = [...instance.settings.allowed_origins];
  // The newest first, where whoever adds one sees it.
  const list = pagedList({
    load: heldWhole(() => origins.toReversed(), PAGE),
    row: item,
    empty: () => whenEmpty(instance),
    label: 'Allowed origins',
    testId: 'origins',
    className: 'origins',
  });
  const problem = problemLine();

  /**
   * Changes the list as it is by now: somebody else may have changed it since it was read.
   *
   * @param {(now: string[]) => string[]} change
   */
  async function save(change) {
    const next = change((await getInstance()).settings.allowed_origins);
    await putAllowedOrigins(next);
    origins = next;
    instance.settings.allowed_origins = next;
    input.ariaInvalid = 'false';
    await list.reload();
  }

  /** @param {string} origin */
  function item(origin) {
    const remove = () =>
      confirmAction({
        title: `Remove ${origin}?`,
        text: 'The frontend API refuses what comes from there, and who is signed in there gets no new token.',
        action: 'Remove',
        perform: () => save((now) => now.filter((each) => each !== origin)),
      });
    return h(
      'li',
      { 'data-testid': 'origin' },
      h('code', { class: 'mono' }, origin),
      h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${origin}`, onclick: remove }, 'Remove'),
    );
  }

  const input = h('input', {
    id: 'origin',
    type: 'url',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: 'chrome-extension://... or https://app.example.com',
    'data-testid': 'origin-input',
    oninput() {
      input.ariaInvalid = 'false';
      fill(problem);
    },
  });
  const add = h('button', { class: 'button', 'data-testid': 'add-origin' }, 'Allow origin');
  const form = h(
    'form',
    {
      class: 'inline-form',
      noValidate: true,
      onsubmit(/** @type {Event} */ event) {
        event.preventDefault();
        const checked = checkOrigin(input.value, origins);
        input.ariaInvalid = String('problem' in checked);
        if ('problem' in checked) {
          fill(problem, checked.problem);
          input.focus();
          return;
        }
        void run(add, problem, async () => {
          await save((now) => [...new Set([...now, checked.origin])]);
          input.value = '';
        });
      },
    },
    h('label', { htmlFor: 'origin', class: 'visually-hidden' }, 'Origin to allow'),
    input,
    add,
    problem,
  );
  void list.reload();
  return h('div', {}, list.element, form);
}

/** @param {import('./api.js').Instance} instance */
function whenEmpty({ environment }) {
  return environment === 'development'
    ? 'None listed: in development every extension and every page on localhost is allowed.'
    : 'None listed: only the pages of this server itself are allowed. Add the origin of your extension.';
}

import { confirmAction, problemLine } from './controls.js';
import { fill, h } from './dom.js';
import { form } from './form.js';

/**
 * A short list with a form that adds to it.
 *
 * @template T
 * @param {{
 *   load: () => Promise<T[]>,
 *   textOf: (each: T) => string,
 *   add: import('./form.js').Field,
 *   create: (values: Record<string, any>) => Promise<unknown>,
 *   remove: (each: T) => Promise<unknown>,
 *   removing: (each: T) => string,
 *   empty: string,
 * }} options
 */
export function editableList({ load, textOf, add, create, remove, removing, empty }) {
  const list = h('ul', { class: 'items' }, h('li', { class: 'muted' }, 'Loading'));
  const problem = problemLine();
  const adding = h('div', { class: 'adding' });

  async function refresh() {
    try {
      const found = await load();
      fill(list, ...(found.length > 0 ? found.map(item) : [h('li', { class: 'muted' }, empty)]));
      fill(problem);
    } catch (error) {
      fill(problem, /** @type {Error} */ (error).message);
    }
  }

  /** @param {T} each */
  function item(each) {
    const text = textOf(each);
    const ask = async () => {
      const perform = () => remove(each).then(() => undefined);
      if (await confirmAction({ title: `Remove ${text}?`, text: removing(each), action: 'Remove', perform })) await refresh();
    };
    return h(
      'li',
      { class: 'item', 'data-testid': add.name },
      h('code', { class: 'mono item-text' }, text),
      h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${text}`, onclick: ask }, 'Remove'),
    );
  }

  function renew() {
    fill(
      adding,
      form({
        fields: [add],
        action: 'Add',
        testId: `add-${add.name}`,
        compact: true,
        async save(values) {
          await create(values);
          await refresh();
          renew();
        },
      }),
    );
  }

  renew();
  void refresh();
  return h('div', {}, list, problem, adding);
}

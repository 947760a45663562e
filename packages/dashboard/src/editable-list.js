import { confirmAction } from './controls.js';
import { h } from './dom.js';
import { form } from './form.js';
import { pagedList } from './paged-list.js';

/**
 * A list with a form that adds to it.
 *
 * @template T
 * @param {{
 *   load: (after: string | null) => Promise<{ data: T[], next: string | null }>,
 *   label: string,
 *   textOf: (each: T) => string,
 *   add: import('./form.js').Field,
 *   create: (values: Record<string, any>) => Promise<unknown>,
 *   remove: (each: T) => Promise<unknown>,
 *   removing: (each: T) => string,
 *   empty: string,
 * }} options
 */
export function editableList({ load, label, textOf, add, create, remove, removing, empty }) {
  const list = pagedList({ load, row: item, empty: () => empty, label, testId: `list-${add.name}`, className: 'items' });

  /** @param {T} each */
  function item(each) {
    const text = textOf(each);
    const ask = () =>
      confirmAction({
        title: `Remove ${text}?`,
        text: removing(each),
        action: 'Remove',
        perform: () => remove(each).then(list.reload),
      });
    return h(
      'li',
      { class: 'item', 'data-testid': add.name },
      h('code', { class: 'mono item-text' }, text),
      h('button', { type: 'button', class: 'button small', 'aria-label': `Remove ${text}`, onclick: ask }, 'Remove'),
    );
  }

  const adding = form({
    fields: [add],
    action: 'Add',
    testId: `add-${add.name}`,
    compact: true,
    empties: true,
    async save(values) {
      await create(values);
      await list.reload();
    },
  });
  void list.reload();
  return h('div', {}, list.element, h('div', { class: 'adding' }, adding));
}

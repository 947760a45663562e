import { copyButton } from './controls.js';
import { h } from './dom.js';

/**
 * A titled part of a page.
 *
 * @param {string} title
 * @param {string} lead
 * @param {...(Node | null | false)} content
 */
export function card(title, lead, ...content) {
  const id = `card-${title.toLowerCase().replaceAll(' ', '-')}`;
  return h(
    'section',
    { class: 'card', 'aria-labelledby': id },
    h('h2', { id }, title),
    lead !== '' && h('p', { class: 'muted lead' }, lead),
    ...content,
  );
}

/**
 * A name and a value to copy, for a list of class `values`.
 *
 * @param {string} name
 * @param {string} testId
 * @param {string} text
 */
export function value(name, testId, text) {
  return [
    h('dt', {}, name),
    h('dd', {}, h('code', { class: 'mono', 'data-testid': testId }, text), copyButton(() => text, name)),
  ];
}

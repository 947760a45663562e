import { problemLine } from './controls.js';
import { fill, h } from './dom.js';

/**
 * A list that is read page by page. What is on screen stays until its replacement is there, and an answer that was
 * overtaken by a later question is dropped.
 *
 * @template T
 * @param {{
 *   load: (after: string | null) => Promise<{ data: T[], next: string | null }>,
 *   row: (each: T) => Node,
 *   empty: () => string,
 *   label: string,
 *   testId: string,
 * }} options
 */
export function pagedList({ load, row, empty, label, testId }) {
  const list = h('ul', { class: 'rows', 'aria-label': label, 'data-testid': testId });
  const problem = problemLine();
  const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => read(next) }, 'Show more');
  /** @type {string | null} */
  let next = null;
  let question = 0;

  /** @param {string | null} after */
  async function read(after) {
    const asked = (question += 1);
    list.ariaBusy = 'true';
    try {
      const page = await load(after);
      if (asked !== question) return;
      fill(problem);
      const rows = page.data.map(row);
      if (after === null) fill(list, ...(rows.length > 0 ? rows : [h('li', { class: 'muted empty' }, empty())]));
      else list.append(...rows);
      const first = rows[0];
      if (after !== null && first instanceof HTMLElement) first.querySelector('a')?.focus();
      next = page.next;
      more.hidden = next === null;
    } catch (error) {
      if (asked === question) fill(problem, /** @type {Error} */ (error).message, ' ', retry(after));
    } finally {
      if (asked === question) list.ariaBusy = 'false';
    }
  }

  const retry = (/** @type {string | null} */ after) =>
    h('button', { type: 'button', class: 'button small', onclick: () => read(after) }, 'Try again');
  return { element: h('div', { class: 'paged' }, list, problem, more), reload: () => read(null) };
}

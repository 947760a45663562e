import { problemLine } from './controls.js';
import { fill, h } from './dom.js';
import { focusOn } from './focus.js';
import { renewTimes } from './format.js';
import { whileShown } from './live.js';
import { rowsOf } from './rows.js';

/**
 * A list that is read page by page. What is on screen stays until its replacement is there, and an answer that was
 * overtaken by a later question is dropped. A live list reads its beginning again and again, until somebody goes on to
 * the next page.
 *
 * @template T
 * @param {{
 *   load: (after: string | null) => Promise<{ data: T[], next: string | null }>,
 *   row: (each: T) => HTMLElement,
 *   empty: () => string,
 *   label: string,
 *   testId: string,
 *   live?: boolean,
 *   className?: string,
 * }} options
 */
export function pagedList({ load, row, empty, label, testId, live = false, className = 'rows' }) {
  const line = (/** @type {string} */ text) => h('li', { class: 'muted empty' }, text);
  const list = h('ul', { class: className, 'aria-label': label, 'data-testid': testId }, line('Loading'));
  const rows = rowsOf(list, row);
  const problem = problemLine();
  const more = h(
    'button',
    { type: 'button', class: 'button', hidden: true, 'data-testid': `more-${testId}`, onclick: () => read(next) },
    'Show more',
  );
  const element = h('div', { class: 'paged' }, list, problem, more);
  /** @type {string | null} */
  let next = null;
  let question = 0;
  let atBeginning = true;

  /** @param {string | null} after */
  async function read(after) {
    const asked = (question += 1);
    list.ariaBusy = 'true';
    try {
      const page = await load(after);
      if (asked !== question) return;
      fill(problem);
      show(page, after);
    } catch (error) {
      if (asked !== question) return;
      list.querySelector('.empty')?.remove();
      fill(problem, /** @type {Error} */ (error).message, ' ', retry(after));
    } finally {
      if (asked === question) list.ariaBusy = 'false';
    }
  }

  /**
   * @param {{ data: T[], next: string | null }} page
   * @param {string | null} after
   */
  function show(page, after) {
    atBeginning = after === null;
    next = page.next;
    more.hidden = next === null;
    if (after !== null) {
      const first = rows.append(page.data);
      if (first) focusOn(first.querySelector('a') ?? first.querySelector('button:not(:disabled)') ?? first);
      return;
    }
    rows.replace(page.data);
    if (page.data.length === 0) fill(list, line(empty()));
  }

  /** Reads the beginning again. Trouble is left to the next time: what is on screen was right a moment ago. */
  async function renew() {
    if (!atBeginning) return;
    const asked = question;
    const page = await load(null).catch(() => null);
    if (page !== null && asked === question) show(page, null);
    renewTimes(list);
  }

  const retry = (/** @type {string | null} */ after) =>
    h('button', { type: 'button', class: 'button small', onclick: () => read(after) }, 'Try again');
  if (live) whileShown(element, renew);
  return { element, reload: () => read(null) };
}

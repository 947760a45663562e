/**
 * Where the focus goes when what had it leaves the page, because a list was read again or a page was shown anew: to the same
 * control in its new place, else to the neighbour, else to the title of the part that it was in. Left to itself it would go to
 * the document, and whoever uses the keyboard would begin at the top.
 *
 * @typedef {{ control: HTMLElement, among: number, path: { node: Element, at: number }[] }} Last
 */

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]';

/** Groups in which the neighbour of what has gone is the nearest thing to it. */
const GROUPS = 'ul, .actions';

/** The control that had the focus last, and where it was. @type {Last | null} */
let last = null;

/**
 * Keeps the focus in an element.
 *
 * @param {HTMLElement} main
 */
export function keepFocus(main) {
  document.addEventListener('focusin', ({ target }) => {
    const control = /** @type {HTMLElement} */ (target);
    if (main.contains(control)) last = remember(main, control);
    else if (!control.closest('dialog')) last = null;
  });
  main.addEventListener('focusout', ({ target, relatedTarget }) => {
    const control = /** @type {HTMLElement} */ (target);
    // Who clicks beside a control wants the focus nowhere. Once the script has ended, a dialog is open and what was taken off the page
    // has gone.
    queueMicrotask(() => {
      const isNowhere = relatedTarget === null && document.activeElement === document.body && document.hasFocus();
      if (isNowhere && control.isConnected && isUsable(control)) last = null;
    });
  });
  const attributes = ['aria-busy', 'disabled', 'hidden'];
  const changes = new MutationObserver(() => restore(main));
  changes.observe(main, { childList: true, subtree: true, attributeFilter: attributes });
  // A dialog that goes gives the focus back to what had it, which may have gone meanwhile.
  changes.observe(document.body, { childList: true });
}

/**
 * Puts the focus where another page is read from: on its title, unless the link that led there is on it too.
 *
 * @param {HTMLElement} main
 */
export function focusPage(main) {
  const there = last && sameAgain(main, last);
  if (there) there.focus();
  else focusTitle(main);
}

/**
 * Puts the focus on the title of the page.
 *
 * @param {HTMLElement} main
 */
export function focusTitle(main) {
  focusOn(main.querySelector('h1') ?? main);
}

/**
 * Puts the focus on something that is not reached by Tab otherwise.
 *
 * @param {HTMLElement} element
 */
export function focusOn(element) {
  if (!element.matches(FOCUSABLE)) element.tabIndex = -1;
  element.focus();
}

/**
 * @param {HTMLElement} main
 * @param {HTMLElement} control
 * @returns {Last}
 */
function remember(main, control) {
  const path = [];
  for (let node = /** @type {Element} */ (control); node !== main && node.parentElement; node = node.parentElement) {
    path.push({ node, at: [...node.parentElement.children].indexOf(node) });
  }
  return { control, among: alike(main, control).indexOf(control), path };
}

/** @param {HTMLElement} main */
function restore(main) {
  if (last === null || document.activeElement !== document.body || document.querySelector('dialog[open]')) return;
  if (last.control.isConnected && isUsable(last.control)) return last.control.focus();
  const there = sameAgain(main, last);
  if (there) return there.focus();
  // What is being read may have it.
  if (main.querySelector('.loading, [aria-busy="true"]')) return;
  focusOn(neighbour(last) ?? titleOf(main, last));
}

/**
 * The same control: where it was, else elsewhere.
 *
 * @param {HTMLElement} main
 * @param {Last} last
 */
function sameAgain(main, { control, among, path }) {
  const found = alike(main, control).filter(isUsable);
  const left = path.find(({ node }) => node.isConnected)?.node ?? main;
  const near = found.filter((each) => left.contains(each));
  const nth = found[among];
  return nth && near.includes(nth) ? nth : near[0] ?? nth ?? found[0];
}

/**
 * What stands now where the control was, in a list or among buttons.
 *
 * @param {Last} last
 */
function neighbour({ control, path }) {
  const gone = path.findLast(({ node }) => !node.isConnected || !isUsable(node));
  const group = gone && path[path.indexOf(gone) + 1]?.node;
  if (!gone || !group?.matches(GROUPS)) return undefined;
  const rows = [...group.children];
  for (const row of [...rows.slice(gone.at), ...rows.slice(0, gone.at).reverse()]) {
    const controls = [row, ...row.querySelectorAll(FOCUSABLE)].filter((each) => each.matches(FOCUSABLE) && isUsable(each));
    const found = controls.find((each) => each.textContent === control.textContent) ?? controls[0];
    if (found) return /** @type {HTMLElement} */ (found);
  }
  return undefined;
}

/**
 * The title of the part that a control was in, shown anew or not; else that of the page.
 *
 * @param {HTMLElement} main
 * @param {Last} last
 */
function titleOf(main, { path }) {
  for (const { node } of path) {
    const id = node.getAttribute('aria-labelledby');
    const title = id && document.getElementById(id);
    if (title) return title;
  }
  return main.querySelector('h1') ?? main;
}

/**
 * @param {HTMLElement} main
 * @param {HTMLElement} control
 * @returns {HTMLElement[]} those that do the same by what they are called
 */
function alike(main, control) {
  const name = nameOf(control);
  return [.../** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll(control.localName))].filter((each) => nameOf(each) === name);
}

/** @param {HTMLElement} control */
function nameOf(control) {
  const { testid } = control.dataset;
  if (testid || control.ariaLabel) return `${testid} ${control.ariaLabel}`;
  return control.getAttribute('name') ?? control.textContent;
}

/** @param {Element} element */
function isUsable(element) {
  return !element.matches(':disabled') && element.closest('[hidden]') === null;
}

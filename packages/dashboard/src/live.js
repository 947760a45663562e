/** Soon enough for somebody who waits for a code, seldom enough to cost nothing. */
const EVERY_MS = 3000;

/**
 * Repeats an action as long as an element is on the page and somebody may be looking.
 *
 * @param {Element} element
 * @param {() => Promise<void>} action
 */
export function whileShown(element, action) {
  setTimeout(async () => {
    if (!element.isConnected) return;
    if (!document.hidden && document.querySelector('dialog') === null) await action();
    whileShown(element, action);
  }, EVERY_MS);
}

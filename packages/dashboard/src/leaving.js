import { confirmAction } from './controls.js';

/** What forms are in which something is not saved. */
const DRAFTS = 'form[data-changed]';

/**
 * Follows the address from page to page, and asks before one goes on which something is not saved.
 *
 * @param {() => void} show the page that the address names
 */
export function followAddress(show) {
  // The pages of the tab are counted, so that one can be gone back to from either side. Going to one has the browser show its address
  // already, and cannot be stopped.
  /** @type {number} */
  let at = history.state?.at ?? 0;
  const count = () => history.replaceState({ at }, '');
  count();
  addEventListener('hashchange', async () => {
    if (here() === at) return;
    if (document.querySelector(`main ${DRAFTS}`) && !(await mayLeave())) {
      const back = at - here();
      if (back !== 0) history.go(back);
      return;
    }
    at = here();
    count();
    show();
  });
  addEventListener('beforeunload', (event) => {
    if (document.querySelector(DRAFTS)) event.preventDefault();
  });

  /** Where the address is; what has not been shown yet comes after what is. @returns {number} */
  function here() {
    return history.state?.at ?? at + 1;
  }
}

/** Gives up what is not saved, because what it was about has gone, or has just been saved. */
export function giveUpDrafts() {
  for (const form of document.querySelectorAll(DRAFTS)) form.removeAttribute('data-changed');
}

function mayLeave() {
  return confirmAction({
    title: 'Leave without saving?',
    text: 'What you changed on this page is not saved, and is lost when you leave it.',
    action: 'Leave',
    perform: async () => undefined,
  });
}

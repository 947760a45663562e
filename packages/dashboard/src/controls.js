import { openDialog } from './dialog.js';
import { fill, h } from './dom.js';

const CONFIRMED_FOR_MS = 1500;

/**
 * A button that copies, and says so for a moment.
 *
 * @param {() => string} text
 * @param {string} what spoken name of the text
 */
export function copyButton(text, what) {
  const label = h('span', {}, 'Copy');
  const spoken = h('span', { class: 'visually-hidden', role: 'status' });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button small copy',
      'aria-label': `Copy ${what}`,
      async onclick() {
        const copied = await navigator.clipboard.writeText(text()).then(
          () => true,
          () => false,
        );
        label.textContent = copied ? 'Copied' : 'Not copied';
        spoken.textContent = copied ? `The ${what} is on the clipboard.` : `The ${what} could not be copied.`;
        setTimeout(() => {
          label.textContent = 'Copy';
          spoken.textContent = '';
        }, CONFIRMED_FOR_MS);
      },
    },
    label,
  );
  return h('span', { class: 'copy-box' }, button, spoken);
}

/**
 * Runs an action of a button, which is busy meanwhile and ignores presses.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} problem where a failure is told
 * @param {() => Promise<void>} action
 */
export async function run(button, problem, action) {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  fill(problem);
  try {
    await action();
  } catch (error) {
    fill(problem, error instanceof Error ? error.message : String(error));
  } finally {
    button.ariaBusy = 'false';
  }
}

/** A line that tells what went wrong; empty, it keeps its height. */
export function problemLine() {
  return h('p', { class: 'problem', role: 'alert', 'data-testid': 'error' });
}

/**
 * Asks before something that cannot be undone.
 *
 * @param {{ title: string, text: string, action: string, perform: () => Promise<void> }} question `perform` shows what came of it too:
 * the question stays until then, so that nobody comes back to a control that means what it meant before
 * @returns {Promise<boolean>} whether it was done
 */
export function confirmAction({ title, text, action, perform }) {
  return new Promise((resolve) => {
    let done = false;
    const problem = problemLine();
    const confirm = h(
      'button',
      {
        type: 'button',
        class: 'button danger',
        'data-testid': 'confirm',
        onclick: () =>
          run(confirm, problem, async () => {
            await perform();
            done = true;
            dialog.close();
          }),
      },
      action,
    );
    const cancel = h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel');
    const dialog = openDialog({
      title,
      content: [h('p', {}, text), problem, h('div', { class: 'actions' }, cancel, confirm)],
      onClose: () => resolve(done),
    });
    cancel.focus();
  });
}

import { h } from './dom.js';

let dialogs = 0;

// What a dialog asks is about the page behind it.
addEventListener('hashchange', () => document.querySelectorAll('dialog').forEach((dialog) => dialog.close()));

/**
 * Opens a dialog; Escape closes it too, and the focus goes back to where it was.
 *
 * @param {{ title: string, content: import('./dom.js').Child[], wide?: boolean, onClose?: () => void }} options
 */
export function openDialog({ title, content, wide = false, onClose }) {
  const id = `dialog-title-${(dialogs += 1)}`;
  const dialog = h(
    'dialog',
    {
      class: wide ? 'dialog wide' : 'dialog',
      'aria-labelledby': id,
      onclose() {
        dialog.remove();
        onClose?.();
      },
    },
    h('h2', { id }, title),
    ...content,
  );
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

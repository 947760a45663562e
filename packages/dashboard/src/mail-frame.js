import { h } from './dom.js';

/**
 * A frame that shows what a mail looks like. No script runs in it and no link leads anywhere: the sandbox allows neither,
 * and the file that it loads has a content security policy of its own, which lets styles in as mails have them.
 *
 * @param {string} label
 */
export function mailFrame(label) {
  let shown = '';
  const frame = h('iframe', {
    class: 'mail-frame',
    title: label,
    // Only for this page to write into it.
    sandbox: 'allow-same-origin',
    src: '/dashboard/mail.html',
    'data-testid': 'mail-frame',
    onload() {
      draw();
      // What is in a frame has the focus: no selector finds the frame by that, and nothing scrolls to it.
      if (document.activeElement === frame) focused();
      frame.contentWindow?.addEventListener('focus', focused);
      frame.contentWindow?.addEventListener('blur', () => frame.classList.remove('focused'));
    },
  });

  function focused() {
    frame.classList.add('focused');
    frame.scrollIntoView({ block: 'nearest' });
  }

  function draw() {
    const page = frame.contentDocument?.documentElement;
    if (!page) return;
    page.innerHTML = shown;
    // A new window is what the sandbox does not give.
    for (const link of page.querySelectorAll('a')) link.target = '_blank';
  }

  return {
    element: frame,
    /** @param {string} html */
    show(html) {
      shown = html;
      draw();
    },
  };
}

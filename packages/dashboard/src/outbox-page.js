import { byCursor } from './by-cursor.js';
import { copyButton } from './controls.js';
import { h } from './dom.js';
import { timeAgo } from './format.js';
import { mailFrame } from './mail-frame.js';
import { pagedList } from './paged-list.js';

/** The messages that a development server kept instead of sending them. New ones show by themselves. */
export function outboxPage() {
  const messages = pagedList({
    load: byCursor('outbox'),
    row: item,
    empty: () => 'Nothing yet. Ask for a sign-in code, and it shows up here.',
    label: 'Messages',
    testId: 'messages',
    live: true,
    className: 'messages',
  });
  void messages.reload();
  return [
    h('h1', {}, 'Outbox'),
    h('p', { class: 'muted' }, 'In development no message leaves this machine. What would have been sent is here, newest first.'),
    messages.element,
  ];
}

/** @param {import('./api.js').Message} message */
function item(message) {
  const { to, subject, code, link, body, html, created_at } = message;
  return h(
    'li',
    { class: 'card message', 'data-testid': 'message' },
    h(
      'div',
      { class: 'message-head' },
      h('div', {}, h('h2', {}, subject ?? 'Text message'), h('p', { class: 'muted' }, to)),
      h('span', { class: 'muted nowrap' }, timeAgo(created_at)),
    ),
    code !== null &&
      h(
        'p',
        { class: 'message-code' },
        h('code', { class: 'mono', 'data-testid': 'message-code' }, code),
        copyButton(() => code, 'code'),
      ),
    link !== null && h('p', {}, h('a', { href: link, rel: 'noreferrer' }, link)),
    html !== null && asMail(html),
    h('details', {}, h('summary', {}, 'Whole text'), h('pre', { class: 'mono' }, body)),
  );
}

/** @param {string} html */
function asMail(html) {
  // A frame for each of a hundred messages is made only where somebody looks.
  const details = h(
    'details',
    {
      ontoggle() {
        if (details.querySelector('iframe')) return;
        const frame = mailFrame('The message as a mail');
        details.append(frame.element);
        frame.show(html);
      },
    },
    h('summary', {}, 'As a mail'),
  );
  return details;
}

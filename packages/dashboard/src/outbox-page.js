import { listOutbox } from './api.js';
import { copyButton, problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { formatTime } from './format.js';

/** The messages that a development server kept instead of sending them. */
export function outboxPage() {
  const list = h('ul', { class: 'messages', 'aria-live': 'polite' }, h('li', { class: 'muted' }, 'Loading'));
  const problem = problemLine();
  const refresh = h('button', { type: 'button', class: 'button', onclick: () => load() }, 'Refresh');
  const load = () =>
    run(refresh, problem, async () => {
      const messages = await listOutbox();
      fill(list, ...(messages.length > 0 ? messages.map(item) : [empty()]));
    });
  void load();
  return [
    h('div', { class: 'title-row' }, h('h1', {}, 'Outbox'), refresh),
    h('p', { class: 'muted' }, 'In development no message leaves this machine. What would have been sent is here.'),
    problem,
    list,
  ];
}

/** @param {import('./api.js').Message} message */
function item(message) {
  const { to, subject, code, link, body, created_at } = message;
  return h(
    'li',
    { class: 'card message', 'data-testid': 'message' },
    h(
      'div',
      { class: 'message-head' },
      h('div', {}, h('h2', {}, subject ?? 'Text message'), h('p', { class: 'muted' }, to)),
      h('span', { class: 'muted nowrap' }, formatTime(created_at, Date.now())),
    ),
    code !== null &&
      h(
        'p',
        { class: 'message-code' },
        h('code', { class: 'mono', 'data-testid': 'message-code' }, code),
        copyButton(() => code, 'code'),
      ),
    link !== null && h('p', {}, h('a', { href: link, rel: 'noreferrer' }, link)),
    h('details', {}, h('summary', {}, 'Whole text'), h('pre', { class: 'mono' }, body)),
  );
}

function empty() {
  return h('li', { class: 'muted empty' }, 'Nothing yet. Ask for a sign-in code, and it shows up here.');
}

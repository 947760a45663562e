import { byOffset } from './by-offset.js';
import { card } from './card.js';
import { h } from './dom.js';
import { pagedList } from './paged-list.js';

const PAGE = 25;

/**
 * What a message says, as the Backend API has it.
 *
 * @typedef {{
 *   template_type: 'email' | 'sms',
 *   slug: string,
 *   name: string,
 *   subject: string | null,
 *   body: string,
 *   can_revert: boolean,
 *   can_toggle: boolean,
 *   delivered_by_clerk: boolean,
 * }} MessageTemplate
 */

/** What users are sent, and what it says. */
export function messagesSettings() {
  return [
    card('E-mails', 'What users are sent by e-mail. Each is as this server has it until you change it.', list('E-mails', 'email')),
    card('Text messages', 'What they are sent by SMS.', list('Text messages', 'sms')),
  ];
}

/**
 * @param {string} label
 * @param {'email' | 'sms'} type
 */
function list(label, type) {
  const templates = pagedList({
    load: byOffset(`v1/templates/${type}`, PAGE),
    row: item,
    empty: () => 'None.',
    label,
    testId: `templates-${type}`,
    className: 'items',
  });
  void templates.reload();
  return templates.element;
}

/** @param {MessageTemplate} template */
function item({ template_type, slug, name, can_revert, delivered_by_clerk }) {
  return h(
    'li',
    { class: 'item', 'data-testid': 'message-template' },
    h(
      'span',
      { class: 'item-text' },
      name,
      ' ',
      can_revert && h('span', { class: 'badge' }, 'Your own'),
      ' ',
      !delivered_by_clerk && h('span', { class: 'badge warning' }, 'Not sent'),
    ),
    h('a', { class: 'button small', href: `#messages/${template_type}.${slug}`, 'aria-label': `Change ${name}`, 'data-testid': `edit-${template_type}-${slug}` }, 'Change'),
  );
}

import { call } from './api.js';
import { card } from './card.js';
import { confirmAction, problemLine, run } from './controls.js';
import { h } from './dom.js';
import { form } from './form.js';
import { heldWhole } from './held-whole.js';
import { pagedList } from './paged-list.js';

const PAGE = 10;

/**
 * Addresses and numbers of a user.
 *
 * @param {import('./user.js').User} user
 * @param {string} path
 * @param {() => Promise<void>} reload
 */
export function userContacts(user, path, reload) {
  const addresses = user.email_addresses.map(({ email_address, ...rest }) => ({ ...rest, text: email_address }));
  const numbers = user.phone_numbers.map(({ phone_number, ...rest }) => ({ ...rest, text: phone_number }));
  return h(
    'div',
    { class: 'columns' },
    contacts('E-mail addresses', 'email_address', addresses, user.primary_email_address_id),
    contacts('Phone numbers', 'phone_number', numbers, user.primary_phone_number_id),
  );

  /**
   * @param {string} title
   * @param {'email_address' | 'phone_number'} kind
   * @param {{ id: string, text: string, verification: { status: string } | null }[]} held
   * @param {string | null} primary
   */
  function contacts(title, kind, held, primary) {
    const plural = kind === 'email_address' ? 'email_addresses' : 'phone_numbers';
    const problem = problemLine();
    const item = (/** @type {typeof held[number]} */ { id, text, verification }) => {
      const isVerified = verification?.status === 'verified';
      const promote = h(
        'button',
        {
          type: 'button',
          class: 'button small',
          'aria-label': `Make primary: ${text}`,
          onclick: () =>
            run(promote, problem, async () => {
              await call('PATCH', path, { [`primary_${kind}_id`]: id });
              await reload();
            }),
        },
        'Make primary',
      );
      const remove = h(
        'button',
        {
          type: 'button',
          class: 'button small',
          'aria-label': `Remove ${text}`,
          onclick: () =>
            confirmAction({
              title: `Remove ${text}?`,
              text: 'The user can no longer sign in by it or get messages there.',
              action: 'Remove',
              perform: () => call('DELETE', `v1/${plural}/${id}`, {}).then(reload),
            }),
        },
        'Remove',
      );
      return h(
        'li',
        { class: 'item', 'data-testid': kind },
        h('span', { class: 'item-text' }, text, ' ', id === primary && h('span', { class: 'badge' }, 'Primary'), !isVerified && h('span', { class: 'badge warning' }, 'Not verified')),
        h('span', { class: 'actions' }, id !== primary && isVerified && promote, remove),
      );
    };
    const list = pagedList({
      load: heldWhole(() => held, PAGE),
      row: item,
      empty: () => 'None',
      label: title,
      testId: plural,
      className: 'items',
    });
    void list.reload();
    return card(
      title,
      '',
      list.element,
      problem,
      form({
        fields: [
          kind === 'email_address'
            ? { name: kind, label: 'Add an address', type: 'email' }
            : { name: kind, label: 'Add a number', placeholder: '+12125550123' },
        ],
        action: 'Add',
        testId: `add-${kind}`,
        compact: true,
        async save(values) {
          await call('POST', `v1/${plural}`, { user_id: user.id, ...values, verified: true });
          await reload();
        },
      }),
    );
  }
}

import { call } from './api.js';
import { card } from './card.js';
import { confirmAction, problemLine, run } from './controls.js';
import { h } from './dom.js';
import { form } from './form.js';
import { heldWhole } from './held-whole.js';
import { pagedList } from './paged-list.js';

const PAGE = 10;

/** @typedef {{ id: string, text: string, isVerified: boolean, isPrimary: boolean }} Shown */

/**
 * Addresses and numbers of a user. `show` shows those that they have by now.
 *
 * @param {import('./user.js').User} user
 * @param {string} path
 * @param {() => Promise<void>} renew
 */
export function userContacts(user, path, renew) {
  const addresses = contacts('E-mail addresses', 'email_address');
  const numbers = contacts('Phone numbers', 'phone_number');
  void addresses.reload();
  void numbers.reload();
  return {
    element: h('div', { class: 'columns' }, addresses.element, numbers.element),
    /** @param {import('./user.js').User} now */
    async show(now) {
      user = now;
      await Promise.all([addresses.reload(), numbers.reload()]);
    },
  };

  /**
   * @param {'email_address' | 'phone_number'} kind
   * @returns {Shown[]}
   */
  function held(kind) {
    const primary = user[`primary_${kind}_id`];
    const all =
      kind === 'email_address'
        ? user.email_addresses.map(({ email_address, ...rest }) => ({ ...rest, text: email_address }))
        : user.phone_numbers.map(({ phone_number, ...rest }) => ({ ...rest, text: phone_number }));
    return all.map(({ id, text, verification }) => ({ id, text, isVerified: verification?.status === 'verified', isPrimary: id === primary }));
  }

  /**
   * @param {string} title
   * @param {'email_address' | 'phone_number'} kind
   */
  function contacts(title, kind) {
    const plural = kind === 'email_address' ? 'email_addresses' : 'phone_numbers';
    const problem = problemLine();
    const item = (/** @type {Shown} */ { id, text, isVerified, isPrimary }) => {
      const promote = h(
        'button',
        {
          type: 'button',
          class: 'button small',
          'aria-label': `Make primary: ${text}`,
          onclick: () =>
            run(promote, problem, async () => {
              await call('PATCH', path, { [`primary_${kind}_id`]: id });
              await renew();
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
              perform: () => call('DELETE', `v1/${plural}/${id}`, {}).then(renew),
            }),
        },
        'Remove',
      );
      return h(
        'li',
        { class: 'item', 'data-testid': kind },
        h('span', { class: 'item-text' }, text, ' ', isPrimary && h('span', { class: 'badge' }, 'Primary'), ' ', !isVerified && h('span', { class: 'badge warning' }, 'Not verified')),
        h('span', { class: 'actions' }, !isPrimary && isVerified && promote, remove),
      );
    };
    const list = pagedList({
      load: heldWhole(() => held(kind), PAGE),
      row: item,
      empty: () => 'None',
      label: title,
      testId: plural,
      className: 'items',
    });
    const adding = form({
      fields: [
        kind === 'email_address'
          ? { name: kind, label: 'Add an address', type: 'email' }
          : { name: kind, label: 'Add a number', placeholder: '+12125550123' },
      ],
      action: 'Add',
      testId: `add-${kind}`,
      compact: true,
      empties: true,
      async save(values) {
        await call('POST', `v1/${plural}`, { user_id: user.id, ...values, verified: true });
        await renew();
      },
    });
    return { element: card(title, '', list.element, problem, adding), reload: list.reload };
  }
}

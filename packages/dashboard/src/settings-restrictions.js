import { call } from './api.js';
import { byOffset } from './by-offset.js';
import { card } from './card.js';
import { editableList } from './editable-list.js';
import { form } from './form.js';
import { saveSettings } from './settings.js';

const PAGE = 25;

/**
 * Who may have an account.
 *
 * @param {import('./api.js').Instance} instance
 */
export function restrictionsSettings(instance) {
  const { settings } = instance;
  /** @param {string} name @param {string} label @param {string} [hint] */
  const flag = (name, label, hint) =>
    /** @type {import('./form.js').Field} */ ({ name, label, type: 'switch', value: settings.restrictions[name], hint });
  return [
    card(
      'Sign-up mode',
      'How strangers get an account.',
      form({
        fields: [
          {
            name: 'sign_up_mode',
            label: 'Mode',
            type: 'select',
            value: settings.sign_up_enabled ? settings.sign_up_mode : 'restricted',
            options: [
              ['public', 'Public: whoever wants signs up'],
              ['restricted', 'Restricted: by invitation only'],
              ['waitlist', 'Waitlist: by invitation, which they can ask for'],
            ],
          },
          { name: 'legal_consent', label: 'Who signs up has to agree to the terms', type: 'switch', value: settings.legal_consent },
        ],
        action: 'Save mode',
        testId: 'save-mode',
        done: 'Saved',
        save: (_, changed) => saveSettings(instance, { ...changed, ...(changed['sign_up_mode'] && { sign_up_enabled: true }) }),
      }),
    ),
    card(
      'Restrictions',
      '',
      form({
        fields: [
          flag('allowlist', 'Only listed identifiers'),
          flag('blocklist', 'No listed identifiers'),
          flag('allowlist_blocklist_disabled_on_sign_in', 'Both lists leave signing in alone'),
          flag('block_email_subaddresses', 'No addresses with +, = or # before the @'),
          flag('block_disposable_email_domains', 'No addresses of throw-away services'),
        ],
        action: 'Save restrictions',
        testId: 'save-restrictions',
        done: 'Saved',
        async save(_, changed) {
          settings.restrictions = await call('PATCH', 'v1/instance/restrictions', changed);
        },
      }),
    ),
    list('Let in', 'allowlist_identifiers', 'Counts while "Only listed identifiers" is on.'),
    list('Kept out', 'blocklist_identifiers', 'Counts while "No listed identifiers" is on.'),
  ];
}

/**
 * @param {string} title
 * @param {'allowlist_identifiers' | 'blocklist_identifiers'} path
 * @param {string} lead
 */
function list(title, path, lead) {
  return card(
    title,
    `${lead} An e-mail address, a domain as *@example.com, a phone number or a wallet.`,
    editableList({
      load: byOffset(`v1/${path}`, PAGE),
      label: title,
      textOf: (/** @type {{ id: string, identifier: string }} */ { identifier }) => identifier,
      add: { name: 'identifier', label: 'Identifier', placeholder: '*@example.com' },
      create: (values) => call('POST', `v1/${path}`, values),
      remove: (/** @type {{ id: string }} */ { id }) => call('DELETE', `v1/${path}/${id}`, {}),
      removing: () => 'It is taken off the list. Accounts that exist stay.',
      empty: 'The list is empty.',
    }),
  );
}

import { card } from './card.js';
import { form } from './form.js';
import { saveSettings } from './settings.js';

/** @type {[string, string][]} */
const PRESENCE = [
  ['off', 'Off'],
  ['on', 'Optional'],
  ['required', 'Required'],
];

/** @type {[string, string][]} */
const STRENGTHS = [
  ['0', 'Any'],
  ['1', '1: not the most common'],
  ['2', '2: somewhat guessable'],
  ['3', '3: hard to guess'],
  ['4', '4: very hard to guess'],
];

/**
 * Identifiers, factors and passwords.
 *
 * @param {import('./api.js').Instance} instance
 */
export function signInSettings(instance) {
  const { settings } = instance;
  /** @param {string} name @param {string} label @param {string} value @param {string} [hint] */
  const presence = (name, label, value, hint) =>
    /** @type {import('./form.js').Field} */ ({ name, label, type: 'select', options: PRESENCE, value, hint });
  /** @param {string} name @param {string} label @param {string} [hint] */
  const flag = (name, label, hint) =>
    /** @type {import('./form.js').Field} */ ({ name, label, type: 'switch', value: settings[name], hint });
  const save = (/** @type {object} */ _, /** @type {object} */ changed) => saveSettings(instance, changed);
  return [
    card(
      'Identifiers',
      'What users are known by. Somebody who can have none of the first three could not sign in, so one has to be on.',
      form({
        fields: [
          presence('email_address', 'E-mail address', settings.email_address),
          presence('phone_number', 'Phone number', settings.phone_number),
          presence('username', 'Username', settings.username),
          presence('first_name', 'First name', settings.first_name),
          presence('last_name', 'Last name', settings.last_name),
        ],
        action: 'Save identifiers',
        testId: 'save-identifiers',
        done: 'Saved',
        save,
      }),
    ),
    card(
      'Factors',
      'What users prove themselves by.',
      form({
        fields: [
          presence('password', 'Password', settings.password_presence),
          flag('email_code', 'Code by e-mail'),
          flag('email_link', 'Link by e-mail'),
          flag('email_link_same_client', 'The link has to be opened where it was asked for', 'Off, a link that is opened on a phone signs the computer in that waits for it.'),
          flag('passkeys_enabled', 'Passkeys'),
          flag('web3_wallets_enabled', 'Wallets'),
          flag('email_code_second_factor', 'Code by e-mail as a second factor'),
        ],
        action: 'Save factors',
        testId: 'save-factors',
        done: 'Saved',
        save,
      }),
    ),
    card('Passwords', 'Rules for passwords that are set from now on.', passwordForm(instance)),
  ];
}

/** @param {import('./api.js').Instance} instance */
function passwordForm(instance) {
  const rules = instance.settings.password;
  /** @param {string} name @param {string} label */
  const flag = (name, label) => /** @type {import('./form.js').Field} */ ({ name, label, type: 'switch', value: rules[name] });
  return form({
    fields: [
      { name: 'min_length', label: 'Fewest characters', type: 'number', value: rules.min_length },
      { name: 'max_length', label: 'Most characters', type: 'number', value: rules.max_length },
      { name: 'min_zxcvbn_strength', label: 'Strength', type: 'select', options: STRENGTHS, value: String(rules.min_zxcvbn_strength) },
      flag('require_lowercase', 'A lower-case letter'),
      flag('require_uppercase', 'An upper-case letter'),
      flag('require_numbers', 'A digit'),
      flag('require_special_char', 'A special character'),
      {
        name: 'hibp',
        label: 'Refuse passwords that are known from breaches',
        type: 'switch',
        value: rules.hibp ?? instance.environment === 'production',
        hint: 'Five digits of a hash go to the service that lists them, never the password.',
      },
    ],
    action: 'Save password rules',
    testId: 'save-passwords',
    done: 'Saved',
    save: (_, { hibp, min_zxcvbn_strength: strength, ...rest }) =>
      saveSettings(instance, { hibp, password_settings: { ...rest, ...(strength && { min_zxcvbn_strength: Number(strength) }) } }),
  });
}

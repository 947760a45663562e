import { card } from './card.js';
import { form } from './form.js';
import { saveSettings } from './settings.js';

/**
 * Sessions and the life of their tokens.
 *
 * @param {import('./api.js').Instance} instance
 */
export function sessionsSettings(instance) {
  const { settings, environment } = instance;
  const { sessions } = settings;
  const save = (/** @type {object} */ _, /** @type {object} */ changed) => saveSettings(instance, changed);
  return [
    card(
      'Life of sessions',
      'All times in seconds.',
      form({
        fields: [
          { name: 'session_lifetime_secs', label: 'A session lasts', type: 'number', value: settings.session_lifetime_secs, hint: 'Then the user signs in anew. A week is 604800.' },
          { name: 'inactivity_secs', label: 'A session that nobody uses lasts', type: 'number', nullable: true, value: sessions.inactivity_secs, hint: 'Empty: a month, or the whole life if that is longer.' },
          { name: 'session_token_lifetime_secs', label: 'A token lasts', type: 'number', value: settings.session_token_lifetime_secs, hint: '10 to 3600. A token stays good until then, whatever happens to its session.' },
          { name: 'single_session_mode', label: 'One signed-in user per client', type: 'switch', value: settings.single_session_mode },
        ],
        action: 'Save lifetimes',
        testId: 'save-lifetimes',
        done: 'Saved',
        save,
      }),
    ),
    card(
      'Protection',
      'What has to be proved besides the first factor.',
      form({
        fields: [
          { name: 'second_factor_required', label: 'Every user has to have a second factor', type: 'switch', value: sessions.second_factor_required },
          { name: 'client_trust', label: 'A password alone is not enough on a new device', type: 'switch', value: sessions.client_trust },
          { name: 'reverification', label: 'Sensitive changes need a recent proof', type: 'switch', value: sessions.reverification },
          { name: 'reverification_max_age_secs', label: 'How old that proof may be, in seconds', type: 'number', value: sessions.reverification_max_age_secs },
        ],
        action: 'Save protection',
        testId: 'save-protection',
        done: 'Saved',
        save,
      }),
    ),
    ...(environment === 'development' ? [testMode()] : []),
  ];

  function testMode() {
    return card(
      'Test mode',
      'Addresses with +clerk_test and reserved phone numbers take the code 424242, and nothing is sent to them.',
      form({
        fields: [{ name: 'test_mode', label: 'Test mode', type: 'switch', value: settings.test_mode }],
        action: 'Save test mode',
        testId: 'save-test-mode',
        done: 'Saved',
        save,
      }),
    );
  }
}

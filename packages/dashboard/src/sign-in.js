import { ApiError, call } from './api.js';
import { fill } from './dom.js';
import { form } from './form.js';

const box = /** @type {HTMLElement} */ (document.getElementById('form'));

fill(
  box,
  form({
    fields: [
      { name: 'email_address', label: 'E-mail address', type: 'email', autocomplete: 'username' },
      { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
    ],
    action: 'Sign in',
    testId: 'sign-in-save',
    async save(values) {
      try {
        await signIn(values);
      } catch (error) {
        if (!(error instanceof ApiError && error.field === 'code')) throw error;
        askForCode(values);
      }
    },
  }),
);
focusFirst();

/**
 * The password was right; what is missing is the code.
 *
 * @param {Record<string, string>} values
 */
function askForCode(values) {
  fill(
    box,
    form({
      fields: [{ name: 'code', label: 'Code of your authenticator application', autocomplete: 'one-time-code' }],
      action: 'Sign in',
      testId: 'code-save',
      save: ({ code }) => signIn({ ...values, code }),
    }),
  );
  focusFirst();
}

/** @param {Record<string, string>} values */
async function signIn(values) {
  await call('POST', 'sign_in', values);
  location.replace(`/dashboard${location.search}${location.hash}`);
}

function focusFirst() {
  box.querySelector('input')?.focus();
}

/** The pages that most people see. */
import { SignInElement, SignUpElement } from '../../elements/src/element';
import { showAttempt } from './show/attempt';
import { showVerify } from './show/verify';
import { showWaitlist, WaitlistElement } from './show/waitlist';
import { start } from './start';

customElements.define('nightdesk-sign-in', SignInElement);
customElements.define('nightdesk-sign-up', SignUpElement);
customElements.define('nightdesk-waitlist', WaitlistElement);

start({ 'sign-in': showAttempt, 'sign-up': showAttempt, verify: showVerify, waitlist: showWaitlist });

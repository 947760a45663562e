import type { Clerk, OAuthStrategy, SignUp } from '../../types';
import { live, Attempt } from './attempt';
import { forWorker, linkOpened } from './elsewhere';
import { existingSession, isTransferable, SIGN_UP_FIELDS, ticketOfPage, VERIFICATIONS } from './fields';
import type { SignUpAttempt, SignUpFormField } from './types';

const FIELDS: readonly SignUpFormField[] = [
  'firstName',
  'lastName',
  'emailAddress',
  'phoneNumber',
  'password',
  'username',
  'code',
  'captcha',
  'legalAccepted',
];

/** The running sign-up of a client, as `useSignUp()` gives it. */
export function signUpOf(clerk: Clerk): { attempt: Attempt<SignUp, SignUpFormField>; signUp: SignUpAttempt } {
  const attempt = new Attempt<SignUp, SignUpFormField>(clerk, ({ signUp }) => signUp, FIELDS);
  return { attempt, signUp: signUpAttempt(attempt) };
}

function signUpAttempt(attempt: Attempt<SignUp, SignUpFormField>): SignUpAttempt {
  const started = () => attempt.started();
  const send = (strategy: string, more?: object) => attempt.step(async () => started().prepareVerification({ strategy, ...more }));
  const verify = (strategy: string) => (params: { code: string }) =>
    attempt.step(async () => started().attemptVerification({ strategy, code: params.code }));
  /** Goes on with the sign-up under way, if there is one. */
  const advance = (params: object) => (attempt.held?.id && !attempt.isOver ? attempt.held.update(params) : attempt.create(params));

  const verifications = live(VERIFICATIONS, () => attempt.held?.verifications, {
    sendEmailCode: () => send('email_code'),
    verifyEmailCode: verify('email_code'),
    sendEmailLink: ({ verificationUrl }) => send('email_link', { redirectUrl: verificationUrl }),
    waitForEmailLinkVerification: () => attempt.step(() => linkOpened(attempt, (resource) => resource.verifications.emailAddress)),
    emailLinkVerification: null,
    sendPhoneCode: ({ channel = 'sms' } = {}) => send('phone_code', { channel }),
    verifyPhoneCode: verify('phone_code'),
  } satisfies Omit<SignUpAttempt['verifications'], keyof typeof VERIFICATIONS>);

  const signUp: SignUpAttempt = live(SIGN_UP_FIELDS, () => attempt.held, {
    get isTransferable() {
      return isTransferable(signUp.verifications.externalAccount);
    },
    get existingSession() {
      return existingSession(signUp.verifications.externalAccount);
    },
    get canBeDiscarded() {
      return attempt.isOver || attempt.held?.id === undefined;
    },
    create: (params) => attempt.step(() => attempt.create(params)),
    update: (params) => attempt.step(async () => started().update(params)),
    password: (params) => attempt.step(async () => advance({ strategy: 'password', ...params })),
    sso: ({ strategy, ...params }) =>
      attempt.step(() =>
        attempt.elsewhere((signUp) => signUp.authenticateWithRedirect({ strategy: strategy as OAuthStrategy, ...forWorker(params) })),
      ),
    ticket: (params) => attempt.step(() => attempt.create({ strategy: 'ticket', ticket: ticketOfPage(), ...params })),
    verifications,
    finalize: ({ navigate } = {}) => attempt.finalize(navigate),
    reset: () => attempt.reset(),
  } satisfies Omit<SignUpAttempt, keyof typeof SIGN_UP_FIELDS>);
  return signUp;
}

import { ClerkRuntimeError } from '../../errors';
import { passkeyCredential } from '../../passkeys';
import type { Clerk, PrepareFactorParams, SignIn } from '../../types';
import { live, Attempt } from './attempt';
import { forWorker, linkOpened } from './elsewhere';
import { existingSession, isTransferable, SIGN_IN_FIELDS, ticketOfPage } from './fields';
import type { SignInAttempt, SignInFormField } from './types';

/** The running sign-in of a client, as `useSignIn()` gives it. */
export function signInOf(clerk: Clerk): { attempt: Attempt<SignIn, SignInFormField>; signIn: SignInAttempt } {
  const attempt = new Attempt<SignIn, SignInFormField>(clerk, ({ signIn }) => signIn, ['identifier', 'password', 'code']);
  return { attempt, signIn: signInAttempt(attempt) };
}

type Factors = 'supportedFirstFactors' | 'supportedSecondFactors';

function signInAttempt(attempt: Attempt<SignIn, SignInFormField>): SignInAttempt {
  const started = () => attempt.started();

  /** @throws {ClerkRuntimeError} `factor_missing` */
  function factor(of: Factors, strategy: string): PrepareFactorParams {
    const offered: PrepareFactorParams[] = started()[of] ?? [];
    const found = offered.find((each) => each.strategy === strategy);
    if (found) return found;
    const names = offered.map((each) => each.strategy).join(', ') || 'none';
    throw new ClerkRuntimeError(`This sign-in cannot be continued with ${strategy}. It offers: ${names}.`, { code: 'factor_missing' });
  }

  /** Sends a code or link to where `ids` say, else where the sign-in itself says. */
  async function prepare(strategy: string, { ids, more }: { ids?: object; more?: object } = {}) {
    const { emailAddressId, phoneNumberId } = factor('supportedFirstFactors', strategy);
    const params = { strategy, ...(emailAddressId && { emailAddressId }), ...(phoneNumberId && { phoneNumberId }), ...ids, ...more };
    await started().prepareFirstFactor(params);
  }
  async function prepareSecond(strategy: string) {
    const { emailAddressId, phoneNumberId } = factor('supportedSecondFactors', strategy);
    await started().prepareSecondFactor({ strategy, ...(emailAddressId && { emailAddressId }), ...(phoneNumberId && { phoneNumberId }) });
  }
  const identify = async (identifier?: string) => {
    if (identifier !== undefined) await attempt.create({ identifier });
  };
  const verify = (strategy: string) => (params: { code: string }) =>
    attempt.step(async () => started().attemptFirstFactor({ strategy, code: params.code }));
  const verifySecond = (strategy: string) => (params: { code: string }) =>
    attempt.step(async () => started().attemptSecondFactor({ strategy, code: params.code }));
  const submitPassword: SignInAttempt['resetPasswordEmailCode']['submitPassword'] = (params) =>
    attempt.step(async () => started().resetPassword(params));

  /** Asks the browser for a passkey, once `begin` has got the server's question. */
  async function passkey(begin: () => Promise<unknown>, of: 'firstFactorVerification' | 'secondFactorVerification', autofill = false) {
    const options = async () => {
      await begin();
      return started()[of].nonce ?? '';
    };
    return { strategy: 'passkey', publicKeyCredential: await passkeyCredential('get', options, autofill) };
  }

  const signIn: SignInAttempt = live(SIGN_IN_FIELDS, () => attempt.held, {
    get isTransferable() {
      return isTransferable(signIn.firstFactorVerification);
    },
    get existingSession() {
      return existingSession(signIn.firstFactorVerification);
    },
    get canBeDiscarded() {
      return attempt.isOver || attempt.held?.id === undefined;
    },
    create: (params) => attempt.step(() => attempt.create(params)),
    password: ({ identifier, emailAddress, phoneNumber, ...params }) =>
      attempt.step(() =>
        // Also with a sign-in under way: it names the person and takes the password in one request.
        attempt.create({ identifier: identifier ?? emailAddress ?? phoneNumber ?? attempt.held?.identifier ?? undefined, ...params }),
      ),
    emailCode: {
      sendCode: ({ emailAddress, ...ids } = {}) =>
        attempt.step(() => identify(emailAddress).then(() => prepare('email_code', { ids }))),
      verifyCode: verify('email_code'),
    },
    emailLink: {
      sendLink: ({ emailAddress, verificationUrl, ...ids }) =>
        attempt.step(() => identify(emailAddress).then(() => prepare('email_link', { ids, more: { redirectUrl: verificationUrl } }))),
      waitForVerification: () => attempt.step(() => linkOpened(attempt, ({ firstFactorVerification }) => firstFactorVerification)),
      verification: null,
    },
    phoneCode: {
      sendCode: ({ phoneNumber, channel = 'sms', ...ids } = {}) =>
        attempt.step(() => identify(phoneNumber).then(() => prepare('phone_code', { ids, more: { channel } }))),
      verifyCode: verify('phone_code'),
    },
    resetPasswordEmailCode: {
      sendCode: () => attempt.step(() => prepare('reset_password_email_code')),
      verifyCode: verify('reset_password_email_code'),
      submitPassword,
    },
    resetPasswordPhoneCode: {
      sendCode: ({ phoneNumber } = {}) => attempt.step(() => identify(phoneNumber).then(() => prepare('reset_password_phone_code'))),
      verifyCode: verify('reset_password_phone_code'),
      submitPassword,
    },
    mfa: {
      sendPhoneCode: () => attempt.step(() => prepareSecond('phone_code')),
      verifyPhoneCode: verifySecond('phone_code'),
      sendEmailCode: () => attempt.step(() => prepareSecond('email_code')),
      verifyEmailCode: verifySecond('email_code'),
      verifyTOTP: verifySecond('totp'),
      verifyBackupCode: verifySecond('backup_code'),
      passkey: () =>
        attempt.step(async () =>
          started().attemptSecondFactor(await passkey(() => prepareSecond('passkey'), 'secondFactorVerification')),
        ),
    },
    passkey: ({ flow } = {}) =>
      attempt.step(async () => {
        const begin = () => (flow ? attempt.create({ strategy: 'passkey' }) : started().prepareFirstFactor({ strategy: 'passkey' }));
        const proof = await passkey(begin, 'firstFactorVerification', flow === 'autofill');
        return started().attemptFirstFactor(proof);
      }),
    sso: (params) => attempt.step(() => attempt.elsewhere((signIn) => signIn.authenticateWithRedirect(forWorker(params)))),
    ticket: (params) => attempt.step(() => attempt.create({ strategy: 'ticket', ticket: ticketOfPage(), ...params })),
    finalize: ({ navigate } = {}) => attempt.finalize(navigate),
    reset: () => attempt.reset(),
  } satisfies Omit<SignInAttempt, keyof typeof SIGN_IN_FIELDS>);
  return signIn;
}

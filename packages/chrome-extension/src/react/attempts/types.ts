import type { OAuthStrategy, SetActiveNavigate, SignInCreateParams, SignUp } from '../../types';
import type { Standing } from './attempt';
import type { SSOParams } from './elsewhere';
import type { SIGN_IN_FIELDS, SIGN_UP_FIELDS, Told } from './fields';
import type { Outcome } from './outcome';

type Step<Params extends unknown[] = []> = (...params: Params) => Promise<Outcome>;
type VerifyCode = Step<[params: { code: string }]>;
type Passkey = Step<[params?: { flow?: 'autofill' | 'discoverable' }]>;
/** The ticket is the one in the page's address unless it is given. */
type Ticket<More = object> = Step<[params?: More & { ticket: string }]>;
type Finalize = Step<[params?: { navigate?: SetActiveNavigate }]>;
/** One of these, or none. */
type OneOf<Names extends string> =
  | { [Name in Names]: { [N in Name]: string } & { [Other in Exclude<Names, Name>]?: never } }[Names]
  | { [Name in Names]?: never };

/**
 * A sign-in whose steps throw nothing: what goes wrong is their outcome, and in `errors` beside it. Its fields are
 * current at any time, also right after a step.
 */
export type SignInAttempt = Readonly<typeof SIGN_IN_FIELDS> & Told & {
  /** Whether a new one may take its place without a loss. */
  readonly canBeDiscarded: boolean;
  /** Names the person, and starts over. */
  create: Step<[params: SignInCreateParams]>;
  password: Step<[params: { password: string; timezone?: string } & OneOf<'identifier' | 'emailAddress' | 'phoneNumber'>]>;
  emailCode: {
    /** To the address given, which starts over, else to the one of the sign-in under way. */
    sendCode: Step<[params?: { emailAddress?: string; emailAddressId?: string }]>;
    verifyCode: VerifyCode;
  };
  emailLink: {
    /** To the address given, which starts over, else to the one of the sign-in under way. `verificationUrl` is a page on the web. */
    sendLink: Step<[params: { verificationUrl: string; emailAddress?: string; emailAddressId?: string }]>;
    /** Until the link was opened, or is good for nothing any more. */
    waitForVerification: Step;
    /** What the page at `verificationUrl` is told; nothing here. */
    readonly verification: null;
  };
  phoneCode: {
    sendCode: Step<[params?: { phoneNumber?: string; phoneNumberId?: string; channel?: 'sms' | 'whatsapp' }]>;
    verifyCode: VerifyCode;
  };
  resetPasswordEmailCode: {
    sendCode: Step;
    verifyCode: VerifyCode;
    submitPassword: Step<[params: { password: string; signOutOfOtherSessions?: boolean }]>;
  };
  resetPasswordPhoneCode: {
    sendCode: Step<[params?: { phoneNumber?: string }]>;
    verifyCode: VerifyCode;
    submitPassword: Step<[params: { password: string; signOutOfOtherSessions?: boolean }]>;
  };
  mfa: {
    sendPhoneCode: Step;
    verifyPhoneCode: VerifyCode;
    sendEmailCode: Step;
    verifyEmailCode: VerifyCode;
    verifyTOTP: VerifyCode;
    verifyBackupCode: VerifyCode;
    passkey: Step;
  };
  /** With the passkey of the person who was named, or with `flow` of whoever it belongs to. */
  passkey: Passkey;
  /**
   * At a provider or a company, by the worker's `handleWebAuth()`. Who is signed in by it is active already; else the
   * status says what is missing, or the sign-up's does.
   */
  sso: Step<[params: SSOParams & { strategy: OAuthStrategy | 'enterprise_sso'; identifier?: string }]>;
  ticket: Ticket;
  /** Makes the session active that came of it; `attempt_incomplete` if none did. */
  finalize: Finalize;
  /** Forgets what is under way, without a request. */
  reset: Step;
};

interface Person {
  emailAddress?: string;
  phoneNumber?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
  locale?: string;
  web3Wallet?: string;
  timezone?: string;
}

/** A sign-up whose steps throw nothing; see {@link SignInAttempt}. */
export type SignUpAttempt = Readonly<typeof SIGN_UP_FIELDS> & Told & {
  /** Whether a new one may take its place without a loss. */
  readonly canBeDiscarded: boolean;
  create: Step<[params: Person & { password?: string; strategy?: string; ticket?: string; transfer?: boolean }]>;
  update: Step<[params: Person]>;
  /** Starts a sign-up with a password, or adds to the one under way. */
  password: Step<[params: Person & { password: string }]>;
  /** See {@link SignInAttempt.sso}. */
  sso: Step<[params: SSOParams & Pick<Person, 'emailAddress' | 'unsafeMetadata' | 'legalAccepted'> & { strategy: string }]>;
  ticket: Ticket<Person>;
  verifications: Readonly<SignUp['verifications']> & {
    sendEmailCode: Step;
    verifyEmailCode: VerifyCode;
    /** `verificationUrl` is a page on the web. */
    sendEmailLink: Step<[params: { verificationUrl: string }]>;
    /** Until the link was opened, or is good for nothing any more. */
    waitForEmailLinkVerification: Step;
    /** What the page at `verificationUrl` is told; nothing here. */
    readonly emailLinkVerification: null;
    sendPhoneCode: Step<[params?: { channel?: 'sms' | 'whatsapp' }]>;
    verifyPhoneCode: VerifyCode;
  };
  finalize: Finalize;
  reset: Step;
};

export type SignInFormField = 'identifier' | 'password' | 'code';
export type SignUpFormField =
  | 'firstName'
  | 'lastName'
  | 'emailAddress'
  | 'phoneNumber'
  | 'password'
  | 'username'
  | 'code'
  | 'captcha'
  | 'legalAccepted';

export type UseSignInValue = Standing<SignInFormField> & { signIn: SignInAttempt };
export type UseSignUpValue = Standing<SignUpFormField> & { signUp: SignUpAttempt };

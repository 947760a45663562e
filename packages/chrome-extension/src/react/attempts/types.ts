import type { SignIn, SignInStatus, SignUp } from '../../types';
import type { SetActiveNavigate } from '../navigation';
import type { Standing } from './attempt';
import type { Outcome } from './outcome';

type Step<Params extends unknown[] = []> = (...params: Params) => Promise<Outcome>;
type VerifyCode = Step<[params: { code: string }]>;
type Finalize = Step<[params?: { navigate?: SetActiveNavigate }]>;
/** One of these, or none. */
type OneOf<Names extends string> =
  | { [Name in Names]: { [N in Name]: string } & { [Other in Exclude<Names, Name>]?: never } }[Names]
  | { [Name in Names]?: never };

/** What a sign-in shows before it is started. */
export const SIGN_IN_FIELDS = {
  id: undefined as string | undefined,
  status: 'needs_identifier' as SignInStatus,
  identifier: null as string | null,
  supportedFirstFactors: [] as NonNullable<SignIn['supportedFirstFactors']>,
  supportedSecondFactors: [] as NonNullable<SignIn['supportedSecondFactors']>,
  firstFactorVerification: null as SignIn['firstFactorVerification'] | null,
  secondFactorVerification: null as SignIn['secondFactorVerification'] | null,
  createdSessionId: null as string | null,
};

/**
 * A sign-in whose steps throw nothing: what goes wrong is their outcome, and in `errors` beside it. Its fields are
 * current at any time, also right after a step.
 */
export type SignInAttempt = Readonly<typeof SIGN_IN_FIELDS> & {
  /** Names the person, and starts over. */
  create: Step<[params: { identifier?: string; password?: string; strategy?: string; ticket?: string; transfer?: boolean }]>;
  password: Step<[params: { password: string } & OneOf<'identifier' | 'emailAddress' | 'phoneNumber'>]>;
  emailCode: {
    /** To the address given, which starts over, else to the one of the sign-in under way. */
    sendCode: Step<[params?: { emailAddress?: string; emailAddressId?: string }]>;
    verifyCode: VerifyCode;
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
  };
  ticket: Step<[params: { ticket: string }]>;
  /** Makes the session active that came of it; `attempt_incomplete` if none did. */
  finalize: Finalize;
  /** Forgets what is under way, without a request. */
  reset: Step;
};

/** What a sign-up shows before it is started. */
export const SIGN_UP_FIELDS = {
  id: undefined as string | undefined,
  status: 'missing_requirements' as NonNullable<SignUp['status']>,
  requiredFields: [] as SignUp['requiredFields'],
  missingFields: [] as SignUp['missingFields'],
  unverifiedFields: [] as SignUp['unverifiedFields'],
  emailAddress: null as string | null,
  createdSessionId: null as string | null,
  createdUserId: null as string | null,
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
}

/** A sign-up whose steps throw nothing; see {@link SignInAttempt}. */
export type SignUpAttempt = Readonly<typeof SIGN_UP_FIELDS> & {
  create: Step<[params: Person & { password?: string; strategy?: string; ticket?: string; transfer?: boolean }]>;
  update: Step<[params: Person]>;
  /** Starts a sign-up with a password, or adds to the one under way. */
  password: Step<[params: Person & { password: string }]>;
  ticket: Step<[params: Person & { ticket: string }]>;
  verifications: {
    sendEmailCode: Step;
    verifyEmailCode: VerifyCode;
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

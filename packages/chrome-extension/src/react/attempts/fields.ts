import type { SignIn, SignInStatus, SignUp, Verification } from '../../types';

const UNVERIFIED: Verification = {
  ...{ status: null, strategy: null, attempts: null, expireAt: null, nonce: null, message: null, error: null },
  ...{ externalVerificationRedirectURL: null, verifiedAtClient: null, verifiedFromTheSameClient: () => false },
};

/** What a sign-in shows before it is started. */
export const SIGN_IN_FIELDS = {
  id: undefined as string | undefined,
  status: 'needs_identifier' as SignInStatus,
  identifier: null as string | null,
  supportedFirstFactors: [] as NonNullable<SignIn['supportedFirstFactors']>,
  supportedSecondFactors: [] as NonNullable<SignIn['supportedSecondFactors']>,
  ssoBypassFirstFactors: [] as NonNullable<SignIn['ssoBypassFirstFactors']>,
  firstFactorVerification: UNVERIFIED,
  secondFactorVerification: UNVERIFIED,
  userData: {} as SignIn['userData'],
  timezone: null as string | null,
  createdSessionId: null as string | null,
};

/** What a sign-up shows before it is started. */
export const SIGN_UP_FIELDS = {
  id: undefined as string | undefined,
  status: 'missing_requirements' as NonNullable<SignUp['status']>,
  requiredFields: [] as SignUp['requiredFields'],
  optionalFields: [] as SignUp['optionalFields'],
  missingFields: [] as SignUp['missingFields'],
  unverifiedFields: [] as SignUp['unverifiedFields'],
  username: null as string | null,
  firstName: null as string | null,
  lastName: null as string | null,
  emailAddress: null as string | null,
  phoneNumber: null as string | null,
  web3Wallet: null as string | null,
  hasPassword: false,
  unsafeMetadata: {} as SignUp['unsafeMetadata'],
  locale: null as string | null,
  timezone: null as string | null,
  createdSessionId: null as string | null,
  createdUserId: null as string | null,
  /** In milliseconds since 1970, unlike elsewhere. */
  abandonAt: null as number | null,
  legalAcceptedAt: null as number | null,
};

const UNSENT: SignUp['verifications']['emailAddress'] = { ...UNVERIFIED, nextAction: '', supportedStrategies: [] };

/** What the verifications of a sign-up show before it is started. */
export const VERIFICATIONS: SignUp['verifications'] = {
  emailAddress: UNSENT,
  phoneNumber: UNSENT,
  web3Wallet: UNSENT,
  externalAccount: UNVERIFIED,
};

/** What a sign-in or sign-up tells by one of its verifications. */
export interface Told {
  /** Whether it goes on as the other one: as a sign-up where nobody has the account, as a sign-in where somebody has. */
  readonly isTransferable: boolean;
  /** The session in which the person is signed in already. */
  readonly existingSession?: { sessionId: string };
}

export const isTransferable = ({ status }: Verification): boolean => status === 'transferable';

export function existingSession({ error }: Verification): Told['existingSession'] {
  const sessionId = error?.code === 'identifier_already_signed_in' && error.meta?.sessionId;
  return sessionId ? { sessionId } : undefined;
}

/** The ticket in the page's address, where an invitation leads to. */
export const ticketOfPage = (): string | undefined => new URLSearchParams(location.search).get('__clerk_ticket') ?? undefined;

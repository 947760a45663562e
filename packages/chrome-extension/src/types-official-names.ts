import type { SignIn } from './types-sign-in';
import type { SignUp } from './types-sign-up';

/** The names that these types have in `@clerk/chrome-extension/types`. */
export type {
  ActiveSession as ActiveSessionResource,
  Actor as ActClaim,
  JWT as Jwt,
  PendingSession as PendingSessionResource,
  Session as SessionResource,
  SessionClaims as JwtPayload,
  SessionVerification as SessionVerificationResource,
  SignedInSession as SignedInSessionResource,
  Token as TokenResource,
} from './types-session';
export type {
  DeletedObject as DeletedObjectResource,
  Verification as PasskeyVerificationResource,
  Verification as VerificationResource,
} from './types-factors';
export type { SignIn as SignInResource } from './types-sign-in';
export type {
  SignUp as SignUpResource,
  SignUpParams as SignUpCreateParams,
  SignUpParams as SignUpUpdateParams,
  SignUpVerification as SignUpVerificationResource,
} from './types-sign-up';
export type {
  BackupCode as BackupCodeResource,
  EmailAddress as EmailAddressResource,
  EnterpriseAccount as EnterpriseAccountResource,
  EnterpriseConnection as EnterpriseAccountConnectionResource,
  ExternalAccount as ExternalAccountResource,
  IdentificationLink as IdentificationLinkResource,
  Passkey as PasskeyResource,
  PhoneNumber as PhoneNumberResource,
  ProfileImage as ImageResource,
  SessionWithActivities as SessionWithActivitiesResource,
  TOTP as TOTPResource,
  User as UserResource,
  Web3Wallet as Web3WalletResource,
} from './types-user';
export type { Client as ClientResource } from './types';

export type SignUpVerificationsResource = SignUp['verifications'];
export type UserData = SignIn['userData'];

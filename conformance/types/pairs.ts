import type * as OfficialErrors from '@clerk/shared/error';
import type * as Official from '@clerk/shared/types';
import type * as OurErrors from '@nightdesk/chrome-extension/client';
import type * as Ours from '@nightdesk/chrome-extension/types';

/** The official types that ours stand for: everything an extension gets from `createClerkClient()` and goes on to. */
export interface Pairs {
  Clerk: [Official.HeadlessBrowserClerk, Ours.Clerk];
  Resources: [Official.Resources, Ours.Resources];
  Client: [Official.ClientResource, Ours.Client];
  Session: [Official.SessionResource, Ours.Session];
  ActiveSession: [Official.ActiveSessionResource, Ours.ActiveSession];
  PendingSession: [Official.PendingSessionResource, Ours.PendingSession];
  SessionTask: [Official.SessionTask, Ours.SessionTask];
  SessionVerification: [Official.SessionVerificationResource, Ours.SessionVerification];
  SessionWithActivities: [Official.SessionWithActivitiesResource, Ours.SessionWithActivities];
  SessionActivity: [Official.SessionActivity, Ours.SessionActivity];
  PublicUserData: [Official.PublicUserData, Ours.PublicUserData];
  Token: [Official.TokenResource, Ours.Token];
  SignIn: [Official.SignInResource, Ours.SignIn];
  UserData: [Official.UserData, Ours.SignIn['userData']];
  SignUp: [Official.SignUpResource, Ours.SignUp];
  SignUpVerifications: [Official.SignUpVerificationsResource, Ours.SignUp['verifications']];
  SignUpVerification: [Official.SignUpVerificationResource, Ours.SignUpVerification];
  Verification: [Official.VerificationResource, Ours.Verification];
  PasskeyVerification: [Official.PasskeyVerificationResource, Ours.Verification];
  User: [Official.UserResource, Ours.User];
  EmailAddress: [Official.EmailAddressResource, Ours.EmailAddress];
  PhoneNumber: [Official.PhoneNumberResource, Ours.PhoneNumber];
  Web3Wallet: [Official.Web3WalletResource, Ours.Web3Wallet];
  ExternalAccount: [Official.ExternalAccountResource, Ours.ExternalAccount];
  EnterpriseAccount: [Official.EnterpriseAccountResource, Ours.EnterpriseAccount];
  EnterpriseConnection: [Official.EnterpriseAccountConnectionResource, Ours.EnterpriseConnection];
  Passkey: [Official.PasskeyResource, Ours.Passkey];
  IdentificationLink: [Official.IdentificationLinkResource, Ours.IdentificationLink];
  TOTP: [Official.TOTPResource, Ours.TOTP];
  BackupCode: [Official.BackupCodeResource, Ours.BackupCode];
  ProfileImage: [Official.ImageResource, Ours.ProfileImage];
  DeletedObject: [Official.DeletedObjectResource, Ours.DeletedObject];
  ClerkAPIError: [Official.ClerkAPIError, Ours.ClerkAPIError];
  ClerkAPIResponseError: [OfficialErrors.ClerkAPIResponseError, OurErrors.ClerkAPIResponseError];
  ClerkRuntimeError: [OfficialErrors.ClerkRuntimeError, OurErrors.ClerkRuntimeError];
}

/** Both have the same members, of the same types. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Counterpart<T> = { [Name in keyof Pairs]: Same<T, Pairs[Name][0]> extends true ? Pairs[Name][1] : never }[keyof Pairs];

/** A type of the official package with our objects in the place of its own, wherever it names one. */
export type InOurs<T> = T extends unknown
  ? [Counterpart<T>] extends [never]
    ? T extends (...args: infer Args) => infer Result
      ? (...args: { [At in keyof Args]: InOurs<Args[At]> }) => InOurs<Result>
      : T extends Promise<infer Value>
        ? Promise<InOurs<Value>>
        : T extends (infer Item)[]
          ? number extends T['length']
            ? InOurs<Item>[]
            : T
          : T
    : Counterpart<T>
  : never;

/** Methods compare their parameters strictly only as functions. */
export type Strict<T> = T extends (...args: infer Args) => infer Result ? (...args: Args) => Result : T;

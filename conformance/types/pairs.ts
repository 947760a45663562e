import type * as OfficialErrors from '@clerk/shared/error';
import type * as Official from '@clerk/shared/types';
import type * as OurErrors from '@nightdesk/chrome-extension/client';
import type * as Ours from '@nightdesk/chrome-extension/types';
import type { ReactPairs } from './pairs-react';

/** Official types and ours of the same name: everything an extension gets from `createClerkClient()` and goes on to. */
export interface Pairs extends ReactPairs {
  Clerk: [Official.HeadlessBrowserClerk, Ours.Clerk];
  Resources: [Official.Resources, Ours.Resources];
  Client: [Official.ClientResource, Ours.ClientResource];
  Session: [Official.SessionResource, Ours.SessionResource];
  ActiveSession: [Official.ActiveSessionResource, Ours.ActiveSessionResource];
  PendingSession: [Official.PendingSessionResource, Ours.PendingSessionResource];
  SessionTask: [Official.SessionTask, Ours.SessionTask];
  SessionVerification: [Official.SessionVerificationResource, Ours.SessionVerificationResource];
  SessionWithActivities: [Official.SessionWithActivitiesResource, Ours.SessionWithActivitiesResource];
  SessionActivity: [Official.SessionActivity, Ours.SessionActivity];
  PublicUserData: [Official.PublicUserData, Ours.PublicUserData];
  Token: [Official.TokenResource, Ours.TokenResource];
  SignIn: [Official.SignInResource, Ours.SignInResource];
  UserData: [Official.UserData, Ours.UserData];
  SignUp: [Official.SignUpResource, Ours.SignUpResource];
  SignUpVerifications: [Official.SignUpVerificationsResource, Ours.SignUpVerificationsResource];
  SignUpVerification: [Official.SignUpVerificationResource, Ours.SignUpVerificationResource];
  Verification: [Official.VerificationResource, Ours.VerificationResource];
  PasskeyVerification: [Official.PasskeyVerificationResource, Ours.PasskeyVerificationResource];
  User: [Official.UserResource, Ours.UserResource];
  EmailAddress: [Official.EmailAddressResource, Ours.EmailAddressResource];
  PhoneNumber: [Official.PhoneNumberResource, Ours.PhoneNumberResource];
  Web3Wallet: [Official.Web3WalletResource, Ours.Web3WalletResource];
  ExternalAccount: [Official.ExternalAccountResource, Ours.ExternalAccountResource];
  EnterpriseAccount: [Official.EnterpriseAccountResource, Ours.EnterpriseAccountResource];
  EnterpriseConnection: [Official.EnterpriseAccountConnectionResource, Ours.EnterpriseAccountConnectionResource];
  Passkey: [Official.PasskeyResource, Ours.PasskeyResource];
  IdentificationLink: [Official.IdentificationLinkResource, Ours.IdentificationLinkResource];
  TOTP: [Official.TOTPResource, Ours.TOTPResource];
  BackupCode: [Official.BackupCodeResource, Ours.BackupCodeResource];
  ProfileImage: [Official.ImageResource, Ours.ImageResource];
  DeletedObject: [Official.DeletedObjectResource, Ours.DeletedObjectResource];
  ClerkAPIError: [Official.ClerkAPIError, Ours.ClerkAPIError];
  ClerkAPIResponseError: [OfficialErrors.ClerkAPIResponseError, OurErrors.ClerkAPIResponseError];
  ClerkError: [OfficialErrors.ClerkError, OurErrors.ClerkAPIResponseError | OurErrors.ClerkRuntimeError];
  ClerkRuntimeError: [OfficialErrors.ClerkRuntimeError, OurErrors.ClerkRuntimeError];
}

/** Both have the same members, of the same types. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Counterpart<T> = { [Name in keyof Pairs]: Same<T, Pairs[Name][0]> extends true ? Pairs[Name][1] : never }[keyof Pairs];

type Leaf = string | number | boolean | symbol | null | undefined | Date | URL | Blob | RegExp | Window;

/** A type of the official package with our objects in the place of its own, wherever it names one. */
export type InOurs<T> = unknown extends T
  ? T
  : T extends unknown
  ? [Counterpart<T>] extends [never]
    ? T extends (...args: infer Args) => infer Result
      ? (...args: { [At in keyof Args]: InOurs<Args[At]> }) => InOurs<Result>
      : T extends Promise<infer Value>
        ? Promise<InOurs<Value>>
        : T extends (infer Item)[]
          ? number extends T['length']
            ? InOurs<Item>[]
            : T
          : T extends Leaf
            ? T
            : { [Key in keyof T]: InOurs<T[Key]> }
    : Counterpart<T>
  : never;

/** Methods compare their parameters strictly only as functions. */
export type Strict<T> = T extends (...args: infer Args) => infer Result ? (...args: Args) => Result : T;

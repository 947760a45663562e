import type { DeletedObject, OAuthProvider, OAuthStrategy, PhoneCodeChannel, Verification, Web3Strategy } from './types-factors';
import type { SessionActivity } from './types-session';
import type { EmailLinkFlow } from './types-web-auth';

/** What the application keeps with a user. */
export type Metadata = Record<string, unknown>;

export interface IdentificationLink {
  id: string;
  type: string;
}

export interface EmailAddress {
  id: string;
  emailAddress: string;
  verification: Verification;
  matchesSsoConnection: boolean;
  linkedTo: IdentificationLink[];
  toString(): string;
  reload(): Promise<EmailAddress>;
  /** Sends the code, or the link that leads to `redirectUrl`. */
  prepareVerification(params: { strategy: 'email_code' } | { strategy: 'email_link' | 'enterprise_sso'; redirectUrl: string }): Promise<EmailAddress>;
  attemptVerification(params: { code: string }): Promise<EmailAddress>;
  /** Sends a link and waits until it was opened, for as long as the page is there. */
  createEmailLinkFlow(): EmailLinkFlow<{ redirectUrl: string }, EmailAddress>;
  destroy(): Promise<void>;
}

export interface PhoneNumber {
  id: string;
  phoneNumber: string;
  verification: Verification;
  reservedForSecondFactor: boolean;
  defaultSecondFactor: boolean;
  linkedTo: IdentificationLink[];
  /** Shown once: in the answer that makes the number a second factor. */
  backupCodes?: string[];
  toString(): string;
  reload(): Promise<PhoneNumber>;
  /** Sends the code. */
  prepareVerification(params?: { strategy: 'phone_code'; channel?: PhoneCodeChannel }): Promise<PhoneNumber>;
  attemptVerification(params: { code: string }): Promise<PhoneNumber>;
  makeDefaultSecondFactor(): Promise<PhoneNumber>;
  setReservedForSecondFactor(params: { reserved: boolean }): Promise<PhoneNumber>;
  destroy(): Promise<void>;
}

export interface Web3Wallet {
  id: string;
  web3Wallet: string;
  verification: Verification;
  toString(): string;
  reload(): Promise<Web3Wallet>;
  prepareVerification(params: { strategy: Web3Strategy }): Promise<Web3Wallet>;
  attemptVerification(params: { signature: string; strategy?: Web3Strategy }): Promise<Web3Wallet>;
  destroy(): Promise<void>;
}

export interface ExternalAccount {
  id: string;
  identificationId: string;
  provider: OAuthProvider;
  providerUserId: string;
  emailAddress: string;
  approvedScopes: string;
  firstName: string;
  lastName: string;
  imageUrl: string;
  username?: string;
  phoneNumber?: string;
  publicMetadata: Metadata;
  label?: string;
  verification: Verification | null;
  /** Asks the provider again, for more scopes for example; go on with the verification's redirect URL. */
  reauthorize(params: {
    additionalScopes?: string[];
    redirectUrl?: string;
    oidcPrompt?: string;
    oidcLoginHint?: string;
  }): Promise<ExternalAccount>;
  destroy(): Promise<void>;
  providerSlug(): OAuthProvider;
  providerTitle(): string;
  accountIdentifier(): string;
}

/** A sign-in through the user's company. */
export interface EnterpriseAccount {
  id: string;
  active: boolean;
  emailAddress: string;
  enterpriseConnection: EnterpriseConnection | null;
  enterpriseConnectionId: string | null;
  firstName: string | null;
  lastName: string | null;
  protocol: EnterpriseProtocol;
  provider: EnterpriseProvider;
  providerUserId: string | null;
  publicMetadata: Metadata | null;
  verification: Verification | null;
  lastAuthenticatedAt: Date | null;
}

export type EnterpriseProtocol = 'saml' | 'oauth';
export type EnterpriseProvider = `saml_${'okta' | 'google' | 'microsoft' | 'custom'}` | OAuthStrategy;

export interface EnterpriseConnection {
  id: string;
  active: boolean;
  allowIdpInitiated: boolean;
  allowOrganizationAccountLinking: boolean;
  allowSubdomains: boolean;
  disableAdditionalIdentifications: boolean;
  domain: string;
  enterpriseConnectionId: string | null;
  logoPublicUrl: string | null;
  name: string;
  protocol: EnterpriseProtocol;
  provider: EnterpriseProvider;
  syncUserAttributes: boolean;
}

export interface Passkey {
  id: string;
  name: string | null;
  verification: Verification | null;
  lastUsedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  reload(): Promise<Passkey>;
  update(params: { name?: string | null }): Promise<Passkey>;
  delete(): Promise<DeletedObject>;
}

export interface TOTP {
  id: string;
  secret?: string;
  /** For a QR code. */
  uri?: string;
  verified: boolean;
  backupCodes?: string[];
  createdAt: Date | null;
  updatedAt: Date | null;
}

export interface BackupCode {
  id: string;
  codes: string[];
  createdAt: Date | null;
  updatedAt: Date | null;
}

export interface ProfileImage {
  id?: string;
  name: string | null;
  publicUrl: string | null;
}

/** A session of the user on any device. */
export interface SessionWithActivities {
  id: string;
  status: string;
  expireAt: Date;
  abandonAt: Date;
  lastActiveAt: Date;
  latestActivity: SessionActivity;
  actor: { sub: string; [claim: string]: unknown } | null;
  revoke(): Promise<SessionWithActivities>;
}

export interface UpdateUserParams {
  username?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  primaryEmailAddressId?: string | null;
  primaryPhoneNumberId?: string | null;
  primaryWeb3WalletId?: string | null;
  /** Takes the place of what is there; `updateMetadata()` merges. */
  unsafeMetadata?: Metadata;
}

export interface User {
  id: string;
  externalId: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  /** First and last name, or `null` if there is neither. */
  fullName: string | null;
  imageUrl: string;
  hasImage: boolean;
  emailAddresses: EmailAddress[];
  primaryEmailAddressId: string | null;
  primaryEmailAddress: EmailAddress | null;
  hasVerifiedEmailAddress: boolean;
  phoneNumbers: PhoneNumber[];
  primaryPhoneNumberId: string | null;
  primaryPhoneNumber: PhoneNumber | null;
  hasVerifiedPhoneNumber: boolean;
  web3Wallets: Web3Wallet[];
  primaryWeb3WalletId: string | null;
  primaryWeb3Wallet: Web3Wallet | null;
  verifiedWeb3Wallets: Web3Wallet[];
  externalAccounts: ExternalAccount[];
  verifiedExternalAccounts: ExternalAccount[];
  unverifiedExternalAccounts: ExternalAccount[];
  enterpriseAccounts: EnterpriseAccount[];
  passkeys: Passkey[];
  passwordEnabled: boolean;
  totpEnabled: boolean;
  backupCodeEnabled: boolean;
  twoFactorEnabled: boolean;
  publicMetadata: Metadata;
  unsafeMetadata: Metadata;
  lastSignInAt: Date | null;
  legalAcceptedAt: Date | null;
  createOrganizationEnabled: boolean;
  createOrganizationsLimit: number | null;
  deleteSelfEnabled: boolean;
  timezone: string | null;
  createdAt: Date | null;
  updatedAt: Date | null;
  /** Asks the server. The change reaches every context of the extension. */
  reload(): Promise<User>;
  update(params: UpdateUserParams): Promise<User>;
  /** Merges into what is there; `null` removes a key. */
  updateMetadata(params: { unsafeMetadata: Metadata }): Promise<User>;
  delete(): Promise<void>;
  updatePassword(params: { newPassword: string; currentPassword?: string; signOutOfOtherSessions?: boolean }): Promise<User>;
  removePassword(params: { currentPassword?: string }): Promise<User>;
  createEmailAddress(params: { email: string }): Promise<EmailAddress>;
  createPhoneNumber(params: { phoneNumber: string }): Promise<PhoneNumber>;
  createWeb3Wallet(params: { web3Wallet: string }): Promise<Web3Wallet>;
  /** Connects an account at a provider; go on with the verification's redirect URL. */
  createExternalAccount(params: {
    strategy?: OAuthStrategy;
    enterpriseConnectionId?: string;
    redirectUrl?: string;
    additionalScopes?: string[];
    oidcPrompt?: string;
    oidcLoginHint?: string;
  }): Promise<ExternalAccount>;
  /**
   * Asks the browser for a new passkey. On a page, in Chrome 129 or later.
   *
   * @throws ClerkRuntimeError `passkey_not_supported`, `passkey_registration_cancelled`, `passkey_already_exists`,
   * `passkey_invalid_rpID_or_domain`
   */
  createPasskey(): Promise<Passkey>;
  createTOTP(): Promise<TOTP>;
  verifyTOTP(params: { code: string }): Promise<TOTP>;
  disableTOTP(): Promise<DeletedObject>;
  createBackupCode(): Promise<BackupCode>;
  getSessions(): Promise<SessionWithActivities[]>;
  /** A file, a base64 text, or `null` to have none. */
  setProfileImage(params: { file: Blob | string | null }): Promise<ProfileImage>;
  isPrimaryIdentification(identification: { id: string }): boolean;
}

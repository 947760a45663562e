/** Social providers, and those an instance defines itself. */
export type OAuthProvider =
  | 'agentid'
  | 'apple'
  | 'atlassian'
  | 'bitbucket'
  | 'box'
  | 'coinbase'
  | 'discord'
  | 'dropbox'
  | 'enstall'
  | 'facebook'
  | 'github'
  | 'gitlab'
  | 'google'
  | 'hubspot'
  | 'huggingface'
  | 'instagram'
  | 'line'
  | 'linear'
  | 'linkedin'
  | 'linkedin_oidc'
  | 'microsoft'
  | 'notion'
  | 'slack'
  | 'spotify'
  | 'tiktok'
  | 'twitch'
  | 'twitter'
  | 'vercel'
  | 'x'
  | 'xero'
  | `custom_${string}`;

export type OAuthStrategy = `oauth_${OAuthProvider}`;
export type Web3Strategy = `web3_${'metamask' | 'base' | 'coinbase_wallet' | 'okx_wallet' | 'solana'}_signature`;
export type ResetPasswordStrategy = 'reset_password_email_code' | 'reset_password_phone_code';
export type PhoneCodeChannel = 'sms' | 'whatsapp';

/** How one can prove to be the owner of an e-mail address. */
export interface EmailAddressFactor<Strategy extends string = 'email_code' | 'email_link' | 'reset_password_email_code'> {
  strategy: Strategy;
  emailAddressId: string;
  /** The address, half hidden. */
  safeIdentifier: string;
  primary?: boolean;
}

export interface PhoneNumberFactor<Strategy extends string = 'phone_code' | 'reset_password_phone_code'> {
  strategy: Strategy;
  phoneNumberId: string;
  /** The number, half hidden. */
  safeIdentifier: string;
  primary?: boolean;
  default?: boolean;
  channel?: PhoneCodeChannel;
}

export interface Web3Factor {
  strategy: Web3Strategy;
  web3WalletId: string;
  primary?: boolean;
}

export interface EnterpriseSSOFactor {
  strategy: 'enterprise_sso';
  enterpriseConnectionId?: string;
  enterpriseConnectionName?: string;
  enterpriseConnectionLogoPublicUrl?: string | null;
  enterpriseConnectionProvider?: string;
}

/** A factor that needs nothing but its name. */
export interface NamedFactor<Strategy extends string> {
  strategy: Strategy;
}

export type SignInFirstFactor =
  | EmailAddressFactor<'email_code'>
  | EmailAddressFactor<'email_link'>
  | EmailAddressFactor<'reset_password_email_code'>
  | PhoneNumberFactor<'phone_code'>
  | PhoneNumberFactor<'reset_password_phone_code'>
  | NamedFactor<'password'>
  | NamedFactor<'passkey'>
  | NamedFactor<OAuthStrategy>
  | EnterpriseSSOFactor
  | Web3Factor;

export type SignInSecondFactor =
  | EmailAddressFactor<'email_code'>
  | EmailAddressFactor<'email_link'>
  | PhoneNumberFactor<'phone_code'>
  | NamedFactor<'totp'>
  | NamedFactor<'backup_code'>
  | NamedFactor<'passkey'>;

export type SignInFactor = SignInFirstFactor | SignInSecondFactor;

export type SessionVerificationFirstFactor =
  | EmailAddressFactor<'email_code'>
  | PhoneNumberFactor<'phone_code'>
  | NamedFactor<'password'>
  | NamedFactor<'passkey'>
  | EnterpriseSSOFactor;

export type SessionVerificationSecondFactor =
  | PhoneNumberFactor<'phone_code'>
  | NamedFactor<'totp'>
  | NamedFactor<'backup_code'>
  | NamedFactor<'passkey'>;

/** A factor as it is chosen: a factor of the lists above will do. What it has only to be shown is not sent. */
export interface PrepareFactorParams extends Omit<EnterpriseSSOFactor, 'strategy'> {
  strategy: string;
  safeIdentifier?: string;
  primary?: boolean;
  emailAddressId?: string;
  phoneNumberId?: string;
  web3WalletId?: string;
  channel?: PhoneCodeChannel;
  default?: boolean;
  /** Where an e-mail link, a provider or a company's sign-in page leads back to. */
  redirectUrl?: string;
  /** Where to go at last if nothing else has to be asked. */
  actionCompleteRedirectUrl?: string;
  oidcPrompt?: string;
  oidcLoginHint?: string;
}

/** The proof for a factor; which member it takes depends on the strategy. */
export interface AttemptFactorParams {
  strategy: string;
  code?: string;
  password?: string;
  /** What the browser answered to a passkey's question. */
  publicKeyCredential?: unknown;
  signature?: string;
}

export type VerificationStatus = 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';

/** How far the proof of something has come. */
export interface Verification {
  status: VerificationStatus | null;
  strategy: string | null;
  attempts: number | null;
  expireAt: Date | null;
  /** What is to be signed; of a passkey the options for it, in JSON. */
  nonce: string | null;
  message: string | null;
  /** Why it failed. */
  error: ClerkAPIError | null;
  /** Where the user has to go next, at a provider. */
  externalVerificationRedirectURL: URL | null;
  verifiedAtClient: string | null;
  channel?: PhoneCodeChannel;
  verifiedFromTheSameClient(): boolean;
}

/** One entry of the `errors` of a refusal. */
export interface ClerkAPIError {
  code: string;
  message: string;
  longMessage?: string;
  meta?: {
    paramName?: string;
    sessionId?: string;
    emailAddresses?: string[];
    identifiers?: string[];
    zxcvbn?: { suggestions: { code: string; message: string }[] };
    [name: string]: unknown;
  };
}

/** What the server answers to a deletion. */
export interface DeletedObject {
  object: string;
  id?: string;
  slug?: string;
  deleted: boolean;
}

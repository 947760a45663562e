import type { AttemptFactorParams, OAuthStrategy, PhoneCodeChannel, PrepareFactorParams, Verification, Web3Strategy } from './types-factors';
import type { Metadata } from './types-user';
import type { EmailLinkFlow, WebAuthParams } from './types-web-auth';

export type SignUpStatus = 'missing_requirements' | 'complete' | 'abandoned';

/** What is verified when somebody signs up. */
export type SignUpIdentificationField =
  | 'username'
  | 'email_address'
  | 'phone_number'
  | 'email_address_or_phone_number'
  | 'web3_wallet'
  | 'enterprise_sso'
  | OAuthStrategy;

export type SignUpField = SignUpIdentificationField | 'first_name' | 'last_name' | 'password' | 'legal_accepted' | 'protect_check';

export interface SignUpParams {
  emailAddress?: string;
  phoneNumber?: string;
  emailAddressOrPhoneNumber?: string;
  web3Wallet?: string;
  username?: string;
  password?: string;
  firstName?: string;
  lastName?: string;
  unsafeMetadata?: Metadata;
  legalAccepted?: boolean;
  strategy?: string;
  ticket?: string;
  token?: string;
  channel?: PhoneCodeChannel;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  oidcPrompt?: string;
  oidcLoginHint?: string;
  /** Takes over what was proved for a sign-in. */
  transfer?: boolean;
  locale?: string;
  /** As in `Europe/Berlin`. */
  timezone?: string;
  externalAccountStrategy?: string;
  externalAccountRedirectUrl?: string;
  externalAccountActionCompleteRedirectUrl?: string;
}

export interface SignUpVerification extends Verification {
  nextAction: string;
  supportedStrategies: string[];
}

export interface SignUp {
  id?: string;
  status: SignUpStatus | null;
  requiredFields: SignUpField[];
  optionalFields: SignUpField[];
  missingFields: SignUpField[];
  unverifiedFields: SignUpIdentificationField[];
  verifications: {
    emailAddress: SignUpVerification;
    phoneNumber: SignUpVerification;
    web3Wallet: SignUpVerification;
    externalAccount: Verification;
  };
  emailAddress: string | null;
  phoneNumber: string | null;
  web3wallet: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  hasPassword: boolean;
  unsafeMetadata: Metadata;
  createdSessionId: string | null;
  createdUserId: string | null;
  locale: string | null;
  timezone: string | null;
  /** In milliseconds since 1970, unlike elsewhere. */
  abandonAt: number | null;
  legalAcceptedAt: number | null;
  create(params: SignUpParams): Promise<SignUp>;
  update(params: SignUpParams): Promise<SignUp>;
  /** Goes on with the attempt, or starts one. */
  upsert(params: SignUpParams): Promise<SignUp>;
  prepareVerification(params: PrepareFactorParams): Promise<SignUp>;
  attemptVerification(params: AttemptFactorParams): Promise<SignUp>;
  /** Sends a code unless another strategy is given. */
  prepareEmailAddressVerification(params?: { strategy?: 'email_code' | 'email_link' | 'enterprise_sso'; redirectUrl?: string }): Promise<SignUp>;
  attemptEmailAddressVerification(params: { code: string }): Promise<SignUp>;
  preparePhoneNumberVerification(params?: { strategy?: 'phone_code'; channel?: PhoneCodeChannel }): Promise<SignUp>;
  attemptPhoneNumberVerification(params: { code: string }): Promise<SignUp>;
  prepareWeb3WalletVerification(params?: { strategy?: Web3Strategy }): Promise<SignUp>;
  attemptWeb3WalletVerification(params: { signature: string; strategy?: Web3Strategy }): Promise<SignUp>;
  /**
   * Has the worker open a window in which the user signs up at a provider or a company. Resolves when they are back; if
   * something is left to do, `status` of the client's current attempt says what. A user who has an account already
   * is signed in instead. It goes on if this page closes.
   *
   * @throws ClerkRuntimeError `web_auth_cancelled`, `web_auth_failed` (its `cause` has the server's `code`),
   * `web_auth_not_handled`, `manifest_identity_missing`, `redirect_url_not_allowed`, `worker_stopped`
   */
  authenticateWithRedirect(params: WebAuthParams): Promise<void>;
  /** The same, for callers who have opened a window. It is closed: the worker opens its own. */
  authenticateWithPopup(params: WebAuthParams & { popup?: Window | null }): Promise<void>;
  /** Waits for a link sent by e-mail to be opened, on whatever device. The worker waits on if this page closes. */
  createEmailLinkFlow(): EmailLinkFlow<{ redirectUrl: string }, SignUp>;
  reload(params?: { rotatingTokenNonce?: string }): Promise<SignUp>;
}

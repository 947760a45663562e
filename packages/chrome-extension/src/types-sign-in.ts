import type {
  AttemptFactorParams,
  OAuthStrategy,
  PrepareFactorParams,
  SignInFirstFactor,
  SignInSecondFactor,
  Verification,
} from './types-factors';
import type { EmailLinkFlow, WebAuthParams } from './types-web-auth';

export type SignInStatus =
  | 'needs_identifier'
  | 'needs_first_factor'
  | 'needs_second_factor'
  | 'needs_client_trust'
  | 'needs_new_password'
  | 'needs_protect_check'
  | 'complete';

export type SignInIdentifier = 'username' | 'email_address' | 'phone_number' | 'web3_wallet';

/** What a sign-in starts with; without anything but the identifier it says how it can go on. */
export interface SignInCreateParams {
  identifier?: string;
  strategy?: string;
  password?: string;
  /** With the strategy `ticket`: from an invitation, or a sign-in token of the Backend API. */
  ticket?: string;
  /** With the strategy `google_one_tap` or `oauth_token_apple`. */
  token?: string;
  /** Where a provider leads back to. */
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  oidcPrompt?: string;
  oidcLoginHint?: string;
  /** Takes over what was proved for a sign-up. */
  transfer?: boolean;
  /** Goes on as a sign-up if there is no such user. */
  signUpIfMissing?: boolean;
  /** As in `Europe/Berlin`. */
  timezone?: string;
}

/** Where a sign-in at a provider, or at a company, starts from and leads to. */
export interface AuthenticateWithRedirectParams {
  strategy: OAuthStrategy | 'enterprise_sso';
  /** Where the provider leads back to. */
  redirectUrl: string;
  /** Where to go at last. */
  redirectUrlComplete: string;
  identifier?: string;
  emailAddress?: string;
  continueSignUp?: boolean;
  continueSignIn?: boolean;
  legalAccepted?: boolean;
  oidcPrompt?: string;
  enterpriseConnectionId?: string;
}

export interface SignIn {
  id?: string;
  status: SignInStatus | null;
  identifier: string | null;
  supportedIdentifiers: SignInIdentifier[];
  supportedFirstFactors: SignInFirstFactor[] | null;
  supportedSecondFactors: SignInSecondFactor[] | null;
  /** First factors for those who need not sign in through their company. */
  ssoBypassFirstFactors: SignInFirstFactor[] | null;
  /** Whether this user has signed in on this client before. */
  clientTrustState?: 'new' | 'known' | 'pending';
  firstFactorVerification: Verification;
  secondFactorVerification: Verification;
  userData: { firstName?: string; lastName?: string; imageUrl?: string; hasImage?: boolean };
  createdSessionId: string | null;
  timezone: string | null;
  /** Starts over. With the strategy `password` and a password it may be `complete` at once. */
  create(params: SignInCreateParams): Promise<SignIn>;
  prepareFirstFactor(params: PrepareFactorParams): Promise<SignIn>;
  attemptFirstFactor(params: AttemptFactorParams): Promise<SignIn>;
  prepareSecondFactor(params: PrepareFactorParams): Promise<SignIn>;
  attemptSecondFactor(params: AttemptFactorParams): Promise<SignIn>;
  resetPassword(params: { password: string; signOutOfOtherSessions?: boolean }): Promise<SignIn>;
  /**
   * With the passkey of the user who was found, or with `flow` of whoever the passkey belongs to. On a page, in Chrome
   * 129 or later.
   *
   * @throws ClerkRuntimeError `passkey_not_supported`, `passkey_retrieval_cancelled`, `passkey_invalid_rpID_or_domain`
   */
  authenticateWithPasskey(params?: { flow?: 'autofill' | 'discoverable' }): Promise<SignIn>;
  /**
   * Has the worker open a window in which the user signs in at a provider or a company. Resolves when they are back; if
   * something is left to do, `status` of the client's current attempt says what. A user who has no account yet
   * is signed up instead. It goes on if this page closes.
   *
   * @throws ClerkRuntimeError `web_auth_cancelled`, `web_auth_failed` (its `cause` has the server's `code`),
   * `web_auth_not_handled`, `manifest_identity_missing`, `redirect_url_not_allowed`, `worker_stopped`
   */
  authenticateWithRedirect(params: WebAuthParams): Promise<void>;
  /** The same, for callers who have opened a window. It is closed: the worker opens its own. */
  authenticateWithPopup(params: WebAuthParams & { popup?: Window | null }): Promise<void>;
  /** Waits for a link sent by e-mail to be opened, on whatever device. The worker waits on if this page closes. */
  createEmailLinkFlow(): EmailLinkFlow<{ emailAddressId: string; redirectUrl: string }, SignIn>;
  reload(params?: { rotatingTokenNonce?: string }): Promise<SignIn>;
}

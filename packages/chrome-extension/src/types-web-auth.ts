import type { AuthenticateWithRedirectParams } from './types-sign-in';
import type { Metadata } from './types-user';

/**
 * What a sign-in or sign-up elsewhere starts with. The addresses are accepted and not needed: the page that asks stays
 * where it is, and the extension has one address to which it is led back.
 */
export interface WebAuthParams extends Omit<AuthenticateWithRedirectParams, 'redirectUrl' | 'redirectUrlComplete'> {
  redirectUrl?: string;
  redirectUrlComplete?: string;
  /** Of a sign-up: kept with the new user. */
  unsafeMetadata?: Metadata;
  /** `false` turns away who has no account, or who signs up with one, instead of doing the other. */
  transferable?: boolean;
}

/** Sends a link by e-mail and waits until it was opened. */
export interface EmailLinkFlow<Params, Resource> {
  startEmailLinkFlow(params: Params): Promise<Resource>;
  cancelEmailLinkFlow(): void;
}

/** Where `handleRedirectCallback()` leads, by what the attempt has become. It stays where nothing is given. */
export interface RedirectCallbackParams {
  signInForceRedirectUrl?: string | null;
  signInFallbackRedirectUrl?: string | null;
  signUpForceRedirectUrl?: string | null;
  signUpFallbackRedirectUrl?: string | null;
  signInUrl?: string;
  signUpUrl?: string;
  firstFactorUrl?: string;
  secondFactorUrl?: string;
  resetPasswordUrl?: string;
  continueSignUpUrl?: string | null;
  verifyEmailAddressUrl?: string | null;
  verifyPhoneNumberUrl?: string | null;
  enterpriseConnectionsUrl?: string | null;
  transferable?: boolean;
  /** Of a sign-in that becomes a sign-up: kept with the new user. */
  unsafeMetadata?: Metadata;
  /** Which attempt it is, if both are there. */
  reloadResource?: 'signIn' | 'signUp';
}

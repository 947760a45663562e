import type { Answer } from './minimal-api.ts';

/** A sign-in or sign-up that is under way. */
export interface Attempt {
  id: string;
  /** As it goes over the wire. */
  json: Record<string, unknown>;
  /** Puts the proof that is sought, or found, where it belongs. */
  prove(verification: object): void;
  /** Where its user is led back to. */
  redirect?: string;
  /** Begun by a client without cookies. */
  native?: boolean;
  /** Whom the provider has vouched for. */
  person?: string;
}

const ABANDON_AT = 2_000_000_000_000;

export function emptySignIn(id: string): Attempt {
  const json: Attempt['json'] = {
    ...{ object: 'sign_in_attempt', id, status: 'needs_identifier', identifier: null, user_data: null, created_session_id: null },
    ...{ supported_identifiers: ['email_address'], supported_first_factors: [], supported_second_factors: null },
    ...{ first_factor_verification: null, second_factor_verification: null, abandon_at: ABANDON_AT },
  };
  return { id, json, prove: (verification) => (json.first_factor_verification = verification) };
}

export function emptySignUp(id: string): Attempt {
  const verifications: Record<string, unknown> = { email_address: null, phone_number: null, web3_wallet: null, external_account: null };
  const json: Attempt['json'] = {
    ...{ object: 'sign_up_attempt', id, status: 'missing_requirements', required_fields: [], optional_fields: [] },
    ...{ missing_fields: [], unverified_fields: [], verifications, username: null, email_address: null, phone_number: null },
    ...{ web3_wallet: null, password_enabled: false, first_name: null, last_name: null, custom_action: false, external_id: null },
    ...{ created_session_id: null, created_user_id: null, abandon_at: ABANDON_AT, legal_accepted_at: null },
  };
  return { id, json, prove: (verification) => (verifications.external_account = verification) };
}

/** The proof by a provider, or by a company's sign-in page. */
export function providerVerification(
  strategy: string,
  { url = null, status = 'unverified', error }: { url?: string | null; status?: string; error?: string },
): object {
  const company = strategy === 'enterprise_sso';
  return {
    object: company ? 'verification_saml' : 'verification_oauth',
    strategy: company ? 'saml' : strategy,
    ...{ status, external_verification_redirect_url: url, attempts: null, expire_at: ABANDON_AT },
    ...(error !== undefined && { error: { code: error, message: error, long_message: `The provider said ${error}.` } }),
  };
}

export function linkVerification(status: 'unverified' | 'verified'): object {
  return { object: 'verification_email_link', strategy: 'email_link', status, attempts: null, expire_at: ABANDON_AT };
}

export function refusal(status: number, code: string, parameter?: string): Answer {
  const error = { code, message: code, long_message: `Refused: ${code}.`, ...(parameter && { meta: { param_name: parameter } }) };
  return { status, json: { errors: [error] } };
}

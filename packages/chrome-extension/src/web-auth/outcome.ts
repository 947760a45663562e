import type { Json, JsonObject } from '../json';
import type { Kind } from './wire';

/** What follows from where an attempt stands. */
export type Next =
  /** Somebody is signed in. */
  | { session: string }
  /** Whoever came back has no account yet, or has one already. */
  | { transfer: Kind }
  /** What the provider, or the server, found wrong. */
  | { refused: JsonObject }
  /** The user came back without having been asked anything. */
  | { unanswered: true }
  /** It is for the application to go on: a second factor, a missing field. */
  | { open: true };

/**
 * What to do next with an attempt as the server tells of it, after the user has been at a provider.
 * docs/protocol.md, "Sign-in at a provider".
 */
export function next(kind: Kind, attempt: JsonObject, transferable = true): Next {
  const { status, created_session_id: session } = attempt;
  if (status === 'complete' && typeof session === 'string') return { session };
  const verification = verificationOf(kind, attempt);
  const error = object(verification.error);
  if (verification.status === 'transferable' && transferable) return { transfer: kind === 'sign_in' ? 'sign_up' : 'sign_in' };
  if (error.code === 'identifier_already_signed_in') {
    const { session_id: known } = object(error.meta);
    if (typeof known === 'string') return { session: known };
  }
  if (typeof error.code === 'string') return { refused: error };
  switch (verification.status) {
    case 'unverified':
      return { unanswered: true };
    case 'transferable':
      return { refused: { code: kind === 'sign_in' ? 'external_account_not_found' : 'external_account_exists' } };
    case 'failed':
    case 'expired':
      return { refused: { code: `verification_${verification.status}` } };
    default:
      return { open: true };
  }
}

/** Where the proof by a provider is kept, or by a link. */
export function verificationOf(kind: Kind, attempt: JsonObject, name = 'external_account'): JsonObject {
  return object(kind === 'sign_in' ? attempt.first_factor_verification : object(attempt.verifications)[name]);
}

function object(json: Json | undefined): JsonObject {
  return json !== null && typeof json === 'object' && !Array.isArray(json) ? json : {};
}

import { ClerkAPIResponseError, ClerkRuntimeError } from '../errors';
import type { JsonObject } from '../json';

/** Name of the ports between pages and `handleWebAuth()`. A port is not seen by the listeners of messages. */
export const PORT = 'nightdesk|web-auth';

export type Kind = 'sign_in' | 'sign_up';

/** What a page wants; once per port. The port's end ends nothing: that a popup closes is the usual case. */
export type Ask = { publishableKey: string; kind: Kind } & (
  | { do: 'redirect'; params: RedirectParams }
  /** Waits until the link that was sent for this attempt has been opened. */
  | { do: 'link'; id: string }
);

/** What a page passes on of `authenticateWithRedirect()`. */
export interface RedirectParams {
  strategy: string;
  identifier?: string;
  emailAddress?: string;
  oidcPrompt?: string;
  enterpriseConnectionId?: string;
  legalAccepted?: boolean | undefined;
  unsafeMetadata?: object | undefined;
  /** `false`: who has no account is told so, instead of getting one; and the other way round. */
  transferable?: boolean | undefined;
  /** Id of the attempt to go on with, instead of a new one. */
  continues?: string;
}

/** `taken` comes first: somebody listens. What else a page says is there to keep the worker awake, or `cancel`. */
export type Answer = { taken: true } | { done: true } | { error: Described };

/** An error as it travels between contexts. */
export interface Described {
  code: string;
  message: string;
  status?: number;
  errors?: JsonObject[];
  cause?: JsonObject;
}

export function described(error: unknown): Described {
  const { clerkError, code, message = '', status, errors, cause } = error as Partial<ClerkAPIResponseError>;
  if (!clerkError || !code) return { code: 'web_auth_failed', message: 'The worker could not go on with the sign-in, for a reason that only it knows.' };
  const reason = cause && 'code' in cause && { cause: { ...cause, message: cause.message } };
  return JSON.parse(JSON.stringify({ code, message, status, errors, ...reason })) as Described;
}

export function errorOf({ code, message, status, errors, cause }: Described): Error {
  const reason = cause && Object.assign(new Error(), cause);
  const error = status === undefined ? new ClerkRuntimeError('', { code, cause: reason }) : new ClerkAPIResponseError(status, {});
  return Object.assign(error, { message }, errors && { errors });
}

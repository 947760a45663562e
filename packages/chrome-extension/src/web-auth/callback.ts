import type { Json, JsonObject } from '../json';
import type { Clerk, RedirectCallbackParams } from '../types';
import { conclude, type Actor } from './attempt';
import { next, verificationOf } from './outcome';
import type { Kind } from './wire';

/** What of a page's client somebody needs who comes back. */
export type Returning = Actor & Pick<Clerk, 'client' | 'session'>;

/**
 * Goes on with an attempt whose user is back from elsewhere. `client` is the resource as the server has it now;
 * `refreshed` has the page know what has become of it.
 *
 * @throws ClerkRuntimeError `web_auth_failed`
 */
export async function comeBack(
  clerk: Returning,
  client: Json | undefined,
  refreshed: () => Promise<void>,
  params: RedirectCallbackParams = {},
  navigate: (to: string) => unknown = (to) => location.assign(to),
): Promise<unknown> {
  const attempts = (client ?? {}) as Partial<Record<Kind, JsonObject | null>>;
  const signsUp = params.reloadResource ? params.reloadResource === 'signUp' : attempts.sign_up && verificationOf('sign_up', attempts.sign_up).status;
  const kind: Kind = signsUp ? 'sign_up' : 'sign_in';
  const attempt = attempts[kind];
  let concluded = kind;
  if (attempt) {
    // Whoever is still at the provider will be back.
    if ('unanswered' in next(kind, attempt)) return;
    concluded = await conclude(clerk, kind, attempt, params);
  }
  await refreshed();
  const to = destination(clerk, params, concluded);
  if (to) return navigate(to);
}

/** Where the application wants its user to go on. */
function destination({ session, client }: Returning, params: RedirectCallbackParams, kind: Kind): string | null | undefined {
  if (session) {
    const { signInForceRedirectUrl, signInFallbackRedirectUrl, signUpForceRedirectUrl, signUpFallbackRedirectUrl } = params;
    return kind === 'sign_in' ? (signInForceRedirectUrl ?? signInFallbackRedirectUrl) : (signUpForceRedirectUrl ?? signUpFallbackRedirectUrl);
  }
  switch (client?.signIn.status) {
    case 'needs_first_factor':
      return params.firstFactorUrl;
    case 'needs_second_factor':
      return params.secondFactorUrl;
    case 'needs_new_password':
      return params.resetPasswordUrl;
  }
  const { status, missingFields = [], unverifiedFields = [] } = client?.signUp ?? {};
  if (status !== 'missing_requirements') return params.signInUrl;
  if (missingFields.includes('enterprise_sso') && params.enterpriseConnectionsUrl) return params.enterpriseConnectionsUrl;
  if (missingFields.length > 0) return params.continueSignUpUrl;
  return unverifiedFields.includes('email_address') ? params.verifyEmailAddressUrl : params.verifyPhoneNumberUrl;
}

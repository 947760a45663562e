import { ClerkClient } from './clerk';
import { goTo } from './go-to';
import type { JsonObject } from './json';
import type { Kinds } from './resources';
import { PAGE_KINDS } from './resources-page';
import type { Clerk, Environment, RedirectCallbackParams, SetActiveParams, SignOutOptions, WebAuthParams } from './types';
import { conclude } from './web-auth/attempt';
import { next, verificationOf } from './web-auth/outcome';
import { authenticate } from './web-auth/page';
import type { Kind } from './web-auth/wire';

/** A page's client: what workers have, and what only somebody in front of a page can do. */
export class PageClerk extends ClerkClient implements Clerk {
  override readonly kinds: Kinds = PAGE_KINDS;
  #environment: Promise<Environment> | undefined;

  override async setActive({ navigate, redirectUrl, ...params }: SetActiveParams): Promise<void> {
    await super.setActive(params);
    if (navigate && this.session) await navigate({ session: this.session, decorateUrl: (url) => url });
    else goTo(redirectUrl);
  }

  override async signOut(first?: SignOutOptions | (() => unknown), second?: SignOutOptions): Promise<void> {
    const callback = typeof first === 'function' && first;
    const { redirectUrl, ...options } = (callback ? second : (first as SignOutOptions | undefined)) ?? {};
    await super.signOut(options);
    if (callback) await callback();
    else goTo(redirectUrl);
  }

  environment(): Promise<Environment> {
    return (this.#environment ??= this.request<Environment>('GET', '/environment').catch((error: unknown) => {
      this.#environment = undefined;
      throw error;
    }));
  }

  authenticateWithRedirect(params: WebAuthParams): Promise<void> {
    return authenticate(this, 'sign_in', params, this.client?.signIn.id);
  }

  async handleRedirectCallback(params: RedirectCallbackParams = {}, customNavigate?: (to: string) => Promise<unknown>): Promise<unknown> {
    const { client } = await this.start().call('reload');
    const attempts = (client ?? {}) as Partial<Record<Kind, JsonObject>>;
    const signsUp = params.reloadResource ? params.reloadResource === 'signUp' : attempts.sign_up && verificationOf('sign_up', attempts.sign_up).status;
    const kind: Kind = signsUp ? 'sign_up' : 'sign_in';
    const attempt = attempts[kind];
    let concluded = kind;
    if (attempt) {
      // Whoever is still at the provider will be back.
      if ('unanswered' in next(kind, attempt)) return;
      concluded = await conclude(this, kind, attempt, params);
    }
    await this.refresh();
    const to = this.#destination(params, concluded);
    if (to) return (customNavigate ?? ((url) => location.assign(url)))(to);
  }

  /** Where the application wants its user to go on. */
  #destination(params: RedirectCallbackParams, kind: Kind): string | null | undefined {
    if (this.session) {
      const { signInForceRedirectUrl, signInFallbackRedirectUrl, signUpForceRedirectUrl, signUpFallbackRedirectUrl } = params;
      return kind === 'sign_in' ? (signInForceRedirectUrl ?? signInFallbackRedirectUrl) : (signUpForceRedirectUrl ?? signUpFallbackRedirectUrl);
    }
    switch (this.client?.signIn.status) {
      case 'needs_first_factor':
        return params.firstFactorUrl;
      case 'needs_second_factor':
        return params.secondFactorUrl;
      case 'needs_new_password':
        return params.resetPasswordUrl;
    }
    const { status, missingFields = [], unverifiedFields = [] } = this.client?.signUp ?? {};
    if (status !== 'missing_requirements') return params.signInUrl;
    if (missingFields.includes('enterprise_sso') && params.enterpriseConnectionsUrl) return params.enterpriseConnectionsUrl;
    if (missingFields.length > 0) return params.continueSignUpUrl;
    return unverifiedFields.includes('email_address') ? params.verifyEmailAddressUrl : params.verifyPhoneNumberUrl;
  }
}

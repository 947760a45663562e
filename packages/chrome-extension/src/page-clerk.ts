import { ClerkClient } from './clerk';
import { goTo } from './go-to';
import type { Kinds } from './resources';
import { pageKinds } from './resources-page';
import type { Clerk, Environment, RedirectCallbackParams, SetActiveParams, SignOutOptions, WebAuthParams } from './types';
import { comeBack } from './web-auth/callback';
import { authenticate, leadingElsewhere, type PageActor } from './web-auth/page';

export const PAGE_KINDS = pageKinds((attempt, self, step, api) => leadingElsewhere(attempt, self, step, api as PageActor));

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

  async handleRedirectCallback(params?: RedirectCallbackParams, customNavigate?: (to: string) => Promise<unknown>): Promise<unknown> {
    const { client } = await this.start().call('reload');
    return comeBack(this, client, () => this.refresh(), params, customNavigate);
  }
}

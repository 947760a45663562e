/** A client for pages of the web, which the elements, and whatever else the page does, work with. */
import type { Clerk } from '@nightdesk/chrome-extension/types';
import { AppClerk } from './web/app-clerk';

/** Where `createClerkClient()` finds the instance. */
export interface WebClientOptions {
  /** Starts with `pk_test_` or `pk_live_`; on the API Keys page of the dashboard. */
  publishableKey: string;
}

/** What `createClerkClient()` gives. */
export interface WebClerk extends Clerk {
  /** An address of a page on another host, such as a hosted account page, with what it needs in development to know this browser. */
  buildUrlWithAuth(to: string): string;
}

const clients = new Map<string, AppClerk>();

/**
 * A client to `load()`; the same one for the same key.
 *
 * @throws ClerkRuntimeError `publishable_key_missing`, `publishable_key_is_secret`, `publishable_key_invalid`
 */
export function createClerkClient({ publishableKey }: WebClientOptions): WebClerk {
  const client = clients.get(publishableKey) ?? new AppClerk(publishableKey);
  clients.set(publishableKey, client);
  return client;
}

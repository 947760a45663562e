import type { JsonObject } from '../json';
import type { Resource, Step } from '../resources';
import { conclude, isPassing, pathOf, type Actor } from './attempt';
import { verificationOf } from './outcome';
import type { Kind } from './wire';

const POLL_MS = 1_000;

/** Links live ten minutes; asking also keeps the worker awake. */
const PATIENCE_MS = 900_000;

/**
 * Waits until the link that was sent for an attempt has been opened, on whatever device, or is good for nothing any
 * more; and takes over the sign-in. The attempt is the client's current one then.
 */
export async function awaitLink(clerk: Actor, kind: Kind, id: string, signal: AbortSignal): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!signal.aborted && Date.now() < end) {
    const attempt = await clerk.request<JsonObject>('GET', `${pathOf(kind)}/${id}`).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      return undefined;
    });
    if (attempt?.status === 'complete') return void (await conclude(clerk, kind, attempt));
    const { status } = attempt ? verificationOf(kind, attempt, 'email_address') : {};
    if (typeof status === 'string' && status !== 'unverified') return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Sends a link for an attempt, and waits by the means of the page until it was opened. */
export function linkFlow(kind: Kind, step: Step, opened: (signal: AbortSignal) => Promise<void>): object {
  const cancelling = new AbortController();
  return {
    async startEmailLinkFlow(params: object) {
      await step(kind === 'sign_in' ? 'POST /prepare_first_factor' : 'POST /prepare_verification', { strategy: 'email_link', ...params });
      await opened(cancelling.signal);
      return step('GET');
    },
    cancelEmailLinkFlow: () => cancelling.abort(),
  };
}

/** The same for an address that is added to an account: nobody is signed in by it. */
export function emailLinkFlow(self: Resource, step: Step): object {
  let cancelled = false;
  return {
    async startEmailLinkFlow(params: object) {
      await step('POST /prepare_verification', { strategy: 'email_link', ...params });
      while (!cancelled && self.verification.status === 'unverified') {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        await step('GET');
      }
      return self;
    },
    cancelEmailLinkFlow: () => (cancelled = true),
  };
}

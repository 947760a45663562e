import type { Verification } from '../../types';

/** As often as web pages ask. */
const POLL_MS = 1_000;

/** What `sso()` is given. The addresses are accepted and not needed: the page stays where it is. */
export interface SSOParams {
  redirectUrl?: string;
  redirectCallbackUrl?: string;
  /** Closed: the worker opens a window of its own. */
  popup?: Window;
  oidcPrompt?: string;
  enterpriseConnectionId?: string;
}

/** What the worker is asked to do, which a page that closes does not end; see `handleWebAuth()`. */
export function forWorker<Params extends SSOParams>({ popup, ...params }: Params): Omit<Params, 'popup'> {
  popup?.close();
  return params;
}

/** Waits until the link that was sent has been opened, or is good for nothing any more; the status says which. */
export async function linkOpened<R extends { reload(): Promise<unknown> }>(
  attempt: { started(): R },
  verificationOf: (resource: R) => Verification,
): Promise<void> {
  for (;;) {
    await attempt.started().reload();
    if (verificationOf(attempt.started()).status !== 'unverified') return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

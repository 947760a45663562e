import { ClerkRuntimeError } from '../errors';
import type { Resource, Step } from '../resources';
import type { WebAuthParams } from '../types';
import type { Actor } from './attempt';
import { awaitLink, linkFlow } from './link';
import { errorOf, PORT, type Answer, type Ask, type Kind } from './wire';

/** What of a page's client a sign-in elsewhere needs. */
export interface PageActor extends Actor {
  readonly publishableKey: string;
  refresh(): Promise<void>;
}

/** A worker that starts answers within a fraction of this. */
const ANSWER_MS = 5_000;

/** Under the 30 idle seconds after which browsers end a worker. */
const PING_MS = 20_000;

/** Has the worker run a sign-in elsewhere, which goes on if this page closes. */
export async function authenticate(page: PageActor, kind: Kind, params: WebAuthParams, attempt?: string): Promise<void> {
  const continues = (kind === 'sign_in' ? params.continueSignIn : params.continueSignUp) ? attempt : undefined;
  await askWorker({ do: 'redirect', publishableKey: page.publishableKey, kind, params: { ...params, ...(continues && { continues }) } });
  // The worker's news may be on their way here still.
  await page.refresh();
}

/** The methods of an attempt that lead elsewhere. */
export function leadingElsewhere(kind: Kind, self: Resource, step: Step, page: PageActor): object {
  const authenticateWithRedirect = (params: WebAuthParams) => authenticate(page, kind, params, self.id as string | undefined);
  return {
    authenticateWithRedirect,
    authenticateWithPopup({ popup, ...params }: WebAuthParams & { popup?: Window | null }) {
      popup?.close();
      return authenticateWithRedirect(params);
    },
    createEmailLinkFlow: () =>
      linkFlow(kind, step, (signal) => {
        const id = self.id as string;
        return askWorker({ do: 'link', publishableKey: page.publishableKey, kind, id }, signal).catch((error: { code?: string }) => {
          // Without a worker that goes on when this page closes, the page waits itself.
          if (error.code === 'web_auth_not_handled') return awaitLink(page, kind, id, signal);
          throw error;
        });
      }),
  };
}

function askWorker(ask: Ask, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const port = chrome.runtime.connect({ name: PORT });
    let taken = false;
    const cancel = () => port.postMessage({ cancel: true });
    const end = (error?: Error) => {
      clearTimeout(patience);
      clearInterval(pings);
      signal?.removeEventListener('abort', cancel);
      port.disconnect();
      if (error) reject(error);
      else resolve();
    };
    const patience = setTimeout(() => end(notHandled()), ANSWER_MS);
    const pings = setInterval(() => port.postMessage({}), PING_MS);
    port.onMessage.addListener((answer: Answer) => {
      clearTimeout(patience);
      if ('taken' in answer) taken = true;
      else end('error' in answer ? errorOf(answer.error) : undefined);
    });
    port.onDisconnect.addListener(() => {
      // Read, or the browser reports it as unheeded.
      void chrome.runtime.lastError;
      end(taken ? stopped() : notHandled());
    });
    signal?.addEventListener('abort', cancel);
    port.postMessage(ask);
  });
}

function notHandled(): ClerkRuntimeError {
  return new ClerkRuntimeError('Nobody answers: call handleWebAuth() in the background worker, outside of any function.', {
    code: 'web_auth_not_handled',
  });
}

function stopped(): ClerkRuntimeError {
  return new ClerkRuntimeError("The extension's worker ended before the sign-in did. Start it again.", { code: 'worker_stopped' });
}

import type { CreateClerkClient } from '../create';
import { ClerkRuntimeError, type ClerkAPIResponseError } from '../errors';
import { forward } from './forward';
import type { ExposeAuthOptions } from './options';
import { callerOf, policyOf, senderNotAllowed, type Policy } from './policy';
import { PORT, type Answer, type Ask } from './wire';

const policies: Policy[] = [];
/** What is wrong with options that allow nothing for it. */
let mistake: unknown;
let listens = false;

/**
 * Lets content scripts use the sign-in as `options` says; call it on the worker's first turn. Called again, it adds
 * to what is allowed. Options that cannot be used allow nothing, and whoever is refused for that is told of it by
 * `pattern_invalid`: thrown here, the error would end the worker, and messages to it would never be answered.
 */
export function expose(options: ExposeAuthOptions, createClerkClient: CreateClerkClient): void {
  try {
    policies.push(policyOf(options));
  } catch (error) {
    reportError(error);
    mistake ??= error;
  }
  if (listens) return;
  listens = true;
  // Other extensions and web pages come by `onConnectExternal`, where nobody listens.
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT) return;
    const gone = new AbortController();
    const tell = (answer: Answer) => {
      if (!gone.signal.aborted) port.postMessage(answer);
    };
    port.onDisconnect.addListener(() => gone.abort());
    port.onMessage.addListener((ask: Ask) => {
      serve(ask, port.sender, createClerkClient, tell, gone.signal).catch((error: unknown) => tell({ error: described(error) }));
    });
  });
}

async function serve(
  ask: Ask,
  sender: chrome.runtime.MessageSender | undefined,
  createClerkClient: CreateClerkClient,
  tell: (answer: Answer) => void,
  signal: AbortSignal,
): Promise<void> {
  const caller = callerOf(sender);
  const may = ask.do === 'token' ? 'mayHaveToken' : 'mayFetch';
  const open = policies.filter((policy) => policy[may](caller));
  const [first] = open;
  if (!first) throw mistake ?? senderNotAllowed(sender?.origin ?? 'The sender');
  if (ask.do === 'token') {
    tell({ token: await tokenFor(first, createClerkClient) });
    return;
  }
  const destination = new URL(ask.url);
  const policy = open.find(({ isDestination }) => isDestination(destination));
  if (!policy) {
    throw mistake ?? new ClerkRuntimeError(
      `${destination.origin} may not be sent this user's token. exposeAuth() lists in \`fetch\` where requests may go, ` +
        'by https only, or by http to this machine.',
      { code: 'destination_not_allowed' },
    );
  }
  const token = await tokenFor(policy, createClerkClient);
  if (token === null) throw new ClerkRuntimeError('Nobody is signed in to the extension.', { code: 'signed_out' });
  await forward(ask, token, policy.options.maxBytes, tell, signal);
}

async function tokenFor({ options }: Policy, createClerkClient: CreateClerkClient): Promise<string | null> {
  const { publishableKey, syncHost, storageCache, template } = options;
  const { session } = await createClerkClient({
    publishableKey,
    background: true,
    ...(syncHost !== undefined && { syncHost }),
    ...(storageCache && { storageCache }),
  });
  return (await session?.getToken(template === undefined ? {} : { template })) ?? null;
}

/** What a content script is told: a code and our own words, nothing that the platform put into an error. */
function described(error: unknown): { code: string; message: string } {
  const { clerkError, code, message, errors } = error as Partial<ClerkAPIResponseError>;
  if (clerkError && code && message) return { code: errors?.[0]?.code ?? code, message };
  return { code: 'request_invalid', message: 'The request cannot be made: its address, method or headers are not valid.' };
}

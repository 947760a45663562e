import { callerOf } from '../bridge/policy';
import type { CreateClerkClient } from '../create';
import { ClerkRuntimeError } from '../errors';
import { begin, finish, type Actor, type Pending } from './attempt';
import { awaitLink } from './link';
import { readNote, removeNote, writeNote } from './note';
import type { WebAuthOptions } from './options';
import { cancelled, means, redirectUrl, visit } from './window';
import { described, PORT, type Answer, type Ask } from './wire';

/** An instance's sign-ins elsewhere; there is one at a time. */
interface Desk {
  options: WebAuthOptions;
  /** Ends what is under way. */
  running?: AbortController;
  /** The tab that somebody here waits for. */
  awaited?: { tab: number; arrive(url: string): void; close(): void };
}

const desks = new Map<string, Desk>();

/** Runs sign-ins elsewhere for the extension's pages; to be called on the worker's first turn. */
export function serve(options: WebAuthOptions, createClerkClient: CreateClerkClient): void {
  const first = desks.size === 0;
  desks.set(options.publishableKey, { options });
  if (!first) return;
  const clientOf = async ({ options: { publishableKey, syncHost, storageCache } }: Desk) =>
    (await createClerkClient({
      publishableKey,
      background: true,
      ...(syncHost !== undefined && { syncHost }),
      ...(storageCache && { storageCache }),
    })) as unknown as Actor;

  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT || !isOwnPage(port.sender)) return;
    let there = true;
    const tell = (answer: Answer) => {
      if (there) port.postMessage(answer);
    };
    // The page may close, and usually does: the work goes on.
    port.onDisconnect.addListener(() => (there = false));
    port.onMessage.addListener((message: Ask | { cancel?: true }) => {
      if (!('do' in message)) return;
      const desk = desks.get(message.publishableKey);
      if (!desk) return tell({ error: described(notHandled()) });
      tell({ taken: true });
      desk.running?.abort();
      const running = (desk.running = new AbortController());
      port.onMessage.addListener(({ cancel }: { cancel?: true }) => {
        if (cancel) running.abort();
      });
      run(message, desk, clientOf, running.signal).then(
        () => tell({ done: true }),
        (error: unknown) => tell({ error: described(error) }),
      );
    });
  });

  // Says an address only with permission for it, and wakes a worker only if it listens on its first turn.
  const tabs = chrome.tabs as typeof chrome.tabs | undefined;
  tabs?.onUpdated.addListener((tab, { url }) => {
    if (url?.startsWith(redirectUrl())) for (const desk of desks.values()) void arrived(desk, tab, url, clientOf);
  });
  tabs?.onRemoved.addListener((tab) => {
    for (const desk of desks.values()) if (desk.awaited?.tab === tab) desk.awaited.close();
  });
}

async function run(ask: Ask, desk: Desk, clientOf: (desk: Desk) => Promise<Actor>, signal: AbortSignal): Promise<void> {
  if (ask.do === 'link') return awaitLink(await clientOf(desk), ask.kind, ask.id, signal);
  // First, so that nothing is begun that cannot be finished.
  const how = await means();
  const clerk = await clientOf(desk);
  const { url, ...pending } = await begin(clerk, ask.kind, ask.params, redirectUrl());
  const superseded = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(cancelled())));
  if (signal.aborted) throw cancelled();
  try {
    const returned = await Promise.race([superseded, how === 'window' ? visit(url) : tour(url, desk, pending, signal)]);
    if (!returned.startsWith(redirectUrl())) throw cancelled();
    await finish(clerk, pending, returned);
  } finally {
    // Whoever started anew has a note of their own there.
    if (!signal.aborted) await removeNote(desk.options.publishableKey);
  }
}

/** Opens a tab and waits until it comes to the redirect URL, or is closed. */
async function tour(url: string, desk: Desk, pending: Pending, signal: AbortSignal): Promise<string> {
  // Empty first: it is watched before it leads anywhere.
  const { id: tab = -1 } = await chrome.tabs.create({ url: 'about:blank' });
  await writeNote(desk.options.publishableKey, { ...pending, tab });
  try {
    return await new Promise((arrive, reject) => {
      const close = () => reject(cancelled());
      desk.awaited = { tab, arrive, close };
      signal.addEventListener('abort', close);
      chrome.tabs.update(tab, { url }).catch(reject);
    });
  } finally {
    if (desk.awaited?.tab === tab) delete desk.awaited;
    await chrome.tabs.remove(tab).catch(() => undefined);
  }
}

/** A tab has come to the redirect URL: one that is waited for, or one that an earlier worker had waited for. */
async function arrived(desk: Desk, tab: number, url: string, clientOf: (desk: Desk) => Promise<Actor>): Promise<void> {
  if (desk.awaited) {
    if (desk.awaited.tab === tab) desk.awaited.arrive(url);
    return;
  }
  if (desk.running) return;
  const { publishableKey } = desk.options;
  const note = await readNote(publishableKey);
  if (note?.tab !== tab) return;
  try {
    await finish(await clientOf(desk), note, url);
    await removeNote(publishableKey);
    await chrome.tabs.remove(tab);
  } catch {
    // Nobody waits; what the server found wrong is in the attempt, where the next page sees it.
  }
}

function isOwnPage(sender: chrome.runtime.MessageSender | undefined): boolean {
  try {
    return callerOf(sender) === 'own page';
  } catch {
    return false;
  }
}

function notHandled(): ClerkRuntimeError {
  return new ClerkRuntimeError('handleWebAuth() was called in the worker, but with another publishable key than this page has.', {
    code: 'web_auth_not_handled',
  });
}

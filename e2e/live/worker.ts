// A worker that makes its client for a message, keeps it, and tells without asking anybody what that client shows.
import { createClerkClient } from 'nightdesk:background';

declare const PUBLISHABLE_KEY: string;
declare const SYNC_HOST: string;

let kept: Awaited<ReturnType<typeof createClerkClient>> | undefined;

chrome.runtime.onMessage.addListener((message: 'keep' | 'shown', _sender, respond) => {
  void answer(message).then(respond);
  return true;
});

async function answer(message: 'keep' | 'shown') {
  if (message === 'keep') kept = await createClerkClient({ publishableKey: PUBLISHABLE_KEY, ...(SYNC_HOST && { syncHost: SYNC_HOST }) });
  const { user, session, authState } = kept ?? {};
  return { status: authState?.status, user: user?.id ?? null, name: user?.firstName ?? null, session: session?.id ?? null };
}

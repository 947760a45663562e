// A worker with a client for each of several instances.
import { createClerkClient } from 'nightdesk:background';

declare const KEYS: string[];

chrome.runtime.onMessage.addListener(({ of }: { of: number }, _sender, respond) => {
  createClerkClient({ publishableKey: KEYS[of] ?? '' })
    .then(async ({ user, session }) => ({ user: user?.id ?? null, token: (await session?.getToken()) ?? null }))
    .catch((error) => ({ error: { code: error.code, message: error.message } }))
    .then(respond);
  return true;
});

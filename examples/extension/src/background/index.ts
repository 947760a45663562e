import { createClerkClient } from '@nightdesk/chrome-extension/background';

const publishableKey = import.meta.env.NIGHTDESK_PUBLISHABLE_KEY;
const syncHost = import.meta.env.NIGHTDESK_SYNC_HOST;

/** A fresh session token, or null when no one is signed in. */
async function getToken() {
  const clerk = await createClerkClient({ publishableKey, syncHost });
  return (await clerk.session?.getToken()) ?? null;
}

// The listener is not async: it returns true to keep the channel open for the answer.
chrome.runtime.onMessage.addListener((request, _sender, sendResponse) => {
  if (request?.greeting !== 'get-token') return;
  getToken()
    .then((token) => sendResponse({ token }))
    .catch((error) => sendResponse({ error: { code: error.errors?.[0]?.code ?? error.code, message: error.message } }));
  return true;
});

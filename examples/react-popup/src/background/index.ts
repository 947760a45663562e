import { createClerkClient } from '@nightdesk/chrome-extension/background';

/** Hands out a fresh token to whoever in the extension asks, also with the popup closed. */
chrome.runtime.onMessage.addListener((_message, _sender, respond) => {
  void createClerkClient({ publishableKey: import.meta.env.NIGHTDESK_PUBLISHABLE_KEY })
    .then((clerk) => clerk.session?.getToken())
    .then((token) => respond({ token: token ?? null }), () => respond({ token: null }));
  return true;
});

// The documented use of createClerkClient() in a service worker: a client for every message.
import { createClerkClient } from 'sdk:client';

declare const PUBLISHABLE_KEY: string;

async function getToken() {
  const clerk = await createClerkClient({ publishableKey: PUBLISHABLE_KEY, background: true });
  if (!clerk.session) return null;
  return await clerk.session.getToken();
}

chrome.runtime.onMessage.addListener((_message, _sender, respond) => {
  getToken().then((token) => respond({ token }), (error) => respond({ error: String(error) }));
  return true;
});

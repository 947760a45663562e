// A worker that runs the sign-ins of the extension's pages, and tells who is signed in.
import { createClerkClient, handleWebAuth } from 'nightdesk:background';

declare const PUBLISHABLE_KEY: string;

handleWebAuth({ publishableKey: PUBLISHABLE_KEY });

chrome.runtime.onMessage.addListener((_message, _sender, respond) => {
  createClerkClient({ publishableKey: PUBLISHABLE_KEY })
    .then(async ({ session }) => ({ session: session?.id ?? null, token: (await session?.getToken()) ?? null }))
    .catch((error) => ({ error: { code: error.code, message: error.message } }))
    .then(respond);
  return true;
});

// The smallest service worker that lets a test see everything a client in a worker knows.
import { createClerkClient } from 'nightdesk:background';

declare const PUBLISHABLE_KEY: string;

chrome.runtime.onMessage.addListener((message: { what: 'token' | 'who' }, _sender, respond) => {
  answer(message.what)
    .catch((error) => ({ error: { code: error.errors?.[0]?.code ?? error.code, message: error.message } }))
    .then(respond);
  return true;
});

async function answer(what: 'token' | 'who') {
  const { user, session } = await createClerkClient({ publishableKey: PUBLISHABLE_KEY });
  if (what === 'token') return { token: (await session?.getToken()) ?? null };
  return { user: user?.id ?? null, email: user?.primaryEmailAddress?.emailAddress ?? null, session: session?.id ?? null };
}

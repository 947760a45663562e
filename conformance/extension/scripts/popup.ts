// A popup as both packages' documentation has it: a provider, and something in it that uses the client. It hands
// the client to the test, as `clerk`, and says when it is `loaded`.
import { ClerkProvider, useClerk } from 'sdk:react';
import { createElement, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

declare const PUBLISHABLE_KEY: string;

let isLoaded: () => void;
const loaded = new Promise<void>((resolve) => (isLoaded = resolve));
Object.assign(globalThis, { loaded });

function Content() {
  const clerk = useClerk();
  useEffect(() => {
    Object.assign(globalThis, { clerk });
    clerk.on('status', () => clerk.loaded && isLoaded(), { notify: true });
  }, [clerk]);
  return null;
}

// Whoever signs out is taken to a page without a client, which asks for nothing.
const provider = { publishableKey: PUBLISHABLE_KEY, telemetry: false, afterSignOutUrl: '/tabs/background-worker-demo.html' } as const;
createRoot(document.getElementById('root')!).render(createElement(ClerkProvider, provider, createElement(Content)));

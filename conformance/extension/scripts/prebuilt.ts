// A popup with the official prebuilt components, as the package's documentation has it.
import { ClerkProvider, Show, SignIn, UserButton, useAuth } from 'sdk:components';
import { createElement, Fragment } from 'react';
import { createRoot } from 'react-dom/client';

declare const PUBLISHABLE_KEY: string;

const POPUP = '/popup.html';

function Content() {
  const { sessionId } = useAuth();
  return createElement(
    Fragment,
    null,
    createElement(Show, { when: 'signed-out' }, createElement(SignIn, { routing: 'hash', fallbackRedirectUrl: POPUP })),
    createElement(Show, { when: 'signed-in' }, createElement(UserButton), createElement('p', { 'data-testid': 'session-id' }, sessionId)),
  );
}

const provider = { publishableKey: PUBLISHABLE_KEY, telemetry: false, afterSignOutUrl: POPUP } as const;
createRoot(document.getElementById('root')!).render(createElement(ClerkProvider, provider, createElement(Content)));

// A page that hands its client to the test, as `clerk`, and has a button for people who cannot reach that.
import { createClerkClient } from 'nightdesk:client';

declare const PUBLISHABLE_KEY: string;

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY });
Object.assign(globalThis, { clerk, loaded: clerk.load() });

const shown = (name: string, tag: string) => Object.assign(document.body.appendChild(document.createElement(tag)), { textContent: '' }).setAttribute('data-testid', name);
shown('who', 'h1');
shown('go', 'button');
shown('leave', 'button');
shown('outcome', 'p');
const at = (name: string) => document.querySelector<HTMLElement>(`[data-testid="${name}"]`)!;

at('go').textContent = 'Continue with the test provider';
clerk.addListener(({ session }) => (at('who').textContent = session ? `Signed in: ${session.id}` : 'Signed out'));
at('leave').textContent = 'Sign out';
at('leave').addEventListener('click', () => void clerk.signOut());
at('go').addEventListener('click', () => {
  clerk.authenticateWithRedirect({ strategy: 'oauth_google' }).then(
    () => (at('outcome').textContent = 'done'),
    (error) => (at('outcome').textContent = `${error.code}: ${error.cause?.code ?? error.message}`),
  );
});

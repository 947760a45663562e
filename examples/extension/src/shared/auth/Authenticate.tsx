import '@nightdesk/elements';
import type { Clerk } from '@nightdesk/chrome-extension/types';

/** Signing in and up. It opens where the user left: a popup closes as soon as they look up the code in their mail. */
export function Authenticate({ clerk }: { clerk: Clerk }) {
  return <nightdesk-sign-in client={clerk} autofocus />;
}

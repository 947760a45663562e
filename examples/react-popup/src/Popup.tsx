import { ClerkLoaded, ClerkProvider, Show, SignIn, UserButton, UserProfile, useUser } from '@nightdesk/chrome-extension';

import { useHash } from './use-hash.ts';

/** What the button of the account leads to: another view of the popup, which has no room for a dialog. */
const ACCOUNT = '#account';

/** The whole popup: nobody's, somebody's, and their account. */
export function Popup() {
  return (
    <ClerkProvider publishableKey={import.meta.env.NIGHTDESK_PUBLISHABLE_KEY}>
      <ClerkLoaded>
        <Show when="signed-out">
          <main>
            <SignIn />
          </main>
        </Show>
        <Show when="signed-in">
          <SignedIn />
        </Show>
      </ClerkLoaded>
    </ClerkProvider>
  );
}

function SignedIn() {
  const { user } = useUser();
  const [hash, setHash] = useHash();
  if (hash === ACCOUNT) {
    return (
      <main>
        <button type="button" className="back" data-testid="back" onClick={() => setHash('')}>
          Back to your notes
        </button>
        <UserProfile routing="hash" />
      </main>
    );
  }
  return (
    <>
      <header>
        <h1>Notes</h1>
        <UserButton userProfileUrl={ACCOUNT} />
      </header>
      <main>
        <p data-testid="greeting">Hello, {user?.firstName || user?.primaryEmailAddress?.emailAddress}.</p>
      </main>
    </>
  );
}

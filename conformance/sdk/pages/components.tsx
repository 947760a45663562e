// A web app with the official provider and its prebuilt components, each on a page of its own.
import { ClerkProvider, Show, SignIn, SignUp, UserButton, UserProfile, useAuth } from '@clerk/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

declare const PUBLISHABLE_KEY: string;

function Home() {
  const { userId, getToken } = useAuth();
  const [token, setToken] = useState<string | null>();
  return (
    <>
      <Show when="signed-in">
        <UserButton />
        <p data-testid="user-id">{userId}</p>
        <button onClick={() => void getToken().then(setToken)}>Get a token</button>
        <output>{token}</output>
      </Show>
      <Show when="signed-out">
        <p data-testid="nobody">Nobody is signed in.</p>
      </Show>
    </>
  );
}

const PAGES: Record<string, () => React.ReactNode> = {
  '/sign-in': () => <SignIn routing="hash" signUpUrl="/sign-up" fallbackRedirectUrl="/" />,
  '/sign-up': () => <SignUp routing="hash" signInUrl="/sign-in" fallbackRedirectUrl="/" />,
  '/profile': () => <UserProfile routing="hash" />,
  '/': () => <Home />,
};

const Content = PAGES[location.pathname] ?? Home;
createRoot(document.getElementById('root')!).render(
  <ClerkProvider publishableKey={PUBLISHABLE_KEY} signInUrl="/sign-in" signUpUrl="/sign-up" afterSignOutUrl="/" telemetry={false}>
    <Content />
  </ClerkProvider>,
);

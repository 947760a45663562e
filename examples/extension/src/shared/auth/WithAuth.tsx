import type { Clerk } from '@nightdesk/chrome-extension/types';
import { useEffect, type ReactNode } from 'react';

import { load, useAuth, type Auth } from '../clerk.ts';
import { describe } from '../problems.ts';
import { Button } from '../ui/Button.tsx';
import { Authenticate } from './Authenticate.tsx';

const ASK_AGAIN_MS = 5000;

export type SignedInAuth = Extract<Auth, { status: 'signed-in' }>;

/** Shows its children to a signed-in user; before that, whatever is needed to get there. */
export function WithAuth({ children }: { children: (auth: SignedInAuth) => ReactNode }) {
  const auth = useAuth();
  switch (auth.status) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return (
        <div className="stack fill" role="alert">
          <h1>Not connected</h1>
          <p data-testid="error">{describe(auth.error)}</p>
          <p className="muted">If you were signed in before, you still are.</p>
          <Button data-testid="retry" onClick={() => void load()}>
            Try again
          </Button>
        </div>
      );
    case 'signed-out':
      return (
        <>
          <WhyNot clerk={auth.clerk} />
          <Authenticate clerk={auth.clerk} />
        </>
      );
    case 'signed-in':
      return (
        <>
          {auth.clerk.status === 'degraded' && <Degraded clerk={auth.clerk} />}
          {children(auth)}
        </>
      );
  }
}

/** What a person or the developer can do so that the sign-in of the web app is shared. */
function WhyNot({ clerk }: { clerk: Clerk }) {
  const { status, reason } = clerk.authState ?? {};
  if (status !== 'needs_permission' && status !== 'misconfigured') return null;
  return (
    <p className="notice" role="status" data-testid="why-not">
      {status === 'needs_permission'
        ? 'To share the sign-in of the web app, allow this extension to read its site.'
        : `This extension is not set up for the web app (${reason ?? 'unknown'}).`}
    </p>
  );
}

/** Known from last time, but not confirmed. Asks again until it is. */
function Degraded({ clerk }: { clerk: Clerk }) {
  useEffect(() => {
    const timer = setInterval(() => void clerk.load().catch(() => undefined), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [clerk]);
  return (
    <p className="notice degraded" role="status" data-testid="degraded">
      Server out of reach. You stay signed in.
    </p>
  );
}

/** Shown late, so that a page that is ready at once does not flicker. */
function Loading() {
  return (
    <div className="loading fill" role="status">
      <span className="spinner" aria-hidden="true" />
      <span className="visually-hidden">Loading</span>
    </div>
  );
}

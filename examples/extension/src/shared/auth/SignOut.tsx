import type { Clerk } from '@nightdesk/chrome-extension/types';
import { useState } from 'react';

import { describe } from '../problems.ts';
import { Button } from '../ui/Button.tsx';

/** Signs out everywhere in the extension. If that fails the user stays signed in, and is told. */
export function SignOut({ clerk }: { clerk: Clerk }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const signOut = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await clerk.signOut();
    } catch (error) {
      setProblem(describe(error));
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      {problem && (
        <p className="notice notice-problem" role="alert" data-testid="error">
          {problem}
        </p>
      )}
      <Button quiet busy={busy} data-testid="sign-out" onClick={() => void signOut()}>
        Sign out
      </Button>
    </div>
  );
}

import type { Clerk } from '@nightdesk/chrome-extension/types';

import { Button } from '../ui/Button.tsx';
import { useSubmit } from '../use-submit.ts';

/** Signs out everywhere in the extension. If that fails the user stays signed in, and is told. */
export function SignOut({ clerk }: { clerk: Clerk }) {
  const submit = useSubmit([]);
  return (
    <div className="stack">
      {submit.problems.form && (
        <p className="notice notice-problem" role="alert" data-testid="error">
          {submit.problems.form}
        </p>
      )}
      <Button quiet busy={submit.busy} data-testid="sign-out" onClick={() => submit.run(() => clerk.signOut())}>
        Sign out
      </Button>
    </div>
  );
}

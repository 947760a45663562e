import type { Session } from '@nightdesk/chrome-extension/types';
import { useMemo } from 'react';

import { describe } from '../shared/problems.ts';
import { decodeClaims } from '../shared/token.ts';
import { Countdown } from '../shared/ui/Countdown.tsx';
import { CopyButton } from '../shared/ui/CopyButton.tsx';
import { useLiveToken } from './use-live-token.ts';

/** The current session token with the time it has left. */
export function LiveToken({ session }: { session: Session }) {
  const { jwt, renewals, error } = useLiveToken(session);
  const claims = useMemo(() => (jwt ? decodeClaims(jwt) : undefined), [jwt]);
  return (
    <section className="card stack" aria-label="Session token">
      <div className="row">
        <h2 className="fill">Session token</h2>
        <CopyButton text={jwt ?? ''} what="token" />
      </div>
      <Countdown claims={claims} />
      <p className="mono token-line" data-testid="token">
        {jwt ?? '\u2013'}
      </p>
      <p className="muted">
        {'Renewed '}
        <span data-testid="token-renewals">{renewals}</span>
        {renewals === 1 ? ' time' : ' times'} while open
      </p>
      <div aria-live="polite">
        {error !== undefined && (
          <p className="notice notice-problem" data-testid="error">
            {describe(error)}
          </p>
        )}
      </div>
    </section>
  );
}

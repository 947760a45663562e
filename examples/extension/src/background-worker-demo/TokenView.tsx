import { useMemo } from 'react';

import { claimMeaning, decodeClaims, formatClaim, listClaims } from '../shared/token.ts';
import { CopyButton } from '../shared/ui/CopyButton.tsx';
import { Countdown } from '../shared/ui/Countdown.tsx';

/** A token as it came, and beside it what is in it and how long it is still good. */
export function TokenView({ jwt }: { jwt: string }) {
  const claims = useMemo(() => decodeClaims(jwt), [jwt]);
  return (
    <div className="demo-columns">
      <section className="card stack" aria-label="Token">
        <div className="row">
          <h2 className="fill">Token</h2>
          <CopyButton text={jwt} what="token" />
        </div>
        <pre className="mono token-text" data-testid="token" tabIndex={0}>
          {jwt}
        </pre>
      </section>
      <section className="card stack" aria-label="What is in the token">
        <Countdown claims={claims} />
        {claims ? (
          <table className="claims" data-testid="claims">
            <caption className="visually-hidden">Claims of the token</caption>
            <tbody>
              {listClaims(claims).map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">
                    <span className="mono">{name}</span>
                    <span className="muted">{claimMeaning(name)}</span>
                  </th>
                  <td className="mono">{formatClaim(name, value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="notice notice-problem" data-testid="error">
            This is not a token that can be read.
          </p>
        )}
      </section>
    </div>
  );
}

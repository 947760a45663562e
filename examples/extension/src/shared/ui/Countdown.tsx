import { formatRemaining, type Claims } from '../token.ts';
import { useRemainingSecs } from '../use-remaining.ts';

/** How long a token is still good, as words and as a bar that runs dry. */
export function Countdown({ claims }: { claims: Claims | undefined }) {
  const secs = useRemainingSecs(claims);
  const life = claims ? claims.exp - claims.iat : 0;
  const expired = claims !== undefined && secs === 0;
  return (
    <div className={expired ? 'countdown countdown-expired' : 'countdown'} role="timer">
      <span className="muted">{expired ? 'Expired' : 'Good for'}</span>
      <span className="countdown-time" data-testid="token-remaining">
        {claims ? formatRemaining(secs * 1000) : '\u2013'}
      </span>
      <meter className="visually-hidden" min={0} max={life || 1} value={secs} aria-label="Time left" />
      <div className="countdown-track" aria-hidden="true">
        <div style={{ transform: `scaleX(${life ? secs / life : 0})` }} />
      </div>
    </div>
  );
}

import { useEffect, useState } from 'react';

import { remainingMs, type Claims } from './token.ts';

/** Looked at four times a second, so that the seconds shown change when they change. */
const TICK_MS = 250;

/** Whole seconds, begun ones included, for which the token is good; live, down to 0. */
export function useRemainingSecs(claims: Claims | undefined): number {
  const read = () => (claims ? Math.ceil(remainingMs(claims, Date.now()) / 1000) : 0);
  const [secs, setSecs] = useState(read);
  useEffect(() => {
    setSecs(read());
    const timer = setInterval(() => setSecs(read()), TICK_MS);
    return () => clearInterval(timer);
  }, [claims]);
  return secs;
}

import type { Session } from '@nightdesk/chrome-extension/types';
import { useEffect, useState } from 'react';

/** How often the client is asked for its token. While a token is good the answer comes from its cache. */
const ASK_EVERY_MS = 1000;

interface LiveToken {
  jwt: string | null;
  /** How often the token was replaced since the panel was opened. */
  renewals: number;
  error?: unknown;
}

/** The session's token, followed through its renewals. */
export function useLiveToken(session: Session): LiveToken {
  const [live, setLive] = useState<LiveToken>({ jwt: null, renewals: 0 });
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const jwt = await session.getToken();
        if (!stopped) setLive((before) => follow(before, jwt));
      } catch (error) {
        if (!stopped) setLive((before) => ({ ...before, error }));
      }
      if (!stopped) timer = setTimeout(ask, ASK_EVERY_MS);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [session.id]);
  return live;
}

function follow(before: LiveToken, jwt: string | null): LiveToken {
  if (jwt === before.jwt && !before.error) return before;
  const renewed = before.jwt !== null && jwt !== null && jwt !== before.jwt;
  return { jwt, renewals: before.renewals + (renewed ? 1 : 0) };
}

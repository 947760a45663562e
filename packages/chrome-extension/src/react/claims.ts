import { useEffect, useMemo, useState } from 'react';
import { tokenFrom } from '../session-token';
import type { SessionClaims, SignedInSession } from '../types';

/** The claims of the active session's token; `undefined` until there is one to read. */
export function useClaims(session: SignedInSession | null | undefined): SessionClaims | undefined {
  const known = session?.lastActiveToken?.getRawString();
  const [asked, setAsked] = useState<{ of: string; token: string | null }>();
  const missing = session && !known ? session : undefined;
  useEffect(() => {
    let isCurrent = true;
    const answer = (token: string | null) => {
      if (isCurrent && missing) setAsked({ of: missing.id, token });
    };
    // The server need not send a token along; then one is asked for, as it is anyway before it is needed.
    missing?.getToken().then(answer, () => answer(null));
    return () => {
      isCurrent = false;
    };
  }, [missing?.id]);

  const answered = asked && asked.of === session?.id ? asked : undefined;
  const token = known ?? answered?.token;
  return useMemo(() => {
    if (token) return tokenFrom(token).jwt?.claims;
    // Offline, say. Whose token it will be is known without having it.
    return answered && session ? ({ sub: session.user.id, sid: session.id } as SessionClaims) : undefined;
  }, [token, answered]);
}

/** The active organization, by the token: version 2 of its claims has it in `o`, version 1 in claims of their own. */
export function organizationOf(claims: SessionClaims): { orgId: string; orgRole: string; orgSlug: string | null } | undefined {
  const o = claims.o as { id?: string; rol?: string; slg?: string } | undefined;
  const [id, role, slug] = o ? [o.id, o.rol && `org:${o.rol}`, o.slg] : [claims.org_id, claims.org_role, claims.org_slug];
  if (typeof id !== 'string' || typeof role !== 'string') return undefined;
  return { orgId: id, orgRole: role, orgSlug: typeof slug === 'string' ? slug : null };
}

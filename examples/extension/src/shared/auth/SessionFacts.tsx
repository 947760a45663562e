import type { Session, User } from '@nightdesk/chrome-extension/types';

import { CopyButton } from '../ui/CopyButton.tsx';

/** Ids and dates of the session, as a support engineer would ask for them. */
export function SessionFacts({ user, session }: { user: User; session: Session }) {
  return (
    <dl className="facts">
      <dt>User</dt>
      <dd>
        <span className="mono" data-testid="user-id" title={user.id}>
          {user.id}
        </span>
        <CopyButton text={user.id} what="user id" />
      </dd>
      <dt>Session</dt>
      <dd>
        <span className="mono" data-testid="session-id" title={session.id}>
          {session.id}
        </span>
        <CopyButton text={session.id} what="session id" />
      </dd>
      <dt>Signed in until</dt>
      <dd>{session.expireAt.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })}</dd>
    </dl>
  );
}

import type { User } from '@nightdesk/chrome-extension/types';

/** Who is signed in: initial, name if there is one, e-mail address. */
export function Profile({ user }: { user: User }) {
  const email = user.primaryEmailAddress?.emailAddress ?? user.id;
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return (
    <div className="row">
      <span className="avatar" aria-hidden="true">
        {(name || email).charAt(0).toUpperCase()}
      </span>
      <div className="who">
        <h1>{name || 'Signed in'}</h1>
        <p className="muted" data-testid="user-email" title={email}>
          {email}
        </p>
      </div>
    </div>
  );
}

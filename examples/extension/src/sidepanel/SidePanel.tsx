import { Profile } from '../shared/auth/Profile.tsx';
import { SessionFacts } from '../shared/auth/SessionFacts.tsx';
import { SignOut } from '../shared/auth/SignOut.tsx';
import { WithAuth } from '../shared/auth/WithAuth.tsx';
import { Bar } from '../shared/ui/Bar.tsx';
import { LiveToken } from './LiveToken.tsx';

/** The side panel: stays open beside a web page, and keeps the session token fresh while it does. */
export function SidePanel() {
  return (
    <>
      <Bar />
      <main className="content">
        <WithAuth>
          {({ clerk, user, session }) => (
            <div className="stack fill">
              <Profile user={user} />
              <LiveToken session={session} />
              <div className="card">
                <SessionFacts user={user} session={session} />
              </div>
              <a
                className="button button-quiet"
                href="/tabs/background-worker-demo.html"
                target="_blank"
                rel="noopener"
                data-testid="open-worker-demo"
              >
                Open background worker demo
              </a>
              <div className="push stack">
                <SignOut clerk={clerk} />
              </div>
            </div>
          )}
        </WithAuth>
      </main>
    </>
  );
}

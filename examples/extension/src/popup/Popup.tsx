import { Profile } from '../shared/auth/Profile.tsx';
import { SessionFacts } from '../shared/auth/SessionFacts.tsx';
import { SignOut } from '../shared/auth/SignOut.tsx';
import { WithAuth } from '../shared/auth/WithAuth.tsx';
import { Bar } from '../shared/ui/Bar.tsx';
import { OpenSidePanel } from './OpenSidePanel.tsx';

/** The popup of the toolbar button. */
export function Popup() {
  return (
    <>
      <Bar />
      <main className="content">
        <WithAuth>
          {({ clerk, user, session }) => (
            <div className="stack fill">
              <Profile user={user} />
              <div className="card">
                <SessionFacts user={user} session={session} />
              </div>
              <OpenSidePanel />
              <a className="button button-quiet" href="/home.html" target="_blank" rel="noopener" data-testid="open-home">
                Open home page
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

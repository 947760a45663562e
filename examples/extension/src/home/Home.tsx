import { Profile } from '../shared/auth/Profile.tsx';
import { SessionFacts } from '../shared/auth/SessionFacts.tsx';
import { SignOut } from '../shared/auth/SignOut.tsx';
import { WithAuth } from '../shared/auth/WithAuth.tsx';
import { Bar } from '../shared/ui/Bar.tsx';

/** A page of the extension in a tab: says what there is to try, and lets people sign in with room to spare. */
export function Home() {
  return (
    <>
      <Bar />
      <main className="page">
        <div className="page-columns">
          <div className="stack">
            <h1>Signed in, with nothing on screen</h1>
            <p>
              This extension keeps one sign-in for its popup, its side panel, its tabs and its service worker. Sign in
              anywhere; it holds everywhere, and a session token is renewed before it runs out.
            </p>
            <h2>Try it</h2>
            <ol className="steps">
              <li>Sign in, here or in the popup of the toolbar button.</li>
              <li>Close everything but the demo tab, and wait until the token has expired.</li>
              <li>Ask the service worker for a token: it wakes up, renews it, and answers.</li>
            </ol>
            <p>
              <a
                className="button"
                href="/tabs/background-worker-demo.html"
                target="_blank"
                rel="noopener"
                data-testid="open-worker-demo"
              >
                Open background worker demo in a new tab
              </a>
            </p>
          </div>
          <div className="card page-account">
            <WithAuth>
              {({ clerk, user, session }) => (
                <div className="stack fill">
                  <Profile user={user} />
                  <SessionFacts user={user} session={session} />
                  <div className="push stack">
                    <SignOut clerk={clerk} />
                  </div>
                </div>
              )}
            </WithAuth>
          </div>
        </div>
      </main>
    </>
  );
}

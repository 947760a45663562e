import { useState } from 'react';

import { withoutCode } from '../shared/problems.ts';
import { Bar } from '../shared/ui/Bar.tsx';
import { Button } from '../shared/ui/Button.tsx';
import { askWorker, type Answer } from './ask-worker.ts';
import { TokenView } from './TokenView.tsx';

interface Outcome {
  answer: Answer;
  tookMs: number;
}

/** The page with the button: everything it knows comes from the service worker, in one message. */
export function BackgroundWorkerDemo() {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  const ask = async () => {
    setBusy(true);
    const start = performance.now();
    const answer = await askWorker();
    setOutcome({ answer, tookMs: Math.round(performance.now() - start) });
    setBusy(false);
  };

  return (
    <>
      <Bar title="Background worker demo" />
      <main className="page stack">
        <h1>A token from the service worker</h1>
        <p className="demo-lead">
          The worker may have been asleep for hours. The button wakes it; it answers with a session token that is good,
          and renews it first if it has to. No popup and no side panel need to be open.
        </p>
        <div className="row">
          <Button busy={busy} data-testid="get-token" onClick={() => void ask()}>
            Get token from service worker
          </Button>
          <span className="muted" role="status" data-testid="answered-in">
            {outcome && !busy ? `Answered in ${outcome.tookMs} ms` : ''}
          </span>
        </div>
        <div className="demo-result">
          <Result outcome={outcome} />
        </div>
      </main>
    </>
  );
}

function Result({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) {
    return <p className="demo-empty muted">The token appears here.</p>;
  }
  const { answer } = outcome;
  if ('error' in answer) {
    return (
      <div className="notice notice-problem" role="alert" data-testid="error">
        <h2>No token this time</h2>
        <p>{withoutCode(answer.error.message)}</p>
        {answer.error.code && <p className="mono">{answer.error.code}</p>}
      </div>
    );
  }
  if (answer.token === null) {
    return (
      <div className="demo-empty stack" role="status" data-testid="signed-out">
        <h2>No one is signed in</h2>
        <p className="muted">The worker answered that there is no session to get a token for.</p>
        <a href="/home.html">Sign in on the home page</a>
      </div>
    );
  }
  return <TokenView jwt={answer.token} />;
}

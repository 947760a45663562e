import { useState } from 'react';

import { problemsOf, type Problems } from './problems.ts';

/** A step of a form in progress: whether it runs, and what went wrong the last time. */
export interface Submit<Field extends string> {
  busy: boolean;
  problems: Problems<Field>;
  /** Runs a step unless one is running, after `missing` found nothing to complain about. */
  run: (step: () => Promise<unknown>, missing?: Partial<Record<Field, string | false>>) => Promise<void>;
}

/** State for a form whose fields are named as in `fields`. */
export function useSubmit<Field extends string>(fields: readonly Field[]): Submit<Field> {
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problems<Field>>({ fields: {} });
  return {
    busy,
    problems,
    async run(step, missing = {}) {
      if (busy) return;
      const unfilled = Object.entries(missing).filter(([, text]) => text);
      if (unfilled.length > 0) {
        setProblems({ fields: Object.fromEntries(unfilled) as Problems<Field>['fields'] });
        return;
      }
      setBusy(true);
      setProblems({ fields: {} });
      try {
        await step();
      } catch (error) {
        setProblems(problemsOf(error, fields));
      } finally {
        setBusy(false);
      }
    },
  };
}

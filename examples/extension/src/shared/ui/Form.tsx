import { useEffect, useRef, type ReactNode } from 'react';

import type { Submit } from '../use-submit.ts';
import { Button } from './Button.tsx';

interface FormProps {
  title: string;
  submit: Submit<string>;
  /** Label of the one main button. */
  action: string;
  onSubmit: () => void;
  children: ReactNode;
  /** Below the button: other ways to go on. */
  aside?: ReactNode;
}

/** One step: a title, fields, a button, and room for a message that moves nothing. */
export function Form({ title, submit, action, onSubmit, children, aside }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [submit.problems]);
  return (
    <form
      ref={form}
      className="form fill"
      noValidate
      aria-busy={submit.busy}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h1>{title}</h1>
      {children}
      <Button type="submit" busy={submit.busy} data-testid="submit">
        {action}
      </Button>
      <div aria-live="assertive" className="form-message">
        {submit.problems.form && (
          <p className="notice notice-problem" data-testid="error">
            {submit.problems.form}
          </p>
        )}
      </div>
      {aside && <div className="form-aside">{aside}</div>}
    </form>
  );
}

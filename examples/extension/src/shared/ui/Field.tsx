import { useId, useState, type InputHTMLAttributes } from 'react';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
  hint?: string;
}

/** A labelled input with one line below it for a hint or for what is wrong with its content. */
export function Field({ label, problem, hint, onChange, type = 'text', className = '', ...input }: FieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        type={shown ? 'text' : type}
        aria-invalid={Boolean(problem)}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {type === 'password' && (
        <button
          type="button"
          className="button-link"
          aria-label={shown ? 'Hide password' : 'Show password'}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
        </button>
      )}
      <p id={`${id}-note`} className="field-note" aria-live="polite">
        {problem ? (
          <span className="problem" data-testid="error">
            {problem}
          </span>
        ) : (
          hint
        )}
      </p>
    </div>
  );
}

import type { ButtonHTMLAttributes } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  busy?: boolean;
  quiet?: boolean;
  small?: boolean;
}

/**
 * A button that can be busy. Busy it ignores presses and shows a spinner in place of its label, but stays
 * enabled for the browser, which would otherwise take the keyboard focus away.
 */
export function Button({ busy = false, quiet = false, small = false, onClick, children, ...rest }: ButtonProps) {
  const classes = ['button', quiet && 'button-quiet', small && 'button-small', busy && 'button-busy'];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={busy}
      aria-busy={busy}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      <span>{children}</span>
    </button>
  );
}

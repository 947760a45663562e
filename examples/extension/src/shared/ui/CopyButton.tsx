import { useEffect, useState } from 'react';

import { Button } from './Button.tsx';

const CONFIRMED_FOR_MS = 1500;

/** Copies a text; says so for a moment, to the eye and to screen readers. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), CONFIRMED_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  return (
    <>
      <Button quiet small data-testid="copy" aria-label={`Copy ${what}`} onClick={copy}>
        <span className="copy-label">{{ idle: 'Copy', copied: 'Copied', refused: 'Not copied' }[state]}</span>
      </Button>
      <span className="visually-hidden" role="status">
        {state === 'copied' ? `The ${what} is on the clipboard.` : ''}
      </span>
    </>
  );
}

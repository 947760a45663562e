import { useState } from 'react';

import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { useSubmit } from '../use-submit.ts';

interface CodeStepProps {
  email: string;
  /** Tries a code; rejects if it is wrong or too old. */
  onCode: (code: string) => Promise<void>;
  onSendAgain: () => Promise<void>;
  onBack: () => void;
}

/** Asks for the code that was sent to an e-mail address. */
export function CodeStep({ email, onCode, onSendAgain, onBack }: CodeStepProps) {
  const [code, setCode] = useState('');
  const [sentAgain, setSentAgain] = useState(false);
  const submit = useSubmit(['code']);

  const sendAgain = async () => {
    await onSendAgain();
    setCode('');
    setSentAgain(true);
  };

  return (
    <Form
      title="Check your e-mail"
      action="Continue"
      submit={submit}
      onSubmit={() => submit.run(() => onCode(code), { code: !code && 'Enter the code from the e-mail.' })}
      aside={
        <>
          <button
            type="button"
            className="button-link"
            data-testid="send-again"
            disabled={submit.busy}
            onClick={() => submit.run(sendAgain)}
          >
            Send a new code
          </button>
          <button type="button" className="button-link" data-testid="back" onClick={onBack}>
            Use another address
          </button>
        </>
      }
    >
      <p className="muted form-lead" role="status">
        {sentAgain ? 'A new code is on its way to ' : 'A code is on its way to '}
        <strong data-testid="sent-to">{email}</strong>
        {sentAgain && '. Older ones no longer work'}.
      </p>
      <Field
        label="Code"
        className="field-code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        autoFocus
        data-testid="code"
        value={code}
        onChange={(typed) => setCode(typed.replace(/\D/g, ''))}
        problem={submit.problems.fields.code}
      />
    </Form>
  );
}

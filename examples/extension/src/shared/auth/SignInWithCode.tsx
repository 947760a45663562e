import { useState } from 'react';

import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { useSubmit } from '../use-submit.ts';
import type { WayProps } from './Authenticate.tsx';
import { CodeStep } from './CodeStep.tsx';
import { runningCodeSignIn } from './running.ts';

/** Sign-in by a code sent to the user's e-mail address. */
export function SignInWithCode({ clerk, client, email, onEmail, onWay }: WayProps) {
  const [sent, setSent] = useState(() => Boolean(runningCodeSignIn(client)));
  const submit = useSubmit(['email']);

  const sendCode = async () => {
    const attempt = await client.signIn.create({ identifier: email });
    const factor = attempt.supportedFirstFactors?.find((each) => each.strategy === 'email_code');
    if (factor?.strategy !== 'email_code') {
      throw new Error('This account cannot sign in with a code. Sign in with the password.');
    }
    await attempt.prepareFirstFactor({ strategy: 'email_code', emailAddressId: factor.emailAddressId });
  };
  const tryCode = async (code: string) => {
    const attempt = await client.signIn.attemptFirstFactor({ strategy: 'email_code', code });
    if (attempt.status !== 'complete') {
      throw new Error('This account asks for a second step, which the demo does not offer.');
    }
    await clerk.setActive({ session: attempt.createdSessionId });
  };

  if (sent) {
    return <CodeStep email={email} onCode={tryCode} onSendAgain={sendCode} onBack={() => setSent(false)} />;
  }
  return (
    <Form
      title="Sign in with a code"
      action="Send code"
      submit={submit}
      onSubmit={() =>
        submit.run(() => sendCode().then(() => setSent(true)), { email: !email && 'Enter your e-mail address.' })
      }
      aside={
        <>
          <button type="button" className="button-link" data-testid="use-password" onClick={() => onWay('password')}>
            Sign in with the password
          </button>
          <p>
            No account yet?{' '}
            <button type="button" className="button-link" data-testid="use-sign-up" onClick={() => onWay('sign-up')}>
              Create one
            </button>
          </p>
        </>
      }
    >
      <Field
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        data-testid="email"
        value={email}
        onChange={onEmail}
        problem={submit.problems.fields.email}
      />
    </Form>
  );
}

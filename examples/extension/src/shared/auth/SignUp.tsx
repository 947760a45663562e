import { useState } from 'react';

import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { useSubmit } from '../use-submit.ts';
import type { WayProps } from './Authenticate.tsx';
import { CodeStep } from './CodeStep.tsx';
import { runningSignUp } from './running.ts';

/** Sign-up with e-mail address and password, confirmed by a code sent to the address. */
export function SignUp({ clerk, client, email, onEmail, onWay }: WayProps) {
  const [password, setPassword] = useState('');
  const [sent, setSent] = useState(() => Boolean(runningSignUp(client)));
  const submit = useSubmit(['email', 'password']);

  const create = async () => {
    const attempt = await client.signUp.create({ emailAddress: email, password });
    await attempt.prepareEmailAddressVerification({ strategy: 'email_code' });
    setSent(true);
  };
  const sendAgain = async () => {
    await client.signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
  };
  const tryCode = async (code: string) => {
    const attempt = await client.signUp.attemptEmailAddressVerification({ code });
    if (attempt.status !== 'complete') {
      throw new Error(`The account still needs: ${attempt.missingFields.join(', ')}. The demo cannot ask for that.`);
    }
    await clerk.setActive({ session: attempt.createdSessionId });
  };

  if (sent) {
    return <CodeStep email={email} onCode={tryCode} onSendAgain={sendAgain} onBack={() => setSent(false)} />;
  }
  return (
    <Form
      title="Create an account"
      action="Create account"
      submit={submit}
      onSubmit={() =>
        submit.run(create, {
          email: !email && 'Enter your e-mail address.',
          password: !password && 'Choose a password.',
        })
      }
      aside={
        <p>
          Have an account?{' '}
          <button type="button" className="button-link" data-testid="use-password" onClick={() => onWay('password')}>
            Sign in
          </button>
        </p>
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
      <Field
        label="Password"
        type="password"
        name="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        data-testid="password"
        value={password}
        onChange={setPassword}
        problem={submit.problems.fields.password}
      />
    </Form>
  );
}

import { useState } from 'react';

import { Field } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { useSubmit } from '../use-submit.ts';
import type { WayProps } from './Authenticate.tsx';

/** Sign-in by e-mail address and password. */
export function SignInWithPassword({ clerk, client, email, onEmail, onWay }: WayProps) {
  const [password, setPassword] = useState('');
  const submit = useSubmit(['email', 'password']);

  const signIn = async () => {
    const attempt = await client.signIn.create({ strategy: 'password', identifier: email, password });
    if (attempt.status !== 'complete') {
      throw new Error('This account asks for a second step, which the demo does not offer.');
    }
    await clerk.setActive({ session: attempt.createdSessionId });
  };

  return (
    <Form
      title="Sign in"
      action="Sign in"
      submit={submit}
      onSubmit={() =>
        submit.run(signIn, {
          email: !email && 'Enter your e-mail address.',
          password: !password && 'Enter your password.',
        })
      }
      aside={
        <>
          <button type="button" className="button-link" data-testid="use-email-code" onClick={() => onWay('email-code')}>
            Sign in with a code by e-mail
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
      <Field
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        data-testid="password"
        value={password}
        onChange={setPassword}
        problem={submit.problems.fields.password}
      />
    </Form>
  );
}

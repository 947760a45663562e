import type { Clerk, Client } from '@nightdesk/chrome-extension/types';
import { useState } from 'react';

import { runningCodeSignIn, runningSignUp } from './running.ts';
import { SignInWithCode } from './SignInWithCode.tsx';
import { SignInWithPassword } from './SignInWithPassword.tsx';
import { SignUp } from './SignUp.tsx';

export type Way = 'password' | 'email-code' | 'sign-up';

/** What each way in gets. The address typed so far goes along when the user changes their mind. */
export interface WayProps {
  clerk: Clerk;
  client: Client;
  email: string;
  onEmail: (email: string) => void;
  onWay: (way: Way) => void;
}

/** Signing in and up. Opens where the user left: a popup closes as soon as they look up the code in their mail. */
export function Authenticate({ clerk, client }: { clerk: Clerk; client: Client }) {
  const [way, setWay] = useState<Way>(() => {
    if (runningSignUp(client)) return 'sign-up';
    return runningCodeSignIn(client) ? 'email-code' : 'password';
  });
  const [email, setEmail] = useState(
    () => runningSignUp(client)?.emailAddress ?? runningCodeSignIn(client)?.identifier ?? '',
  );
  const props = { clerk, client, email, onEmail: setEmail, onWay: setWay };
  if (way === 'sign-up') return <SignUp {...props} />;
  if (way === 'email-code') return <SignInWithCode {...props} />;
  return <SignInWithPassword {...props} />;
}

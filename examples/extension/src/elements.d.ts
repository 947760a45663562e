import type { SignInElement } from '@nightdesk/elements';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Props = DetailedHTMLProps<HTMLAttributes<SignInElement>, SignInElement> & Pick<SignInElement, 'client'> & { autofocus?: boolean };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'nightdesk-sign-in': Props;
    }
  }
}

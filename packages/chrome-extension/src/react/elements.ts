import { createElement, useLayoutEffect, useRef, type ReactNode } from 'react';
import { defineElements } from 'nightdesk:elements';
import type { Clerk } from '../types';
import { useProvided } from './context';

/** What the official components take beside; accepted, and read by nothing here. */
interface Unread {
  appearance?: unknown;
  fallback?: ReactNode;
  initialValues?: unknown;
  oauthFlow?: unknown;
  path?: string;
  routing?: 'path' | 'hash' | 'virtual';
  transferable?: boolean;
  unsafeMetadata?: unknown;
  waitlistUrl?: string;
  withSignUp?: boolean;
}

interface Redirects {
  /** Where to go once somebody is signed in. Without one, the page stays where it is. */
  forceRedirectUrl?: string | null;
  /** The same, if there is no `forceRedirectUrl`. */
  fallbackRedirectUrl?: string | null;
}

export interface SignInProps extends Redirects, Unread {
  /** Where people sign up; in the same place without one. */
  signUpUrl?: string;
}

export interface SignUpProps extends Redirects, Unread {
  /** Where people sign in; in the same place without one. */
  signInUrl?: string;
}

export interface UserButtonProps {
  /** Where people manage their account; not offered without one. */
  userProfileUrl?: string;
  /** Where people sign in to another account; not offered without one. */
  signInUrl?: string;
  afterMultiSessionSingleSignOutUrl?: string;
  afterSwitchSessionUrl?: string;
  appearance?: unknown;
  customMenuItems?: unknown;
  defaultOpen?: boolean;
  fallback?: ReactNode;
  showName?: boolean;
  userProfileMode?: 'modal' | 'navigation';
  userProfileProps?: unknown;
}

/** Signs somebody in, whatever that takes on this instance; and up, if they have no account. */
export function SignIn({ signUpUrl, ...redirects }: SignInProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-sign-in', 'sign-up-url': signUpUrl, ...redirectOf(redirects) });
}

/** Signs somebody up with what this instance asks for; and in, if they have an account. */
export function SignUp({ signInUrl, ...redirects }: SignUpProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-sign-up', 'sign-in-url': signInUrl, ...redirectOf(redirects) });
}

/** Who is signed in, and what they can do about it. Beside the addresses it takes what the official one does, and reads nothing of it. */
export function UserButton({ userProfileUrl, signInUrl }: UserButtonProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-user-button', 'user-profile-url': userProfileUrl, 'sign-in-url': signInUrl });
}

function redirectOf({ forceRedirectUrl, fallbackRedirectUrl }: Redirects): { 'redirect-url'?: string } {
  const url = forceRedirectUrl ?? fallbackRedirectUrl;
  return url == null ? {} : { 'redirect-url': url };
}

/** One of our custom elements with the provider's client. Only React 19 sets properties by itself. */
function Element({ name, ...attributes }: { name: string; [attribute: string]: string | undefined }): ReactNode {
  const { clerk } = useProvided(`<${name.replace('nightdesk', '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}>`);
  const element = useRef<HTMLElement & { client?: Clerk }>(null);
  useLayoutEffect(() => {
    defineElements();
    if (element.current) element.current.client = clerk;
  }, [clerk]);
  return createElement(name, { ...attributes, ref: element });
}

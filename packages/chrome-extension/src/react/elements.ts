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
  /** Where people manage their account; in a dialog without one. */
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

export interface UserProfileProps {
  additionalOAuthScopes?: unknown;
  apiKeysProps?: unknown;
  appearance?: unknown;
  children?: ReactNode;
  customPages?: unknown;
  fallback?: ReactNode;
  path?: string;
  routing?: 'path' | 'hash' | 'virtual';
  /** The page to begin with. */
  __experimental_startPath?: string;
}

/** Signs somebody in, whatever that takes on this instance; and up, if they have no account. */
export function SignIn({ signUpUrl, ...redirects }: SignInProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-sign-in', attributes: { 'sign-up-url': signUpUrl, ...redirectOf(redirects) } });
}

/** Signs somebody up with what this instance asks for; and in, if they have an account. */
export function SignUp({ signInUrl, ...redirects }: SignUpProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-sign-up', attributes: { 'sign-in-url': signInUrl, ...redirectOf(redirects) } });
}

/** Who is signed in, and what they can do about it. Beside the addresses it takes what the official one does, and reads nothing of it. */
export function UserButton({ userProfileUrl, signInUrl }: UserButtonProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-user-button', attributes: { 'user-profile-url': userProfileUrl, 'sign-in-url': signInUrl } });
}

/** What is in the account, and all that can be changed about it. Its code is loaded when it is shown. */
export function UserProfile({ __experimental_startPath: path }: UserProfileProps): ReactNode {
  return createElement(Element, { name: 'nightdesk-user-profile', define: defineProfile, attributes: { page: path?.replace(/^\//, '') } });
}

async function defineProfile(): Promise<void> {
  (await import('nightdesk:user-profile')).defineUserProfile();
}

function redirectOf({ forceRedirectUrl, fallbackRedirectUrl }: Redirects): { 'redirect-url'?: string } {
  const url = forceRedirectUrl ?? fallbackRedirectUrl;
  return url == null ? {} : { 'redirect-url': url };
}

interface ElementProps {
  name: string;
  /** Makes the element known to the page, perhaps later. */
  define?: () => void | Promise<void>;
  attributes?: Record<string, string | undefined>;
}

/** One of our custom elements with the provider's client. Only React 19 sets properties by itself. */
function Element({ name, define = defineElements, attributes = {} }: ElementProps): ReactNode {
  const { clerk } = useProvided(`<${name.replace('nightdesk', '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}>`);
  const element = useRef<HTMLElement & { client?: Clerk }>(null);
  useLayoutEffect(() => {
    const give = () => {
      if (element.current) element.current.client = clerk;
    };
    // Before it is known, a client would be a property of no meaning.
    const later = define();
    if (later) void later.then(give);
    else give();
  }, [clerk, define]);
  return createElement(name, { ...attributes, ref: element });
}

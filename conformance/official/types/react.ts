import type * as Official from '@clerk/chrome-extension';
import type * as OfficialLegacy from '@clerk/chrome-extension/legacy';
import type * as Ours from '@nightdesk/chrome-extension';
import type * as OursLegacy from '@nightdesk/chrome-extension/legacy';

// Who uses the official React entry finds the same names here, and can pass the same props. What is left out is listed
// with the reason. What the hooks return is compared in `../../types`.

type Props<F> = F extends (props: infer P) => unknown ? P : never;
type KeysOf<T> = T extends unknown ? keyof T & string : never;
/** What has to be `never`: members that only the official type has and that are not listed, and lines without need. */
type Lacking<Theirs, Mine, LeftOut extends string = never> =
  | Exclude<KeysOf<Theirs>, KeysOf<Mine> | LeftOut>
  | `listed without need: ${Exclude<LeftOut, KeysOf<Theirs>> | Extract<LeftOut, KeysOf<Mine>>}`;

/** The prebuilt components, and what leads to pages that they are on. */
type Prebuilt =
  | ('APIKeys' | 'CreateOrganization' | 'OrganizationList' | 'OrganizationProfile' | 'OrganizationSwitcher' | 'PricingTable')
  | ('SignInButton' | 'SignInWithMetamaskButton' | 'SignOutButton' | 'SignUpButton')
  | ('UserAvatar' | 'Waitlist' | 'GoogleOneTap')
  | ('RedirectToCreateOrganization' | 'RedirectToOrganizationProfile' | 'RedirectToSignIn' | 'RedirectToSignUp' | 'RedirectToUserProfile');
/** Sign-in at a provider and by a link. */
type Redirects = 'AuthenticateWithRedirectCallback' | 'HandleSSOCallback' | 'useEmailLink';
/** Follows with the server's organizations and waitlist. */
type Later = 'useOrganization' | 'useOrganizationCreationDefaults' | 'useOrganizationList' | 'useWaitlist';
/** For web apps on several domains, and private to the official packages. */
type OfWebApps =
  | ('isSatellite' | 'domain' | 'proxyUrl' | 'satelliteAutoSync' | 'initialState' | 'sdkMetadata' | 'polling' | 'selectInitialSession')
  | (`__internal_keyless_${'claimKeylessApplicationUrl' | 'copyInstanceKeysUrl' | 'dismissPrompt'}` | '__internal_oauthTransport')
  | ('__internal_bypassMissingPublishableKey' | 'protectAssertion');

interface Lacks {
  names: Lacking<typeof Official, typeof Ours, Prebuilt | Redirects | Later>;
  legacy: Lacking<typeof OfficialLegacy, typeof OursLegacy>;
  ClerkProvider: Lacking<Props<typeof Official.ClerkProvider>, Props<typeof Ours.ClerkProvider>, OfWebApps>;
  Show: Lacking<Props<typeof Official.Show>, Props<typeof Ours.Show>>;
  UserProfile: Lacking<Props<typeof Official.UserProfile>, Props<typeof Ours.UserProfile>, 'component' | 'getContainer'>;
  useReverification: Lacking<Parameters<typeof Official.useReverification>[1], Parameters<typeof Ours.useReverification>[1]>;
}

declare const lacks: { [Where in keyof Lacks]: `${Where}: ${Lacks[Where]}` }[keyof Lacks];
/** An error here names a member in question. */
export const nothing: never = lacks;

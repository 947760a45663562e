import { createElement, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { createClerkClient } from '../client';
import type { Clerk, CreateClerkClientOptions } from '../types';
import { attemptsOf } from './attempts';
import { ClerkContext } from './context';
import { navigating, type Navigation } from './navigation';
import { storeOf } from './store';

type Options = Omit<CreateClerkClientOptions, 'background' | 'publishableKey'>;

/** What the official provider takes for its prebuilt components and its script; accepted, and read by nothing here. */
interface Unread {
  afterMultiSessionSingleSignOutUrl?: string | null;
  allowedRedirectOrigins?: unknown;
  allowedRedirectProtocols?: unknown;
  appearance?: unknown;
  experimental?: unknown;
  localization?: unknown;
  newSubscriptionRedirectUrl?: string | null;
  nonce?: string;
  prefetchUI?: unknown;
  routerDebug?: boolean;
  signInFallbackRedirectUrl?: string | null;
  signInForceRedirectUrl?: string | null;
  signInUrl?: string;
  signUpFallbackRedirectUrl?: string | null;
  signUpForceRedirectUrl?: string | null;
  signUpUrl?: string;
  standardBrowser?: boolean;
  supportEmail?: string;
  taskUrls?: unknown;
  telemetry?: unknown;
  touchSession?: boolean;
  ui?: unknown;
  unsafe_disableDevelopmentModeConsoleWarning?: boolean;
  waitlistUrl?: string;
}

export type ClerkProviderProps = Options &
  Navigation &
  Unread & { children?: ReactNode } & (
    | { publishableKey: string; Clerk?: Clerk }
    /** A client made elsewhere, for example by `/client-wasm`; the other options are its own then. */
    | { publishableKey?: string; Clerk: Clerk }
  );

/**
 * Gives the components inside a client, and loads it. Providers with the same key share one.
 *
 * @throws ClerkRuntimeError what is wrong with the key or the manifest, while rendering
 */
export function ClerkProvider({ children, Clerk: given, afterSignOutUrl, routerPush, routerReplace, ...options }: ClerkProviderProps): ReactNode {
  const { publishableKey = '', syncHost } = options;
  const clerk = useMemo(
    () => given ?? createClerkClient({ ...(options as Options), publishableKey, background: false }),
    // The rest of the options is fixed with the first render, as it is for a client.
    [given, publishableKey, syncHost],
  );
  const navigation = useRef<Navigation>({});
  useEffect(() => {
    navigation.current = { afterSignOutUrl, ...(routerPush && { routerPush }), ...(routerReplace && { routerReplace }) };
  });
  const value = useMemo(() => {
    const provided = navigating(clerk, () => navigation.current);
    return { clerk: provided, store: storeOf(clerk), attempts: attemptsOf(clerk) };
  }, [clerk]);
  useEffect(() => value.store.load(), [value]);
  return createElement(ClerkContext.Provider, { value }, children);
}

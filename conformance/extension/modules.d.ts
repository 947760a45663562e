// Stands for one of the two packages; the bundler says which. What scripts use of them has the same types in both.
declare module 'sdk:client' {
  export * from '@nightdesk/chrome-extension/client';
}
// The official package's React entry, as far as a popup here needs it.
declare module 'official:react' {
  import type { ReactNode } from 'react';

  export function ClerkProvider(props: { publishableKey: string; syncHost?: string; telemetry?: false; afterSignOutUrl?: string; children?: ReactNode }): ReactNode;
  export function useClerk(): import('@nightdesk/chrome-extension/client').Clerk;
}

import type { createClerkClient as official, CreateClerkClientOptions as OfficialOptions } from '@clerk/chrome-extension/client';
import type { createClerkClient as officialBackground } from '@clerk/chrome-extension/background';
import type { StorageCache as OfficialCache } from '@clerk/chrome-extension/types';
import type { createClerkClient as ours, CreateClerkClientOptions, StorageCache } from '@nightdesk/chrome-extension/client';
import type { createClerkClient as oursBackground } from '@nightdesk/chrome-extension/background';

// What is passed to the official functions can be passed to ours; an error names what cannot.

declare const options: OfficialOptions;
export const accepted: CreateClerkClientOptions = options;

declare const unknownOptions: Exclude<keyof OfficialOptions, keyof CreateClerkClientOptions>;
export const none: never = unknownOptions;

declare const cache: OfficialCache;
export const acceptedCache: StorageCache = cache;

// In a worker a promise, on a page a client at once, from every entry as it is there.

declare const client: typeof ours;
declare const background: typeof oursBackground;
declare const withoutBackground: Parameters<typeof official>[0];
declare const forBackground: Parameters<typeof officialBackground>[0];
export const onPage: { load: () => Promise<void> } = client(withoutBackground);
export const inWorker: Promise<{ loaded: boolean }> = client({ ...options, background: true });
export const fromBackground: Promise<{ loaded: boolean }> = background(forBackground);

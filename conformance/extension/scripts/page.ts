// A page that hands its client to the test, as `clerk`.
import { createClerkClient } from 'sdk:client';

declare const PUBLISHABLE_KEY: string;

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY });
// Not for a page that a test wants other options for.
const loaded = location.hash === '' ? clerk.load() : undefined;
Object.assign(globalThis, { clerk, createClerkClient, PUBLISHABLE_KEY, loaded });

// A page that hands its client to the test, as `clerk`.
import { createClerkClient } from 'sdk:client';

declare const PUBLISHABLE_KEY: string;

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY });
Object.assign(globalThis, { clerk, loaded: clerk.load() });

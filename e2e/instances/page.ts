// A page with a client for each of several instances. `clerk`, which the test works with, is one of them.
import { createClerkClient } from 'nightdesk:client';

declare const KEYS: string[];

const clerks = KEYS.map((publishableKey) => createClerkClient({ publishableKey }));
const loaded = Promise.all(clerks.map((clerk) => clerk.load()));
Object.assign(globalThis, { clerks, clerk: clerks[0], loaded });

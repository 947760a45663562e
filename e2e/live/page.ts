// A page that hands its client to the test, as `clerk`, and shows whom its client was last told of.
import { createClerkClient } from 'nightdesk:client';

declare const PUBLISHABLE_KEY: string;
declare const SYNC_HOST: string;

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, ...(SYNC_HOST && { syncHost: SYNC_HOST }) });
clerk.addListener(({ user, session, authState }) => {
  const status = authState?.status;
  document.body.textContent = JSON.stringify({ status, user: user?.id ?? null, name: user?.firstName ?? null, session: session?.id ?? null });
});
Object.assign(globalThis, { clerk, loaded: clerk.load() });

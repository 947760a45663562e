// A worker that does with its package's client what a test asks of it.
import { createClerkClient } from 'sdk:client';

declare const PUBLISHABLE_KEY: string;

// As the documentation has it, every message makes a client.
const create = () => createClerkClient({ publishableKey: PUBLISHABLE_KEY, background: true });

const does = {
  async who() {
    const { user, session } = await create();
    return { user: user?.id ?? null, session: session?.id ?? null };
  },
  async token() {
    return (await (await create()).session?.getToken()) ?? null;
  },
  async signOut() {
    await (await create()).signOut();
    return 'signed out';
  },
};

export type Deed = keyof typeof does;

chrome.runtime.onMessage.addListener((deed: Deed, _sender, respond) => {
  does[deed]().then(
    (value) => respond({ value }),
    (error: Error & { code?: string }) => respond({ error: { name: error.name, code: error.code, message: error.message } }),
  );
  return true;
});

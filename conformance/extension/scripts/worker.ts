// A worker that does with its package's client what a test asks of it.
import { createClerkClient, type Clerk, type CreateClerkClientOptions, type GetTokenOptions } from 'sdk:client';

declare const PUBLISHABLE_KEY: string;
/** Options of a client to make on the worker's first turn, or `null`. */
declare const FIRST_TURN: Partial<CreateClerkClientOptions> | null;

type Given = Partial<CreateClerkClientOptions>;

const create = (given: Given = {}) => createClerkClient({ publishableKey: PUBLISHABLE_KEY, ...given, background: true });

let kept: Clerk;
const users: string[] = [];
const references: WeakRef<Clerk>[] = [];
const uncaught: string[] = [];
addEventListener('unhandledrejection', ({ reason }) => uncaught.push(String(reason)));
addEventListener('error', ({ message }) => uncaught.push(message));

const does = {
  // As the documentation has it, every message makes a client.
  async who(given?: Given) {
    const { user, session } = await create(given);
    return { user: user?.id ?? null, session: session?.id ?? null };
  },
  async token(given?: Given, options?: GetTokenOptions) {
    return (await (await create(given)).session?.getToken(options)) ?? null;
  },
  async signOut(given?: Given) {
    await (await create(given)).signOut();
    return 'signed out';
  },
  /** Makes a client for good. */
  async keep(given?: Given) {
    kept = await create(given);
    kept.addListener(({ user }) => users.push(user?.id ?? 'nobody'));
    return kept.session?.id ?? null;
  },
  async keptToken(options?: GetTokenOptions) {
    return (await kept.session?.getToken(options)) ?? null;
  },
  async keptSignIn(given: { strategy: 'password'; identifier: string; password: string }) {
    return (await kept.client!.signIn.create(given)).createdSessionId;
  },
  async keptActivate(session: string) {
    await kept.setActive({ session });
    return kept.session?.id ?? null;
  },
  async keptSignOut() {
    await kept.signOut();
    return 'signed out';
  },
  /** Users that the kept client's listener was told of. */
  async heard() {
    return users;
  },
  /** Whether making a client throws, instead of giving a promise that rejects. */
  async throws(given: Given) {
    try {
      create(given).catch(() => undefined);
      return false;
    } catch {
      return true;
    }
  },
  async createMany(times: number) {
    for (let i = 0; i < times; i++) references.push(new WeakRef(await create()));
  },
  async alive() {
    return new Set(references.map((reference) => reference.deref()).filter((clerk) => clerk !== undefined)).size;
  },
  async uncaught() {
    return uncaught;
  },
};

export type Does = typeof does;

if (FIRST_TURN) create(FIRST_TURN).catch((reason) => uncaught.push(String(reason)));

chrome.runtime.onMessage.addListener(({ deed, given }: { deed: keyof Does; given: never[] }, _sender, respond) => {
  (async () => (does[deed] as (...given: never[]) => Promise<unknown>)(...given))().then(
    (value) => respond({ value }),
    (error: Error & { code?: string }) => respond({ error: { name: error.name, code: error.code, message: error.message, text: String(error) } }),
  );
  return true;
});

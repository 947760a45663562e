import { user, type Behaviour } from './behaviour.ts';
import { CREDENTIALS, signInOn } from '../support/stand.ts';

/** What pages and worker share, and options on pages. */
export const SHARING: Behaviour[] = [
  {
    name: 'a sign-in on a plain page is the worker\'s too',
    ours: 'user_1 is signed in',
    official: 'nobody is signed in',
    async observe(on) {
      await signInOn(await on.open('page.html'));
      return user(await on.ask('who'));
    },
  },
  {
    name: 'a page keeps the client JWT in the storageCache that it is given',
    ours: 'in the cache',
    official: 'not in the cache',
    async observe(on) {
      const page = await on.open('page.html#unloaded');
      const kept = await page.evaluate<string[]>(`(async () => {
        const kept = {};
        const storageCache = {
          createKey: (...parts) => parts.join('|'),
          get: async (key) => kept[key],
          set: async (key, value) => void (kept[key] = value),
          remove: async (key) => void delete kept[key],
        };
        const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, storageCache });
        await clerk.load();
        await clerk.client.signIn.create(${JSON.stringify(CREDENTIALS)});
        return Object.values(kept);
      })()`);
      return kept.includes(on.account.jwt) ? 'in the cache' : 'not in the cache';
    },
  },
  {
    name: 'a page with a syncHost shares the web app\'s sign-in',
    ours: 'user_1 is signed in',
    official: 'nobody is signed in',
    async observe(on) {
      await on.signedInOnWeb();
      const page = await on.open('page.html#unloaded');
      return user(
        await page.evaluate(`(async () => {
          const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, syncHost: 'https://app.test' });
          await clerk.load();
          return { user: clerk.user?.id ?? null };
        })()`),
      );
    },
  },
];

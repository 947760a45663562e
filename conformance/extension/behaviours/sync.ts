import { user, type Behaviour } from './behaviour.ts';
import { APP, type Stand } from '../support/stand.ts';

const FOLLOWING = { syncHost: `https://${APP}`, __experimental_syncHostListener: true };

/** Which of a web app's cookies are found, and which changes are noticed. */
export const SYNC: Behaviour[] = [
  {
    name: 'a sign-out on the web that drops the cookie signs the extension out',
    ours: 'nobody is signed in',
    official: 'user_1 is signed in',
    async observe(on) {
      await on.signedInOnWeb();
      await on.ask('who', FOLLOWING);
      await on.removeCookie('__client');
      return user(await on.ask('who', FOLLOWING));
    },
  },
  {
    name: 'a sign-in on the web reaches a client that runs',
    ours: 'user_1',
    official: 'ReferenceError',
    observe: (on) => heardOf(on, FOLLOWING, () => on.signedInOnWeb()),
  },
  {
    name: 'a sign-in by a cookie of the whole domain reaches a client that runs',
    ours: 'user_1',
    official: 'nothing',
    observe: (on) => heardOf(on, FOLLOWING, () => on.signedInOnWeb({ domain: APP })),
  },
  {
    name: 'a sign-in on a host that begins with www reaches a client that runs',
    ours: 'user_1',
    official: 'nothing',
    observe: (on) => heardOf(on, { ...FOLLOWING, syncHost: `https://www.${APP}` }, () => on.signedInOnWeb({ url: `https://www.${APP}/` })),
  },
  {
    name: 'a sign-out on the web that is told by __client_uat reaches a client that runs',
    ours: 'nobody',
    official: 'nothing',
    async observe(on) {
      await on.signedInOnWeb();
      return heardOf(on, FOLLOWING, async () => {
        on.account.signedIn = false;
        await on.setCookie({ name: '__client_uat', value: '0' });
      });
    },
  },
  {
    name: 'a sign-out on the web that drops the cookie reaches a client that runs',
    ours: 'nobody',
    official: 'nothing',
    async observe(on) {
      await on.signedInOnWeb();
      return heardOf(on, FOLLOWING, () => on.removeCookie('__client'));
    },
  },
  {
    name: 'a syncHost may be written without its scheme',
    ours: 'user_1 is signed in',
    official: 'TypeError',
    async observe(on) {
      await on.signedInOnWeb();
      const { value, error } = await on.told('who', { ...FOLLOWING, syncHost: APP });
      return error?.name ?? user(value!);
    },
  },
  {
    name: 'a partitioned cookie is found',
    ours: 'user_1 is signed in',
    official: 'nobody is signed in',
    async observe(on) {
      await on.signedInOnWeb({ partitionKey: { topLevelSite: `https://${APP}` } });
      return user(await on.ask('who', FOLLOWING));
    },
  },
  {
    name: 'a cookie with the suffix of its instance is found',
    ours: 'user_1 is signed in',
    official: 'nobody is signed in',
    async observe(on) {
      await on.signedInOnWeb({ name: `__client_${await suffix(on.api.publishableKey())}` });
      return user(await on.ask('who', FOLLOWING));
    },
  },
];

/** The same for a worker that makes its client on its first turn, with nothing but `syncHost`. */
export const WAKING: Behaviour[] = [
  {
    name: 'a sign-in on the web wakes the worker, without an experimental option',
    ours: 'taken over',
    official: 'not taken over',
    async observe(on) {
      await on.stopWorker();
      await on.signedInOnWeb();
      const taken = async () => (await on.stored()) === on.account.jwt;
      return (await on.comesTrue(taken)) ? 'taken over' : 'not taken over';
    },
  },
];

/** What a listener in the worker is told after something has happened on the web, or what is thrown there instead. */
async function heardOf(on: Stand, following: typeof FOLLOWING, happen: () => Promise<void>): Promise<string> {
  await on.ask('keep', following);
  return on.hears(happen);
}

async function suffix(publishableKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey));
  return Buffer.from(digest).toString('base64url').slice(0, 8);
}

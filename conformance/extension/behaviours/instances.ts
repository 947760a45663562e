import type { Behaviour } from './behaviour.ts';

/** Several clients in one worker. */
export const INSTANCES: Behaviour[] = [
  {
    name: 'two keys in one worker do not mix',
    ours: 'asks its own server',
    official: 'asks the other server',
    async observe(on) {
      await on.signedIn();
      await on.ask('keep');
      await on.ask('who', { publishableKey: on.otherApi.publishableKey() });
      await on.told('keptToken', { skipCache: true });
      const asked = [on.api, on.otherApi].map((api) => api.seen.some(({ path }) => path.endsWith('/tokens')));
      return asked[1] ? 'asks the other server' : asked[0] ? 'asks its own server' : 'asks nobody';
    },
  },
  {
    name: 'clients that nobody holds any more are freed',
    ours: '1 of 20 is left',
    official: '20 of 20 are left',
    async observe(on) {
      await on.signedIn();
      await on.ask('createMany', 20);
      await on.browser.workerHeap();
      const alive = await on.ask('alive');
      return `${alive} of 20 ${alive === 1 ? 'is' : 'are'} left`;
    },
  },
];

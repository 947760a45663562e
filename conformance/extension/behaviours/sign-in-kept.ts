import { until } from '../../../e2e/support/until.ts';
import type { Behaviour } from './behaviour.ts';

/** Signing out in a worker, and what happens to the client JWT. */
export const SIGN_IN_KEPT: Behaviour[] = [
  {
    name: 'signOut() works in a worker',
    ours: 'signed out',
    official: 'ReferenceError',
    async observe(on) {
      await on.signedIn();
      const { value, error } = await on.told('signOut');
      return value ?? error?.name ?? '';
    },
  },
  {
    name: 'an answer without Clerk-Db-Jwt leaves the client JWT in place',
    ours: 'kept',
    official: 'removed',
    async observe(on) {
      await on.signedIn();
      on.api.instead = () => ({ status: 503, json: { errors: [] } });
      await on.told('who', { publishableKey: on.api.publishableKey('test') });
      return (await on.stored()) === on.account.jwt ? 'kept' : 'removed';
    },
  },
  {
    name: 'of rotating client JWTs the newest stays',
    ours: 'the newest',
    official: 'a superseded one',
    async observe(on) {
      await on.signedIn();
      // Made before the client's answer and on its way for longer.
      on.api.instead = async ({ path }) => {
        if (path !== '/v1/environment') return { headers: { authorization: 'newest' }, json: { response: on.api.client(), client: null } };
        await until('the newest to be stored', async () => (await on.stored()) === 'newest');
        return { headers: { authorization: 'superseded' }, json: {} };
      };
      await on.ask('who');
      return (await on.stored()) === 'newest' ? 'the newest' : 'a superseded one';
    },
  },
];

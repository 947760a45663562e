import { requests, user, type Behaviour } from './behaviour.ts';

/** 1, 2 and 3: what a worker asks the server for. */
export const REQUESTS: Behaviour[] = [
  {
    name: 'ten messages at once to a cold worker cost one request',
    ours: '1 request',
    official: '20 requests',
    async observe(on) {
      await on.signedIn();
      return requests(await on.requestsOf(() => on.askAtOnce(10, 'token')));
    },
  },
  {
    name: 'a message to a warm worker costs no request while the token is good',
    ours: '0 requests',
    official: '2 requests',
    async observe(on) {
      await on.signedIn();
      await on.ask('token');
      return requests(await on.requestsOf(() => on.ask('token')));
    },
  },
  {
    name: 'a client that is kept hears of a sign-in on the popup',
    ours: 'user_1',
    official: 'nothing',
    async observe(on) {
      await on.ask('keep');
      return on.hears(() => on.signInOnPopup());
    },
  },
  {
    name: 'a revocation that one context finds out ends the tokens of all',
    ours: 'no token',
    official: 'the old token',
    async observe(on) {
      const popup = await on.signInOnPopup();
      await on.ask('keep');
      const token = await on.ask('keptToken');
      on.account.signedIn = false;
      await popup.evaluate('clerk.session.getToken({ skipCache: true }).catch(() => undefined)');
      const now = await on.ask('keptToken');
      return now === null ? 'no token' : now === token ? 'the old token' : 'another token';
    },
  },
  {
    name: 'getToken() for a session that was revoked gives no token',
    ours: 'no token',
    official: 'it rejects',
    async observe(on) {
      await on.signedIn();
      await on.ask('keep');
      on.account.signedIn = false;
      const { value, error } = await on.told('keptToken', { skipCache: true });
      return error ? 'it rejects' : value === null ? 'no token' : 'a token';
    },
  },
  {
    name: 'a failing /environment does not fail the client',
    ours: 'user_1 is signed in',
    official: 'it rejects',
    async observe(on) {
      await on.signedIn();
      on.api.instead = (request) => (request.path === '/v1/environment' ? { status: 500, json: { errors: [] } } : on.account.answer(request));
      const { value } = await on.told('who');
      return value ? user(value) : 'it rejects';
    },
  },
  {
    name: 'a first wake asks for nothing but the client',
    ours: 'GET /v1/client',
    official: 'GET /v1/client, GET /v1/environment',
    async observe(on) {
      await on.signedIn();
      return (await on.requestsOf(() => on.ask('token'))).join(', ');
    },
  },
  {
    name: 'a token outlives the worker that got it',
    ours: '0 requests',
    official: '2 requests',
    async observe(on) {
      await on.signedIn();
      await on.ask('token');
      await on.stopWorker();
      return requests(await on.requestsOf(() => on.ask('token')));
    },
  },
];

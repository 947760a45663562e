import type { Behaviour } from './behaviour.ts';

/** A development key of a server that cannot be reached. */
const NOWHERE = 'nowhere.test:1';
const KEY_TO_NOWHERE = `pk_test_${Buffer.from(`${NOWHERE}$`).toString('base64')}`;

/** What goes wrong, and how it is told. */
export const ERRORS: Behaviour[] = [
  {
    name: 'a key that cannot be read is called invalid',
    ours: 'invalid',
    official: 'missing',
    async observe(on) {
      const { error } = await on.told('who', { publishableKey: 'pk_test_this-is-no-key' });
      return /invalid|missing/i.exec(error?.message ?? '')?.[0].toLowerCase() ?? 'no error';
    },
  },
  {
    name: 'a mistake in the options rejects the promise',
    ours: 'rejects',
    official: 'throws',
    async observe(on) {
      return (await on.ask('throws', { publishableKey: '' })) ? 'throws' : 'rejects';
    },
  },
  {
    name: 'an error\'s class name survives minification',
    ours: 'ClerkAPIResponseError',
    official: 'another name',
    async observe(on) {
      await on.signedIn();
      await on.ask('keep');
      const errors = [{ code: 'forbidden', message: 'No.', long_message: 'No.' }];
      on.api.instead = () => ({ status: 403, json: { errors } });
      const { error } = await on.told('keptToken', { skipCache: true });
      if (error === undefined) return 'no error';
      return error.name === 'ClerkAPIResponseError' ? error.name : 'another name';
    },
  },
  {
    name: 'an error\'s text holds no client JWT',
    ours: 'without it',
    official: 'with it',
    async observe(on) {
      await on.store('secret-client-jwt', NOWHERE);
      const { error } = await on.told('who', { publishableKey: KEY_TO_NOWHERE });
      if (error === undefined) return 'no error';
      return JSON.stringify(error).includes('secret-client-jwt') ? 'with it' : 'without it';
    },
  },
];

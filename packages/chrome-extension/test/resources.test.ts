import { expect, it } from 'vitest';
import type { JsonObject } from '../src/json';
import { clientFrom, type Api } from '../src/resources';
import { PAGE_KINDS } from '../src/page-clerk';

/** Answers each request with the next of `answers`, and records what was asked. */
function api(...answers: JsonObject[]): Api & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    kinds: PAGE_KINDS,
    request: async <T>(method: string, path: string) => {
      asked.push(`${method} ${path}`);
      return answers.shift() as T;
    },
    getToken: async () => null,
  };
}

it('a_sign_up_held_from_before_goes_on_with_the_attempt_it_created', async () => {
  const server = api({ id: 'sua_1', status: 'missing_requirements' }, { id: 'sua_1', status: 'missing_requirements' });
  const { signUp } = clientFrom(null, server);
  const created = await signUp.create({ emailAddress: 'ada@example.com' });
  await signUp.prepareEmailAddressVerification();
  expect(created).toBe(signUp);
  expect(server.asked).toEqual(['POST /client/sign_ups', 'POST /client/sign_ups/sua_1/prepare_verification']);
});

it('a_sign_in_held_from_before_goes_on_with_the_attempt_it_created', async () => {
  const server = api({ id: 'sia_1', status: 'needs_first_factor' }, { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' });
  const { signIn } = clientFrom(null, server);
  await signIn.create({ identifier: 'ada@example.com' });
  expect(signIn.status).toBe('needs_first_factor');
  await signIn.attemptFirstFactor({ strategy: 'email_code', code: '424242' });
  expect(signIn).toMatchObject({ status: 'complete', createdSessionId: 'sess_1' });
  expect(server.asked[1]).toBe('POST /client/sign_ins/sia_1/attempt_first_factor');
});

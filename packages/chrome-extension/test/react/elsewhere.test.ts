import { createElement as h } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FakeBrowser } from '../browser';
import { act, clear, jwtKey, main, newKey, probe, show, stage, until } from './screen';
import { client, Scripted, session } from './scripted';

const { ClerkProvider, useSignIn, useSignUp, useUser } = main;

let browser: FakeBrowser;
let api: Scripted;

beforeEach(() => {
  ({ browser } = stage());
  api = new Scripted();
  api.install();
});

afterEach(async () => {
  vi.useRealTimers();
  await clear();
});

/** A worker with `handleWebAuth()`: notes what it is asked, and answers once `meanwhile` is done. */
function worker(meanwhile: () => object): unknown[] {
  const asked: unknown[] = [];
  const connect = () => {
    let tell: (answer: object) => void;
    return {
      onMessage: { addListener: (listener: typeof tell) => (tell = listener) },
      onDisconnect: { addListener: () => undefined },
      disconnect: () => undefined,
      postMessage(ask: object) {
        asked.push(ask);
        tell({ taken: true });
        tell(meanwhile());
      },
    };
  };
  Object.assign(chrome.runtime, { connect });
  return asked;
}

const page = async () => {
  const publishableKey = newKey();
  const [signIn, signUp, user] = [probe(useSignIn), probe(useSignUp), probe(useUser)];
  await show(h(ClerkProvider, { publishableKey }, signIn.node, signUp.node, user.node));
  return { publishableKey, signIn, signUp, user };
};

it('has the worker sign in at a provider, and follows it', async () => {
  const { publishableKey, signIn, user } = await page();
  const asked = worker(() => {
    browser.local.set(jwtKey(publishableKey), 'client-jwt');
    api.answers = () => ({ body: { response: client({ sessions: [session()], last_active_session_id: 'sess_1' }) } });
    return { done: true };
  });
  const close = vi.fn();
  const { error } = await act(() => signIn.last.signIn.sso({ strategy: 'oauth_google', redirectUrl: '/', redirectCallbackUrl: '/sso', popup: { close } as never }));
  expect([error, close.mock.calls.length, api.requests]).toEqual([null, 1, ['GET ']]);
  expect(asked).toEqual([{ do: 'redirect', publishableKey, kind: 'sign_in', params: { strategy: 'oauth_google', redirectUrl: '/', redirectCallbackUrl: '/sso' } }]);
  await until(() => user.last.user?.id === 'user_1');
});

it('goes on here with what the provider left open', async () => {
  const { publishableKey, signIn, signUp } = await page();
  const [sign_in, sign_up] = [
    { id: 'sia_1', status: 'needs_second_factor' },
    { id: 'sua_1', status: 'missing_requirements', missing_fields: ['username'] },
  ];
  const asked = worker(() => {
    browser.local.set(jwtKey(publishableKey), 'client-jwt');
    api.answers = () => ({ body: { response: client({ sign_in, sign_up }) } });
    return { done: true };
  });
  await act(() => signIn.last.signIn.sso({ strategy: 'enterprise_sso', identifier: 'ada@example.com' }));
  expect([signIn.last.signIn.status, signIn.last.signIn.id]).toEqual(['needs_second_factor', 'sia_1']);
  await act(() => signUp.last.signUp.sso({ strategy: 'oauth_google', legalAccepted: true }));
  expect(signUp.last.signUp.missingFields).toEqual(['username']);
  expect(asked).toMatchObject([{ params: { identifier: 'ada@example.com' } }, { kind: 'sign_up', params: { legalAccepted: true } }]);
});

it('says what went wrong there', async () => {
  const { signIn } = await page();
  worker(() => ({ error: { code: 'web_auth_cancelled', message: 'The window was closed.' } }));
  const { error } = await act(() => signIn.last.signIn.sso({ strategy: 'oauth_google' }));
  expect(error?.code).toBe('web_auth_cancelled');
  expect(signIn.last.errors.global?.[0]?.message).toBe('The window was closed.');
});

it('waits until the link in an e-mail was opened', async () => {
  const { signIn, signUp } = await page();
  const factors = [{ strategy: 'email_link', email_address_id: 'idn_1' }];
  const at = (status: string) => ({ id: 'sia_1', status: 'needs_first_factor', supported_first_factors: factors, first_factor_verification: { status } });
  const answer = (response: object, of: object = {}) => (api.answers = () => ({ body: { response, client: client(of) } }));
  answer(at('unverified'), { sign_in: at('unverified') });
  await act(() => signIn.last.signIn.emailLink.sendLink({ emailAddress: 'a@example.com', verificationUrl: 'https://app.example.com/verified' }));
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const waiting = signIn.last.signIn.emailLink.waitForVerification();
  await vi.waitUntil(() => vi.getTimerCount() > 0);
  answer({ ...at('verified'), status: 'complete', created_session_id: 'sess_1' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await waiting).error).toBeNull();
  vi.useRealTimers();
  expect([signIn.last.signIn.status, signIn.last.signIn.createdSessionId]).toEqual(['complete', 'sess_1']);

  const sign_up = { id: 'sua_1', status: 'missing_requirements', verifications: { email_address: { status: 'expired' } } };
  answer(sign_up, { sign_up });
  await act(() => signUp.last.signUp.create({ emailAddress: 'a@example.com' }));
  await act(() => signUp.last.signUp.verifications.sendEmailLink({ verificationUrl: 'https://app.example.com/verified' }));
  await act(() => signUp.last.signUp.verifications.waitForEmailLinkVerification());
  expect(signUp.last.signUp.verifications.emailAddress.status).toBe('expired');
  expect(api.requests).toEqual([
    'POST /sign_ins identifier=a@example.com',
    'POST /sign_ins/sia_1/prepare_first_factor strategy=email_link&email_address_id=idn_1&redirect_url=https://app.example.com/verified',
    'GET /sign_ins/sia_1',
    'GET /sign_ins/sia_1',
    'POST /sign_ups email_address=a@example.com',
    'POST /sign_ups/sua_1/prepare_verification strategy=email_link&redirect_url=https://app.example.com/verified',
    'GET /sign_ups/sua_1',
  ]);
});

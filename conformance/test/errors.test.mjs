// What the packed package throws, minified once more as by an extension's bundler, before the official recognisers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as official from '@clerk/shared/error';
import { FakeBrowser, CLIENT_JWT, SESSION_TOKEN, minified } from '../support/package.mjs';

const PASSWORD = 'correct horse battery staple';
const KEY = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';

for (const build of ['', '-wasm']) {
  const { createClerkClient } = await minified(`client${build}`);

  /** A client that is signed in, before a server that answers with `answer` from now on. */
  async function signedIn(answer) {
    const browser = new FakeBrowser();
    // In the background, where nothing goes on by timers.
    const clerk = await createClerkClient({ publishableKey: KEY, storageCache: browser.cache, background: true });
    assert.ok(clerk.session, 'nobody is signed in');
    browser.answer = answer;
    return clerk;
  }

  const refused = (status, code, headers = {}) => () =>
    new Response(JSON.stringify({ errors: [{ code, message: `About ${code}.`, meta: { param_name: 'password' } }], clerk_trace_id: 'trace_1' }), { status, headers });

  const signIn = (clerk) => clerk.client.signIn.create({ strategy: 'password', identifier: 'ada', password: PASSWORD });

  /** What happens, and which of the recognisers say yes to it. */
  const CASES = [
    ['a wrong password', refused(422, 'form_password_incorrect'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isUnauthenticatedError']],
    ['a locked user', refused(403, 'user_locked'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isUserLockedError']],
    ['a banned user', refused(403, 'user_banned'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isUnauthenticatedError']],
    ['too many requests', refused(429, 'too_many_requests', { 'retry-after': '7' }), signIn, ['isClerkAPIResponseError', 'is4xxError', 'is429Error']],
    ['a known password', refused(422, 'form_password_pwned'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isUnauthenticatedError', 'isPasswordPwnedError']],
    ['a compromised password', refused(422, 'form_password_compromised'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isUnauthenticatedError', 'isPasswordCompromisedError']],
    ['a captcha', refused(400, 'captcha_invalid'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isCaptchaError']],
    ['an unknown caller', refused(401, 'authentication_invalid'), signIn, ['isClerkAPIResponseError', 'is4xxError', 'isUnauthenticatedError', 'isUnauthorizedError']],
    ['a server in trouble', refused(500, 'internal_error'), signIn, ['isClerkAPIResponseError']],
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch')), signIn, ['isClerkRuntimeError']],
    ['no connection for a token', () => Promise.reject(new TypeError('Failed to fetch')), (clerk) => clerk.session.getToken({ skipCache: true }), ['isClerkRuntimeError']],
    ['no JSON', () => new Response('<html>'), signIn, ['isClerkRuntimeError']],
    ['no session', undefined, (clerk) => clerk.setActive({ session: {} }), ['isClerkRuntimeError']],
    ['no passkeys', undefined, (clerk) => clerk.user.createPasskey(), ['isClerkRuntimeError']],
    ['a secret key', undefined, async () => createClerkClient({ publishableKey: 'sk_live_c2VjcmV0IGtleQ' }), ['isClerkRuntimeError']],
  ];

  for (const [what, answer, act, expected] of CASES) {
    test(`client${build}, ${what}: ${expected.join(', ')}, and nothing secret in it`, async () => {
      const error = await act(await signedIn(answer)).then(() => assert.fail('nothing was thrown'), (thrown) => thrown);
      const refusal = expected.includes('isClerkAPIResponseError');
      const recognisers = Object.entries(official).filter(([name]) => /^is[A-Z0-9]/.test(name) && name !== 'isClerkAPIError');
      // Those that look into `errors` are for refusals only; official runtime errors break them as well.
      const asked = recognisers.filter(([name]) => refusal || name !== 'isCaptchaError');
      const yes = asked.filter(([, recognises]) => recognises(error)).map(([name]) => name);
      assert.deepEqual(yes.sort(), ['isClerkError', 'isKnownError', ...expected].sort());

      const name = refusal ? 'ClerkAPIResponseError' : 'ClerkRuntimeError';
      assert.equal(error.name, name);
      assert.equal(error.constructor.name, name);
      assert.ok(String(error).startsWith(`${name}: `), String(error));
      assert.match(error.code, /^[a-z]+(_[a-z]+)*$/);
      if (refusal) {
        assert.equal(error.errors[0].meta.paramName, 'password');
        assert.equal(error.clerkTraceId, 'trace_1');
        assert.equal(error.retryAfter, what === 'too many requests' ? 7 : undefined);
      }

      const all = inspect(error, { depth: 20, showHidden: true, maxStringLength: Infinity });
      for (const secret of [CLIENT_JWT, SESSION_TOKEN, PASSWORD, 'c2VjcmV0IGtleQ']) assert.ok(!all.includes(secret), all);
    });
  }

  test(`client${build}: MissingExpiredTokenError.is() recognises it`, async () => {
    const clerk = await signedIn(refused(422, 'missing_expired_token'));
    await assert.rejects(signIn(clerk), official.MissingExpiredTokenError.is);
  });
}

test('what authFetch() of a content script throws is recognised, too', async () => {
  const { authFetch } = await minified('content-script');
  new FakeBrowser();
  await assert.rejects(authFetch('https://api.example.com/'), (error) => {
    assert.ok(official.isClerkRuntimeError(error));
    assert.deepEqual([error.name, error.constructor.name, error.code], ['ClerkRuntimeError', 'ClerkRuntimeError', 'extension_reloaded']);
    return true;
  });
});

test('what useReverification() throws is recognised as cancelled', async () => {
  const { createElement, renderToString, useReverification } = await minified('index', "export { createElement } from 'react'; export { renderToString } from 'react-dom/server.edge';");
  const needed = { clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata: { reverification: 'strict' } } };
  let call;
  function Component() {
    call = useReverification(async () => needed, { onNeedsReverification: ({ cancel }) => cancel() });
    return null;
  }
  renderToString(createElement(Component));
  await assert.rejects(call(), (error) => official.isReverificationCancelledError(error) && error.constructor.name === 'ClerkRuntimeError');
});

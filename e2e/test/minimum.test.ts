import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Browser } from '../support/chromium/browser.ts';
import { Clock } from '../support/clock.ts';
import { buildFixture } from '../support/fixture-extension.ts';
import { MinimalApi, type Answer, type SeenRequest } from '../support/minimal-api.ts';
import { askWorker, signInOn } from '../support/steps.ts';

const MINT = 'POST /v1/client/sessions/sess_1/tokens';
const DAY = 86_400;

const BROWSER_DEMANDED = { errors: [{ code: 'dev_browser_unauthenticated', message: 'No.', long_message: 'No.' }] };

/** How the server finds out which client asks. */
type Identity = 'a client token' | 'a development browser that it hands out' | 'a development browser that has to be made';

describe('a server that offers only the minimum', () => {
  let folder: string;
  let api: MinimalApi;
  let clock: Clock;
  let browser: Browser | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightdesk-minimum-'));
    [api, clock] = await Promise.all([MinimalApi.start(), Clock.make()]);
    api.sendsDate = false;
  });

  afterEach(async () => {
    await browser?.close();
    browser = undefined;
    await Promise.all([api.stop(), clock.remove(), rm(folder, { recursive: true, force: true })]);
  });

  it.each<[Identity, number]>([
    ['a client token', 0],
    ['a client token', DAY],
    ['a client token', -DAY],
    ['a development browser that it hands out', 0],
    ['a development browser that has to be made', 0],
  ])('and knows clients by %s signs in, gives tokens and signs out, on a clock %i seconds ahead', async (identity, ahead) => {
    await clock.set(ahead);
    api.instead = signsInAndOut(api, identity);
    const publishableKey = api.publishableKey(identity === 'a client token' ? 'live' : 'test');
    await buildFixture(folder, { publishableKey });
    browser = await Browser.launch(folder, { flags: MinimalApi.browserFlags, env: clock.env });
    const home = await browser.openPage('home.html');
    const bare = await browser.openPage('tabs/background-worker-demo.html');
    expect(await askWorker(bare)).toEqual({ token: null });
    expect(await signInOn(home, { email: 'ada@example.com', password: 'secret' })).toBe('sess_1');

    const { token } = await askWorker(bare);
    expect(token).toMatch(/^eyJ/);
    let before = api.seen.length;
    await browser.stopWorker();
    expect(await askWorker(bare)).toEqual({ token });
    expect(api.since(before)).toEqual([]);

    await home.close();
    await browser.stopWorker();
    await clock.set(ahead + 60);
    before = api.seen.length;
    const next = await askWorker(bare);
    expect(next.token).toMatch(/^eyJ/);
    expect(next.token).not.toBe(token);
    expect(api.since(before)).toEqual([MINT]);

    const again = await browser.openPage('home.html');
    await again.evaluate('loaded.then(() => clerk.signOut())');
    expect(await askWorker(bare)).toEqual({ token: null });
  });
});

/** Has the server know one client, who signs in and out. */
function signsInAndOut(api: MinimalApi, identity: Identity): MinimalApi['instead'] {
  const isProduction = identity === 'a client token';
  const id = isProduction ? 'client-token' : 'dvb_1';
  let signedIn = false;
  return ({ method, path, query, headers }: SeenRequest): Answer | undefined => {
    const known = isProduction ? headers.authorization === `Bearer ${id}` : query.get('__clerk_db_jwt') === id;
    if (identity === 'a development browser that has to be made') {
      if (path === '/v1/dev_browser') return { json: { object: 'dev_browser', id } };
      if (!known) return { status: 401, json: BROWSER_DEMANDED };
    }
    if (path === '/v1/client/sign_ins') {
      signedIn = true;
      const names = isProduction ? 'authorization' : 'clerk-db-jwt';
      return {
        headers: identity === 'a development browser that has to be made' ? {} : { [names]: id },
        json: { response: { object: 'sign_in_attempt', id: 'sia_1', status: 'complete', created_session_id: 'sess_1' }, client: null },
      };
    }
    if (path === '/v1/client/sessions' && method === 'DELETE') signedIn = false;
    if (path === '/v1/client/sessions/sess_1/touch') return { json: { response: { id: 'sess_1' }, client: api.client() } };
    return signedIn && known ? undefined : { json: { response: null, client: null } };
  };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startExample, type ExampleApp } from '../support/example-app.ts';
import { NOBODY, OpenContexts } from '../support/live.ts';
import { Server } from '../support/server.ts';
import { anAccount, signIn, signInOn, type Person } from '../support/steps.ts';
import { until } from '../support/until.ts';

/** Short, so that pages ask for the next token while a test waits. */
const LIFE_SECS = 10;

describe.each(['runs', 'is stopped'] as const)('popup, side panel and tab, with a worker that %s,', (worker) => {
  let server: Server;
  let open: OpenContexts;
  let ada: Person & { id: string };

  beforeAll(async () => {
    server = await Server.start({ sessionTokenLifetimeSecs: LIFE_SECS });
    await server.backend('PATCH', '/instance', { single_session_mode: false });
    open = await OpenContexts.open(server, worker);
    ada = await anAccount(server);
  });

  afterAll(async () => {
    await open?.close();
    await server?.stop();
  });

  it('show a sign-in in the popup', async () => {
    const session = await signInOn(open.popup, ada);
    expect(await open.allShow('the sign-in', ({ user }) => user !== null)).toEqual({ status: 'signed_in', user: ada.id, name: null, session });
  });

  it('show a change of the profile in the tab', async () => {
    await open.tab.evaluate(`clerk.user.update({ firstName: 'Ada' })`);
    await open.allShow('the name', ({ name }) => name === 'Ada');
  });

  it('show another session that the tab makes the active one, and the first again', async () => {
    const bob = await anAccount(server);
    const first = await open.tab.evaluate<string>('clerk.session.id');
    const second = await signInOn(open.tab, bob);
    await open.allShow('the second user', ({ user, session }) => user === bob.id && session === second);
    await open.panel.evaluate(`clerk.setActive({ session: '${first}' })`);
    await open.allShow('the first user', ({ user, session }) => user === ada.id && session === first);
    await open.popup.evaluate(`clerk.signOut({ sessionId: '${second}' })`);
    await until('one session', () => open.tab.evaluate('clerk.client.sessions.length === 1'));
  });

  it('show that the server cannot be reached, and that it is back', async () => {
    await server.kill();
    await open.allShow('the trouble', ({ status, user }) => status === 'stale_offline' && user === ada.id);
    await server.startAgain();
    await open.allShow('its end', ({ status, user }) => status === 'signed_in' && user === ada.id);
  });

  it('show at the next refresh that the session was revoked', async () => {
    const session = await open.tab.evaluate<string>('clerk.session.id');
    await server.backend('POST', `/sessions/${session}/revoke`);
    expect(await open.allShow('the revocation', ({ user }) => user === null)).toEqual(NOBODY);
  });

  it('show a sign-out in the side panel', async () => {
    await signInOn(open.tab, ada);
    await open.allShow('the sign-in', ({ user }) => user === ada.id);
    await open.panel.evaluate('clerk.signOut()');
    expect(await open.allShow('the sign-out', ({ user }) => user === null)).toEqual(NOBODY);
  });
});

describe.each(['runs', 'is stopped'] as const)('popup, side panel and tab that follow a web app, with a worker that %s,', (worker) => {
  let server: Server;
  let app: ExampleApp;
  let open: OpenContexts;

  beforeAll(async () => {
    server = await Server.start({ environment: 'production' });
    app = await startExample('host-app', server.instance.publishable_key);
    open = await OpenContexts.open(server, worker, app.url);
  });

  afterAll(async () => {
    await open?.close();
    await app?.stop();
    await server?.stop();
  });

  it('show its sign-in and its sign-out', async () => {
    const person = await anAccount(server);
    const { web } = open;
    if (!web) throw new Error('the web app is not open');
    await signIn(web, person);
    await until('the web app to be signed in', async () => (await web.text('user-email')) === person.email);
    await open.allShow('the sign-in on the web', ({ user }) => user === person.id);
    await web.click('sign-out');
    await open.allShow('the sign-out on the web', ({ user }) => user === null);
  });
});

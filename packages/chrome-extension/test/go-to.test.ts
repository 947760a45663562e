import { afterEach, expect, it, vi } from 'vitest';
import { context, FakeBrowser } from './browser';
import { FakeFrontendApi } from './frontend-api';
import type { Clerk } from '../src/types';

const KEY = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';

afterEach(() => vi.unstubAllGlobals());

/** A page's client with somebody signed in, and where the page was sent. */
async function signedIn(): Promise<{ clerk: Clerk; went: string[]; sessions: () => number | undefined; touched: () => void }> {
  new FakeBrowser().install();
  const api = new FakeFrontendApi();
  api.install();
  const clerk = (await context('client', '')).createClerkClient({ publishableKey: KEY });
  await clerk.load();
  await clerk.client?.signIn.create({ strategy: 'password', identifier: 'ada@example.com', password: 'right' });
  const went: string[] = [];
  vi.stubGlobal('location', { href: 'chrome-extension://abc/popup.html', assign: (url: URL) => went.push(String(url)) });
  // The next request is a session made active.
  const touched = () => api.trouble.push(() => new Response(JSON.stringify({ response: { id: 'sess_1' }, client: api.client() })));
  return { clerk, went, sessions: () => clerk.client?.sessions.length, touched };
}

it('goes to where setActive() says, or lets the application go', async () => {
  const { clerk, went, touched } = await signedIn();
  for (let calls = 0; calls < 3; calls++) touched();
  await clerk.setActive({ session: 'sess_1', redirectUrl: 'home.html' });
  await clerk.setActive({ session: 'sess_1', redirectUrl: 'never.html', navigate: ({ session, decorateUrl }) => went.push(session.id, decorateUrl('/router')) });
  await clerk.setActive({ session: 'sess_1' });
  expect(went).toEqual(['chrome-extension://abc/home.html', 'sess_1', '/router']);
});

it('goes to where signOut() says, once nobody is signed in any more; with a callback nowhere', async () => {
  const one = await signedIn();
  await one.clerk.signOut({ redirectUrl: 'https://example.com/bye' });
  expect([one.went, one.sessions()]).toEqual([['https://example.com/bye'], 0]);

  const two = await signedIn();
  await two.clerk.signOut(() => two.went.push('called back'), { sessionId: 'sess_1', redirectUrl: 'never.html' });
  expect([two.went, two.sessions()]).toEqual([['called back'], 0]);
});

it('goes to no address that is code', async () => {
  const { clerk, went, touched } = await signedIn();
  touched();
  await clerk.setActive({ session: 'sess_1', redirectUrl: 'javascript:alert(1)' });
  await clerk.signOut({ redirectUrl: 'data:text/html,hello' });
  expect(went).toEqual([]);
});

it('stays where it is in a worker', async () => {
  const { clerk, sessions } = await signedIn();
  vi.stubGlobal('location', { href: 'chrome-extension://abc/worker.js' });
  await clerk.signOut({ redirectUrl: 'home.html' });
  expect(sessions()).toBe(0);
});

import type { Server } from './server.ts';
import type { Surface } from './surface.ts';
import { until } from './until.ts';

/** Somebody with an account, or about to have one. */
export interface Person {
  email: string;
  password: string;
}

let people = 0;

/** Somebody new. */
export function somebody(): Person {
  return { email: `person${++people}@example.com`, password: 'a lamp burns on the night desk' };
}

/** Creates an account through the Backend API, for tests that are about something else. */
export async function anAccount(server: Server): Promise<Person & { id: string }> {
  const person = somebody();
  const user = await server.backend('POST', '/users', { email_address: [person.email], password: person.password });
  return { ...person, id: user.id as string };
}

/** Signs up on a page of the extension, with the code from the outbox. */
export async function signUp(page: Surface, server: Server, { email, password }: Person): Promise<void> {
  await page.click('use-sign-up');
  await page.see('use-password');
  await page.type('email', email);
  await page.type('password', password);
  await page.click('submit');
  await page.see('sent-to');
  // A whole code needs no press.
  await page.type('code', await server.code(email));
  await page.see('session-id');
}

/** Signs in with the password, on a page of the extension or of the host app. */
export async function signIn(page: Surface, { email, password }: Person): Promise<void> {
  await page.type('email', email);
  await page.type('password', password);
  await page.click('submit');
}

/** Signs in with the password through the client of a page of the fixture extension; returns the session's id. */
export function signInOn(page: Surface, { email, password }: Person): Promise<string> {
  const credentials = JSON.stringify({ strategy: 'password', identifier: email, password });
  return page.evaluate(`loaded
    .then(() => clerk.client.signIn.create(${credentials}))
    .then(({ createdSessionId }) => clerk.setActive({ session: createdSessionId }))
    .then(() => clerk.session.id)`);
}

/** Signs out and waits for the sign-in form. */
export async function signOut(page: Surface): Promise<void> {
  await page.click('sign-out');
  await page.see('email');
}

/** Presses the demo tab's button and waits for the worker's answer. */
export async function press(tab: Surface): Promise<{ token?: string; problem?: string }> {
  await tab.click('get-token');
  await until('the worker to answer', async () => (await tab.text('answered-in')) !== '', { withinMs: 30_000 });
  return { token: await tab.text('token'), problem: await tab.text('error') };
}

/** Presses the demo tab's button and returns the token that appears. */
export async function pressForToken(tab: Surface): Promise<string> {
  const { token, problem } = await press(tab);
  if (token === undefined) throw new Error(`no token appeared; the tab says: ${problem ?? 'no one is signed in'}`);
  return token;
}

/** What the fixture's worker says when it is asked for a token. */
export interface WorkerAnswer {
  token?: string | null;
  error?: { code?: string; message: string };
}

/** Asks the fixture's worker for a token, from a page without a client. */
export function askWorker(bare: Surface): Promise<WorkerAnswer> {
  return bare.evaluate(`chrome.runtime.sendMessage({ what: 'token' })`);
}

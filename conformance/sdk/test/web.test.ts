// @clerk/clerk-js, oldest and newest, in web applications that load it from our server, with @clerk/express behind them.
import type { LoadedClerk } from '@clerk/shared/types';
import type { Browser, JSHandle, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { anAccount, somebody, type Person } from '../../../e2e/support/steps.ts';
import { clerkOn, launch, newPage } from '../support/browser.ts';
import { expressApp } from '../support/express-app.ts';
import { totp } from '../support/totp.ts';
import { AGES } from '../support/versions.ts';
import type { WebApp } from '../support/web-app.ts';

const ENVIRONMENTS = ['development', 'production'] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser?.close());

describe.each(ENVIRONMENTS.flatMap((environment) => AGES.map((age) => [environment, age] as const)))('%s, %s', (environment, age) => {
  let server: Server;
  let app: WebApp;

  beforeAll(async () => {
    server = await Server.start({ environment });
    app = await expressApp(server, age);
    await server.allow(app.origin);
  });

  afterAll(async () => {
    await app?.stop();
    await server?.stop();
  });

  /** The application in a browser of somebody who has never been there. */
  async function visit(): Promise<[Page, JSHandle<LoadedClerk>]> {
    const page = await newPage(browser);
    await page.goto(app.origin);
    return [page, await clerkOn(page)];
  }

  const who = (page: Page) => page.evaluate(async () => (await (await fetch('/api/who')).json()) as object);

  it('signs in by password, and the backend knows by cookie, by header and after a handshake', async () => {
    const [page, clerk] = await visit();
    expect(await who(page)).toEqual({ userId: null, sessionId: null });
    const person = await anAccount(server);
    const sessionId = await byPassword(clerk, person);
    const known = { userId: person.id, sessionId };
    expect(await who(page)).toEqual(known);

    const token = await clerk.evaluate((clerk) => clerk.session!.getToken());
    const answer = await fetch(`${app.local}/api/who`, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).toEqual(known);

    // As after the token's life, with every page closed.
    await page.context().clearCookies({ name: /^__session/ });
    const shown = await page.goto(`${app.origin}/protected`);
    const handshake = `https://${server.instance.frontend_api}/v1/client/handshake?`;
    expect(wayTo(shown!).some((url) => url.startsWith(handshake))).toBe(true);
    expect(await shown!.json()).toEqual({ userId: person.id });
    await page.context().close();
  });

  it('shows the same person after a reload and in another tab, and nobody after a sign-out', async () => {
    const [page, clerk] = await visit();
    const person = await anAccount(server);
    const session = await byPassword(clerk, person);
    await page.reload();
    expect(await (await clerkOn(page)).evaluate((clerk) => clerk.user?.id)).toBe(person.id);
    const tab = await page.context().newPage();
    await tab.goto(app.origin);
    const other = await clerkOn(tab);
    expect(await other.evaluate((clerk) => clerk.session?.id)).toBe(session);
    await other.evaluate((clerk) => clerk.signOut({ redirectUrl: '/?signed-out' }));
    await tab.waitForURL('**/?signed-out');
    expect(await who(tab)).toEqual({ userId: null, sessionId: null });
    expect((await server.backend('GET', `/sessions/${session}`)).status).toBe('ended');
    await page.context().close();
  });

  it('signs in by a code that was mailed', async () => {
    const [page, clerk] = await visit();
    const person = await anAccount(server);
    await clerk.evaluate(async (clerk, identifier) => {
      const signIn = await clerk.client!.signIn.create({ identifier });
      const factor = signIn.supportedFirstFactors!.find((factor) => factor.strategy === 'email_code')!;
      await signIn.prepareFirstFactor({ strategy: 'email_code', emailAddressId: factor.emailAddressId });
    }, person.email);
    const wrong = await attempt(clerk, '000000');
    expect(wrong).toEqual({ code: 'form_code_incorrect' });
    expect(await attempt(clerk, await server.code(person.email))).toEqual({ status: 'complete' });
    expect(await activate(clerk)).toBe(person.id);
    await page.context().close();
  });

  it('sets up an authenticator application, and asks for it or for a backup code from then on', async () => {
    const [page, clerk] = await visit();
    const person = await anAccount(server);
    await byPassword(clerk, person);
    const secret = await clerk.evaluate(async (clerk) => (await clerk.user!.createTOTP()).secret!);
    await clerk.evaluate((clerk, code) => clerk.user!.verifyTOTP({ code }), totp(secret));
    const codes = await clerk.evaluate(async (clerk) => (await clerk.user!.createBackupCode()).codes);
    expect((await server.backend('GET', `/users/${person.id}`)).two_factor_enabled).toBe(true);
    await page.context().close();

    for (const second of [{ strategy: 'totp', code: totp(secret, 1) }, { strategy: 'backup_code', code: codes[0]! }] as const) {
      const [page, clerk] = await visit();
      const status = await clerk.evaluate(async (clerk, { email, password }) => {
        const signIn = await clerk.client!.signIn.create({ strategy: 'password', identifier: email, password });
        return { status: signIn.status, factors: signIn.supportedSecondFactors!.map(({ strategy }) => strategy).sort() };
      }, person);
      expect(status).toEqual({ status: 'needs_second_factor', factors: ['backup_code', 'totp'] });
      expect(await clerk.evaluate(async (clerk, second) => (await clerk.client!.signIn.attemptSecondFactor(second)).status, second)).toBe('complete');
      expect(await activate(clerk), second.strategy).toBe(person.id);
      await page.context().close();
    }
  });

  it('signs in by a ticket of the backend, once', async () => {
    const person = await anAccount(server);
    const { token } = await server.backend('POST', '/sign_in_tokens', { user_id: person.id, expires_in_seconds: 60 });
    const [page, clerk] = await visit();
    const create = (ticket: unknown) =>
      clerk.evaluate(async (clerk, ticket) => (await clerk.client!.signIn.create({ strategy: 'ticket', ticket: ticket as string })).status, ticket);
    expect(await create(token)).toBe('complete');
    expect(await activate(clerk)).toBe(person.id);
    await page.context().close();
    const [again, other] = await visit();
    const refused = other.evaluate((clerk, ticket) => clerk.client!.signIn.create({ strategy: 'ticket', ticket: ticket as string }), token);
    await expect(refused).rejects.toThrow(/used/i);
    await again.context().close();
  });

  it('resets a forgotten password', async () => {
    const [page, clerk] = await visit();
    const person = await anAccount(server);
    await clerk.evaluate((clerk, identifier) => clerk.client!.signIn.create({ strategy: 'reset_password_email_code', identifier }), person.email);
    const code = await server.code(person.email);
    const status = await clerk.evaluate(async (clerk, code) => {
      const signIn = await clerk.client!.signIn.attemptFirstFactor({ strategy: 'reset_password_email_code', code });
      return signIn.status;
    }, code);
    expect(status).toBe('needs_new_password');
    const password = 'another lamp on another desk';
    await clerk.evaluate((clerk, password) => clerk.client!.signIn.resetPassword({ password, signOutOfOtherSessions: true }), password);
    expect(await activate(clerk)).toBe(person.id);
    expect(await server.backend('POST', `/users/${person.id}/verify_password`, { password })).toEqual({ verified: true });
    await page.context().close();
  });

  it('signs up, with the address verified by a code', async () => {
    const [page, clerk] = await visit();
    const person = somebody();
    const missing = await clerk.evaluate(async (clerk, { email, password }) => {
      const signUp = await clerk.client!.signUp.create({ emailAddress: email, password });
      await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
      return { status: signUp.status, unverified: signUp.unverifiedFields };
    }, person);
    expect(missing).toEqual({ status: 'missing_requirements', unverified: ['email_address'] });
    const user = await clerk.evaluate(async (clerk, code) => {
      const signUp = await clerk.client!.signUp.attemptEmailAddressVerification({ code });
      await clerk.setActive({ session: signUp.createdSessionId });
      return { id: clerk.user!.id, address: clerk.user!.primaryEmailAddress!.emailAddress };
    }, await server.code(person.email));
    expect(user.address).toBe(person.email);
    expect((await server.backend('GET', `/users/${user.id}`)).id).toBe(user.id);
    await page.context().close();
  });

  it('changes the person, and gives tokens by a template', async () => {
    const [page, clerk] = await visit();
    const person = await anAccount(server);
    await byPassword(clerk, person);
    await clerk.evaluate((clerk) => clerk.user!.update({ firstName: 'Ada', unsafeMetadata: { theme: 'dark' } }));
    expect(await server.backend('GET', `/users/${person.id}`)).toMatchObject({ first_name: 'Ada', unsafe_metadata: { theme: 'dark' } });
    await server.backend('POST', '/jwt_templates', { name: `billing-${person.id}`, claims: { who: '{{user.first_name}}' } });
    const token = await clerk.evaluate((clerk, template) => clerk.session!.getToken({ template }), `billing-${person.id}`);
    expect(JSON.parse(Buffer.from(token!.split('.')[1]!, 'base64url').toString())).toMatchObject({ who: 'Ada', sub: person.id });
    await page.context().close();
  });
});

/** The addresses that redirected to an answer. */
function wayTo(answer: Response): string[] {
  const urls = [];
  for (let request = answer.request().redirectedFrom(); request; request = request.redirectedFrom()) urls.push(request.url());
  return urls;
}

/** Signs in, and returns the session's id. */
function byPassword(clerk: JSHandle<LoadedClerk>, person: Person): Promise<string> {
  return clerk.evaluate(async (clerk, { email, password }) => {
    const { createdSessionId } = await clerk.client!.signIn.create({ strategy: 'password', identifier: email, password });
    await clerk.setActive({ session: createdSessionId });
    return createdSessionId!;
  }, person);
}

function attempt(clerk: JSHandle<LoadedClerk>, code: string): Promise<{ status?: string | null; code?: string }> {
  return clerk.evaluate(
    (clerk, code) =>
      clerk.client!.signIn.attemptFirstFactor({ strategy: 'email_code', code }).then(
        ({ status }) => ({ status }),
        (error: { errors: { code: string }[] }) => ({ code: error.errors[0]!.code }),
      ),
    code,
  );
}

/** Makes what the sign-in came to the active session, and returns whose it is. */
function activate(clerk: JSHandle<LoadedClerk>): Promise<string | undefined> {
  return clerk.evaluate(async (clerk) => {
    const sessions = clerk.client!.sessions;
    await clerk.setActive({ session: sessions[sessions.length - 1]!.id });
    return clerk.user?.id;
  });
}

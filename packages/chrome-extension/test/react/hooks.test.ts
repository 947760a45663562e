import { createElement as h, Fragment, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FakeBrowser } from '../browser';
import { act, clear, jwtKey, legacy, main, newKey, probe, show, stage, until } from './screen';
import { client, refused, Scripted, session } from './scripted';

const { ClerkProvider, Show, useAuth, useClerk, useReverification, useSession, useSessionList } = main;

let browser: FakeBrowser;
let api: Scripted;

beforeEach(() => {
  ({ browser } = stage());
  api = new Scripted();
  api.install();
});

afterEach(clear);

/** Renders with these sessions, of which the first is the active one. */
async function render(sessions: { id: string }[], ...nodes: ReactNode[]): Promise<HTMLElement> {
  const publishableKey = newKey();
  browser.local.set(jwtKey(publishableKey), 'client-jwt');
  api.answers = () => ({ body: { response: client({ sessions, last_active_session_id: sessions[0]?.id ?? null }) } });
  const clerk = probe(useClerk);
  const place = await show(h(ClerkProvider, { publishableKey }, clerk.node, ...nodes));
  await until(() => clerk.last.status === 'ready');
  return place;
}

const MEMBER = { o: { id: 'org_1', slg: 'acme', rol: 'member', per: 'read', fpm: '1' }, fea: 'o:reports' };

it('shows by role, permission and whatever else has to hold', async () => {
  const cases = {
    member: { role: 'org:member' },
    admin: { role: 'org:admin' },
    reads: { permission: 'org:reports:read' },
    either: (has: (asked: { role: string }) => boolean) => has({ role: 'org:admin' }) || has({ role: 'org:member' }),
  };
  const nodes = Object.entries(cases).map(([name, when]) => h(Show, { key: name, when, fallback: `not ${name}, ` }, `${name}, `));
  const auth = probe(() => useAuth());
  const place = await render([session({}, MEMBER)], nodes, auth.node);
  await until(() => place.textContent === 'member, not admin, reads, either, ');
  expect(auth.last).toMatchObject({ orgId: 'org_1', orgRole: 'org:member', orgSlug: 'acme' });
});

it('takes who has a task to do for signed out, unless told otherwise', async () => {
  const sides = (props: object) =>
    h(Fragment, null, h(Show, { when: 'signed-in', ...props }, 'in '), h(Show, { when: 'signed-out', ...props }, 'out '));
  const [auth, lenient] = [probe(() => useAuth()), probe(() => useAuth({ treatPendingAsSignedOut: false }))];
  const pending = session({ status: 'pending', tasks: [{ key: 'choose-organization' }] });
  const place = await render([pending], sides({}), sides({ treatPendingAsSignedOut: false }), auth.node, lenient.node);
  await until(() => place.textContent === 'out in ');
  expect([auth.last.isSignedIn, auth.last.userId]).toEqual([false, null]);
  expect([lenient.last.isSignedIn, lenient.last.userId]).toEqual([true, 'user_1']);
});

it('switches between sessions', async () => {
  const two = { id: 'sess_2', user: { id: 'user_2' } };
  const sessions = [session(), session(two, { sid: 'sess_2' })];
  const [list, active, auth] = [probe(useSessionList), probe(useSession), probe(() => useAuth())];
  await render(sessions, list.node, active.node, auth.node);
  expect(list.last.sessions?.map(({ id }) => id)).toEqual(['sess_1', 'sess_2']);
  expect(active.last.session?.id).toBe('sess_1');

  api.answers = () => ({ body: { response: sessions[1], client: client({ sessions, last_active_session_id: 'sess_2' }) } });
  const went = vi.fn();
  await act(() => list.last.setActive?.({ session: 'sess_2', navigate: ({ session: { id } }) => went(id) }));
  await until(() => auth.last.userId === 'user_2');
  expect([active.last.session?.id, auth.last.sessionClaims?.sid]).toEqual(['sess_2', 'sess_2']);
  expect(went.mock.calls).toEqual([['sess_2']]);
});

it('gives the attempts whose steps throw, from the legacy entry, inside of the same provider', async () => {
  const [signIn, signUp] = [probe(legacy.useSignIn), probe(legacy.useSignUp)];
  await render([], signIn.node, signUp.node);
  expect(signIn.results[0]).toEqual({ isLoaded: false, signIn: undefined, setActive: undefined });
  expect([signIn.last.isLoaded, signUp.last.isLoaded, signUp.last.signUp?.id]).toEqual([true, true, undefined]);

  api.answers = () => refused('form_identifier_not_found', 'identifier');
  await expect(signIn.last.signIn?.create({ identifier: 'nobody@example.com' })).rejects.toMatchObject({
    errors: [{ code: 'form_identifier_not_found' }],
  });
  const complete = { id: 'sia_1', status: 'complete', created_session_id: 'sess_1' };
  const signedIn = client({ sessions: [session()], last_active_session_id: 'sess_1' });
  api.answers = (line) => ({ body: { response: line === 'POST /sign_ins' ? complete : session(), client: signedIn } });
  const attempt = await act(() => signIn.last.signIn?.create({ identifier: 'a', password: 'b' }));
  expect(attempt?.status).toBe('complete');
  await act(() => signIn.last.setActive?.({ session: attempt?.createdSessionId ?? null }));
  expect(api.requests.at(-1)).toBe('POST /sessions/sess_1/touch intent=select_session');
});

const HINT = { clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata: { reverification: { level: 'second_factor' } } } };

it.each([
  ['an answer', () => Promise.resolve(HINT), 'second_factor'],
  ['a response', () => Promise.resolve(Response.json(HINT, { status: 403 })), 'second_factor'],
  ['a refusal', (clerk: { user?: { update(params: object): Promise<unknown> } | null }) => clerk.user?.update({ firstName: 'Ada' }), undefined],
])('makes a call again once the person has proved who they are, if %s asks for it', async (_, refuse, level) => {
  const calls: string[] = [];
  const levels: unknown[] = [];
  let proved = false;
  const fetcher = probe(() => {
    const clerk = useClerk();
    return useReverification(
      async (name: string) => {
        calls.push(name);
        return proved ? { ok: name } : await refuse(clerk);
      },
      {
        onNeedsReverification: (needs) => {
          levels.push(needs.level);
          proved = true;
          needs.complete();
        },
      },
    );
  });
  await render([session()], fetcher.node);
  api.answers = () => ({ ...refused('session_reverification_required'), status: 403 });
  expect(await fetcher.last('delete')).toEqual({ ok: 'delete' });
  expect([calls, levels]).toEqual([['delete', 'delete'], [level]]);
  expect(fetcher.results.every((result) => result === fetcher.last)).toBe(true);
});

it('fails the call if the person does not prove it, or cannot be asked', async () => {
  const given = probe(() => useReverification(() => Promise.resolve(HINT), { onNeedsReverification: ({ cancel }) => cancel() }));
  const unasked = probe(() => useReverification(() => Promise.resolve(HINT)));
  const other = probe(() => useReverification(() => Promise.reject(new Error('something else'))));
  await render([], given.node, unasked.node, other.node);
  await expect(given.last()).rejects.toMatchObject({ code: 'reverification_cancelled' });
  await expect(unasked.last()).rejects.toMatchObject({ code: 'reverification_needed' });
  await expect(other.last()).rejects.toThrow('something else');
});

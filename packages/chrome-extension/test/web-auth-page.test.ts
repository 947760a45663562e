import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authenticate, leadingElsewhere, type PageActor } from '../src/web-auth/page';
import type { Answer } from '../src/web-auth/wire';
import { FakeEvent } from './browser';

/** The page's end of a port, and what somebody does at the other one. */
class FakePort {
  readonly onMessage = new FakeEvent<[Answer]>();
  readonly onDisconnect = new FakeEvent<[]>();
  readonly posted: object[] = [];
  open = true;
  postMessage(message: object): void {
    if (!this.open) throw new Error('Attempting to use a disconnected port object');
    this.posted.push(message);
  }
  disconnect(): void {
    this.open = false;
  }
}

let port: FakePort;
let refreshed = 0;
const requests: string[] = [];
const page = {
  publishableKey: 'pk_live_x',
  refresh: () => Promise.resolve(void refreshed++),
  request: (method: string, path: string) => {
    requests.push(`${method} ${path}`);
    return Promise.resolve({ id: 'sia_1', status: 'complete', created_session_id: 'sess_1' });
  },
  setActive: ({ session }: { session: string }) => Promise.resolve(void requests.push(`active ${session}`)),
} as unknown as PageActor;

beforeEach(() => {
  vi.useFakeTimers();
  port = new FakePort();
  refreshed = 0;
  requests.length = 0;
  Object.assign(globalThis, { chrome: { runtime: { connect: () => port } } });
});
afterEach(() => void vi.useRealTimers());

const google = { strategy: 'oauth_google' } as const;

describe('a page that has the worker sign in', () => {
  it('sees who is signed in once the worker is done', async () => {
    const signIn = authenticate(page, 'sign_in', { ...google, continueSignIn: true }, 'sia_1');
    expect(port.posted).toEqual([{ do: 'redirect', publishableKey: 'pk_live_x', kind: 'sign_in', params: { ...google, continueSignIn: true, continues: 'sia_1' } }]);
    port.onMessage.dispatch({ taken: true });
    port.onMessage.dispatch({ done: true });
    await signIn;
    expect([refreshed, port.open]).toEqual([1, false]);
  });

  it('keeps the worker awake for as long as it waits', async () => {
    void authenticate(page, 'sign_in', google);
    port.onMessage.dispatch({ taken: true });
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    // More often than a worker may idle, which is 30 seconds.
    expect(port.posted.length).toBeGreaterThan(10);
    port.onMessage.dispatch({ done: true });
    const posted = port.posted.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(port.posted).toHaveLength(posted);
  });

  it.each([
    ['nobody listens', 'web_auth_not_handled', () => port.onDisconnect.dispatch()],
    ['somebody listens, but not for this', 'web_auth_not_handled', () => vi.advanceTimersByTimeAsync(5_000)],
    [
      'the worker ends',
      'worker_stopped',
      () => {
        port.onMessage.dispatch({ taken: true });
        port.onDisconnect.dispatch();
      },
    ],
    ['the user closes the window', 'web_auth_cancelled', () => port.onMessage.dispatch({ error: { code: 'web_auth_cancelled', message: 'Closed.' } })],
  ])('is told if %s: %s', async (_, code, happens) => {
    const signIn = expect(authenticate(page, 'sign_in', google)).rejects.toMatchObject({ name: 'ClerkRuntimeError', code });
    await happens();
    await signIn;
    expect([refreshed, port.open]).toEqual([0, false]);
  });
});

describe('a page that waits for a link', () => {
  const prepared: string[] = [];
  const step = (rule: string, params?: unknown) => Promise.resolve(void prepared.push(`${rule} ${JSON.stringify(params ?? {})}`));
  const flow = () => {
    const { createEmailLinkFlow } = leadingElsewhere('sign_in', { id: 'sia_1' }, step, page) as {
      createEmailLinkFlow(): { startEmailLinkFlow(params: object): Promise<void>; cancelEmailLinkFlow(): void };
    };
    return createEmailLinkFlow();
  };
  const sent = { emailAddressId: 'idn_1', redirectUrl: 'https://app.example/' };
  beforeEach(() => void (prepared.length = 0));

  it('leaves the waiting to the worker, and can give it up', async () => {
    const { startEmailLinkFlow, cancelEmailLinkFlow } = flow();
    const started = startEmailLinkFlow(sent);
    await vi.advanceTimersByTimeAsync(0);
    port.onMessage.dispatch({ taken: true });
    cancelEmailLinkFlow();
    expect(port.posted.slice(0, 2)).toEqual([{ do: 'link', publishableKey: 'pk_live_x', kind: 'sign_in', id: 'sia_1' }, { cancel: true }]);
    port.onMessage.dispatch({ done: true });
    await started;
    expect(prepared).toEqual([`POST /prepare_first_factor ${JSON.stringify({ strategy: 'email_link', ...sent })}`, 'GET {}']);
    expect(requests).toEqual([]);
  });

  it('waits itself where no worker does', async () => {
    const started = flow().startEmailLinkFlow(sent);
    await vi.advanceTimersByTimeAsync(0);
    port.onDisconnect.dispatch();
    await started;
    expect(requests).toEqual(['GET /client/sign_ins/sia_1', 'active sess_1']);
  });
});

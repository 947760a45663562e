import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppClerk } from '../../src/web/app-clerk';
import { answer, asked, client, DEVELOPMENT, PRODUCTION, refusal, sent, session, shown, token, visit } from './frontend';

const TOKENS = '/client/sessions/sess_a/tokens';

let visible: boolean;
/** What the clients of a test have listened to, which lives no longer than its page. */
const heard: [string, EventListener][] = [];

beforeEach(() => {
  vi.useFakeTimers();
  visible = true;
  const listen = document.addEventListener.bind(document);
  vi.spyOn(document, 'addEventListener').mockImplementation((name: string, listener: unknown) => {
    heard.push([name, listener as EventListener]);
    listen(name, listener as EventListener);
  });
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (visible ? 'visible' : 'hidden'));
  answer('/dev_browser', { body: { id: 'dvb_new' } });
});
afterEach(() => {
  for (const [name, listener] of heard.splice(0)) document.removeEventListener(name, listener);
  vi.restoreAllMocks();
  vi.clearAllTimers();
  vi.useRealTimers();
});

async function loaded(json: object | null, key = PRODUCTION): Promise<AppClerk> {
  answer('/client', shown(json));
  const clerk = new AppClerk(key);
  await clerk.load();
  sent.length = 0;
  return clerk;
}

const cookie = (name: string) => document.cookie.split('; ').find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
const secs = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const minted = (...jwts: string[]) => answer(TOKENS, ...jwts.map((jwt) => ({ body: { object: 'token', jwt } })));

function appear(now: boolean): void {
  visible = now;
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the client of an application', () => {
  it('asks the frontend API of its key, with cookies in production', async () => {
    answer('/client', shown(null));
    const clerk = new AppClerk(PRODUCTION);
    await clerk.load();
    expect(sent.map(({ url, init }) => [url.origin + url.pathname, init.credentials])).toEqual([['https://auth.example.com/v1/client', 'include']]);
    expect([...(sent[0]?.url.searchParams.keys() ?? [])]).toEqual(['__clerk_api_version']);
    expect([clerk.frontendApi, clerk.instanceType, clerk.session, document.cookie]).toEqual(['auth.example.com', 'production', null, '']);
  });

  it('takes over in development who led here, before it asks', async () => {
    visit('https://app.example.com/?__clerk_db_jwt=dvb_there');
    answer('/client', shown(null));
    const clerk = new AppClerk(DEVELOPMENT);
    await clerk.load();
    expect(sent.map(({ url }) => url.searchParams.get('__clerk_db_jwt'))).toEqual(['dvb_there']);
    expect(location.search).toBe('');
    expect(clerk.buildUrlWithAuth('https://auth.example.com/user')).toBe('https://auth.example.com/user?__clerk_db_jwt=dvb_there');
    expect(clerk.buildUrlWithAuth('/user')).toBe('https://app.example.com/user');
  });

  it('leaves an address as it is in production', async () => {
    visit('https://app.example.com/?__clerk_db_jwt=dvb_there');
    const clerk = await loaded(null);
    expect(location.search).toBe('?__clerk_db_jwt=dvb_there');
    expect(clerk.buildUrlWithAuth('https://auth.example.com/user')).toBe('https://auth.example.com/user');
  });

  it('tries again while the server is out of reach', async () => {
    answer('/client', new TypeError('offline'), { status: 503, body: { errors: [] } }, shown(client(session('sess_a', token()))));
    const clerk = new AppClerk(PRODUCTION);
    const loading = clerk.load();
    await vi.waitFor(() => expect(asked('/client')).toHaveLength(3), { timeout: 10_000, interval: 100 });
    await loading;
    expect([clerk.status, clerk.isSignedIn, asked('/client').length]).toEqual(['ready', true, 3]);
  });

  it('does not insist where it is refused', async () => {
    answer('/client', refusal(400, 'origin_invalid'));
    const clerk = new AppClerk(PRODUCTION);
    await expect(clerk.load()).rejects.toMatchObject({ status: 400, errors: [{ code: 'origin_invalid' }] });
    expect([clerk.status, asked('/client').length]).toEqual(['error', 1]);
  });
});

describe('its cookies', () => {
  it('say in production who is signed in, and leave the rest to the server', async () => {
    await loaded(client(session('sess_a', token())));
    expect(cookie('__session')).toBe(token());
    expect(document.cookie).toMatch(/__session_[\w-]{8}=/);
    expect(document.cookie).not.toMatch(/__client_uat|__clerk_db_jwt/);
  });

  it('say in development since when, in seconds', async () => {
    await loaded(client(session('sess_a', token())), DEVELOPMENT);
    expect([cookie('__session'), cookie('__client_uat'), cookie('__clerk_db_jwt')]).toEqual([token(), '1700000000', 'dvb_new']);
  });

  it('say that nobody is', async () => {
    document.cookie = `__session=${token()}; Path=/`;
    await loaded(client(), DEVELOPMENT);
    expect([cookie('__session'), cookie('__client_uat')]).toEqual([undefined, '0']);
  });

  it('are gone before anybody hears of a sign-out', async () => {
    const clerk = await loaded(client(session('sess_a', token())), DEVELOPMENT);
    const seen: unknown[] = [];
    clerk.addListener(({ session }) => seen.push([session, cookie('__session'), cookie('__client_uat')]), { skipInitialEmit: true });
    answer('/client/sessions', { body: { response: {}, client: client() } });
    await clerk.signOut();
    expect(seen).toEqual([[null, undefined, '0']]);
  });

  it('are for the page in front to write', async () => {
    visible = false;
    const clerk = await loaded(client(session('sess_a', token()), session('sess_b', token(0, 60, 'sess_b'))));
    expect(cookie('__session')).toBe(undefined);
    await clerk.setActive({ session: null });
    appear(true);
    expect(cookie('__session')).toBe(undefined);
    answer('/client/sessions/sess_b/touch', { body: { response: {}, client: client(session('sess_a', token()), session('sess_b', token(0, 60, 'sess_b'))) } });
    await clerk.setActive({ session: 'sess_b' });
    expect(cookie('__session')).toBe(token(0, 60, 'sess_b'));
  });

  it('stay through trouble', async () => {
    const clerk = await loaded(client(session('sess_a', token())));
    answer('/me', new TypeError('offline'));
    await expect(clerk.request('GET', '/me')).rejects.toMatchObject({ code: 'network_error' });
    expect(cookie('__session')).toBe(token());
  });
});

describe('its token', () => {
  it('is the one that came with the client, while it is good', async () => {
    const clerk = await loaded(client(session('sess_a', token())));
    expect(await clerk.session?.getToken()).toBe(token());
    expect(sent).toEqual([]);
  });

  it('is fetched once for all who ask', async () => {
    const clerk = await loaded(client(session('sess_a')));
    minted(token());
    expect(await Promise.all(Array.from({ length: 10 }, () => clerk.session?.getToken()))).toEqual(Array(10).fill(token()));
    expect(asked(TOKENS)).toHaveLength(1);
  });

  it('is renewed in time while the page is in front, and so is the cookie', async () => {
    await loaded(client(session('sess_a', token())));
    minted(token(45), token(90));
    await secs(44);
    expect(sent).toEqual([]);
    await secs(1);
    expect([asked(TOKENS).length, cookie('__session')]).toEqual([1, token(45)]);
    await secs(45);
    expect([asked(TOKENS).length, cookie('__session')]).toEqual([2, token(90)]);
  });

  it('is left alone while the page is not, and renewed when it is again', async () => {
    await loaded(client(session('sess_a', token())));
    appear(false);
    await secs(600);
    expect(sent).toEqual([]);
    minted(token(600));
    appear(true);
    await secs(0);
    expect([asked(TOKENS).length, cookie('__session')]).toEqual([1, token(600)]);
  });

  it('is fetched anew on request, and by template, which no cookie shows', async () => {
    const clerk = await loaded(client(session('sess_a', token())));
    answer(`${TOKENS}/billing`, { body: { jwt: token(1) } });
    expect([await clerk.session?.getToken({ template: 'billing' }), await clerk.session?.getToken({ template: 'billing' })]).toEqual([token(1), token(1)]);
    expect([sent.length, cookie('__session')]).toEqual([1, token()]);
    minted(token(2));
    expect([await clerk.session?.getToken({ skipCache: true }), cookie('__session')]).toEqual([token(2), token(2)]);
  });

  it('outlives a server that is down, and is tried for again', async () => {
    const clerk = await loaded(client(session('sess_a', token())));
    answer(TOKENS, { status: 503, body: { errors: [] } });
    await secs(60);
    expect(clerk.session?.id).toBe('sess_a');
    const tries = asked(TOKENS).length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(10);
    minted(token(70));
    await secs(10);
    expect(cookie('__session')).toBe(token(70));
  });

  it('is none once the client says that the session is over', async () => {
    const clerk = await loaded(client(session('sess_a')));
    answer(TOKENS, refusal(404, 'resource_not_found'));
    answer('/client', shown(client()));
    expect([await clerk.getToken('sess_a', {}), clerk.session, cookie('__session')]).toEqual([null, null, undefined]);
  });

  it('is not asked for again and again where the server refuses it', async () => {
    const clerk = await loaded(client(session('sess_a')));
    answer(TOKENS, refusal(403, 'not_allowed_access'));
    await secs(120);
    expect([asked(TOKENS).length, clerk.session?.id]).toEqual([1, 'sess_a']);
    await expect(clerk.session?.getToken()).rejects.toMatchObject({ status: 403 });
  });
});

describe('pages of one browser', () => {
  it('hear of a sign-out, and of tokens, from one another', async () => {
    const here = await loaded(client(session('sess_a', token())));
    const there = await loaded(client(session('sess_a', token())));
    minted(token(30));
    vi.useRealTimers();
    await there.session?.getToken({ skipCache: true });
    await vi.waitFor(async () => expect(await here.session?.getToken()).toBe(token(30)));
    expect(asked(TOKENS)).toHaveLength(1);
    answer('/client/sessions', { body: { response: {}, client: client() } });
    answer('/client', shown(client()));
    await there.signOut();
    await vi.waitFor(() => expect(here.session).toBe(null));
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isPrivate, matcher } from '../src/bridge/pattern';
import { expose } from '../src/bridge/expose';
import { callerOf, policyOf } from '../src/bridge/policy';
import { PORT, type Ask } from '../src/bridge/wire';
import type { CreateClerkClient } from '../src/create';
import { FakeEvent } from './browser';

const matches = (pattern: string, url: string) => matcher('fetch', [pattern])(new URL(url));

describe('match patterns', () => {
  it.each([
    ['https://api.example.com/*', 'https://api.example.com/v1?a=b'],
    ['https://api.example.com/*', 'https://api.example.com:8443/'],
    ['https://API.example.com/*', 'https://api.example.com/'],
    ['https://api.example.com:8443/*', 'https://api.example.com:8443/'],
    ['https://api.example.com:443/*', 'https://api.example.com/'],
    ['https://api.example.com:*/*', 'https://api.example.com:8443/'],
    ['https://*.example.com/*', 'https://example.com/'],
    ['https://*.example.com/*', 'https://a.b.example.com/'],
    ['*://example.com/v1/*', 'http://example.com/v1/users'],
    ['https://example.com/v1.0/(a)?b', 'https://example.com/v1.0/(a)?b'],
    ['http://[::1]:3000/*', 'http://[::1]:3000/x'],
  ])('%s covers %s', (pattern, url) => {
    expect(matches(pattern, url)).toBe(true);
  });

  it.each([
    ['https://api.example.com/*', 'http://api.example.com/'],
    ['https://api.example.com/*', 'https://api.example.com.evil.org/'],
    ['https://api.example.com/*', 'https://evil.org/https://api.example.com/'],
    ['https://api.example.com/*', 'https://api.example.com@evil.org/'],
    ['https://*.example.com/*', 'https://evilexample.com/'],
    ['https://api.example.com:8443/*', 'https://api.example.com/'],
    ['https://example.com/v1/*', 'https://example.com/v1/../admin'],
    ['https://example.com/v1.0/*', 'https://example.com/v1x0/'],
    ['*://example.com/*', 'ftp://example.com/'],
  ])('%s does not cover %s', (pattern, url) => {
    expect(matches(pattern, url)).toBe(false);
  });

  it.each(['', '*', '<all_urls>', 'example.com', 'https://example.com', 'https://*/*', 'https://*example.com/*', 'https://a@b/*', 'file:///*'])(
    '%j is refused as a destination',
    (pattern) => {
      expect(() => matcher('fetch', [pattern])).toThrow(expect.objectContaining({ code: 'pattern_invalid' }));
    },
  );

  it('only https is private, and http to this machine', () => {
    const addresses = ['https://example.com', 'http://localhost:1', 'http://a.localhost', 'http://127.1.2.3', 'http://[::1]'];
    expect(addresses.map((url) => isPrivate(new URL(url)))).toEqual([true, true, true, true, true]);
    const open = ['http://example.com', 'http://localhost.evil.org', 'http://127.0.0.1.evil.org', 'http://xlocalhost', 'ws://localhost'];
    expect(open.map((url) => isPrivate(new URL(url)))).toEqual([false, false, false, false, false]);
  });
});

describe('callers', () => {
  const ID = 'abcdefghijklmnopabcdefghijklmnop';
  const page = { id: ID, url: 'https://app.example.com/a', origin: 'https://app.example.com', tab: { id: 1 }, frameId: 0 } as chrome.runtime.MessageSender;
  const policy = policyOf({
    publishableKey: 'pk',
    matches: ['https://app.example.com/*'],
    fetch: ['https://api.example.com/*', 'http://api.example.com/*'],
    tokens: ['https://own.example.com/*'],
  });
  const inFrames = policyOf({ ...policy.options, frames: 'all' });

  beforeEach(() => {
    const runtime = { id: ID, getURL: (path: string) => `chrome-extension://${ID}/${path}` };
    Object.assign(globalThis, { chrome: { runtime } });
  });

  it('are content scripts on listed pages', () => {
    expect(policy.mayFetch(callerOf(page))).toBe(true);
    expect(policy.mayHaveToken(callerOf(page))).toBe(false);
    expect(policy.mayFetch(callerOf({ ...page, url: 'https://own.example.com/', origin: 'https://own.example.com' }))).toBe(false);
    expect(policy.mayHaveToken(callerOf({ ...page, url: 'https://own.example.com/', origin: 'https://own.example.com' }))).toBe(true);
  });

  it('are in frames only where that is wanted', () => {
    expect(policy.mayFetch(callerOf({ ...page, frameId: 7 }))).toBe(false);
    expect(inFrames.mayFetch(callerOf({ ...page, frameId: 7 }))).toBe(true);
  });

  it('are the own pages, for everything', () => {
    const own = { id: ID, url: `chrome-extension://${ID}/popup.html`, origin: `chrome-extension://${ID}` };
    expect(callerOf(own)).toBe('own page');
    expect(callerOf({ id: ID, url: own.url })).toBe('own page');
    expect(policy.mayFetch('own page') && policy.mayHaveToken('own page')).toBe(true);
  });

  it.each([
    ['another extension', { id: 'ponmlkjihgfedcbaponmlkjihgfedcba' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a document whose address is not its origin\'s', { origin: 'https://evil.example.com' }],
    ['a page that is prerendered', { documentLifecycle: 'prerender' }],
    ['something without a tab', { tab: undefined }],
    ['a sandboxed page of the extension', { url: `chrome-extension://${ID}/sandbox.html`, origin: 'null' }],
  ])('are never %s', (_, change) => {
    expect(() => callerOf({ ...page, ...change } as chrome.runtime.MessageSender)).toThrow(expect.objectContaining({ code: 'sender_not_allowed' }));
  });

  it('reach what is listed, and not in the clear', () => {
    expect(policy.isDestination(new URL('https://api.example.com/'))).toBe(true);
    expect(policy.isDestination(new URL('http://api.example.com/'))).toBe(false);
  });
});

describe('a worker whose options cannot be used', () => {
  const ID = 'abcdefghijklmnopabcdefghijklmnop';
  const sender = { id: ID, url: 'https://app.example.com/', origin: 'https://app.example.com', tab: { id: 1 }, frameId: 0 };
  const createClerkClient = (() => Promise.resolve({ session: { getToken: () => Promise.resolve('a token') } })) as unknown as CreateClerkClient;
  const onConnect = new FakeEvent<[object]>();

  function answerTo(ask: Ask): Promise<unknown> {
    return new Promise((resolve) => {
      const onMessage = new FakeEvent<[Ask]>();
      onConnect.dispatch({ name: PORT, sender, onMessage, onDisconnect: new FakeEvent(), postMessage: resolve });
      onMessage.dispatch(ask);
    });
  }

  it('runs, reports them, refuses what they would have allowed by its code, and does what others allow', async () => {
    Object.assign(globalThis, { chrome: { runtime: { id: ID, getURL: (path: string) => `chrome-extension://${ID}/${path}`, onConnect } } });
    const reportError = vi.fn();
    Object.assign(globalThis, { reportError });
    const fetch = ['https://api.example.com/*'];
    expose({ publishableKey: 'pk', matches: ['app.example.com'], fetch }, createClerkClient);
    expose({ publishableKey: 'pk', matches: ['https://app.example.com/*'] } as never, createClerkClient);
    expect(reportError.mock.calls.flat()).toMatchObject([{ code: 'pattern_invalid' }, { code: 'pattern_invalid' }]);
    const refused = { error: { code: 'pattern_invalid', message: expect.stringContaining('"app.example.com"') as string } };
    expect(await answerTo({ do: 'token' })).toMatchObject(refused);
    expect(await answerTo({ do: 'fetch', url: 'https://api.example.com/', method: 'GET', headers: [] })).toMatchObject(refused);

    expose({ publishableKey: 'pk', matches: [], fetch: [], tokens: ['https://app.example.com/*'] }, createClerkClient);
    expect(await answerTo({ do: 'token' })).toEqual({ token: 'a token' });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionTokens } from '../../src/web/session-tokens';
import { token } from './frontend';

let tokens: SessionTokens;

beforeEach(() => {
  vi.useFakeTimers();
  tokens = new SessionTokens();
});
afterEach(() => void vi.useRealTimers());

const wait = (secs: number) => vi.advanceTimersByTime(secs * 1000);

describe('session tokens', () => {
  it('are given out until five seconds before their end, whatever the clock says', () => {
    vi.setSystemTime(new Date('1999-01-01'));
    tokens.take('sess_a', token());
    wait(54);
    expect(tokens.get('sess_a')).toBe(token());
    wait(1);
    expect(tokens.get('sess_a')).toBe(undefined);
  });

  it('are not given out once the clock was set back', () => {
    tokens.take('sess_a', token());
    vi.setSystemTime(Date.now() - 3_600_000);
    expect([tokens.get('sess_a'), tokens.dueIn('sess_a')]).toEqual([undefined, 0]);
  });

  it.each([
    [60, 45_000],
    [10, 5_000],
  ])('of %s seconds are renewed after %s ms', (life, due) => {
    tokens.take('sess_a', token(0, life));
    expect(tokens.dueIn('sess_a')).toBe(due);
  });

  it('give way to newer ones only', () => {
    expect(tokens.take('sess_a', token(10))).toBe(true);
    expect([tokens.take('sess_a', token(9)), tokens.take('sess_a', token(10)), tokens.get('sess_a')]).toEqual([false, false, token(10)]);
    expect([tokens.take('sess_a', token(11)), tokens.get('sess_a')]).toEqual([true, token(11)]);
  });

  it('that cannot be read are not kept', () => {
    expect([tokens.take('sess_a', 'opaque'), tokens.take('sess_a', ''), tokens.get('sess_a')]).toEqual([false, false, undefined]);
  });

  it('are fetched once for all who ask meanwhile, and again after trouble', async () => {
    const mint = vi.fn(() => Promise.reject<string>(new Error('offline')));
    const both = [tokens.renew('sess_a', mint), tokens.renew('sess_a', mint)];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(mint).toHaveBeenCalledTimes(1);
    expect(await tokens.renew('sess_a', () => Promise.resolve('next'))).toBe('next');
  });
});

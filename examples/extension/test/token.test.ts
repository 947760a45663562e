import { describe, expect, it } from 'vitest';

import { decodeClaims, formatRemaining, listClaims, remainingMs } from '../src/shared/token.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown) => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;

describe('claims of a token', () => {
  it('are decoded from base64url as UTF-8', () => {
    const claims = { iat: 100, exp: 160, name: 'Zoë ÿ?>~ 日本' };
    expect(decodeClaims(jwt(claims))).toEqual(claims);
  });

  it.each([
    ['too few parts', 'a.b'],
    ['no base64', 'a.%%%.c'],
    ['no JSON', `a.${Buffer.from('{"iat":').toString('base64url')}.c`],
    ['no times', jwt({ sub: 'user_1' })],
    ['null', jwt(null)],
  ])('are undefined for %s', (_, text) => {
    expect(decodeClaims(text)).toBeUndefined();
  });

  it('are listed with the known ones first', () => {
    expect(listClaims({ custom: 1, exp: 2, iat: 1, sub: 'u' }).map(([name]) => name)).toEqual([
      'sub',
      'iat',
      'exp',
      'custom',
    ]);
  });
});

describe('time left', () => {
  const claims = { iat: 1_000, exp: 1_060 };

  it('runs from the whole life down to nothing', () => {
    expect(remainingMs(claims, 1_000_000)).toBe(60_000);
    expect(remainingMs(claims, 1_059_001)).toBe(999);
    expect(remainingMs(claims, 1_060_000)).toBe(0);
    expect(remainingMs(claims, 9_999_000)).toBe(0);
  });

  it('is never more than the life of the token, however far the clock lags', () => {
    expect(remainingMs(claims, 0)).toBe(60_000);
  });

  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [59_001, '1 min 00 s'],
    [47_000, '47 s'],
    [125_000, '2 min 05 s'],
    [3_660_000, '1 h 01 min'],
  ])('%d ms read as %s', (ms, text) => {
    expect(formatRemaining(ms)).toBe(text);
  });
});

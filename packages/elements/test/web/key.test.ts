import { describe, expect, it } from 'vitest';
import { frontendApiOf, originOf } from '../../src/web/key';
import { visit } from './frontend';

describe('a publishable key', () => {
  it.each([
    ['pk_test_YXV0aC5leGFtcGxlLmNvbSQ', 'auth.example.com'],
    ['pk_live_YXV0aC5leGFtcGxlLmNvbSQ=', 'auth.example.com'],
    [`pk_test_${btoa('auth.nightdesk.localhost:4400$')}`, 'auth.nightdesk.localhost:4400'],
  ])('names a host: %s', (key, host) => expect(frontendApiOf(key)).toBe(host));

  it.each([
    ['', 'publishable_key_missing'],
    ['sk_test_abc', 'publishable_key_is_secret'],
    [' pk_test_YXV0aC5leGFtcGxlLmNvbSQ=', 'publishable_key_invalid'],
    ['pk_test_YXV0aC5leGFtcGxlLmNvbQ==', 'publishable_key_invalid'],
    ['pk_test_!', 'publishable_key_invalid'],
    [`pk_test_${btoa('localhost:3001$')}`, 'publishable_key_invalid'],
    [`pk_test_${btoa('evil.test/path$')}`, 'publishable_key_invalid'],
    [`pk_other_${btoa('auth.example.com$')}`, 'publishable_key_invalid'],
  ])('is refused by code: "%s"', (key, code) => expect(() => frontendApiOf(key)).toThrow(expect.objectContaining({ code })));

  it.each([
    ['http://localhost:3000/', 'auth.example.com', 'https://auth.example.com'],
    ['http://localhost:3000/', 'auth.nightdesk.localhost:4400', 'http://auth.nightdesk.localhost:4400'],
    ['https://localhost:3000/', 'auth.nightdesk.localhost:4400', 'https://auth.nightdesk.localhost:4400'],
    ['http://127.0.0.1:3000/', '127.0.0.1:4400', 'http://127.0.0.1:4400'],
    ['http://localhost:3000/', 'localhost.example.com', 'https://localhost.example.com'],
  ])('asked from %s, %s is at %s', (page, host, origin) => {
    visit(page);
    expect(originOf(host)).toBe(origin);
  });
});

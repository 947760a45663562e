import { describe, expect, it } from 'vitest';

import { parsePublishableKey } from '../build/publishable-key.ts';

const encode = (text: string) => Buffer.from(text).toString('base64');

describe('publishable key', () => {
  it('says which frontend API it belongs to, and what kind the instance is', () => {
    expect(parsePublishableKey(`pk_test_${encode('auth.nightdesk.localhost:4400$')}`)).toEqual({
      environment: 'development',
      frontendApi: 'auth.nightdesk.localhost:4400',
    });
    expect(parsePublishableKey(`pk_live_${encode('clerk.example.com$').replaceAll('=', '')}`)).toEqual({
      environment: 'production',
      frontendApi: 'clerk.example.com',
    });
  });

  it.each([
    ['missing', undefined, 'is not set'],
    ['empty', '', 'is not set'],
    ['secret', `sk_test_${encode('clerk.example.com$')}`, 'Secret keys must never'],
    ['of another product', 'pk_abc', 'is not a publishable key'],
    ['cut short', `pk_test_${encode('clerk.example.com$').slice(0, 12)}`, 'is not a publishable key'],
    ['without a host', `pk_test_${encode('$')}`, 'is not a publishable key'],
    ['without a dot in the host', `pk_test_${encode('localhost$')}`, 'is not a publishable key'],
    ['padded with a space', ` pk_test_${encode('clerk.example.com$')}`, 'is not a publishable key'],
  ])('is refused when it is %s, with the remedy', (_, key, cause) => {
    expect(() => parsePublishableKey(key)).toThrow(cause);
    expect(() => parsePublishableKey(key)).toThrow('nightdesk dev');
  });
});

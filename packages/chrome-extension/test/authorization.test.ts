import { expect, it } from 'vitest';
import { isAuthorized } from '../src/authorization';
import { tokenFrom } from '../src/session-token';
import type { CheckAuthorizationParams } from '../src/types';

const CLAIMS = {
  ...{ fea: 'o:billing,u:export,ou:reports', pla: 'u:pro', fva: [5, -1] as [number, number] },
  o: { id: 'org_1', rol: 'admin', per: 'read,manage', fpm: '3,1' },
};

it.each<[CheckAuthorizationParams, boolean]>([
  [{}, false],
  [{ role: 'org:admin' }, true],
  [{ role: 'admin' }, true],
  [{ role: 'member' }, false],
  [{ permission: 'org:billing:manage' }, true],
  [{ permission: 'org:reports:read' }, true],
  [{ permission: 'org:reports:manage' }, false],
  [{ permission: 'org:export:read' }, false],
  [{ feature: 'export' }, true],
  [{ feature: 'org:export' }, false],
  [{ feature: 'user:reports' }, true],
  [{ feature: 'team:reports' }, false],
  [{ plan: 'organization:pro' }, false],
  [{ plan: 'user:pro' }, true],
  [{ role: 'admin', plan: 'gold' }, false],
  [{ reverification: 'strict' }, true],
  [{ reverification: { level: 'first_factor', afterMinutes: 5 } }, false],
  [{ reverification: { level: 'multi_factor', afterMinutes: 6 } }, true],
  [{ reverification: { level: 'third_factor' as never, afterMinutes: 6 } }, false],
  [{ reverification: 'unknown' as never }, false],
])('%j is granted: %s', (asked, granted) => {
  expect(isAuthorized(CLAIMS, asked)).toBe(granted);
});

it('asks for the second factor of who has one', () => {
  expect(isAuthorized({ fva: [1, 30] }, { reverification: 'strict' })).toBe(false);
  expect(isAuthorized({ fva: [90, 30] }, { reverification: 'moderate' })).toBe(true);
  expect(isAuthorized({ fva: [90, 1] }, { reverification: 'strict_mfa' })).toBe(false);
  expect(isAuthorized({}, { reverification: 'lax' })).toBe(false);
});

it('takes a token apart, whatever alphabet its claims are written in', () => {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const token = tokenFrom(`${part({ alg: 'RS256' })}.${part({ name: 'Zoë ✓' })}.c2ln`);
  expect(token.jwt?.claims).toMatchObject({ name: 'Zoë ✓', __raw: token.getRawString() });
});

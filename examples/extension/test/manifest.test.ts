import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { hostPermissions, manifest } from '../build/manifest.ts';
import { manifestFor, platformOf } from '../platform.ts';

const key = (host: string, kind = 'test') => `pk_${kind}_${Buffer.from(`${host}$`).toString('base64')}`;

describe('manifest', () => {
  it('asks for storage and the side panel, and for cookies only to follow a web app', () => {
    const publishableKey = key('auth.nightdesk.localhost:4400');
    expect(manifest({ publishableKey, version: '1.0' }).permissions).toEqual(['storage', 'sidePanel']);
    const following = manifest({ publishableKey, version: '1.0', syncHost: 'http://app.nightdesk.localhost:3000' });
    expect(following.permissions).toEqual(['storage', 'sidePanel', 'cookies']);
  });

  it('leaves the content security policy at its default', () => {
    expect(manifest({ publishableKey: key('auth.example.com'), version: '1.0' })).not.toHaveProperty(
      'content_security_policy',
    );
  });

  it('pins the id of the extension', () => {
    const { key: der = '' } = manifest({ publishableKey: key('auth.example.com'), version: '1.0' });
    const digest = createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex').slice(0, 32);
    const id = [...digest].map((nibble) => String.fromCharCode(97 + parseInt(nibble, 16))).join('');
    expect(id).toBe('afgmcokapbekdjonmmonppdlhblphhki');
  });
});

describe('host permissions', () => {
  it('cover both schemes of a loopback host, on any port', () => {
    expect(hostPermissions('auth.nightdesk.localhost:4400')).toEqual([
      'http://auth.nightdesk.localhost/*',
      'https://auth.nightdesk.localhost/*',
    ]);
    expect(hostPermissions('127.0.0.1:4400')).toEqual(['http://127.0.0.1/*', 'https://127.0.0.1/*']);
  });

  it('cover only https elsewhere', () => {
    expect(hostPermissions('clerk.example.com')).toEqual(['https://clerk.example.com/*']);
  });

  it('add the sync host and the domain whose cookies both see', () => {
    expect(hostPermissions('clerk.example.com', 'https://app.example.com/start')).toEqual([
      'https://clerk.example.com/*',
      'https://app.example.com/*',
      'https://example.com/*',
    ]);
  });

  it('add no domain for hosts that share only a top-level name', () => {
    expect(hostPermissions('clerk.example.com', 'https://app.example.org')).toEqual([
      'https://clerk.example.com/*',
      'https://app.example.org/*',
    ]);
    expect(hostPermissions('clerk.one.com', 'https://app.two.com')).not.toContain('https://com/*');
  });

  it('name each host once', () => {
    expect(hostPermissions('app.example.com', 'https://app.example.com')).toEqual(['https://app.example.com/*']);
  });

  it('refuse a sync host that is no web address', () => {
    expect(() => hostPermissions('clerk.example.com', 'app.example.com')).toThrow('NIGHTDESK_SYNC_HOST');
    expect(() => hostPermissions('clerk.example.com', 'ftp://app.example.com')).toThrow('http or https');
  });
});

describe('the manifest for Firefox', () => {
  const forFirefox = (syncHost?: string) =>
    JSON.parse(
      JSON.stringify(manifestFor('firefox', manifest({ publishableKey: key('auth.example.com'), version: '1.0', syncHost }))),
    ) as Record<string, unknown>;

  it('has an event page and a sidebar, and none of what only Chromium knows', () => {
    const built = forFirefox('https://app.example.com');
    expect(built).toMatchObject({
      background: { scripts: ['background.js'] },
      sidebar_action: { default_panel: 'sidepanel.html' },
      permissions: ['storage', 'cookies'],
    });
    for (const name of ['key', 'minimum_chrome_version', 'side_panel']) expect(built).not.toHaveProperty(name);
  });

  it('is asked for by name', () => {
    expect(platformOf(undefined)).toBe('chrome');
    expect(platformOf('firefox')).toBe('firefox');
    expect(() => platformOf('netscape')).toThrow('chrome, firefox');
  });
});

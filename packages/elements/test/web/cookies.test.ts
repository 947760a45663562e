import { describe, expect, it, vi } from 'vitest';
import { Cookies } from '../../src/web/cookies';
import { visit } from './frontend';

const KEY = 'pk_live_Y2xlcmsuZXhhbXBsZS5jb20k';

describe('cookies of the application', () => {
  it('are written by both names, of which the suffix is that of official backends', async () => {
    const cookies = await Cookies.of(KEY);
    cookies.write('__session', 'a.b.c');
    expect(document.cookie.split('; ').sort()).toEqual(['__session=a.b.c', '__session_naoXFJnI=a.b.c']);
    cookies.remove('__session');
    expect(document.cookie).toBe('');
  });

  it('are those of this instance, also where another one shares the host', async () => {
    const [cookies, others] = await Promise.all([Cookies.of(KEY), Cookies.of('pk_live_b3RoZXIuZXhhbXBsZS5jb20k')]);
    cookies.write('__clerk_db_jwt', 'ours');
    others.write('__clerk_db_jwt', 'theirs');
    expect([cookies.read('__clerk_db_jwt'), others.read('__clerk_db_jwt')]).toEqual(['ours', 'theirs']);
    others.remove('__clerk_db_jwt');
    expect([cookies.read('__clerk_db_jwt'), others.read('__clerk_db_jwt')]).toEqual(['ours', undefined]);
  });

  it('are not written again for nothing', async () => {
    const cookies = await Cookies.of(KEY);
    cookies.write('__client_uat', '7');
    const write = vi.spyOn(document, 'cookie', 'set');
    cookies.write('__client_uat', '7');
    expect(write).not.toHaveBeenCalled();
    cookies.write('__client_uat', '8');
    expect(write).toHaveBeenCalledTimes(2);
    write.mockRestore();
  });

  it.each([
    ['https://app.example.com/', /; SameSite=Lax; Secure$/],
    ['http://localhost:3000/', /; SameSite=Lax$/],
  ])('are for https alone at %s', async (url, attributes) => {
    visit(url);
    const cookies = await Cookies.of(KEY);
    const write = vi.spyOn(document, 'cookie', 'set');
    cookies.write('__session', 'a');
    expect(write.mock.calls.map(([cookie]) => cookie)).toEqual([expect.stringMatching(attributes), expect.stringMatching(attributes)]);
    write.mockRestore();
  });

  it('are read by backends also where older ones of the whole site were in front of them', async () => {
    const cookies = await Cookies.of(KEY);
    document.cookie = '__session=old; Path=/; Domain=example.com';
    cookies.write('__session', 'new');
    expect(document.cookie.split('; ').sort()).toEqual(['__session=new', '__session_naoXFJnI=new']);
    document.cookie = '__session=other; Path=/; Domain=example.com';
    cookies.remove('__session');
    expect(document.cookie).toBe('');
  });

  it('are for the whole site where servers write them so', async () => {
    const cookies = await Cookies.of(KEY);
    const write = vi.spyOn(document, 'cookie', 'set');
    cookies.writeForSite('__client_uat', '7');
    expect(write.mock.calls.at(-1)?.[0]).toMatch(/^__client_uat_naoXFJnI=7; Path=\/; Domain=[\w.]+; Max-Age=/);
    expect(document.cookie.split('; ').sort()).toEqual(['__client_uat=7', '__client_uat_naoXFJnI=7']);
    write.mockRestore();
  });

  it('have their plain names where browsers do not hash', async () => {
    vi.stubGlobal('crypto', {});
    const cookies = await Cookies.of(KEY);
    vi.unstubAllGlobals();
    cookies.write('__session', 'a');
    expect(document.cookie).toBe('__session=a');
  });
});

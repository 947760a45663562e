import { beforeEach, describe, expect, it } from 'vitest';
import { Cookies } from '../../src/web/cookies';
import { DevBrowser } from '../../src/web/dev-browser';
import { answer, asked, DEVELOPMENT, refusal, sent, visit } from './frontend';

const MADE_AT = 'https://auth.example.com/v1/dev_browser';
const CLIENT = 'https://auth.example.com/v1/client?a=b';

let cookies: Cookies;
let browser: DevBrowser;

beforeEach(async () => {
  cookies = await Cookies.of(DEVELOPMENT);
  browser = new DevBrowser(cookies, MADE_AT);
  answer('/dev_browser', { body: { id: 'dvb_new' } });
});

const ids = () => asked('/client').map(({ url }) => url.searchParams.get('__clerk_db_jwt'));
const kept = () => cookies.read('__clerk_db_jwt');

describe('a development browser', () => {
  it('is made once, and shown from then on', async () => {
    answer('/client', {});
    await browser.fetch(CLIENT, {});
    await browser.fetch(CLIENT, {});
    expect(ids()).toEqual(['dvb_new', 'dvb_new']);
    expect(asked('/dev_browser')).toHaveLength(1);
    expect(kept()).toBe('dvb_new');
    // Third-party cookies, where there are any, would say something else.
    expect(sent.map(({ init }) => init.credentials)).toEqual(['omit', 'omit', 'omit']);
  });

  it('is the one of the cookie, which another page may have written', async () => {
    cookies.write('__clerk_db_jwt', 'dvb_a');
    answer('/client', {});
    await browser.fetch(CLIENT, {});
    cookies.write('__clerk_db_jwt', 'dvb_b');
    await browser.fetch(CLIENT, {});
    expect(ids()).toEqual(['dvb_a', 'dvb_b']);
  });

  it('becomes the one that the server gives', async () => {
    cookies.write('__clerk_db_jwt', 'dvb_gone');
    answer('/client', { headers: { 'clerk-db-jwt': 'dvb_other' } });
    await browser.fetch(CLIENT, {});
    expect(kept()).toBe('dvb_other');
  });

  it('stays another one that a page has become meanwhile', async () => {
    cookies.write('__clerk_db_jwt', 'dvb_gone');
    answer('/client', { headers: { 'clerk-db-jwt': 'dvb_late' } });
    const late = browser.fetch(CLIENT, {});
    cookies.write('__clerk_db_jwt', 'dvb_signed_in');
    await late;
    expect(kept()).toBe('dvb_signed_in');
  });

  it('is a new one where the server wants one, and the call is sent again', async () => {
    cookies.write('__clerk_db_jwt', 'dvb_gone');
    answer('/client', refusal(401, 'dev_browser_unauthenticated'), {});
    expect((await browser.fetch(CLIENT, {})).status).toBe(200);
    expect(ids()).toEqual(['dvb_gone', 'dvb_new']);
  });

  it('is asked for once more only, and not for another refusal', async () => {
    answer('/client', refusal(401, 'dev_browser_unauthenticated'));
    expect((await browser.fetch(CLIENT, {})).status).toBe(401);
    expect(ids()).toHaveLength(2);
    answer('/client', refusal(401, 'authentication_invalid'));
    await browser.fetch(CLIENT, {});
    expect(ids()).toHaveLength(3);
  });

  it('has a refusal be that of the call', async () => {
    answer('/dev_browser', refusal(400, 'origin_invalid'));
    const response = await browser.fetch(CLIENT, {});
    expect([response.status, ids()]).toEqual([400, []]);
  });

  it('is taken over from the address, and out of it', () => {
    visit('https://app.example.com/notes?a=b&__clerk_db_jwt=dvb_there#top');
    browser.fromAddress();
    expect([kept(), location.href]).toEqual(['dvb_there', 'https://app.example.com/notes?a=b#top']);
  });

  it('is added to addresses elsewhere', () => {
    cookies.write('__clerk_db_jwt', 'dvb_a');
    expect(browser.added(new URL('https://auth.example.com/user?x=y')).href).toBe('https://auth.example.com/user?x=y&__clerk_db_jwt=dvb_a');
  });
});

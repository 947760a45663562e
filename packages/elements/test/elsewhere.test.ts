import { beforeEach, describe, expect, test } from 'vitest';
import { elsewhereToSignIn, isBack } from '../src/elsewhere';
import { visit } from './web/frontend';

beforeEach(() => visit('https://app.example.com/sign-in?a=b#top'));

describe('a provider', () => {
  test('leads back to where the element is, unless the sign-in is complete by then', () => {
    const back = 'https://app.example.com/sign-in?a=b&__nightdesk_returned=1#top';
    expect(elsewhereToSignIn()).toEqual({ redirectUrl: back, redirectUrlComplete: 'https://app.example.com/sign-in?a=b#top' });
    expect(elsewhereToSignIn('/notes')).toEqual({ redirectUrl: back, redirectUrlComplete: 'https://app.example.com/notes' });
  });

  test('leaves a sign that is seen once', () => {
    expect(isBack()).toBe(false);
    visit('https://app.example.com/sign-in?a=b&__nightdesk_returned=1#top');
    expect([isBack(), isBack(), location.href]).toEqual([true, false, 'https://app.example.com/sign-in?a=b#top']);
  });
});

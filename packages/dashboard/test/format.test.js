/// <reference types="node" />
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

import { formatBytes, formatMicros, formatTime, workerSnippet } from '../src/format.js';

const NOW = 1_800_000_000_000;

it('says of a recent time how long ago it was', () => {
  expect(formatTime(null, NOW)).toBe('Never');
  expect(formatTime(NOW - 59_999, NOW)).toBe('Just now');
  expect(formatTime(NOW - 60_000, NOW)).toBe('1 min ago');
  expect(formatTime(NOW - 3_599_999, NOW)).toBe('59 min ago');
});

it('gives a date to older times, and to times that a lagging clock has yet to reach', () => {
  expect(formatTime(NOW - 3_600_000, NOW)).toMatch(/20\d\d/);
  expect(formatTime(NOW + 5_000, NOW)).toMatch(/20\d\d/);
});

it('says sizes and short times in the unit that fits', () => {
  expect([999, 1000, 123_456_789, 2_100_000_000_000_000].map(formatBytes)).toEqual(['999 bytes', '1.0 KB', '123 MB', '2100 TB']);
  expect([512, 1024, 16_384].map(formatMicros)).toEqual(['512 \u00b5s', '1.0 ms', '16 ms']);
});

it('fills the worker with the publishable key, in lines that fit on the page', () => {
  const snippet = workerSnippet('pk_test_abc');
  expect(snippet).toContain("'pk_test_abc'");
  for (const line of snippet.split('\n')) expect(line.length).toBeLessThanOrEqual(90);
});

it('shows a worker that answers with a token, with null when nobody is signed in, and with the error', async () => {
  const [, body] = workerSnippet('pk_test_abc').split(/import .*\n/);
  const answerWith = (/** @type {Promise<unknown>} */ client) =>
    new Promise((resolve) => {
      const listen = (/** @type {(message: object, sender: object, answer: (value: unknown) => void) => unknown} */ listener) =>
        listener({}, {}, resolve);
      const chrome = { runtime: { onMessage: { addListener: listen } } };
      runInNewContext(body ?? '', { chrome, createClerkClient: () => client });
    });
  expect(await answerWith(Promise.resolve({ session: { getToken: async () => 'jwt' } }))).toEqual({ token: 'jwt' });
  expect(await answerWith(Promise.resolve({ session: null }))).toEqual({ token: null });
  const failure = Object.assign(new Error('down'), { code: 'network_error' });
  expect(await answerWith(Promise.reject(failure))).toEqual({ error: { code: 'network_error', message: 'down' } });
});

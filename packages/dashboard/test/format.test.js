import { expect, it } from 'vitest';

import { formatTime, workerSnippet } from '../src/format.js';

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

it('fills the worker of six lines with the publishable key', () => {
  const snippet = workerSnippet('pk_test_abc');
  expect(snippet.trim().split('\n')).toHaveLength(6);
  expect(snippet).toContain("'pk_test_abc'");
});

import { expect, test } from 'vitest';
import { digitsOf } from '../src/drawing/code';

test.each([
  ['424242', '424242'],
  ['424 242', '424242'],
  ['424-242', '424242'],
  ['Your code is 424242. It is good for 10 minutes.', '424242'],
  ['٤٢٤٢٤٢', '424242'],
  ['۴۲۴۲۴۲', '424242'],
  ['４２４２４２', '424242'],
  ['4242', '4242'],
  ['42424299', '424242'],
  ['letters', ''],
])('"%s" is the code %s', (text, digits) => {
  expect(digitsOf(text)).toBe(digits);
});

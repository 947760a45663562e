import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qr } from '../src/user-profile/qr';

/** Pixels of a module's side: readers look for more than one. */
const SCALE = 4;

test('a reader finds what the code says', () => {
  const uri = 'otpauth://totp/My%20application:ada%40example.com?secret=EJJE42GUREMHMY3ZPZBEBGMWRB6UGD6E&issuer=My%20application';
  const svg = qr(uri, 'QR code').querySelector('svg');
  expect(svg?.getAttribute('aria-label')).toBe('QR code');
  const side = Number(svg?.getAttribute('viewBox')?.split(' ')[2]) * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x = '', y = ''] of svg?.querySelector('path')?.getAttribute('d')?.matchAll(/M(\d+) (\d+)/g) ?? []) {
    for (let row = 0; row < SCALE; row++) {
      const from = ((Number(y) * SCALE + row) * side + Number(x) * SCALE) * 4;
      for (let at = from; at < from + SCALE * 4; at++) if (at % 4 < 3) pixels[at] = 0;
    }
  }
  expect(jsQR(pixels, side, side)?.data).toBe(uri);
});

import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';

import { icon, ICON_SIZES } from '../build/icons.ts';

it.each(ICON_SIZES)('draws an icon of %d pixels as PNG', (size) => {
  const png = icon(size);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  const data = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  expect(pixels).toHaveLength(size * (size * 4 + 1));
  expect(pixels[4]).toBe(0); // the corner is transparent
});

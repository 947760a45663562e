import { crc32, deflateSync } from 'node:zlib';

/** Edge lengths that the manifest names, in pixels. */
export const ICON_SIZES = [16, 32, 48, 128] as const;

const NIGHT = [27, 34, 48] as const;
const LAMP = [244, 183, 64] as const;

/** Sub-pixels per pixel edge, for smooth edges. */
const SAMPLES = 4;

/** The icon, a desk bell on a night-blue tile, as a PNG file. Drawn here so that no binary has to be kept. */
export function icon(size: number): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      rows.set(pixel(x, y, size), y * (size * 4 + 1) + 1 + x * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // eight bits per channel, RGBA
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixel(x: number, y: number, size: number): [number, number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let covered = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const colour = colourAt(
      (x + ((i % SAMPLES) + 0.5) / SAMPLES) / size,
      (y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / size,
    );
    if (!colour) continue;
    covered++;
    colour.forEach((channel, c) => (sum[c as 0 | 1 | 2] += channel));
  }
  if (covered === 0) return [0, 0, 0, 0];
  const [r, g, b] = sum.map((channel) => Math.round(channel / covered)) as typeof sum;
  return [r, g, b, Math.round((255 * covered) / SAMPLES ** 2)];
}

/** The drawing, on a unit square. */
function colourAt(x: number, y: number): readonly [number, number, number] | undefined {
  if (!inRoundedBox(x, y, 0, 0, 1, 1, 0.22)) return undefined;
  const dome = y <= 0.64 && Math.hypot(x - 0.5, y - 0.64) <= 0.29;
  const knob = Math.hypot(x - 0.5, y - 0.29) <= 0.065;
  const base = inRoundedBox(x, y, 0.16, 0.7, 0.84, 0.79, 0.045);
  return dome || knob || base ? LAMP : NIGHT;
}

function inRoundedBox(
  x: number, y: number, left: number, top: number, right: number, bottom: number, radius: number,
): boolean {
  const dx = Math.max(left + radius - x, x - right + radius, 0);
  const dy = Math.max(top + radius - y, y - bottom + radius, 0);
  return Math.hypot(dx, dy) <= radius;
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

/** Characters that are escaped nowhere: from `#` to `~` without the backslash. */
const FIRST = 35;
const BACKSLASH = 92;
const PAGE = 91;

/**
 * Reads bytes that `pack()` in build.mjs wrote as text: each is a character of its own, with a blank or `!` before it
 * if it is one of the rarer ones. Base64 would shift repeated bytes out of step, which makes the module a quarter larger
 * under gzip.
 */
export function unpack(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let value = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < FIRST) {
      value = PAGE * (code - 31);
    } else {
      value += code - FIRST - Number(code > BACKSLASH);
      bytes[length++] = value + shift(value);
      value = 0;
    }
  }
  return bytes.subarray(0, length);
}

/** Puts to the front what is frequent in a module: small numbers, constants, letters as themselves, and -1. */
function shift(value: number): number {
  return value < 56 || value > 131 ? 0 : value < 59 ? 8 : value < 86 ? 36 : value < 91 ? 41 : value < 99 ? -35 : value < 127 ? -32 : -5;
}

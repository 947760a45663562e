/** Characters that are escaped nowhere: from `#` to `~` without the backslash. */
const FIRST = 35;
const BACKSLASH = 92;
const PAGE = 91;

/**
 * Reads bytes that `pack()` in build.mjs wrote as text: each is a character of its own, with a blank or `!` before it
 * if it is large. Base64 would shift repeated bytes out of step, which makes the module a quarter larger under gzip.
 */
export function unpack(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let page = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < FIRST) {
      page = PAGE * (code - 31);
    } else {
      bytes[length++] = page + code - FIRST - Number(code > BACKSLASH);
      page = 0;
    }
  }
  return bytes.subarray(0, length);
}

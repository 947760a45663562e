/** Digits of the codes that are sent and shown by apps. */
export const CODE_LENGTH = 6;

/** Digits of other scripts have the value that their place among ten says. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];

/** The digits in what was typed or pasted, as ASCII. Of a sentence with a code in it, the code. */
export function digitsOf(text: string): string {
  const ascii = Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    const zero = ZEROS.find((each) => point >= each && point < each + 10);
    return zero === undefined ? character : String(point - zero);
  }).join('');
  const inside = new RegExp(`(?<!\\d)\\d{${String(CODE_LENGTH)}}(?!\\d)`).exec(ascii)?.[0];
  return inside ?? ascii.replace(/\D/g, '').slice(0, CODE_LENGTH);
}

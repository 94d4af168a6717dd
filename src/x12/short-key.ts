/** What has no key: longer than four bytes, or with a NUL byte among them. */
export const NO_KEY = -1;

const LONGEST = 4;

/**
 * Up to four bytes as one integer, the first byte highest, so that codes and qualifiers are compared without strings.
 * 0 for nothing at all, {@link NO_KEY} for what has no key.
 */
export function shortKeyOf(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > LONGEST) return NO_KEY;
  let key = 0;
  for (let index = from; index < to; index += 1) {
    const byte = bytes[index]!;
    if (byte === 0) return NO_KEY;
    key = (key << 8) | byte;
  }
  return key;
}

/** As {@link shortKeyOf}, of a text. */
export function shortKey(text: string): number {
  if (text.length > LONGEST) return NO_KEY;
  let key = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0 || code > 0xff) return NO_KEY;
    key = (key << 8) | code;
  }
  return key;
}

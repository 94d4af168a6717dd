/** A power of two; the guides have some 1,500 codes and qualifiers, a file uses some hundred. */
const SLOTS = 1024;

/** Made for good: a string of one to four bytes never shares the memory of what it was cut from. */
const texts: string[] = new Array<string>(SLOTS).fill('');
const keys = new Int32Array(SLOTS);
const letters = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/**
 * The Latin-1 text of one to four bytes. Codes and qualifiers come again and again: the same string is handed out for
 * the same bytes, which takes less time than to cut it anew, and no memory.
 */
export function shortText(bytes: Uint8Array, from: number, to: number): string {
  let key = bytes[from]!;
  if (to - from === 1) return letters[key]!;
  for (let index = from + 1; index < to; index += 1) key = (key << 8) | bytes[index]!;
  const slot = Math.imul(key, 0x9e37_79b1) >>> 22;
  const known = texts[slot]!;
  // Of the same key only texts that begin with NUL bytes differ, and those in length.
  if (keys[slot] === key && known.length === to - from) return known;
  let text = '';
  for (let index = from; index < to; index += 1) text += String.fromCharCode(bytes[index]!);
  keys[slot] = key;
  texts[slot] = text;
  return text;
}

import type { Delimiters } from './delimiters.ts';

/**
 * Text that can stand in an element: delimiters, control characters and what has no Latin-1 byte become spaces;
 * spaces at both ends go, runs of them shrink to one. X12 has no escape character, so this loses them for good:
 * for names and notes only, never for an id.
 */
export function cleanText(value: string, delimiters: Delimiters): string {
  let text = '';
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    const character = isWritable(code, delimiters) ? value.charAt(index) : ' ';
    if (character !== ' ' || (text !== '' && !text.endsWith(' '))) text += character;
  }
  return text.trimEnd();
}

/** False for a delimiter, a control character, and what does not fit one byte. */
export function isWritable(code: number, delimiters: Delimiters): boolean {
  if (code < 0x20 || code === 0x7f || code > 0xff) return false;
  return (
    code !== delimiters.element &&
    code !== delimiters.component &&
    code !== delimiters.terminator &&
    code !== delimiters.repetition
  );
}

export function isWritableText(text: string, delimiters: Delimiters): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isWritable(text.charCodeAt(index), delimiters)) return false;
  }
  return true;
}

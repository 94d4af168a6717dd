import type { Delimiters } from './delimiters.ts';

// What the bytes of an element are, one bit for each kind that occurs. The tokenizer looks at every byte anyway and
// notes it on the way, so that whoever judges an element need not look again.
export const MARK_DIGIT = 1;
export const MARK_MINUS = 2;
export const MARK_POINT = 4;
/** Any other byte that may stand in a text; letters beyond ASCII too. */
export const MARK_TEXT = 8;
/** Control characters and DEL: they stand in no value. */
export const MARK_CONTROL = 16;
export const MARK_COMPONENT = 32;
export const MARK_REPETITION = 64;

const SPACE = 0x20;
const DELETE = 0x7f;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** The mark of each byte; of the element separator and the terminator that of any other byte. */
export function fillMarks(marks: Uint8Array, { component, repetition }: Delimiters): void {
  marks.fill(MARK_TEXT);
  marks.fill(MARK_CONTROL, 0, SPACE);
  marks[DELETE] = MARK_CONTROL;
  marks.fill(MARK_DIGIT, ZERO, NINE + 1);
  marks[MINUS] = MARK_MINUS;
  marks[POINT] = MARK_POINT;
  if (component !== 0) marks[component] = MARK_COMPONENT;
  if (repetition !== 0) marks[repetition] = MARK_REPETITION;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MARK_COMPONENT,
  MARK_CONTROL,
  MARK_DIGIT,
  MARK_MINUS,
  MARK_POINT,
  MARK_REPETITION,
  MARK_TEXT,
} from '../../src/x12/byte-marks.ts';
import type { Delimiters } from '../../src/x12/delimiters.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';

const TILDE: Delimiters = { element: 0x2a, component: 0x3a, repetition: 0x5e, terminator: 0x7e };
const LINES: Delimiters = { ...TILDE, terminator: 0x0a };

function marksOf(
  text: string,
  delimiters: Delimiters,
  cuts: readonly number[] = [],
  wrapped = false,
): number[][] {
  const found: number[][] = [];
  const tokenizer = new Tokenizer(
    (segment) => {
      const from = segment.first + 1;
      const marks = [...segment.marks.subarray(from, from + segment.elementCount)];
      expect([...segment.copy().marks.subarray(1)]).toEqual(marks);
      found.push(marks);
    },
    { delimiters, ignoreLineBreaks: wrapped },
  );
  const bytes = Buffer.from(text, 'latin1');
  let from = 0;
  for (const to of [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)) {
    tokenizer.push(bytes.subarray(from, to));
    from = to;
  }
  tokenizer.push(bytes.subarray(from));
  tokenizer.end();
  return found;
}

function markOf(value: string): number {
  let mark = 0;
  for (const letter of value) {
    if (letter >= '0' && letter <= '9') mark |= MARK_DIGIT;
    else if (letter === '-') mark |= MARK_MINUS;
    else if (letter === '.') mark |= MARK_POINT;
    else if (letter === ':') mark |= MARK_COMPONENT;
    else if (letter === '^') mark |= MARK_REPETITION;
    else if (letter < ' ' || letter === '\x7f') mark |= MARK_CONTROL;
    else mark |= MARK_TEXT;
  }
  return mark;
}

test.each([
  ['20250131', MARK_DIGIT],
  ['-12.50', MARK_DIGIT | MARK_MINUS | MARK_POINT],
  ['HC:99213', MARK_TEXT | MARK_COMPONENT | MARK_DIGIT],
  ['A^B', MARK_TEXT | MARK_REPETITION],
  ['M\u00dcLLER', MARK_TEXT],
  ['A\tB', MARK_TEXT | MARK_CONTROL],
  ['A\nB', MARK_TEXT | MARK_CONTROL],
  ['', 0],
])('the marks of %j', (value, mark) => {
  expect(marksOf(`REF*${value}*0~`, TILDE)).toEqual([[mark, MARK_DIGIT]]);
});

test('padding behind the last element is none of it', () => {
  expect(marksOf('REF*1\r\nREF*2\r\n', LINES)).toEqual([[MARK_DIGIT], [MARK_DIGIT]]);
  expect(marksOf('REF*1~REF*2 \r\n', TILDE)).toEqual([[MARK_DIGIT], [MARK_DIGIT]]);
  expect(marksOf('REF*1\r\n2~', TILDE, [], true)).toEqual([[MARK_DIGIT]]);
});

const value = fc
  .array(fc.constantFrom('0', '7', 'A', 'z', ' ', '-', '.', ':', '^', '\u00e9', '\t', '\x7f', '\n'), {
    maxLength: 6,
  })
  .map((letters) => letters.join(''));

test('the marks are those of the bytes, wherever the input is cut', () => {
  const segments = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(segments, fc.array(fc.nat({ max: 200 }), { maxLength: 5 }), (elements, cuts) => {
      const text = elements.map((values) => `ZZ*${values.join('*')}~`).join('');
      expect(marksOf(text, TILDE, cuts)).toEqual(elements.map((values) => values.map(markOf)));
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillMarks, MARK_CONTROL } from '../../src/x12/byte-marks.ts';
import type { Delimiters } from '../../src/x12/delimiters.ts';
import { BLOCK_BYTES } from '../../src/x12/scan-kernel.ts';
import { SeparatorScan } from '../../src/x12/separator-scan.ts';

const LINE_FEED = 0x0a;
const TILDE: Delimiters = { element: 0x2a, component: 0x3a, repetition: 0x5e, terminator: 0x7e };
const NO_PARTS: Delimiters = { element: 0x7c, component: 0, repetition: 0, terminator: 0x0a };
const HIGH: Delimiters = { element: 0x1d, component: 0x1f, repetition: 0xfe, terminator: 0x1c };
/** Each is what another byte would be by itself. */
const MARKED: Delimiters = { element: 0x2d, component: 0x2e, repetition: 0x7f, terminator: 0x0d };

interface Found {
  readonly starts: number[];
  readonly marks: number[];
  readonly breaks: number[];
}

/** The same a byte at a time. */
function plainly(bytes: Uint8Array, delimiters: Delimiters): Found {
  const kinds = new Uint8Array(256);
  fillMarks(kinds, delimiters);
  const found: Found = { starts: [], marks: [], breaks: [] };
  let mark = 0;
  bytes.forEach((byte, index) => {
    const isBreak = byte === delimiters.terminator || byte === LINE_FEED;
    if (!isBreak && byte !== delimiters.element) {
      mark |= kinds[byte]!;
      return;
    }
    if (isBreak) found.breaks.push(found.starts.length);
    found.starts.push(index + 1);
    found.marks.push(mark);
    mark = 0;
  });
  found.marks.push(mark);
  return found;
}

/** Every block by itself, put together. */
function scanned(bytes: Uint8Array, delimiters: Delimiters): Found {
  const scan = new SeparatorScan(250);
  scan.use(delimiters);
  scan.forget(0);
  const found: Found = { starts: [], marks: [0], breaks: [] };
  while (scan.to < bytes.length) {
    // No segment is open: nothing is taken along but what stands behind the last end.
    scan.next(bytes, bytes.length, scan.endCount);
    const before = found.starts.length;
    found.starts.push(...scan.starts.subarray(1, scan.endCount + 1));
    found.marks.splice(-1, 1, ...scan.marks.subarray(0, scan.endCount + 1));
    found.breaks.push(...[...scan.breaks.subarray(0, scan.breakCount)].map((end) => end + before));
  }
  return found;
}

const letters = fc.constantFrom(...Buffer.from('A0~*:^|-. \n\r\t\x00\x1c\x1d\x1f\x7f\xfe\xff', 'latin1'));

test.each([
  ['tilde', TILDE],
  ['no components, line feeds', NO_PARTS],
  ['separators beyond ASCII', HIGH],
  ['separators of another kind', MARKED],
])('finds what a loop over the bytes finds: %s', (_, delimiters) => {
  const some = fc.array(letters, { maxLength: 300 }).map((list) => Uint8Array.from(list));
  const bytes = fc.oneof(some, fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(bytes, (input) => {
      expect(scanned(input, delimiters)).toEqual(plainly(input, delimiters));
    }),
  );
});

test.each([0, 1, 63, 64, 65, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES])(
  'finds it in %i bytes',
  (length) => {
    const input = Buffer.alloc(length, 'SV1*HC:99213*150.25*UN*1~DTP*472*D8*20250131~');
    expect(scanned(input, TILDE)).toEqual(plainly(input, TILDE));
    const nothing = Buffer.alloc(length, '*');
    expect(scanned(nothing, TILDE)).toEqual(plainly(nothing, TILDE));
  },
);

test('takes the open segment along, and line feeds out of it', () => {
  const bytes = Buffer.from('A*1\n2*B~'.padStart(BLOCK_BYTES + 4, ' '), 'latin1');
  const scan = new SeparatorScan(250);
  scan.use(TILDE);
  scan.forget(0);
  scan.next(bytes, bytes.length, 0);
  expect(scan.breakCount).toBe(1);
  const begin = scan.dropLineFeed(0, scan.breaks[0]!);
  scan.next(bytes, bytes.length, begin);
  const from = BLOCK_BYTES - 4;
  expect([...scan.starts.subarray(1, 4)]).toEqual([from + 2, from + 6, from + 8]);
  expect(scan.marks[1]! & MARK_CONTROL).toBe(MARK_CONTROL);
  expect([...scan.breaks.subarray(0, scan.breakCount)].map((end) => end + scan.taken)).toEqual([2]);
});

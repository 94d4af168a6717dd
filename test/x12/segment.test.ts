import { describe, expect, it } from 'vitest';
import { type Segment, tagOf, UNKNOWN_TAG } from '../../src/x12/segment.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { bytesOf } from './reading.ts';

const DELIMITERS = { element: 0x2a, component: 0x3a, repetition: 0x5e, terminator: 0x7e };

function segmentOf(text: string, repetition = DELIMITERS.repetition): Segment {
  const kept: Segment[] = [];
  const tokenizer = new Tokenizer((segment) => kept.push(segment.copy()), {
    delimiters: { ...DELIMITERS, repetition },
    start: { offsetBytes: 1000, line: 5, ordinal: 3 },
  });
  tokenizer.push(bytesOf(text));
  tokenizer.end();
  return kept[0]!;
}

describe('Segment', () => {
  it('gives elements, counted from 1', () => {
    const segment = segmentOf('CLM*A1*150***11:B:1*Y~');
    expect([segment.id, segment.tag, segment.elementCount]).toEqual(['CLM', tagOf('CLM'), 6]);
    expect([0, 1, 2, 3, 5, 6, 7].map((n) => segment.element(n))).toEqual([
      '',
      'A1',
      '150',
      '',
      '11:B:1',
      'Y',
      '',
    ]);
    expect([1, 3, 6, 7].map((n) => segment.isPresent(n))).toEqual([true, false, true, false]);
  });

  it('holds a CAS with six trios', () => {
    const trios = [1, 2, 3, 4, 5, 6].map((n) => `*${n}*${n}0*${n === 6 ? 1 : ''}`).join('');
    const segment = segmentOf(`CAS*PR${trios}~`);
    expect(segment.elementCount).toBe(19);
    expect([17, 18, 19].map((n) => segment.element(n))).toEqual(['6', '60', '1']);
  });

  it('compares bytes', () => {
    const segment = segmentOf('NM1*IL*1*M\u00dcLLER~');
    expect(segment.equals(1, 'IL')).toBe(true);
    expect(segment.equals(1, 'ILX')).toBe(false);
    expect(segment.equals(1, 'IM')).toBe(false);
    expect(segment.equals(3, 'M\u00dcLLER')).toBe(true);
    expect(segment.equals(9, '')).toBe(true);
    expect(segment.equals(9, 'X')).toBe(false);
  });

  it.each([
    // element, repetition, component, outcome
    [1, 1, 1, 'ABK'],
    [1, 1, 2, 'J0290'],
    [1, 1, 3, ''],
    [1, 2, 1, 'ABF'],
    [1, 2, 2, 'E119'],
    [1, 3, 1, ''],
    [2, 1, 1, ''],
    [2, 1, 2, 'X'],
    [3, 1, 1, ''],
    [1, 0, 1, ''],
    [1, 1, 0, ''],
  ])('splits on demand: element %i repetition %i component %i is "%s"', (n, r, c, value) => {
    const segment = segmentOf('HI*ABK:J0290^ABF:E119*:X~');
    expect(segment.componentOf(n, r, c)).toBe(value);
    if (r === 1) expect(segment.component(n, c)).toBe(value);
    if (r === 1) expect(segment.componentEquals(n, c, value)).toBe(true);
    expect(segment.componentEquals(n, c, 'no such value')).toBe(false);
  });

  it('counts repetitions and components', () => {
    const segment = segmentOf('HI*ABK:J0290^ABF:E119:X**A~');
    expect([1, 2, 3, 4].map((n) => segment.repetitionCount(n))).toEqual([2, 0, 1, 0]);
    expect([1, 2, 3].map((r) => segment.componentCount(1, r))).toEqual([2, 3, 0]);
    expect(segment.componentCount(2)).toBe(0);
    expect([segment.repetition(1, 1), segment.repetition(1, 2), segment.repetition(1, 3)]).toEqual([
      'ABK:J0290',
      'ABF:E119:X',
      '',
    ]);
  });

  it('takes ^ as data when the interchange has no repetition separator', () => {
    const segment = segmentOf('HI*ABK:J02^90~', 0);
    expect(segment.repetitionCount(1)).toBe(1);
    expect(segment.component(1, 2)).toBe('J02^90');
    expect(segment.componentOf(1, 2, 1)).toBe('');
  });

  it('tells where everything stands in the file', () => {
    const segment = segmentOf('\n\nREF*D9*123456~');
    expect([segment.offsetBytes, segment.lengthBytes, segment.line, segment.ordinal]).toEqual([
      1002, 13, 7, 3,
    ]);
    expect([segment.elementOffset(1), segment.elementLength(1)]).toEqual([1006, 2]);
    expect([segment.elementOffset(2), segment.elementLength(2)]).toEqual([1009, 6]);
    expect([segment.elementOffset(3), segment.elementLength(3)]).toEqual([1015, 0]);
    expect(segment.text()).toBe('REF*D9*123456');
    expect(Buffer.from(segment.bytes()).toString('latin1')).toBe('REF*D9*123456');
  });

  it.each([
    ['LX~', true],
    ['LX*~', true],
    ['LX***~', true],
    ['LX*1~', false],
    ['LX**1~', false],
  ])('%s has no data: %s', (text, none) => expect(segmentOf(text).hasNoData()).toBe(none));

  it('copies outlive the scan', () => {
    const copies: Segment[] = [];
    const tokenizer = new Tokenizer((segment) => copies.push(segment.copy()), { delimiters: DELIMITERS });
    for (let n = 0; n < 20_000; n += 1) tokenizer.push(bytesOf(`REF*D9*${n}~`));
    expect(copies[17]!.element(2)).toBe('17');
    expect(copies[17]!.id).toBe('REF');
    expect(copies[17]!.elementOffset(2)).toBe(copies[17]!.offsetBytes + 7);
  });
});

describe('tagOf', () => {
  it.each([
    ['N1', 0x4e31],
    ['CLM', 0x434c4d],
    ['', UNKNOWN_TAG],
    ['CLAIM', UNKNOWN_TAG],
  ])('%s', (id, tag) => expect(tagOf(id)).toBe(tag));

  it('tells apart ids that pack alike', () => {
    expect(segmentOf('\0ST*837~').tag).toBe(UNKNOWN_TAG);
    expect(segmentOf('CLAIM*1~').id).toBe('CLAIM');
  });
});

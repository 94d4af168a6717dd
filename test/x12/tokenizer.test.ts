import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/x12/limits.ts';
import { type Irregularity, Tokenizer, type TokenizerOptions } from '../../src/x12/tokenizer.ts';
import { bytesOf, pieces } from './reading.ts';

const DELIMITERS = { element: 0x2a, component: 0x3a, repetition: 0x5e, terminator: 0x7e };

function tokens(
  text: string,
  cut: number | readonly number[] = 65_536,
  options: TokenizerOptions = {},
): { segments: string[]; irregularities: Irregularity[] } {
  const segments: string[] = [];
  const irregularities: Irregularity[] = [];
  const tokenizer = new Tokenizer(
    (s) =>
      segments.push(`${s.ordinal} ${s.offsetBytes}+${s.lengthBytes} ${s.line} ${s.elementCount} ${s.text()}`),
    {
      delimiters: DELIMITERS,
      onIrregularity: (irregularity) => irregularities.push(irregularity),
      ...options,
    },
  );
  for (const piece of pieces(bytesOf(text), cut)) tokenizer.push(piece);
  tokenizer.end();
  return { segments, irregularities };
}

describe('Tokenizer', () => {
  it.each([
    ['A*1~B*2~', ['1 0+3 1 1 A*1', '2 4+3 1 1 B*2']],
    ['A*1~\r\nB*2~\r\n', ['1 0+3 1 1 A*1', '2 6+3 2 1 B*2']],
    ['A*1~\n\n \tB*2', ['1 0+3 1 1 A*1', '2 8+3 3 1 B*2']],
    ['A~', ['1 0+1 1 0 A']],
    ['A*1**~', ['1 0+5 1 3 A*1**']],
    ['A*x\ny~B*2~', ['1 0+5 1 1 A*x\ny', '2 6+3 2 1 B*2']],
    ['A*1~\x00\x1a \n', ['1 0+3 1 1 A*1']],
    ['', []],
  ])('%j', (text, segments) => {
    for (const cut of [1, 2, 3, 65_536]) expect(tokens(text, cut).segments).toEqual(segments);
  });

  it('takes LF as the terminator, CR before it and blank lines as padding', () => {
    const options = { delimiters: { ...DELIMITERS, terminator: 0x0a } };
    const found = tokens('A*1\nB*2\r\n\r\n\nC*3', 1, options);
    expect(found.segments).toEqual(['1 0+3 1 1 A*1', '2 4+3 2 1 B*2', '3 12+3 5 1 C*3']);
    expect(found.irregularities).toEqual([]);
  });

  it('takes CR as the terminator, LF after it as padding', () => {
    const options = { delimiters: { ...DELIMITERS, terminator: 0x0d } };
    expect(tokens('A*1\r\nB*2\r\n', 1, options).segments).toEqual(['1 0+3 1 1 A*1', '2 5+3 2 1 B*2']);
  });

  it('takes white space that is a delimiter as a delimiter', () => {
    const options = { delimiters: { ...DELIMITERS, element: 0x09 } };
    expect(tokens('A\t1\t\t~B\t2~', 1, options).segments).toEqual(['1 0+5 1 3 A\t1\t\t', '2 6+3 1 1 B\t2']);
  });

  it('says an empty segment and does not count it', () => {
    const found = tokens('A*1~~\n~B*2~', 1);
    expect(found.segments).toEqual(['1 0+3 1 1 A*1', '2 7+3 2 1 B*2']);
    expect(found.irregularities.map((i) => [i.kind, i.offsetBytes, i.line])).toEqual([
      ['empty-segment', 4, 1],
      ['empty-segment', 6, 2],
    ]);
  });

  it('continues where another left off: a slice of a set', () => {
    const options = { start: { offsetBytes: 5_000_000_000, line: 41, ordinal: 12 } };
    expect(tokens('A*1~\nB*2', 1, options).segments).toEqual([
      '12 5000000000+3 41 1 A*1',
      '13 5000000005+3 42 1 B*2',
    ]);
  });

  it('starts again with the same buffers', () => {
    const segments: string[] = [];
    const tokenizer = new Tokenizer((s) => segments.push(`${s.offsetBytes} ${s.ordinal} ${s.text()}`), {
      delimiters: DELIMITERS,
    });
    tokenizer.push(bytesOf('A*1~HALF'));
    tokenizer.restart({ offsetBytes: 100, line: 1, ordinal: 7 });
    tokenizer.push(bytesOf('B*2~'));
    tokenizer.end();
    expect(segments).toEqual(['0 1 A*1', '100 7 B*2']);
  });

  it('leaves line breaks out of a wrapped slice and keeps positions exact', () => {
    const found = tokens('AB*\r\n1~C\r\nD*2\r\n2~E*3~\r\n', 1, { ignoreLineBreaks: true });
    expect(found.segments).toEqual(['1 0+6 1 1 AB*1', '2 7+9 2 1 CD*22', '3 17+3 4 1 E*3']);
    expect(tokens('AB*\r\n1~C\r\nD*2\r\n2~E*3~\r\n', 65_536, { ignoreLineBreaks: true })).toEqual(found);
  });

  it('reads a segment of 60,000 bytes and over windows', () => {
    const long = `NTE*ADD*${'x'.repeat(60_000)}~`;
    for (const cut of [1000, 65_536]) {
      const { segments } = tokens(long.repeat(5), cut);
      expect(segments.map((s) => s.slice(0, 20))).toEqual(
        [0, 1, 2, 3, 4].map((n) => `${n + 1} ${n * 60_009}+60008 1 2 NTE*ADD*x`.slice(0, 20)),
      );
    }
  });

  it.each([1, 7, 50, 65_536])('says a segment over the limit and goes on behind it, pieces of %i', (cut) => {
    const limits = { ...DEFAULT_LIMITS, segmentLengthBytes: 10, elementsPerSegment: 3 };
    const found = tokens('A*1~BB*34567890~CC*345678901~D*1*2*3~E*1*2*3*4~F*1~', cut, { limits });
    expect(found.segments).toEqual(['1 0+3 1 1 A*1', '4 29+7 1 3 D*1*2*3', '6 47+3 1 1 F*1']);
    expect(found.irregularities).toEqual([
      { kind: 'segment-too-long', offsetBytes: 4, lengthBytes: 11, line: 1, segmentId: 'BB' },
      { kind: 'segment-too-long', offsetBytes: 16, lengthBytes: 12, line: 1, segmentId: 'CC' },
      { kind: 'too-many-elements', offsetBytes: 37, lengthBytes: 9, line: 1, segmentId: 'E' },
    ]);
  });

  it('does not depend on where the bytes are cut', () => {
    const piece = fc.constantFrom(
      'A*1',
      'CLM*',
      'ISA*',
      'HI*A:B^C',
      '~',
      '~~',
      '\r\n',
      '\n',
      '*',
      ' ',
      '\t',
      '\0',
      'x'.repeat(9),
      '\u00c9',
    );
    const limits = { ...DEFAULT_LIMITS, segmentLengthBytes: 12, elementsPerSegment: 4 };
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
        fc.array(fc.nat(120), { maxLength: 12 }),
        fc.constantFrom(0x7e, 0x0a, 0x0d),
        fc.boolean(),
        (text, cuts, terminator, ignoreLineBreaks) => {
          const options = { limits, ignoreLineBreaks, delimiters: { ...DELIMITERS, terminator } };
          const whole = tokens(text, 65_536, options);
          expect(tokens(text, cuts, options)).toEqual(whole);
          expect(tokens(text, 1, options)).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('loses no byte: segments, terminators and padding make up the input', () => {
    const value = fc.stringMatching(/^[A-Z0-9 :^]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 20 }), (lines) => {
        const texts = lines.map((elements) => ['REF', ...elements].join('*'));
        const found: string[] = [];
        const tokenizer = new Tokenizer((s) => found.push(s.text()), { delimiters: DELIMITERS });
        tokenizer.push(bytesOf(texts.map((text) => `${text}~\n`).join('')));
        tokenizer.end();
        expect(found).toEqual(texts);
      }),
    );
  });
});

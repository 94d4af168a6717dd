import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/x12/limits.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { bytesOf, GROUP, GS, IEA, isa, read, SET, WHOLE } from './reading.ts';

const LONG_FILE = `${isa()}${GS}${Array.from({ length: 900 }, (_, n) =>
  SET.replaceAll('0001', String(n + 1).padStart(4, '0')).replace('A1', `A${n}`),
).join('\r\n')}GE*900*7~${IEA}`;

const BLOCKS = [
  WHOLE,
  isa(),
  isa({ separators: '|!>\n' }),
  'ISA*00**00**ZZ*A*ZZ*B*250115*1200*^*00501*000000905*1*P*:~',
  GROUP,
  GS,
  SET,
  'GE*1*7~',
  IEA,
  'IEA*1*000000905',
  'TA1*000000905*250115*1200*A*000~',
  'CLM*ISAAC*1~',
  'ISAAC~',
  'IS',
  '~~',
  'LX~',
  '\r\n',
  '\n',
  '\0\x1a',
  '\u00ef\u00bb\u00bf',
  'junk ',
  'x'.repeat(300),
];

describe('where a file is cut does not matter', () => {
  it('at every single place of a small file with everything in it', () => {
    const text = `\u00ef\u00bb\u00bf\r\n${WHOLE}\r\n${WHOLE.replaceAll('*', '|').replaceAll('~', '\r\n')}${WHOLE.slice(0, -1)}`;
    const whole = read(text).events;
    for (let place = 0; place <= text.length; place += 1) expect(read(text, [place]).events).toEqual(whole);
  });

  it('in pieces of 1, 7, 4096 and 65,536 bytes of a file larger than a window', () => {
    const whole = read(LONG_FILE, LONG_FILE.length);
    expect(whole.codes).toEqual([]);
    expect(whole.sets).toHaveLength(900);
    for (const cut of [1, 7, 4096, 65_536]) expect(read(LONG_FILE, cut).events).toEqual(whole.events);
  });

  it('for any mixture of good and bad blocks, at any places', () => {
    const limits = { ...DEFAULT_LIMITS, segmentLengthBytes: 250, findingsPerFile: 12 };
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...BLOCKS), { maxLength: 12 }),
        fc.array(fc.nat(2500), { maxLength: 15 }),
        (blocks, cuts) => {
          const text = blocks.join('');
          const whole = read(text, 65_536, limits);
          expect(read(text, cuts, limits).events).toEqual(whole.events);
          expect(read(text, 1, limits).events).toEqual(whole.events);
          expect(whole.outcome.bytes).toBe(text.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('for any bytes at all: it ends, throws nothing, and opens what it closes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, withHeader) => {
        const bytes = withHeader ? Buffer.concat([bytesOf(isa() + GS), noise]) : noise;
        const { events } = read(bytes);
        expect(events).toEqual(read(bytes, 3).events);
        const opened = events.filter((event) => /^(isa|gs|st) /.test(event)).length;
        expect(events.filter((event) => /^(iea|ge|se) /.test(event))).toHaveLength(opened);
      }),
      { numRuns: 300 },
    );
  });

  it('the bytes pushed may be overwritten afterwards', () => {
    const bytes = bytesOf(LONG_FILE.slice(0, 3000));
    const readThrough = (pieceOf: (from: number) => Uint8Array): string[] => {
      const found: string[] = [];
      const tokenizer = new Tokenizer((segment) => found.push(segment.text()), {
        delimiters: { element: 0x2a, component: 0x3a, repetition: 0x5e, terminator: 0x7e },
      });
      for (let from = 0; from < bytes.length; from += 50) tokenizer.push(pieceOf(from));
      tokenizer.end();
      return found;
    };
    const scratch = new Uint8Array(50);
    const reused = readThrough((from) => {
      scratch.set(bytes.subarray(from, from + 50));
      return scratch;
    });
    expect(reused).toEqual(readThrough((from) => bytes.slice(from, from + 50)));
    expect(reused.length).toBeGreaterThan(80);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaimCutter } from '../../src/claim/claim-cutter.ts';
import { UNIT_BYTES } from '../../src/claim/limits.ts';
import type { Parcel, SourceRun } from '../../src/claim/parcel.ts';
import type { Segment } from '../../src/x12/segment.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { REMITTANCE } from '../guide/example-sets.ts';
import { BILLING, claim, dependent, HEADER, subscriber, trailer } from './claim-sets.ts';
import { DELIMITERS, parcelsOf, setPlace } from './read-claims.ts';

/** Any order of units, right or wrong. */
const units = fc.array(
  fc.oneof(
    fc.constant(BILLING),
    fc.nat(9).map((id) => subscriber(2, `${id}`)),
    fc.constant(dependent(3, 2)),
    fc.constant('HL*9*1*24*0~\nNM1*85*2*LOST~\n'),
    fc.nat(99).map((id) => claim(`PCN${id}`)),
  ),
  { maxLength: 25 },
);

function setOf(parts: readonly string[]): string {
  const segments = HEADER + parts.join('');
  return segments + trailer(segments);
}

function textOf(parcel: Parcel, runs: readonly SourceRun[]): string {
  return runs
    .map(({ start, end }) => Buffer.from(parcel.bytes.subarray(start, end)).toString('latin1'))
    .join('');
}

/** What a tokenizer reads in the runs: text and place of every segment. */
function segmentsIn(parcel: Parcel, runs: readonly SourceRun[]): string[] {
  const segments: string[] = [];
  const tokenizer = new Tokenizer((segment) => segments.push(describeSegment(segment)), {
    delimiters: parcel.delimiters,
  });
  for (const run of runs) {
    tokenizer.restart({ offsetBytes: run.offsetBytes, line: run.firstLine, ordinal: run.firstOrdinal });
    tokenizer.push(parcel.bytes.subarray(run.start, run.end));
  }
  return segments;
}

function describeSegment(segment: Segment): string {
  return `${segment.offsetBytes} ${segment.line} ${segment.ordinal} ${segment.text()}`;
}

function segmentsOfSet(set: string, delimiters = DELIMITERS): string[] {
  const segments: string[] = [];
  const tokenizer = new Tokenizer((segment) => segments.push(describeSegment(segment)), { delimiters });
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  return segments;
}

describe('ClaimCutter', () => {
  test('bodies are all bytes of the set, whatever the parcels', () => {
    fc.assert(
      fc.property(
        units,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 200, max: 3000 }),
        (parts, n, bytes) => {
          const set = setOf(parts);
          const parcels = parcelsOf(set, '837P', { parcelClaims: n, parcelBytes: bytes });
          expect(parcels.map((parcel) => textOf(parcel, parcel.body)).join('')).toBe(set.trimEnd());
          expect(parcels.flatMap((parcel) => segmentsIn(parcel, parcel.body))).toEqual(segmentsOfSet(set));
          let offsetBytes = 0;
          let claims = 0;
          parcels.forEach((parcel, index) => {
            expect(parcel).toMatchObject({ index, bodyOffsetBytes: offsetBytes, firstClaimIndex: claims });
            offsetBytes += parcel.bodyLengthBytes;
            claims += parcel.claimCount;
          });
          expect(offsetBytes).toBe(set.trimEnd().length);
          expect(claims).toBe(parts.filter((part) => part.startsWith('CLM')).length);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a parcel replays the header and the levels open at its first unit, outermost first', () => {
    const family = subscriber(2, '1', 1) + claim('A') + dependent(3, 2) + claim('B') + claim('C');
    const set = setOf([BILLING, family, subscriber(4, '2'), claim('D')]);
    const parcels = parcelsOf(set, '837P', { parcelClaims: 1 });
    const replayed = parcels.map((parcel) =>
      parcel.replay.map(({ slice }) => set.slice(slice.offsetBytes).split('~')[0]),
    );
    const [st, hl1, hl2, hl3] = ['ST*837*0001*005010X222A1', 'HL*1**20*1', 'HL*2*1*22*1', 'HL*3*2*23*0'];
    expect(replayed).toEqual([[], [st, hl1, hl2], [st, hl1, hl2, hl3], [st, hl1]]);
    expect(
      parcels.map(({ body, bytes }) =>
        Buffer.from(bytes.subarray(body[0]!.start)).toString('latin1').slice(0, 5),
      ),
    ).toEqual(['ST*83', 'HL*3*', 'CLM*C', 'HL*4*']);
  });

  test('replayed units are the bytes of their slices', () => {
    const set = setOf([BILLING, subscriber(2, '1'), claim('A'), claim('B'), claim('C')]);
    for (const parcel of parcelsOf(set, '837P', { parcelClaims: 1 })) {
      for (const { slice, runs } of parcel.replay) {
        expect(textOf(parcel, runs)).toBe(
          set.slice(slice.offsetBytes, slice.offsetBytes + slice.lengthBytes),
        );
      }
    }
  });

  test.each<[string, string, number]>([
    ['no line breaks', '~', 126],
    ['carriage return and line feed', '~\r\n', 126],
    ['blanks and tabs', '~ \t', 126],
    ['line feed as the terminator', '\n', 10],
    ['carriage return before the line feed that terminates', '\r\n', 10],
    ['empty segments between', '~~\n', 126],
  ])('%s: same segments at the same places', (_, ending, terminator) => {
    const set = setOf([BILLING, subscriber(2, '1'), claim('A'), claim('B')]).replaceAll('~\n', ending);
    const delimiters = { ...DELIMITERS, terminator };
    const parcels = parcelsOf(set, '837P', { parcelClaims: 1 }, delimiters);
    expect(parcels.length).toBe(2);
    expect(parcels.flatMap((parcel) => segmentsIn(parcel, parcel.body))).toEqual(
      segmentsOfSet(set, delimiters),
    );
  });

  test('a line break inside a segment does not shift the lines after it', () => {
    const set = setOf([BILLING, subscriber(2, '1'), claim('A')]).replace('SUITE 4', 'SUITE\n4');
    const [parcel] = parcelsOf(set, '837P');
    expect(segmentsIn(parcel!, parcel!.body)).toEqual(segmentsOfSet(set));
  });

  test('a segment that was left out over the limits begins a new run', () => {
    const set = setOf([
      BILLING,
      subscriber(2, '1'),
      claim('A').replace('HI*ABK:J029', `NTE*ADD*${'X'.repeat(70_000)}`),
    ]);
    const [parcel] = parcelsOf(set, '837P');
    expect(parcel!.body).toHaveLength(2);
    expect(parcel!.bodyLengthBytes).toBe(set.trimEnd().length);
    expect(segmentsIn(parcel!, parcel!.body)).toEqual(segmentsOfSet(set));
  });

  test('a wrapped set keeps the place of each segment', () => {
    const set = setOf([BILLING, subscriber(2, '1'), claim('A'), claim('B')]).replaceAll('\n', '');
    const wrapped = set.replace(/(.{80})/g, '$1\n');
    const expected: string[] = [];
    const parcels: Parcel[] = [];
    const cutter = new ClaimCutter(setPlace('837P'), { parcelClaims: 1 }, (parcel) => parcels.push(parcel));
    const tokenizer = new Tokenizer(
      (segment) => {
        expected.push(`${segment.offsetBytes} ${segment.ordinal} ${segment.text()}`);
        cutter.segment(segment);
      },
      { delimiters: DELIMITERS, ignoreLineBreaks: true },
    );
    tokenizer.push(Buffer.from(wrapped, 'latin1'));
    tokenizer.end();
    cutter.end();
    const read = parcels
      .flatMap((parcel) => segmentsIn(parcel, parcel.body))
      .map((segment) => segment.replace(/^(\d+) \d+/, '$1'));
    expect(read).toEqual(expected);
  });

  test('an 835 is cut at its LX and CLP', () => {
    const parcels = parcelsOf(REMITTANCE, '835', { parcelBytes: 1 });
    expect(parcels.map((parcel) => textOf(parcel, parcel.body)).join('')).toBe(REMITTANCE.trimEnd());
    const starts = parcels.map((parcel) => textOf(parcel, parcel.body).slice(0, 3));
    expect(new Set(starts)).toEqual(new Set(['ST*', 'LX*', 'CLP']));
    expect(parcels.reduce((sum, { claimCount }) => sum + claimCount, 0)).toBe(
      REMITTANCE.split('\nCLP*').length - 1,
    );
  });

  test('memory is bounded: a unit over its limit is a fault', () => {
    const cutter = new ClaimCutter(setPlace('837P'), {}, () => {});
    const line = `NTE*ADD*${'X'.repeat(60_000)}~`;
    const tokenizer = new Tokenizer((segment) => cutter.segment(segment), { delimiters: DELIMITERS });
    tokenizer.push(Buffer.from('ST*837*0001~CLM*A~'));
    const bytes = Buffer.from(line);
    expect(() => {
      for (let length = 0; length <= UNIT_BYTES; length += bytes.length) tokenizer.push(bytes);
    }).toThrow(expect.objectContaining({ code: 'CLAIM-UNIT-TOO-LONG' }));
  });
});

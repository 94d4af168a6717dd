import { expect, test } from 'vitest';
import {
  DEFAULT_LIMITS,
  ELEMENTS_PER_SEGMENT,
  FINDINGS_PER_FILE,
  HEADER_SEARCH_BYTES,
  SEGMENT_LENGTH_BYTES,
} from '../../src/x12/limits.ts';
import { GROUP, GS, IEA, isa, read, SET, WHOLE } from './reading.ts';

const codes = (text: string, limits = DEFAULT_LIMITS) => read(text, 65_536, limits).codes;
const claimOf = (length: number) => WHOLE.replace('CLM*A1*150', `CLM*${'9'.repeat(length - 4)}`);
const sets = (count: number) =>
  `${isa()}${GS}${Array.from({ length: count }, (_, n) => SET.replaceAll('0001', String(n + 1).padStart(4, '0'))).join('')}GE*${count}*7~${IEA}`;
const groups = (count: number) =>
  `${isa()}${Array.from({ length: count }, (_, n) => GROUP.replaceAll('*7', `*${n + 7}`)).join('')}${IEA.replace('*1*', `*${count}*`)}`;
const few = { ...DEFAULT_LIMITS, setsPerGroup: 3, groupsPerInterchange: 3 };

/** Each limit twice: what just fits is read without a word, one more gets its finding. */
test.each<[limit: string, fits: string[], beyond: string[], code: string[]]>([
  [
    'bytes of a segment',
    codes(claimOf(SEGMENT_LENGTH_BYTES)),
    codes(claimOf(SEGMENT_LENGTH_BYTES + 1)),
    ['X12-SEGMENT-TOO-LONG'],
  ],
  [
    'elements of a segment',
    codes(WHOLE.replace('CLM*A1*150', `CLM${'*1'.repeat(ELEMENTS_PER_SEGMENT)}`)),
    codes(WHOLE.replace('CLM*A1*150', `CLM${'*1'.repeat(ELEMENTS_PER_SEGMENT + 1)}`)),
    ['X12-SEGMENT-TOO-MANY-ELEMENTS'],
  ],
  ['sets of a group', codes(sets(3), few), codes(sets(4), few), ['X12-SETS-LIMIT']],
  ['groups of an interchange', codes(groups(3), few), codes(groups(4), few), ['X12-GROUPS-LIMIT']],
  [
    'foreign bytes ahead of a header',
    codes(`${'y'.repeat(HEADER_SEARCH_BYTES - 1)}${WHOLE}`).filter((code) => code !== 'X12-JUNK-BEFORE-ISA'),
    codes(`${'y'.repeat(HEADER_SEARCH_BYTES)}${WHOLE}`),
    ['X12-ISA-NOT-FOUND'],
  ],
])('%s', (_limit, fits, beyond, code) => {
  expect(fits).toEqual([]);
  expect(beyond).toEqual(code);
});

test('findings of a file', () => {
  // One finding is of SE01, which counts other segments.
  const bare = (count: number) =>
    WHOLE.replace(
      'CLM*A1*150',
      Array(count - 1)
        .fill('LX')
        .join('~'),
    );
  const fits = codes(bare(FINDINGS_PER_FILE));
  expect(fits).toHaveLength(FINDINGS_PER_FILE);
  expect(fits).not.toContain('X12-FINDINGS-LIMIT');
  expect(codes(bare(FINDINGS_PER_FILE + 1)).at(-1)).toBe('X12-FINDINGS-LIMIT');
});

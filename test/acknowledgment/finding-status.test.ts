import { expect, test } from 'vitest';
import { claimStatuses } from '../../src/acknowledgment/finding-status.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { finding } from './finding.ts';

const exact = (stc: string) => finding({ stc });
const told = (stc?: string) => finding(stc ? { stc, ik403: '6' } : { ik304: 'I6' });

const cases: readonly (readonly [string, readonly Finding[], readonly string[]])[] = [
  ['nothing known', [], ['A3:684']],
  ['one exact status', [exact('A7:33:IL')], ['A7:33:IL']],
  ['order of appearance', [exact('A7:30:IL'), exact('A6:145:85')], ['A7:30:IL', 'A6:145:85']],
  ['the same twice', [exact('A7:255'), exact('A7:255')], ['A7:255']],
  ['an unspecific one comes last', [exact('A3:21'), exact('A7:255')], ['A7:255', 'A3:21']],
  ['a wrong payer comes first', [exact('A7:33:IL'), exact('A3:116')], ['A3:116', 'A7:33:IL']],
  ['a fault told in the 999 with its exact status', [told('A7:178')], ['A3:684', 'A7:178']],
  ['a fault told in the 999 without one', [told()], ['A3:684']],
  ['both kinds', [exact('A7:33:IL'), told('A7:178')], ['A3:684', 'A7:33:IL', 'A7:178']],
  ['at most three', ['A7:1', 'A7:2', 'A7:3', 'A7:4'].map((stc) => exact(stc)), ['A7:1', 'A7:2', 'A7:3']],
  ['684 is not said twice', [told('A3:684')], ['A3:684']],
  [
    'what only reports gives way to what refuses',
    [finding({ stc: 'A7:500:IL' }, {}, 'report'), exact('A7:33:IL')],
    ['A7:33:IL'],
  ],
  ['what reports, when nothing refuses', [finding({ stc: 'A7:500:IL' }, {}, 'report')], ['A7:500:IL']],
];

test.each(cases)('%s', (_name, findings, statuses) => {
  expect(claimStatuses(findings)).toEqual(statuses);
});

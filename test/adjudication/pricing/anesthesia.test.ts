import { describe, expect, test } from 'vitest';
import { roundedTime } from '../../../src/adjudication/pricing/anesthesia.ts';
import { anesthesiaFactorCents } from '../../../src/money/anesthesia-factor.ts';
import type { LineSpec } from '../fixtures.ts';
import { priced, rates, told } from './priced.ts';

const tables = [
  rates(
    'anesthesia-base-units',
    new Map([
      ['00100', 5],
      ['00210', 11],
      ['01967', 5],
      ['01996', 3],
      ['01999', 0],
    ]),
  ),
  rates('anesthesia-cf', new Map([['02', 203_000]])),
];
const line = (minutes: number, more: LineSpec = {}): LineSpec => ({
  procedure: '00100',
  modifiers: ['AA'],
  unit: 'MJ',
  unitsMilli: minutes * 1000,
  chargeCents: 1_000_000,
  ...more,
});
const allowed = (spec: LineSpec, anesthesiaFactorE4?: number) =>
  priced({ lines: [spec] }, { tables, term: anesthesiaFactorE4 === undefined ? {} : { anesthesiaFactorE4 } })
    .lines[0]!.allowedCents;

describe('KP-46 base and time units at five an hour, factor 20.30', () => {
  test.each<[string, LineSpec, number]>([
    // 5 + 90/12 = 12.5 units.
    ['90 minutes', line(90), 25_375],
    // 5 + 3.75, to one decimal 3.8.
    ['45 minutes: 3.75 becomes 3.8', line(45), 17_864],
    ['44 minutes: 3.67 becomes 3.7', line(44), 17_661],
    ['medical direction: a half', line(90, { modifiers: ['QK'] }), 12_688],
    ['nurse under direction: a half', line(90, { modifiers: ['QX', 'QS'] }), 12_688],
    ['nurse alone: the whole', line(90, { modifiers: ['QZ'] }), 25_375],
    ['one nurse directed: a half', line(90, { modifiers: ['QY'] }), 12_688],
    ['supervision: three units whatever the time', line(90, { modifiers: ['AD'] }), 6_090],
    ['physical status pays nothing more', line(90, { modifiers: ['AA', 'P3'] }), 25_375],
    ['daily management has no time', line(1, { procedure: '01996', unit: 'UN' }), 6_090],
  ])('%s', (_name, spec, cents) => {
    expect(allowed(spec)).toBe(cents);
  });

  test('the factor of the contract comes before that of the locality', () => {
    expect(allowed(line(90), 193_100)).toBe(24_138);
  });

  test.each<[string, LineSpec, string]>([
    ['no base units', line(60, { procedure: '00102' }), 'no anesthesia base units'],
    ['by report', line(60, { procedure: '01999' }), 'by report'],
    ['QS names nobody', line(60, { modifiers: ['QS'] }), 'no modifier says who'],
    ['no minutes', line(60, { unit: 'UN' }), 'minutes'],
  ])('%s waits', (_name, spec, words) => {
    expect(priced({ lines: [spec] }, { tables }).pends[0]?.text).toContain(words);
  });
});

describe('KP-47 labor: five units for the first hour, one for each further hour or part', () => {
  test.each<[number, number]>([
    [1, 10],
    [60, 10],
    [61, 11],
    [120, 11],
    [121, 12],
    [600, 19],
  ])('%d minutes: %d units with the base', (minutes, units) => {
    const spec = line(minutes, { procedure: '01967' });
    expect(allowed(spec)).toBe(units * 2030);
    expect(priced({ lines: [spec] }, { tables }).trace).toContainEqual(
      expect.objectContaining({ rule: 'KP-47' }),
    );
  });
});

describe('time units by length and rounding', () => {
  test.each<[number, number, Parameters<typeof roundedTime>[2], number]>([
    [1, 4, 'time-units-1', 10],
    [2, 4, 'time-units-1', 10],
    [3, 4, 'time-units-1', 20],
    [5, 4, 'time-units-1', 30],
    [8, 4, 'time-units-1', 50],
    [17, 4, 'time-units-1', 110],
    [18, 4, 'time-units-1', 120],
    [20, 4, 'time-units-1', 130],
    [84, 4, 'time-units-1', 560],
    [84, 6, 'time-units-1', 840],
    [127, 4, 'time-units-2', 847],
    [38, 4, 'time-units-0', 300],
    [31, 4, 'time-units-up', 300],
    [60, 5, 'time-units-1', 500],
    [84, 5, 'time-units-1', 700],
    [90, 5, 'time-units-1', 750],
    [45, 5, 'time-units-2', 375],
  ])('%d minutes at %d an hour, %s: %d hundredths', (minutes, perHour, rounding, hundredths) => {
    expect(roundedTime(minutes * 1000, perHour, rounding)).toBe(hundredths);
  });
});

// Carrier and locality, indices, and the factor published for 2025 (national 20.3178).
test.each<[string, number, number, number, number]>([
  ['1011200', 1000, 869, 575, 1931],
  ['0210201', 1500, 1081, 592, 2786],
  ['0310200', 1000, 975, 854, 2004],
  ['0710213', 1000, 860, 518, 1921],
  ['0111254', 1017, 1093, 662, 2045],
  ['0111255', 1014, 1093, 560, 2027],
  ['0118271', 1014, 1093, 570, 2028],
  ['0118218', 1042, 1194, 690, 2122],
  ['0240299', 1007, 1040, 803, 2030],
])('published anesthesia factor of %s', (_area, work, practice, malpractice, cents) => {
  const gpci = { workThousandths: work, practiceThousandths: practice, malpracticeThousandths: malpractice };
  expect(anesthesiaFactorCents(203_178, gpci)).toBe(cents);
});

test('told: the rest of the charge is the contract’s', () => {
  expect(told(priced({ lines: [line(90, { chargeCents: 30_000 })] }, { tables }))).toBe('25375 CO-45 4625');
});

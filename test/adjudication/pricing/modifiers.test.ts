import { describe, expect, test } from 'vitest';
import type { LineSpec } from '../fixtures.ts';
import { priced, rvuRow, rvuTable, told } from './priced.ts';

/** 10.00 units of relative value × 40.00 = 400.00; every code and digit is invented. */
const SURGERY = {
  globalDays: '090',
  preOperativePercent: 10,
  intraOperativePercent: 69,
  postOperativePercent: 21,
};
const table = rvuTable([
  rvuRow('10001', 500, 400, 100, {
    indicators: { ...SURGERY, bilateral: '1', assistant: '2', coSurgeon: '2', team: '2' },
  }),
  rvuRow('10002', 500, 400, 100, {
    indicators: { bilateral: '0', assistant: '1', coSurgeon: '0', team: '0' },
  }),
  rvuRow('10003', 500, 400, 100, {
    indicators: { bilateral: '3', assistant: '0', coSurgeon: '1', team: '9' },
  }),
  rvuRow('10004', 500, 400, 100, { indicators: { bilateral: '9', assistant: '9', coSurgeon: '9' } }),
  rvuRow('10005', 500, 400, 100, { indicators: { bilateral: '2', professionalTechnical: '2' } }),
  rvuRow('70001', 100, 200, 50, { indicators: { professionalTechnical: '1' } }),
  rvuRow('70001', 100, 50, 25, { modifier: '26', indicators: { professionalTechnical: '1' } }),
  rvuRow('70001', 0, 150, 25, { modifier: 'TC', indicators: { professionalTechnical: '1' } }),
  rvuRow('45001', 500, 400, 100),
  rvuRow('45001', 250, 200, 50, { modifier: '53' }),
  rvuRow('90001', 0, 0, 0, { status: 'B' }),
  rvuRow('90002', 0, 0, 0, { status: 'C' }),
]);
const one = (line: LineSpec) => priced({ lines: [{ chargeCents: 100_000, ...line }] }, { tables: [table] });

describe('KP-41 modifiers through the digits of the table, charge 1000.00', () => {
  test.each<[string, string, readonly string[], string]>([
    ['no modifier', '10001', [], '40000 CO-45 60000'],
    [
      '22, 59, 76, 77, 79, 58, XE change nothing',
      '10001',
      ['22', '59', '76', '77', '79', '58', 'XE'],
      '40000 CO-45 60000',
    ],
    ['50, digit 1: one and a half', '10001', ['50'], '60000 CO-45 40000'],
    ['50, digit 0: one side', '10002', ['50'], '40000 CO-45 60000'],
    ['50, digit 2: the fee is for both', '10005', ['50'], '40000 CO-45 60000'],
    ['50, digit 3: each side whole', '10003', ['50'], '80000 CO-45 20000'],
    ['50, digit 9: no such thing', '10004', ['50'], '0 CO-4 100000'],
    ['54: before and during', '10001', ['54'], '31600 CO-45 68400'],
    ['55: after', '10001', ['55'], '8400 CO-45 91600'],
    ['56: before', '10001', ['56'], '4000 CO-45 96000'],
    ['54 without a package', '10002', ['54'], '0 CO-4 100000'],
    ['78: during only', '10001', ['78'], '27600 CO-45 72400'],
    ['62, digit 2', '10001', ['62'], '25000 CO-45 75000'],
    ['62, digit 0: not paid', '10002', ['62'], '0 CO-54 100000'],
    ['62, digit 9: no such thing', '10004', ['62'], '0 CO-4 100000'],
    ['80, digit 2', '10001', ['80'], '6400 CO-45 93600'],
    ['81', '10001', ['81'], '6400 CO-45 93600'],
    ['82', '10001', ['82'], '6400 CO-45 93600'],
    ['AS: 85 % of 16 %', '10001', ['AS'], '5440 CO-45 94560'],
    ['80, digit 1: not paid', '10002', ['80'], '0 CO-54 100000'],
    ['80 and 50 together', '10001', ['80', '50'], '9600 CO-45 90400'],
    ['66, digit 0', '10002', ['66'], '0 CO-54 100000'],
    ['66, digit 9', '10003', ['66'], '0 CO-4 100000'],
    ['26: its own row', '70001', ['26'], '7000 CO-45 93000'],
    ['TC: its own row', '70001', ['TC'], '7000 CO-45 93000'],
    ['26 on a service that is professional as a whole', '10005', ['26'], '40000 CO-45 60000'],
    ['26 on a service that has no parts', '10001', ['26'], '0 CO-4 100000'],
    ['53: its own row', '45001', ['53'], '20000 CO-45 80000'],
    ['status B', '90001', [], '0 CO-97 100000'],
  ])('%s', (_name, procedure, modifiers, expected) => {
    expect(told(one({ procedure, modifiers }))).toBe(expected);
  });

  test.each<[string, string, readonly string[], string, string]>([
    ['52 without a percent of the payer', '10001', ['52'], 'KP-41', 'by report'],
    ['53 without a row', '10001', ['53'], 'KP-41', 'by report'],
    ['62, digit 1', '10003', ['62'], 'KP-41', 'documentation'],
    ['80, digit 0', '10003', ['80'], 'KP-41', 'documentation'],
    ['66 with a team', '10001', ['66'], 'KP-41', 'by report'],
    ['status C (KP-43)', '90002', [], 'KP-43', 'by report'],
  ])('%s waits for a person', (_name, procedure, modifiers, rule, words) => {
    const { pends } = one({ procedure, modifiers });
    expect(pends).toEqual([expect.objectContaining({ rule, text: expect.stringContaining(words) })]);
  });
});

test('facility and non-facility differ and the place of service chooses', () => {
  const practice = rvuTable([
    rvuRow('10006', 130, 0, 10, { nonFacilityPracticeHundredths: 135, facilityPracticeHundredths: 57 }),
  ]);
  const at = (place: string) =>
    told(priced({ lines: [{ procedure: '10006', place }] }, { tables: [practice] }));
  expect(['11', '12', '21', '22', '23', '24'].map(at)).toEqual([
    '11000 CO-45 4000',
    '11000 CO-45 4000',
    '7880 CO-45 7120',
    '7880 CO-45 7120',
    '7880 CO-45 7120',
    '7880 CO-45 7120',
  ]);
});

test('a price says what it was made of', () => {
  const claim = one({ procedure: '70001', modifiers: ['26'], unitsMilli: 2000 });
  expect(claim.trace.find(({ outcome }) => outcome === 'priced')).toMatchObject({
    rule: 'KP-41',
    line: 1,
    basis: {
      method: 'rbrvs',
      table: 'pprrvu',
      vintage: '20240101',
      row: '70001 26',
      rounding: 'rvu-total-2',
      factors: { workHundredths: 100, practiceHundredths: 50, malpracticeHundredths: 25, units: 2 },
    },
  });
});

describe('KP-41 global periods on one claim', () => {
  const visit = rvuTable([...table.rows.values(), rvuRow('99213', 100, 100, 50)]);
  test.each<[string, string, readonly string[], boolean]>([
    ['the day before', '20250309', [], true],
    ['the day before, decision for surgery', '20250309', ['57'], false],
    ['two days before', '20250308', [], false],
    ['the same day', '20250310', [], true],
    ['the same day, something else', '20250310', ['25'], false],
    ['the ninetieth day', '20250608', [], true],
    ['the ninetieth day, something else', '20250608', ['24'], false],
    ['the ninety-first day', '20250609', [], false],
  ])('%s', (_name, day, modifiers, isPackaged) => {
    const claim = priced(
      { lines: [{ procedure: '10001' }, { procedure: '99213', day, modifiers }] },
      { tables: [visit] },
    );
    expect(claim.lines[1]?.isDenied).toBe(isPackaged);
  });
});

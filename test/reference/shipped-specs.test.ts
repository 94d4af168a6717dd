import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSpecs } from '../../src/reference/check-specs.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import { localityOf } from '../../src/reference/locality-of.ts';
import { actingRule } from '../../src/reference/payer-profile.ts';

const SPECS = join(import.meta.dirname, '../../specs');
const { profiles, partners } = loadSpecs(SPECS);
const profile = profiles.find(({ id }) => id === '91051')!;

const span = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `KP-${String(first + index).padStart(2, '0')}`);

/** The catalogue's rows for this payer, section by section. */
const CATALOGUE = [
  ...span(1, 19),
  ...span(20, 25),
  ...span(30, 35),
  ...span(40, 53),
  ...span(60, 75),
  'KP-76',
  ...['BX-01', 'BX-02', 'BX-03', 'BX-04', 'OW-01', 'OW-02', 'OW-03'],
  ...span(80, 95),
];

/** Rows of the manual's first sections that stand only as records, or that an 837 cannot carry. */
const SILENT = ['KP-05', 'KP-19'];
const FIRST_SECTIONS = [...span(1, 12), ...span(16, 25), ...span(30, 35), ...span(60, 76)].filter((id) =>
  CATALOGUE.includes(id),
);

describe('specs/payers/91051.xml', () => {
  test('states every row of the catalogue once', () => {
    // One id may hold in turn on different service dates.
    expect([...new Set(profile.rules.map(({ id }) => id))]).toEqual(CATALOGUE);
  });

  test('acts where it is built, and says why not elsewhere', () => {
    const acting = new Set(profile.rules.filter(({ standing }) => standing === 'acts').map(({ id }) => id));
    expect(FIRST_SECTIONS.filter((id) => !acting.has(id))).toEqual(SILENT);
    for (const rule of profile.rules) {
      expect(rule.title, rule.id).not.toBe('');
      expect(rule.section, rule.id).not.toBe('');
      expect(rule.reason === '', rule.id).toBe(rule.standing === 'acts');
    }
  });

  test.each([
    ['KP-01', 'payer', { outcome: 'reject', stc: 'A3:116' }],
    ['KP-01', 'receiver', { outcome: 'reject', ta1: '009' }],
    ['KP-03', 'unknown', { outcome: 'reject', stc: 'A7:33:IL' }],
    ['KP-06', '', { outcome: 'deny', group: 'OA', carc: '18', remarks: ['N522'] }],
    ['KP-14', '', { outcome: 'deny', group: 'CO', carc: '16', remarks: ['M53'] }],
    ['KP-22', 'not-found', { outcome: 'deny', group: 'CO', carc: '16', remarks: ['M47', 'N152'] }],
    ['KP-32', 'original', { outcome: 'deny', group: 'CO', carc: '29' }],
    ['KP-40', '', { outcome: 'reduce', group: 'CO', carc: '45' }],
    ['KP-52', '', { outcome: 'pend' }],
    ['KP-60', 'coinsurance', { outcome: 'reduce', group: 'PR', carc: '2' }],
  ])('%s answers %s', (id, clause, answer) => {
    const rule = actingRule(profile, id, '20250601');
    expect(rule?.dispositions.find((disposition) => disposition.clause === clause)).toMatchObject(answer);
  });

  test.each([
    ['98104', '02'],
    ['981040001', '02'],
    ['98002', '02'],
    ['98071', '02'],
    ['98110', '99'],
    ['98046', '99'],
    ['98402', '99'],
    ['99201', '99'],
    ['', '99'],
  ])('postal code %s is priced in locality %s', (postalCode, locality) => {
    expect(localityOf(profile, postalCode)).toBe(locality);
  });

  test('a Medicaid plan asks nothing of its member', () => {
    const plans = profile.plans.filter(({ lineOfBusiness }) => lineOfBusiness === 'medicaid');
    expect(plans).toHaveLength(1);
    expect(plans[0]!.individualDeductibleCents).toBe(0);
    expect(
      plans[0]!.categories.every((row) => row.copayCents === 0 && row.coinsuranceBasisPoints === 0),
    ).toBe(true);
  });
});

test('the shipped specs are clean', () => {
  expect(checkSpecs(SPECS)).toEqual([]);
});

test('three partners: two in production, one testing', () => {
  expect(partners.map(({ id, usage, newlineAfterSegment }) => [id, usage, newlineAfterSegment])).toEqual([
    ['harborclear', 'P', false],
    ['pinebilling', 'P', true],
    ['tidewater-test', 'T', true],
  ]);
});

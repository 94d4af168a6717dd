import { describe, expect, test } from 'vitest';
import type { RateTable } from '../../src/reference/rate-tables.ts';
import { type ClaimSpec, codes, type LineSpec } from './fixtures.ts';
import { change, changeLine, decideBy, memberOf, rulesOf, withParameter } from './shipped.ts';

const remarks = (spec: ClaimSpec, data = memberOf('commercial')) => {
  const [line] = decideBy(spec, data).lines;
  return line!.adjustments.some(({ carc }) => carc === '16' || carc === '4') ? line!.remarks : [];
};
const diagnoses = (...codesOf: readonly (readonly [string, string, string?])[]) =>
  change({
    codes: codesOf.map(([qualifier, code, presentOnAdmission]) => ({
      qualifier,
      code,
      ...(presentOnAdmission && { presentOnAdmission }),
    })),
  });
const facility = (line: LineSpec, facts: Partial<ClaimSpec> = {}): ClaimSpec => ({
  kind: 'institutional',
  lines: [{ procedure: '', ...line }],
  ...facts,
});

describe('KP-07 code sets', () => {
  const list = (
    part: string,
    ...rows: readonly (readonly [string, string, string])[]
  ): RateTable<'code-list'> => ({
    kind: 'code-list',
    part,
    from: '20250101',
    to: '',
    rowCount: rows.length,
    digest: part,
    rows: new Map(rows.map(([code, from, to]) => [code, { from, to }])),
  });
  const rates = [
    list('hcpcs', ['99213', '', ''], ['99214', '20250311', ''], ['80053', '', '20250309']),
    list('modifier', ['25', '', ''], ['26', '', '']),
    list('icd-10-cm', ['J069', '', '']),
  ];
  const data = memberOf('commercial', { rates });

  test.each([
    ['known', {}, ''],
    ['not in the list', { procedure: '99999' }, 'CO-181 15000'],
    ['not yet', { procedure: '99214' }, 'CO-181 15000'],
    ['no longer', { procedure: '80053' }, 'CO-181 15000'],
    ['an unknown modifier', { modifiers: ['ZZ'] }, 'CO-182 15000'],
    ['before any list was imported', { procedure: '99999', day: '20241231' }, ''],
  ])('a procedure %s', (_name, line, expected) => {
    const told = codes(decideBy({ lines: [line] }, data));
    expect(told.includes('CO-18') ? told : '').toBe(expected);
  });

  test.each([
    ['J069', ''],
    ['J06.9', ''],
    ['J0690', 'CO-146 15000'],
  ])('diagnosis %s', (code, expected) => {
    const told = codes(decideBy({ change: diagnoses(['ABK', code]) }, data));
    expect(told.includes('146') ? told : '').toBe(expected);
  });
});

describe('KP-08 position and specificity', () => {
  test.each([
    ['a principal diagnosis', diagnoses(['ABK', 'J069'], ['ABF', 'I10']), []],
    ['none', diagnoses(['ABF', 'I10']), ['MA63']],
    ['two', diagnoses(['ABK', 'J069'], ['ABK', 'I10']), ['MA63']],
    ['an external cause as principal', diagnoses(['ABK', 'W010XXA']), ['MA63']],
    ['an external cause among the others', diagnoses(['ABK', 'J069'], ['ABF', 'W010XXA']), []],
    ['a category', diagnoses(['ABK', 'E11']), ['M81']],
    ['its code', diagnoses(['ABK', 'E119']), []],
    ['both wrong at once (KP-18)', diagnoses(['ABK', 'W010XXA'], ['ABF', 'E11']), ['M81', 'MA63']],
  ])('%s', (_name, facts, expected) => {
    expect(remarks({ change: facts })).toEqual(expected);
  });

  test('an external cause as the reason for a visit', () => {
    const spec = facility({ revenueCode: '0510', procedure: '99213' });
    expect(remarks({ ...spec, change: diagnoses(['ABK', 'J069'], ['APR', 'Y92009']) })).toEqual(['M76']);
    expect(remarks({ ...spec, change: diagnoses(['ABK', 'J069'], ['APR', 'R0789']) })).toEqual([]);
  });
});

describe('KP-09 diagnosis of the service', () => {
  const profile = withParameter('KP-09', 'procedures.maternity', '99213');
  const by = (facts: ReturnType<typeof diagnoses>, pointers: readonly string[]) =>
    codes(
      decideBy(
        { change: (claim) => changeLine({ pointers })(facts(claim)) },
        memberOf('commercial'),
        undefined,
        profile,
      ),
    );
  test.each([
    ['points at one that goes with it', ['2'], 'CO-45 2640, PR-3 2500'],
    ['points at another', ['1'], 'CO-11 15000'],
    ['points at both', ['1', '2'], 'CO-45 2640, PR-3 2500'],
  ])('%s', (_name, pointers, expected) => {
    expect(by(diagnoses(['ABK', 'J069'], ['ABF', 'O0900']), pointers)).toBe(expected);
  });

  test('another service may point at anything', () => {
    expect(codes(decideBy({}))).toBe('CO-45 2640, PR-3 2500');
  });
});

describe('KP-10 drugs', () => {
  const drug = (ndc: string, quantity: string, unit: string) => changeLine({ drug: { ndc, quantity, unit } });
  const line: ClaimSpec = { lines: [{ procedure: 'J9035' }] };
  test.each([
    ['complete', drug('50242006001', '4', 'ML'), []],
    ['absent', undefined, ['M119', 'N815', 'N816']],
    ['ten digits', drug('5024200601', '4', 'ML'), ['M119']],
    ['with hyphens', drug('50242-060-01', '4', 'ML'), ['M119']],
    ['no quantity', drug('50242006001', '', 'ML'), ['N815']],
    ['another unit', drug('50242006001', '4', 'XX'), ['N816']],
  ])('%s', (_name, facts, expected) => {
    expect(remarks({ ...line, ...(facts && { change: facts }) })).toEqual(expected);
  });

  test('a drug that is not of the list', () => {
    expect(remarks({ lines: [{ procedure: 'J1885' }] })).toEqual([]);
  });
});

describe('KP-11 present on admission', () => {
  const stay = (facts: ReturnType<typeof diagnoses>, billType = '11') =>
    remarks({ ...facility({ revenueCode: '0120' }, { billType }), change: facts });
  test.each([
    ['told', diagnoses(['ABK', 'K3580', 'Y'], ['ABF', 'I10', 'N']), '11', []],
    ['not told of the principal', diagnoses(['ABK', 'K3580']), '11', ['N434']],
    ['not told of another', diagnoses(['ABK', 'K3580', 'Y'], ['ABF', 'I10']), '11', ['N434']],
    ['exempt', diagnoses(['ABK', 'K3580', 'Y'], ['ABF', 'Z9049']), '11', []],
    ['no indicator at all', diagnoses(['ABK', 'K3580', '1']), '11', ['N434']],
    ['outpatient', diagnoses(['ABK', 'K3580']), '13', []],
  ])('%s', (_name, facts, billType, expected) => {
    expect(stay(facts, billType)).toEqual(expected);
  });
});

describe('KP-12 revenue codes', () => {
  test.each([
    ['laboratory without a procedure', { revenueCode: '0300' }, '13', 'CO-16'],
    ['laboratory with one', { revenueCode: '0300', procedure: '80053' }, '13', ''],
    ['laboratory with an office visit', { revenueCode: '0300', procedure: '99213' }, '13', 'CO-199'],
    ['pharmacy without a procedure', { revenueCode: '0250' }, '13', ''],
    ['a stay', { revenueCode: '0300' }, '11', ''],
  ])('%s', (_name, line, billType, expected) => {
    const decision = decideBy(facility(line, { billType }));
    expect(rulesOf(decision).includes('KP-12') ? codes(decision).split(' ')[0] : '').toBe(expected);
  });
});

describe('KP-16 anesthesia', () => {
  const by = (line: LineSpec) =>
    remarks({ lines: [{ procedure: '00790', unit: 'MJ', unitsMilli: 60_000, ...line }] });
  test.each([
    ['complete', { modifiers: ['AA'] }, []],
    ['no modifier', {}, ['N822']],
    ['QS alone', { modifiers: ['QS'] }, ['N823']],
    ['QS beside one', { modifiers: ['QZ', 'QS'] }, []],
    ['units', { modifiers: ['AA'], unit: 'UN', unitsMilli: 4000 }, ['M53']],
    [
      'daily management is not timed',
      { procedure: '01996', modifiers: ['AA'], unit: 'UN', unitsMilli: 1000 },
      [],
    ],
  ])('%s', (_name, line, expected) => {
    expect(by(line)).toEqual(expected);
  });
});

test('KP-18 every defect of a line is told at once, under one reason', () => {
  const spec: ClaimSpec = {
    lines: [{ procedure: 'J9035', unitsMilli: 500 }, { procedure: '99213' }],
    change: diagnoses(['ABK', 'E11']),
  };
  const decision = decideBy(spec);
  expect(decision.lines[0]).toMatchObject({ remarks: ['M53', 'M81', 'M119', 'N815', 'N816'] });
  expect(codes(decision, 1)).toBe('CO-16 15000');
  expect(decision.lines[1]?.remarks).toEqual(['M81']);
});

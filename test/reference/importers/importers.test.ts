import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkReferenceData } from '../../../src/reference/check-reference-data.ts';
import type { ReferenceKind } from '../../../src/reference/importers/import-reference.ts';
import { importReference } from '../../../src/reference/importers/import-reference.ts';
import { IMPORT_PROBLEMS } from '../../../src/reference/importers/table.ts';
import { loadSpecs } from '../../../src/reference/load-specs.ts';

const SHIPPED = join(import.meta.dirname, '../../../edi-samples/reference');
const SPECS = join(import.meta.dirname, '../../../specs');
const FILES: Readonly<Partial<Record<ReferenceKind, string>>> = {
  members: 'members.csv',
  providers: 'providers.csv',
  contracts: 'contracts.csv',
  'fee-schedule': 'fee-schedule-2025.csv',
  gpci: 'gpci-2025.csv',
};
const shipped = (kind: ReferenceKind): string => readFileSync(join(SHIPPED, FILES[kind] ?? ''), 'utf8');
const read = (kind: ReferenceKind, text: string) =>
  importReference(kind, text, { file: 'x.csv', effective: '20250101' });

describe('the shipped set', () => {
  test.each<[ReferenceKind, number]>([
    ['members', 60],
    ['providers', 12],
    ['contracts', 6],
    ['fee-schedule', 100],
    ['gpci', 2],
  ])('%s imports, at least %i rows', (kind, least) => {
    const { rowCount, problems } = read(kind, shipped(kind));
    expect(problems).toEqual([]);
    expect(rowCount).toBeGreaterThanOrEqual(least);
  });

  test('plans and partners are known to the shipped specs', () => {
    const specs = loadSpecs(SPECS);
    for (const kind of ['members', 'contracts'] as const) {
      expect(checkReferenceData(specs, read(kind, shipped(kind)).data)).toEqual([]);
    }
  });

  test('at most forty bare CPT codes, every RVU payable', () => {
    const { rvus } = read('fee-schedule', shipped('fee-schedule')).data;
    const codes = new Set(rvus.map(({ code }) => code));
    expect([...codes].filter((code) => /^\d/.test(code)).length).toBeLessThanOrEqual(40);
    expect(codes.size).toBeGreaterThanOrEqual(100);
    expect(rvus.every(({ status }) => 'ART'.includes(status))).toBe(true);
  });

  test('providers are invented: NPIs begin with 2', () => {
    const { providers } = read('providers', shipped('providers')).data;
    expect(providers.every(({ npi }) => npi.startsWith('2'))).toBe(true);
    const billing = new Set(providers.map(({ npi }) => npi));
    const { contracts } = read('contracts', shipped('contracts')).data;
    expect(contracts.every(({ npi }) => billing.has(npi))).toBe(true);
    expect(new Set(contracts.map(({ paymentMethod }) => paymentMethod))).toEqual(new Set(['ACH', 'CHK']));
  });
});

const MEMBERS =
  'member_id,subscriber_id,last_name,first_name,middle_name,suffix,birth_date,gender,plan_id,line_of_business,employer_group,from,to\n';

describe('values', () => {
  test('a member: zeros in front, one row per coverage', () => {
    const rows = `${MEMBERS}4711,4711,A,B,,,1987-01-13,F,P1,commercial,,2024-01-01,2024-12-31
4711,4711,A,B,,,1987-01-13,F,P2,self-funded,ACME,20250101,
4712,4711,A,C,,,19990101,M,P1,commercial,,20240101,
`;
    const { data, problems } = read('members', rows);
    expect(problems).toEqual([]);
    expect(data.members).toHaveLength(2);
    expect(data.members[0]).toEqual({
      memberId: '00004711',
      subscriberId: '00004711',
      lastName: 'A',
      firstName: 'B',
      middleName: '',
      suffix: '',
      birthDate: '19870113',
      gender: 'F',
      coverages: [
        { from: '20240101', to: '20241231', planId: 'P1', lineOfBusiness: 'commercial', employerGroup: '' },
        { from: '20250101', to: '', planId: 'P2', lineOfBusiness: 'self-funded', employerGroup: 'ACME' },
      ],
    });
    expect(data.members[1]).toMatchObject({ memberId: '00004712', subscriberId: '00004711' });
  });

  test('names stay as on the card, blanks and punctuation included', () => {
    const { data } = read('members', shipped('members'));
    const names = data.members.map(({ lastName }) => lastName);
    expect(names).toContain("O'BRIEN-VALE");
    expect(names).toContain('ST. CLAIR');
    expect(names).toContain('NÚÑEZ-TEST');
  });

  test('RVUs in hundredths, indices in thousandths', () => {
    const rvu = read('fee-schedule', shipped('fee-schedule')).data.rvus.find(
      ({ code, modifier }) => code === '99213' && modifier === '',
    );
    expect(rvu).toEqual({
      code: '99213',
      modifier: '',
      status: 'A',
      workHundredths: 130,
      nonFacilityPracticeHundredths: 135,
      facilityPracticeHundredths: 57,
      malpracticeHundredths: 10,
      from: '20250101',
      to: '',
    });
    expect(read('gpci', shipped('gpci')).data.gpcis).toEqual([
      {
        locality: '02',
        workThousandths: 1043,
        practiceThousandths: 1220,
        malpracticeThousandths: 853,
        from: '20250101',
        to: '',
      },
      {
        locality: '99',
        workThousandths: 1007,
        practiceThousandths: 1040,
        malpracticeThousandths: 803,
        from: '20250101',
        to: '',
      },
    ]);
  });

  test('contract terms by line of business', () => {
    const { contracts } = read('contracts', shipped('contracts')).data;
    const clinic = contracts.find(({ payeeId }) => payeeId === '910000101-2100000019');
    expect(clinic?.terms.map((term) => [term.lineOfBusiness, term.conversionFactorE4])).toEqual([
      ['*', 542500],
      ['medicare-advantage', 323465],
      ['medicaid', 281000],
    ]);
    const hospital = contracts.find(({ payeeId }) => payeeId === '910000104-2100000043');
    expect(hospital?.terms[0]).toMatchObject({
      kind: 'institutional',
      method: 'percent-of-charge',
      percentBasisPoints: 6250,
      conversionFactorE4: 0,
    });
  });
});

/** A shipped file with one thing wrong: which line and column it is told of. */
describe('a wrong file is refused whole', () => {
  test.each<[string, ReferenceKind, string | RegExp, string, RegExp]>([
    ['a renamed column', 'members', 'member_id,', 'member_no,', /x\.csv:1:1 unknown column "member_no"/],
    ['a missing column', 'gpci', ',malpractice', '', /x\.csv:1:1 column "malpractice" is missing/],
    ['a column twice', 'gpci', 'locality,work,', 'work,work,', /x\.csv:1:2 column "work" stands twice/],
    ['a short row', 'gpci', ',0.853', '', /x\.csv:2:3 3 fields where the header has 4/],
    ['a cut last line', 'gpci', /0\.803\n$/, '0.8', /x\.csv:3:4 the last line has no line break/],
    ['a line and its break lost', 'gpci', /,0\.803\n$/, '\n', /x\.csv:3:3 3 fields/],
    ['no rows', 'gpci', /\n[\s\S]*/, '\n', /x\.csv:1:1 no rows/],
    ['nothing at all', 'gpci', /[\s\S]*/, '', /column "locality" is missing/],
    ['a number that is none', 'gpci', '1.043', '1.O43', /x\.csv:2:2 work is not a number/],
    [
      'a number too fine',
      'gpci',
      '1.043',
      '1.0431',
      /x\.csv:2:2 work is not a number with at most 3 decimals/,
    ],
    ['a locality twice', 'gpci', '\n99,', '\n02,', /x\.csv:3:1 locality stands twice/],
    [
      'a code twice',
      'fee-schedule',
      '\n12001,',
      '\n11042,',
      /x\.csv:3:1 code stands twice with this modifier/,
    ],
    ['an RVU below zero', 'fee-schedule', '1.01', '-1.01', /x\.csv:2:4 work_rvu is not a number/],
    ['an NPI with a wrong digit', 'providers', '2100000019', '2100000018', /x\.csv:2:1 npi is not an NPI/],
    ['an NPI twice', 'providers', '2100000027', '2100000019', /x\.csv:3:1 npi stands twice/],
    ['a day of no calendar', 'providers', '2020-01-01', '2020-02-30', /x\.csv:2:6 from is not a day/],
    ['a taxonomy too short', 'providers', '193200000X', '19320000X', /x\.csv:2:4 taxonomy is not/],
    [
      'a member id with a control character',
      'members',
      '10010001,',
      '1001\u00070001,',
      /x\.csv:2:1 member_id is not up to 80 printable/,
    ],
    ['a coverage twice', 'members', /(4711,.*\n)/, '$1$1', /plan_id stands twice for this member and day/],
    [
      'an end before the start',
      'members',
      '2024-01-01,2025-06-30',
      '2024-01-01,2023-06-30',
      /:13 to is before/,
    ],
    [
      'a group without its line',
      'members',
      'commercial,,',
      'commercial,ACME,',
      /:2:11 employer_group goes with/,
    ],
    [
      'a dependent alone',
      'members',
      '10010002,10010001',
      '10010002,10019999',
      /x\.csv:3:2 subscriber_id is no/,
    ],
    [
      'ACH without a bank',
      'contracts',
      'ACH,990000026',
      'ACH,',
      /x\.csv:2:10 bank_routing is not nine digits/,
    ],
    [
      'a factor and a percent',
      'contracts',
      '54.2500,',
      '54.2500,50',
      /:17 percent_of_charge is not used by rbrvs/,
    ],
    ['no factor', 'contracts', '54.2500', '', /:16 conversion_factor is not a number/],
    [
      'two names of one payee',
      'contracts',
      'CASCADE',
      'OTHER',
      /x\.csv:3:3 name differs from the payee's row in line 2/,
    ],
    [
      'two terms at once',
      'contracts',
      'medicare-advantage',
      '*',
      /x\.csv:3:13 line_of_business stands twice/,
    ],
  ])('%s', (_what, kind, from, to, problem) => {
    const text = shipped(kind).replace(from, to);
    expect(text).not.toBe(shipped(kind));
    const result = read(kind, text);
    expect(result.problems.join('\n')).toMatch(problem);
    expect(result.rowCount).toBe(0);
    expect(Object.values(result.data).every((rows) => rows.length === 0)).toBe(true);
  });

  test.each([
    ['910000199', '', /:3:1 tax_id leads to the payee in line 2 too/],
    ['', '2100000018', /:2:21 alias_npi is not a list of NPIs/],
    ['9100001', '', /:2:20 alias_tax_id is not a list of nine digits each/],
    ['910000101', '', /:2:20 alias_tax_id or alias_npi has a number twice/],
  ])('aliases of a payee: %s %s', (taxIds, npis, problem) => {
    const [header, row] = shipped('contracts').split('\n');
    const other = row!.replace('910000101', '910000199');
    const text = `${header},alias_tax_id,alias_npi\n${row},${taxIds},${npis}\n${other},,\n`;
    expect(read('contracts', text).problems.join('\n')).toMatch(problem);
  });

  test('problems never show a value', () => {
    const text = `${MEMBERS}12345678X,4711,CANARY,CANARY,,,CANARY,CANARY,,CANARY,canary,CANARY,CANARY\n`;
    const { problems } = read('members', text);
    expect(problems.length).toBeGreaterThan(5);
    expect(problems.join('\n')).not.toMatch(/canary|12345678X/i);
  });

  test('a file of nonsense lists fifty problems and counts the rest', () => {
    const { problems } = read('gpci', `locality,work,practice,malpractice\n${'x,x,x,x\n'.repeat(100)}`);
    expect(problems).toHaveLength(IMPORT_PROBLEMS + 1);
    expect(problems.at(-1)).toMatch(/further problems/);
  });
});

import { describe, expect, test } from 'vitest';
import { importReference, type ReferenceKind } from '../../../src/reference/importers/import-reference.ts';

/**
 * Extracts in the form that the publisher gives out, with invented rows: the headings and preambles are those of the
 * files of 2025 and 2026; a form that was never seen has no extract here.
 */
const PPRRVU = [
  ',,2025 National Physician Fee Schedule Relative Value File October Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  ',,RELEASED 09/11/2025,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  ',,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT',
  'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT',
  'X1001,,"WORDS, QUOTED",A,,1.30,1.35,,0.57,NA,0.10,2.75,1.97,0,090,0.10,0.69,0.21,2,1,2,1,0,,32.3465,09,0,99,0.00,0.00,0.00',
  'X1001,26,WORDS,A,,0.30,0.10,,0.10,,0.02,0.42,0.42,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,32.3465,09,0,99,0.00,0.00,0.00',
  '',
].join('\r\n');
const GPCI = [
  'ADDENDUM E. FINAL CY 2025 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY,,,,,,',
  ',,,,,,',
  'Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2025 PW GPCI (with 1.0 Floor),2025 PE GPCI,2025 MP GPCI',
  '09990,ZZ,01,NOWHERE*,1.5,1.081,0.592',
  '09990,ZZ,99,REST OF NOWHERE,1,0.86,0.518',
  '"MAC Assignments as of November 22, 2023",,,,,,',
  '*Work GPCI reflects a floor.,,,,,,',
  '',
].join('\n');
const COUNTIES = [
  'COUNTIES INCLUDED IN 2025 LOCALITIES.,,,,',
  'Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties',
  '9990,2,NOWHERE ,FIRST (A CNTY),"ALPHA, BETA AND GAMMA"',
  '9990,99,,REST OF STATE ,ALL OTHER COUNTIES ',
  ',,,,',
  '',
].join('\n');
const zip = (postalCode: string, quarter = '20254') =>
  `${`ZZ${postalCode}0999001 Z9   0 A`.padEnd(75)}${quarter}`;
const ZIP5 = `${zip('98101')}\r\n${zip('99501')}\r\n`;
const BASE_UNITS = 'CODE\t2022\n\tBASE\n\tUNIT\n00100\t5\n00102\t6\n';
const CF = 'Contractor,Locality,Locality Name,National Anes CF of 20.3178\n09990 ,01 ,NOWHERE*,27.86 \n,,,\n';
const CF_LONG = [
  'Locality-Adjusted Anesthesia Conversion Factors as a result of the CY 2025 Final Rule\t\t\t\t\t\t',
  'Contractor\tLocality\tLocality Name\t"2025 Work GPCI',
  '*through 3/31/2025"\t2025 PE GPCI\t2025 MP GPCI\tNational Anes CF of 20.3178',
  '09990 \t01 \tNOWHERE*\t1.500 \t1.081 \t0.592 \t27.86 ',
  '',
].join('\n');
const ASP = [
  'Payment Allowance Limits for Medicare Part B Drugs,,,,,,,,,,,',
  '"Effective January 1, 2026 through March 31, 2026",,,,,,,,,,,',
  'HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Co-insurance Percentage,Vaccine AWP%,Vaccine Limit,Blood AWP%,Blood limit,Clotting Factor,Notes,',
  'X1001,words,1 ML,137.828,20.000,,,,,,,',
  'X1002,words,1 microCurie,N/A,20.000,,,,,,"words',
  'more",',
  '',
].join('\r\n');
const NDC = [
  'January 2026 ASP NDC - HCPCS Crosswalk for Medicare Part B Drugs,,,,,,,,,',
  '"     Effective January 1, 2026 through March 31, 2026",,,,,,,,,',
  '_2026_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG',
  'X1001,,,11111-2222-33,,1 ML,1,1,1,1',
  'X1003,,,11111-2222-33,,1 ML,1,1,1,1',
  '',
].join('\r\n');
const PAYMENT =
  'Relative Weight ,Payment Rate ,National Unadjusted Copayment,Minimum Unadjusted Copayment,IRA Coinsurance percentage ,Adjusted Beneficiary Copayment,Drug and Device Pass-Through Expiration during Calendar Year,Note';
const ADDENDUM_A = [
  '\tAddendum A.- OPPS APCs for CY 2025\t\t\t\t\t\t\t\t\t',
  `APC \tGroup Title\tSI\t${PAYMENT.replaceAll(',', '\t')}`,
  '9001\t"words, words"\tK \t\t"$1,740.720"\t.\t$348.15\t20.000%\t$348.15\t\t',
  '',
].join('\n');
const ADDENDUM_B = [
  ',Addendum B.-- OPPS Payment by HCPCS Code for CY 2025,,,,,,,,,,,',
  `HCPCS Code,Short Descriptor,SI,APC,${PAYMENT},* Indicates a change`,
  'X1001,,J1,9115,144.2970,"$12,866.820",.,"$2,573.37",,"$1,676.00",,,',
  'X1002\u00ff,,A ,,, ,,,,,,,*',
  '',
].join('\r\n');
const ADDENDUM_AA = [
  '"Addendum AA -- ASC Covered Surgical Procedures for CY 2026 ',
  '(Including Surgical Procedures for Which Payment is Packaged)",,,,,,',
  'HCPCS Code,,Short Descriptor,Subject to Multiple Procedure Discounting,January 2026 Payment Indicator,January 2026  Payment Weight  ,January 2026 Payment Rate ',
  'X1001,*,words,Y,G2,29.2047,"$1,644.87 "',
  'X1002,,words,N,N1,,',
  ',,,,,,',
  'NOTE 1: words,,,,,,',
  '',
].join('\r\n');
const ADDENDUM_BB = [
  '"Addendum BB -- ASC Covered Ancillary Services",,,,,,,',
  'HCPCS Code,,Short Descriptor,Drug and Device Pass-Through Expiration during Calendar Year,January 2026 Payment Indicator,January 2026 Payment Weight  ,January 2026 Payment Rate ,January 2026 IRA-22 Adjusted Copayment1',
  'X1003,,words,,k2,12.7708,$719.28,',
  'X1003,,other words,,K2,12.7708,$719.28,',
  '',
].join('\r\n');

interface Extract {
  readonly text: string;
  readonly effective: string;
  readonly rowCount: number;
}

const EXTRACTS: Readonly<Partial<Record<ReferenceKind, Extract>>> = {
  pprrvu: { text: PPRRVU, effective: '20251001', rowCount: 2 },
  'gpci-addendum-e': { text: GPCI, effective: '20250101', rowCount: 2 },
  'locality-county': { text: COUNTIES, effective: '20250101', rowCount: 4 },
  'zip5-locality': { text: ZIP5, effective: '20251001', rowCount: 2 },
  'anesthesia-base-units': { text: BASE_UNITS, effective: '20250101', rowCount: 2 },
  'anesthesia-cf': { text: CF, effective: '20250101', rowCount: 1 },
  'asp-limits': { text: ASP, effective: '20260101', rowCount: 1 },
  'ndc-hcpcs': { text: NDC, effective: '20260101', rowCount: 1 },
  'opps-addendum-a': { text: ADDENDUM_A, effective: '20250101', rowCount: 1 },
  'opps-addendum-b': { text: ADDENDUM_B, effective: '20251001', rowCount: 2 },
  'asc-addendum-aa': { text: ADDENDUM_AA, effective: '20260101', rowCount: 2 },
  'asc-addendum-bb': { text: ADDENDUM_BB, effective: '20260101', rowCount: 1 },
};
const KINDS = Object.keys(EXTRACTS) as ReferenceKind[];

const read = (kind: ReferenceKind, text: string, effective = EXTRACTS[kind]!.effective) =>
  importReference(kind, text, { file: 'x.csv', effective });
const rowsOf = (kind: ReferenceKind, text = EXTRACTS[kind]!.text) =>
  read(kind, text).data.rates[0]!.rows as ReadonlyMap<string, unknown>;

describe('tables as published', () => {
  test.each(KINDS)('%s is read, without a problem', (kind) => {
    const { text, rowCount } = EXTRACTS[kind]!;
    const imported = read(kind, text);
    expect(imported.problems).toEqual([]);
    expect(imported.rowCount === rowCount || kind === 'ndc-hcpcs').toBe(true);
  });

  test('numbers and digits, no words', () => {
    expect(rowsOf('pprrvu').get('X1001 ')).toMatchObject({
      status: 'A',
      workHundredths: 130,
      nonFacilityPracticeHundredths: 135,
      facilityPracticeHundredths: 57,
      malpracticeHundredths: 10,
      indicators: {
        globalDays: '090',
        intraOperativePercent: 69,
        multipleProcedure: '2',
        bilateral: '1',
        assistant: '2',
      },
    });
    expect(read('gpci-addendum-e', GPCI).data.gpcis[0]).toMatchObject({
      locality: '0999001',
      workThousandths: 1500,
    });
    expect([...rowsOf('locality-county')]).toEqual([
      ['NOWHERE ALPHA', '0999002'],
      ['NOWHERE BETA', '0999002'],
      ['NOWHERE GAMMA', '0999002'],
      ['NOWHERE *', '0999099'],
    ]);
    expect(rowsOf('zip5-locality').get('98101')).toBe('0999001');
    expect(rowsOf('zip5-locality').get('98102')).toBeUndefined();
    expect(rowsOf('anesthesia-base-units').get('00102')).toBe(6);
    for (const text of [CF, CF_LONG]) expect(rowsOf('anesthesia-cf', text).get('0999001')).toBe(278_600);
    expect([...rowsOf('asp-limits')]).toEqual([['X1001', { limitE3: 137_828 }]]);
    expect(rowsOf('ndc-hcpcs').get('11111222233')).toEqual(['X1001', 'X1003']);
    expect(rowsOf('opps-addendum-a').get('9001')).toEqual({ status: 'K', apc: '9001', rateE3: 1_740_720 });
    expect(rowsOf('opps-addendum-b').get('X1001')).toEqual({ status: 'J1', apc: '9115', rateE3: 12_866_820 });
    expect(rowsOf('opps-addendum-b').get('X1002')).toEqual({ status: 'A', apc: '', rateE3: 0 });
    expect(rowsOf('asc-addendum-aa').get('X1001')).toEqual({
      indicator: 'G2',
      isDiscounted: true,
      rateE3: 1_644_870,
    });
    expect(rowsOf('asc-addendum-bb').get('X1003')).toEqual({
      indicator: 'K2',
      isDiscounted: false,
      rateE3: 719_280,
    });
    expect(
      JSON.stringify(read('pprrvu', PPRRVU).data.rates.map(({ rows }) => [...(rows as never)])),
    ).not.toContain('WORDS');
  });

  test('a quarter ends with its last day, as the table says', () => {
    expect(read('asp-limits', ASP).data.rates[0]).toMatchObject({ from: '20260101', to: '20260331' });
  });

  test('a file of another kind is refused', () => {
    for (const kind of KINDS) {
      for (const other of KINDS) {
        const { effective } = EXTRACTS[kind]!;
        if (kind === other) continue;
        const { problems, rowCount, data } = read(kind, EXTRACTS[other]!.text, effective);
        expect(problems.length, `${other} as ${kind}`).toBeGreaterThan(0);
        expect(rowCount).toBe(0);
        expect([...data.rates, ...data.gpcis]).toEqual([]);
      }
    }
  });

  test('a file cut within its last line is refused', () => {
    for (const kind of KINDS) {
      const { text } = EXTRACTS[kind]!;
      expect(read(kind, text.slice(0, -2)).problems.join('\n'), kind).toMatch(/^x\.csv:\d+:\d+ /);
    }
  });

  test.each<[string, ReferenceKind, string, string, RegExp]>([
    ['a heading renamed', 'pprrvu', 'GLOB,', 'GLOBAL,', /x\.csv:4:15 heading is not that of global days/],
    [
      'a column more',
      'pprrvu',
      'AMOUNT,AMOUNT,AMOUNT',
      'AMOUNT,AMOUNT,AMOUNT,MORE',
      /:4:32 heading is not that of a column more/,
    ],
    ['a row twice with another value', 'pprrvu', 'X1001,26', 'X1001,', /x\.csv:6:1 hcpcs stands twice/],
    [
      'a total that does not add up',
      'pprrvu',
      '2.75',
      '2.76',
      /x\.csv:5:12 non-facility total is not the sum/,
    ],
    ['a value that is no number', 'pprrvu', ',1.30,', ',1.3O,', /x\.csv:5:6 work rvu is not a number/],
    [
      'a field less',
      'pprrvu',
      ',0.00,0.00,0.00\r\n',
      ',0.00,0.00\r\n',
      /x\.csv:5:30 30 fields where the headings have 31/,
    ],
    [
      'indices of another year',
      'gpci-addendum-e',
      '2025 PE GPCI',
      '2024 PE GPCI',
      /x\.csv:3:6 heading is not of the year/,
    ],
    [
      'a locality twice',
      'gpci-addendum-e',
      '09990,ZZ,99',
      '09990,ZZ,01',
      /x\.csv:5:3 locality number stands twice/,
    ],
    ['a postal code twice', 'zip5-locality', 'ZZ99501', 'ZZ98101', /x\.csv:2:3 postal code stands twice/],
    ['a short row', 'zip5-locality', '   20254', '  20254', /x\.csv:1:1 is no row/],
    ['another quarter', 'zip5-locality', '20254', '20253', /x\.csv:1:76 is not of the quarter/],
    ['a limit with a slip', 'asp-limits', '137.828', '137,828', /x\.csv:4/],
    [
      'limits of another quarter',
      'asp-limits',
      'January 1, 2026',
      'April 1, 2026',
      /says it is effective 20260401/,
    ],
    ['a rate with a slip', 'opps-addendum-b', '12,866.820', '12,866.8x0', /x\.csv:3:6 rate is not an amount/],
    ['a status that is none', 'opps-addendum-b', ',J1,', ',jay,', /x\.csv:3:3 si is not a status indicator/],
    ['a code that is none', 'asc-addendum-aa', 'X1002', 'X100', /x\.csv:5:1 code is not a procedure code/],
  ])('%s in %s', (_what, kind, from, to, problem) => {
    const { text } = EXTRACTS[kind]!;
    expect(text).toContain(from);
    const imported = read(kind, text.replace(from, to));
    expect(imported.problems.join('\n')).toMatch(problem);
    expect(imported.data.rates).toEqual([]);
  });

  test('last year’s file under this year’s day is refused', () => {
    expect(read('pprrvu', PPRRVU, '20260101').problems).toEqual([
      'x.csv:1:1 says it is of 2025, not of the year of the day given',
    ]);
  });

  test('problems never show a value', () => {
    const { problems } = read('pprrvu', PPRRVU.replace('1.30', 'CANARY'));
    expect(problems.join('\n')).not.toContain('CANARY');
  });
});

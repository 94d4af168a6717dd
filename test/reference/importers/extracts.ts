import type { CaseKind, ReferenceKind } from '../../../src/reference/importers/import-reference.ts';

/**
 * Extracts in the form that the publisher gives out, with invented rows: the headings and preambles are those of the
 * files of 2025 and 2026; a form that was never seen has no extract here.
 */
export const PPRRVU = [
  ',,2025 National Physician Fee Schedule Relative Value File October Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  ',,RELEASED 09/11/2025,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  ',,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT',
  'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT',
  'X1001,,"WORDS, QUOTED",A,,1.30,1.35,,0.57,NA,0.10,2.75,1.97,0,090,0.10,0.69,0.21,2,1,2,1,0,,32.3465,09,0,99,0.00,0.00,0.00',
  'X1001,26,WORDS,A,,0.30,0.10,,0.10,,0.02,0.42,0.42,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,32.3465,09,0,99,0.00,0.00,0.00',
  '',
].join('\r\n');
export const GPCI = [
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
export const CF =
  'Contractor,Locality,Locality Name,National Anes CF of 20.3178\n09990 ,01 ,NOWHERE*,27.86 \n,,,\n';
export const CF_LONG = [
  'Locality-Adjusted Anesthesia Conversion Factors as a result of the CY 2025 Final Rule\t\t\t\t\t\t',
  'Contractor\tLocality\tLocality Name\t"2025 Work GPCI',
  '*through 3/31/2025"\t2025 PE GPCI\t2025 MP GPCI\tNational Anes CF of 20.3178',
  '09990 \t01 \tNOWHERE*\t1.500 \t1.081 \t0.592 \t27.86 ',
  '',
].join('\n');
export const ASP = [
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

const ADDENDUM_FF = [
  '"Addendum FF -- ASC Device Offset Percentages for CY 2026 ',
  '(For Covered Surgical Procedures)",,,,,,,,',
  ',,,,,,,,',
  'HCPCS Code,,Short Descriptor,January 2026 Payment Indicator,January 2026 APC,January 2026 APC Device Offset Percentage,January 2026 OPPS Payment Rate,January 2026 Device Offset Percentage,January 2026 Device Offset Amount / Device Portion',
  'X1001,,words,N1,,,,,',
  'X1002,,words,J8,5114,20.74%,"$6,878.60",32.17%,"$2,212.85"',
  ',,,,,,,,',
  'NOTE 1: words,,,,,,,,',
  '',
].join('\r\n');

export interface Extract {
  readonly text: string;
  readonly effective: string;
  readonly rowCount: number;
}

export const PUBLISHED = {
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
  'asc-addendum-ff': { text: ADDENDUM_FF, effective: '20260101', rowCount: 2 },
} as const satisfies Partial<Record<ReferenceKind, Extract>>;

/** Tables in our own form, rows invented. */
export const OWN_RATES = {
  'drg-weights': 'system,drg,weight,gmlos,post_acute,special_pay\nMS,871,1.9425,4.8,Y,\nCMS,125,1.0000,,,\n',
  fees: 'schedule,code,modifier,nonfacility,facility\nlaboratory,X1001,,10.56,10.56\ngap-filler,X1001,QW,9.00,8.00\n',
  mue: 'setting,code,units,mai\npractitioner,X1001,2,3\noutpatient,X1001,4,1\n',
  'add-on-codes': 'add_on,primary,type\nX1002,X1001,1\nX1002,X1003,1\nX1004,,2\n',
  'age-sex': 'code,sex,from_years,to_years\nX1001,F,10,55\nX1002,,,17\n',
  'opps-composites':
    'code,family,composite_apc,when\nX1001,ultrasound,8004,two\nX1002,mental-health,8010,above\n',
  'code-list': 'list,code,from,to\nicd-10-cm,A001,20181001,20190930\ncarc,45,,\n',
  'ncci-pairs': [
    'column_1,column_2,effective_date,deletion_date,modifier_indicator,mutually_exclusive',
    'X1001,X1002,2020-01-01,2022-06-30,0,',
    'X1001,X1002,20230101,,1,Y',
    'X1002,X1001,,20210101,9,',
    '',
  ].join('\n'),
} as const satisfies Partial<Record<ReferenceKind, string>>;

/** Lists of cases, a row each. */
export const CASES: Readonly<Record<CaseKind, string>> = {
  authorizations:
    'number,member_id,npi,codes,status,from,to\nA1,12345,2100000019,27130 58150-58294,approved,2025-01-01,\n',
  'other-coverage':
    'member_id,kind,before_us,payer_id,from,to,notified\n12345,medicare,Y,04402,2025-03-01,,2025-03-20\n',
  programs: 'member_id,program,detail,from,to\n12345,visiting,NORTH,2025-01-01,2025-06-30\n',
  credentials: 'npi,status,from,to\n2100000019,lapsed,2025-03-01,\n',
  attachments: 'claim_number,control_number,type,received\n2530700000015,AC1,OZ,2025-04-01\n',
};

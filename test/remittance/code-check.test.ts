import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RemittanceFacts } from '../../src/adjudication/decision.ts';
import { parseAdjustmentCodes } from '../../src/remittance/adjustment-codes.ts';
import { checkCodes } from '../../src/remittance/code-check.ts';
import { adjustments, decisionOf, lineOf, paid, remittanceOf, reversed } from './fixtures.ts';

const xml = readFileSync(new URL('../../specs/codes/adjustment-codes.xml', import.meta.url), 'utf8');
const codes = parseAdjustmentCodes(xml);
const DATE = '20260113';

function check(reasons: string[], remarks: string[] = [], claimRemarks: string[] = [], date = DATE) {
  const line = lineOf('A0001', 10000, 0, reasons, { remarks });
  const decision = decisionOf([line], {}, { remarks: claimRemarks });
  return checkCodes(remittanceOf({ items: [paid(decision)] }), date, codes);
}

describe('checkCodes', () => {
  test.each<[string, string[], string[], string[]]>([
    ['contract reduction', ['CO*45*100'], [], []],
    ['member share', ['PR*1*100', 'PR*2*100', 'PR*3*100'], [], []],
    ['missing information with its remark', ['CO*16*100'], ['M20'], []],
    ['missing information without one', ['CO*16*100'], [], ['CARC 16 needs a remark code']],
    ['an alert explains nothing', ['CO*16*100'], ['MA44'], ['CARC 16 needs a remark code']],
    ['a duplicate', ['OA*18*100'], [], []],
    ['a duplicate under CO', ['CO*18*100'], [], ['CARC 18 does not go with group CO']],
    ['an unknown reason', ['CO*999*100'], [], ['CARC 999 is not in the list']],
    ['a stopped reason', ['CO*15*100'], [], ['CARC 15 is not in use on 20260113']],
    ['a reason of the 837 only', ['CO*225*100'], [], ['CARC 225 does not belong on an 835']],
    ['an amount of zero is not written', ['CO*999*0'], [], []],
    ['an unknown remark', ['CO*45*100'], ['N9999'], ['RARC N9999 is not in the list']],
    ['a stopped remark', ['CO*45*100'], ['N14'], ['RARC N14 is not in the list']],
  ])('%s', (_name, reasons, remarks, problems) => {
    expect(check(reasons, remarks)).toEqual(problems);
  });

  test('the date decides', () => {
    expect(check(['CO*253*100'], [], [], '20120101')).toEqual(['CARC 253 is not in use on 20120101']);
    expect(check(['CO*15*100'], [], [], '20180430')).toEqual([]);
    expect(check(['CO*15*100'], [], [], '20180501')).toEqual(['CARC 15 is not in use on 20180501']);
  });

  test('a claim-level remark explains the lines', () => {
    expect(check(['CO*16*100'], [], ['M20'])).toEqual([]);
  });

  test('a claim has room for five remarks', () => {
    const six = ['M20', 'M44', 'M45', 'M46', 'M47', 'M49'];
    expect(check([], [], six.slice(1))).toEqual([]);
    expect(check([], [], six)).toEqual(['a claim has more remark codes of its own than an 835 has room for']);
  });

  test('a reversal repeats old codes without remarks', () => {
    const decision = decisionOf([lineOf('A0001', 100, 0, ['CO*15*50', 'CO*16*50'])]);
    expect(checkCodes(remittanceOf({ items: [reversed(decision)] }), DATE, codes)).toEqual([]);
  });

  test('claim-level adjustments and statuses are looked at too, each problem told once', () => {
    const facts: Partial<RemittanceFacts> = {};
    const changes = { claimStatus: '5', adjustments: adjustments('CO*0*1') };
    const item = paid(decisionOf([lineOf('A0001', 100, 100, [])], facts, changes));
    expect(checkCodes(remittanceOf({ items: [item, item] }), DATE, codes)).toEqual([
      'claim status 5 is not in the list',
      'CARC 0 is not in the list',
    ]);
  });

  test('PLB reasons', () => {
    const pair = (code: string, reference: string) => ({ code, reference, amountCents: 100 });
    const providerAdjustments = [pair('FB', 'T1'), pair('L6', ''), pair('WO', ''), pair('XX', '')];
    expect(checkCodes(remittanceOf({ providerAdjustments }), DATE, codes)).toEqual([
      'PLB reason WO needs a reference',
      'PLB reason XX is not in the list',
    ]);
  });
});

describe('parseAdjustmentCodes', () => {
  test('reads the shipped list whole', () => {
    expect(codes.reasons.size).toBe(407);
    expect(codes.remarks.size).toBe(1049);
    expect(codes.providerAdjustments.size).toBe(41);
    expect([...codes.claimStatuses]).toEqual(['1', '2', '3', '4', '19', '20', '21', '22', '23', '25']);
  });

  test.each([
    ['another row', xml.replace('<remark code="M1"', '<reason code="M1"')],
    ['a code twice', xml.replace('<reason code="2"', '<reason code="1"')],
    ['a wrong date', xml.replace('from="19950101"', 'from="1995-01-01"')],
    ['no code', xml.replace('<reason code="1"', '<reason')],
    ['another document', '<plans/>'],
  ])('refuses %s', (_name, text) => {
    expect(() => parseAdjustmentCodes(text)).toThrow(
      expect.objectContaining({ code: 'SPECS-ADJUSTMENT-CODES' }),
    );
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCodeWords } from '../../src/remittance/code-words.ts';
import { explanationPage } from '../../src/remittance/explanation-page.ts';
import { readRemittance } from '../../src/remittance/read-remittance.ts';
import { writeRemittanceInterchange } from '../../src/remittance/write-835.ts';
import {
  claimOf,
  decisionOf,
  envelopeOf,
  interchangeOf,
  lineOf,
  paid,
  patientDoe,
  remittanceOf,
  reversed,
} from './fixtures.ts';

const words = parseCodeWords(
  readFileSync(new URL('../../specs/codes/code-words.xml', import.meta.url), 'utf8'),
);

const claim = decisionOf(
  [
    lineOf('99213', 150_00, 90_00, ['CO*45*3000', 'PR*3*3000']),
    lineOf('87880', 100_00, 0, ['CO*16*10000'], { remarks: ['M20'] }),
  ],
  { patient: { ...patientDoe, lastName: "O'N<b>EIL", firstName: 'JOSÃ\x89' }, receivedDate: '20260108' },
);

function page(bytes: Buffer, trace = 'T1'): string {
  const remittance = readRemittance(bytes, trace);
  if (!remittance) throw new Error('no such set');
  return explanationPage(remittance, words);
}

const written = writeRemittanceInterchange(
  [
    remittanceOf({ traceNumber: 'T0', paidCents: 5_00, items: [paid(claimOf(5_00, 5_00))] }),
    remittanceOf({
      traceNumber: 'T1',
      paidCents: 68_50,
      items: [{ ...paid(claim), interestCents: 1_50 }, reversed(claimOf(40_00, 25_00))],
      providerAdjustments: [
        { code: 'WO', reference: '26015000001', amountCents: -8_00 },
        { code: 'FB', reference: 'T9', amountCents: 6_00 },
        { code: 'L6', reference: '', amountCents: -1_50 },
      ],
    }),
  ],
  envelopeOf(),
);

describe('the explanation of payment', () => {
  const html = page(written);

  test('says what the bytes of its own set say, and totals of them', () => {
    for (const told of [
      'Explanation of payment T1',
      '$68.50',
      'electronic transfer',
      '2 claims, charged',
      '$210.00',
      '$65.00',
      '$3.50',
      'Interest, paid with the remittance',
      '$1.50',
      'received 2026-01-08',
      'patient owes $30.00',
      'earlier payment reversed',
      '-$25.00',
    ]) {
      expect(html).toContain(told);
    }
    expect(html).not.toContain('Explanation of payment T0');
    expect(html).not.toContain('do not add up');
  });

  test('explains every code it uses, and PLB in words with the sign of the reader', () => {
    for (const told of [
      words.of('reasons', '45'),
      words.of('remarks', 'M20'),
      words.of('groups', 'PR'),
      'overpayment recovery',
      'added to this payment',
      'taken in from an earlier remittance',
      '-$6.00',
    ]) {
      expect(told).not.toBe('');
      expect(html).toContain(told.replaceAll("'", '&#39;'));
    }
  });

  test('is one page without script, and text of the claim is no markup', () => {
    expect(html).toContain('O&#39;N&lt;b&gt;EIL, JOSÉ');
    expect(html).not.toMatch(/<script|<b>|https?:\/\/|\son\w+=/i);
    expect(html).toContain("default-src 'none'");
  });
});

test('a remittance that does not add up says so', () => {
  const bytes = interchangeOf([
    'BPR*I*90*C*CHK************20260115',
    'TRN*1*T1*1910000001',
    'LX*1',
    'CLP*A*1*100*100**12*1',
  ]);
  expect(page(bytes)).toContain('do not add up');
  expect(readRemittance(bytes, 'T2')).toBeUndefined();
});

test('every reason the shipped profile answers with has words', () => {
  const profile = readFileSync(new URL('../../specs/payers/91051.xml', import.meta.url), 'utf8');
  const used = [...profile.matchAll(/carc="([^"]+)"/g)].map(([, code]) => code!);
  expect(used.filter((code) => words.of('reasons', code) === '')).toEqual([]);
});

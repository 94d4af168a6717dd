import { describe, expect, test } from 'vitest';
import type { OpenForward, WaitingAdjustment } from '../../src/remittance/plan-payment.ts';
import { claimsByRemittance, type PaymentInput, planPayment } from '../../src/remittance/plan-payment.ts';
import { prove835 } from '../../src/remittance/prove-835.ts';
import type { RemittanceItem } from '../../src/remittance/remittance.ts';
import { writeRemittanceInterchange } from '../../src/remittance/write-835.ts';
import { claimOf, envelopeOf, paid, payee, payer, reversed, setSegments } from './fixtures.ts';

/** `WO:26015000001 -8000`: code, reference, cents as in PLB. */
const waiting = (texts: readonly string[]): WaitingAdjustment[] =>
  texts.map((text, index) => {
    const [name, cents] = text.split(' ') as [string, string];
    const [code, reference = ''] = name.split(':') as [string, string?];
    return { adjustmentId: index + 1, code, reference, amountCents: Number(cents) };
  });

const itemOf = (cents: number): RemittanceItem =>
  cents >= 0 ? paid(claimOf(cents, cents)) : reversed(claimOf(-cents, -cents));

const plan = (changes: Partial<PaymentInput>) =>
  planPayment({
    payer,
    payee,
    fund: 'commercial',
    claims: [],
    openForward: undefined,
    traceNumber: (ordinal) => `T${ordinal}`,
    paymentDate: '20260115',
    productionDate: '20260113',
    ...changes,
  });

/** The PLB segments as written, after the bytes have proved themselves. */
function written(changes: Partial<PaymentInput>): { bpr: string; plb: string[] } {
  const { payments } = plan(changes);
  expect(payments).toHaveLength(1);
  const bytes = writeRemittanceInterchange([payments[0]!.remittance], envelopeOf());
  expect(prove835(bytes)).toMatchObject({ balanced: true, findings: [] });
  const segments = setSegments(bytes);
  return {
    bpr: segments[0]!.split('*').slice(1, 5).join('*'),
    plb: segments
      .filter((segment) => segment.startsWith('PLB'))
      .map((segment) => segment.split('*').slice(3).join('*')),
  };
}

describe('overpayment recovery (835.md section 8, pricing.md C7)', () => {
  test.each<[string, number[], string[], OpenForward | undefined, string, string[]]>([
    ['1: reversal and correction, no PLB', [-25000, 17000, 50000], [], undefined, 'I*420*C*ACH', []],
    [
      '3: shown now, not taken',
      [-8000, 50000],
      ['WO:26015000001 -8000'],
      undefined,
      'I*500*C*ACH',
      ['WO:26015000001*-80'],
    ],
    ['3: taken later', [50000], ['WO:26015000001 8000'], undefined, 'I*420*C*ACH', ['WO:26015000001*80']],
    [
      'taken alone, in part only',
      [399],
      ['WO:1 22763'],
      undefined,
      'H*0*C*NON',
      ['WO:1*227.63*FB:T1*-223.64'],
    ],
    ['223.64 less 3.99 already owed', [22364], ['WO:1 399'], undefined, 'I*219.65*C*ACH', ['WO:1*3.99']],
    [
      "the provider's check is acknowledged",
      [1000],
      ['72:CHK4711 -29818', 'WO:CHK4711 29818'],
      undefined,
      'I*10*C*ACH',
      ['72:CHK4711*-298.18*WO:CHK4711*298.18'],
    ],
    [
      'acknowledged on a remittance without claims',
      [],
      ['72:CHK4711 -29818', 'WO:CHK4711 29818'],
      undefined,
      'H*0*C*NON',
      ['72:CHK4711*-298.18*WO:CHK4711*298.18'],
    ],
    [
      'too much refunded: the excess goes back',
      [],
      ['72:CHK1 -8000', 'WO:1 8000', 'B2:CHK1 -500'],
      undefined,
      'I*5*C*ACH',
      ['72:CHK1*-80*WO:1*80*B2:CHK1*-5'],
    ],
    [
      "a check for other payers' money too",
      [],
      ['72:CHK1 -10000', 'WO:1 8000', 'B3:CHK1 2000'],
      undefined,
      'H*0*C*NON',
      ['72:CHK1*-100*WO:1*80*B3:CHK1*20'],
    ],
    [
      'a forwarded balance paid by check',
      [],
      ['72:CHK9 -20000'],
      { traceNumber: 'T0', amountCents: 20000 },
      'H*0*C*NON',
      ['FB:T0*200*72:CHK9*-200'],
    ],
    [
      'a check issued again',
      [1000],
      ['CS:250101000001 -15000'],
      undefined,
      'I*160*C*ACH',
      ['CS:250101000001*-150'],
    ],
    ['shown payable, not reimbursed', [40000], ['J1: 40000'], undefined, 'H*0*C*NON', ['J1*400']],
    [
      'capitation without claims',
      [],
      ['CT:1 -109246', 'CT:2 -71981'],
      undefined,
      'I*1812.27*C*ACH',
      ['CT:1*-1092.46*CT:2*-719.81'],
    ],
    [
      'and with',
      [52420],
      ['CT:1 -200000', 'L3: 9675'],
      undefined,
      'I*2427.45*C*ACH',
      ['CT:1*-2000*L3*96.75'],
    ],
    ['bonus and premium', [], ['BN: -2500', 'IP: -100'], undefined, 'I*26*C*ACH', ['BN*-25*IP*-1']],
    ['early payment allowance', [39500], ['90: 395'], undefined, 'I*391.05*C*ACH', ['90*3.95']],
    ['an adjustment that comes to nothing is not sent', [1000], ['CS:1 0'], undefined, 'I*10*C*ACH', []],
  ])('%s', (_name, cents, adjustments, openForward, bpr, plb) => {
    expect(
      written({
        claims: claimsByRemittance(cents.map(itemOf)),
        adjustments: waiting(adjustments),
        openForward,
      }),
    ).toEqual({
      bpr,
      plb,
    });
  });

  test('interest stands on each claim and once, negated, in PLB', () => {
    const items = [
      { ...itemOf(15000), interestCents: 6000 },
      { ...itemOf(-2000), interestCents: -500 },
      { ...itemOf(4000), interestCents: 1281 },
    ];
    const { payments } = plan({ claims: claimsByRemittance(items) });
    const segments = setSegments(writeRemittanceInterchange([payments[0]!.remittance], envelopeOf()));
    expect(segments.filter((segment) => segment.startsWith('AMT*I'))).toEqual([
      'AMT*I*60',
      'AMT*I*-5',
      'AMT*I*12.81',
    ]);
    expect(written({ claims: claimsByRemittance(items) })).toEqual({
      bpr: 'I*237.81*C*ACH',
      plb: ['L6*-67.81'],
    });
  });

  test('interest that comes to nothing makes no PLB', () => {
    const items = [
      { ...itemOf(15000), interestCents: 500 },
      { ...itemOf(-2000), interestCents: -500 },
    ];
    expect(written({ claims: claimsByRemittance(items) })).toEqual({ bpr: 'I*130*C*ACH', plb: [] });
  });

  test.each<[string, number[], string[], number]>([
    ['below the smallest check', [999], [], 0],
    ['the smallest check', [1000], [], 1],
    ['nothing paid is told', [0], [], 1],
    ['a shortfall is told', [-50], [], 1],
    ['an adjustment counts', [600], ['CT:1 -400'], 1],
  ])('the smallest check: %s', (_name, cents, adjustments, payments) => {
    const made = plan({
      claims: claimsByRemittance(cents.map(itemOf)),
      adjustments: waiting(adjustments),
      payee: { ...payee, paymentMethod: 'CHK' },
      minimumCheckCents: 1000,
    });
    expect(made.payments).toHaveLength(payments);
  });

  test('a transfer is never too small', () => {
    expect(plan({ claims: claimsByRemittance([itemOf(1)]), minimumCheckCents: 1000 }).payments).toHaveLength(
      1,
    );
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/adjudication/decision.ts';
import { claimStatusOf } from '../../src/batch/claim-status.ts';
import type { ClaimRow, PaymentRow } from '../../src/store/rows.ts';
import type { Store } from '../../src/store/store.ts';
import { decisionOf } from '../contract/store-rows.ts';
import { claimsFile } from './claims-file.ts';
import { installation } from './installation.ts';

const TODAY = '20251110';

const ROW = {
  claimId: 1,
  claimNumber: '2530700000015',
  patientControlNumber: 'A1',
  chargeCents: 25_000,
  receivedDate: '20251103',
  decidedDate: '20251104',
  serviceFrom: '20251001',
  serviceTo: '20251002',
  supersededBy: '',
} as ClaimRow;

const PAYMENT = { paymentId: 7, paymentDate: '20251105', traceNumber: '2511050000001' } as PaymentRow;

const line = (paidCents: number, allowedCents: number, ...adjustments: [string, string, number][]) => ({
  ordinal: 1,
  controlNumber: 'L1',
  procedureQualifier: 'HC',
  procedure: '99213',
  modifiers: [],
  revenueCode: '',
  unitsMilli: 1000,
  serviceDate: { from: '20251001', to: '20251001' },
  chargeCents: 25_000,
  allowedCents,
  paidCents,
  adjustments: adjustments.map(([group, carc, amountCents]) => ({ group, carc, amountCents, rule: 'X' })),
  remarks: [],
});

const decided = (over: Partial<Decision>) => decisionOf('2530700000015', over);

const PAID = decided({
  status: 'paid',
  paidCents: 9_000,
  lines: [line(9_000, 10_000, ['PR', '3', 1_000])] as never,
});
const DEDUCTIBLE = decided({
  status: 'paid',
  paidCents: 0,
  lines: [line(0, 10_000, ['PR', '1', 10_000])] as never,
});
const DENIED = decided({
  status: 'denied',
  paidCents: 0,
  lines: [line(0, 0, ['CO', '29', 25_000])] as never,
});
const UNTOLD = decided({
  status: 'denied',
  paidCents: 0,
  lines: [line(0, 0, ['CO', '96', 25_000])] as never,
});
const CONTRACTED = decided({
  status: 'denied',
  paidCents: 0,
  lines: [line(0, 0, ['CO', '45', 25_000])] as never,
});
const waiting = (...kinds: ('person' | 'document' | 'record' | 'claim' | undefined)[]) =>
  decided({
    status: 'pended',
    pends: kinds.map((waitsFor) => ({ rule: 'X', section: '', text: '', ...(waitsFor ? { waitsFor } : {}) })),
  });

/** A store that remembers one claim. */
function storeOf(decision: Decision | undefined, isRemitted: boolean): Store {
  return {
    decisionsOfClaim: async () =>
      decision === undefined ? [] : [{ version: 1, outcome: { kind: 'decision', decision } }],
    itemsOfClaim: async () => [{ act: 'payment', amountCents: 1, ...(isRemitted ? { paymentId: 7 } : {}) }],
    paymentById: async () => PAYMENT,
    fileBySha256: async () => undefined,
  } as unknown as Store;
}

describe('a provider is told what it can act on', () => {
  test.each<[string, ClaimRow['state'], Decision | undefined, readonly string[], string]>([
    ['refused with its set', 'rejected', undefined, ['A3:684'], '20251103'],
    ['accepted', 'accepted', undefined, ['P1:20'], '20251103'],
    ['waits for a person', 'pended', waiting(undefined), ['P2:46'], '20251103'],
    [
      'waits for a document of the provider',
      'pended',
      waiting('person', 'document'),
      ['P3:123:1P', 'P2:46'],
      '20251103',
    ],
    ['waits for a record of the payer', 'pended', waiting('record'), ['P5:41'], '20251103'],
    ['waits for another claim', 'pended', waiting('claim'), ['P1:42'], '20251103'],
    ['to be paid', 'decided', PAID, ['F0:3'], '20251104'],
    ['denied, on no remittance yet', 'decided', DENIED, ['F2:718', 'F2:3'], '20251104'],
    ['paid', 'remitted', PAID, ['F1:65'], '20251105'],
    ['all to the deductible', 'remitted', DEDUCTIBLE, ['F1:98'], '20251105'],
    ['denied', 'remitted', DENIED, ['F2:718'], '20251105'],
    ['denied for a reason without a status', 'remitted', UNTOLD, ['F2:585', 'F2:1'], '20251105'],
    ['denied, nothing but the contract told', 'remitted', CONTRACTED, ['F2:585', 'F2:1'], '20251105'],
    ['replaced', 'replaced', PAID, ['F3:1'], '20251104'],
    ['voided', 'voided', PAID, ['F4:686'], '20251104'],
    ['withdrawn', 'withdrawn', waiting('person'), ['F4:686'], '20251104'],
    ['a void that did its work', 'applied', undefined, ['F0:101'], '20251104'],
    ['an encounter', 'recorded', undefined, ['F4:105'], '20251104'],
  ])('%s', async (_, state, decision, statuses, date) => {
    const told = await claimStatusOf(storeOf(decision, state === 'remitted'), { ...ROW, state }, TODAY);
    expect(told.statuses).toEqual(statuses);
    expect(told.date).toBe(date);
    expect(told.claim?.claimNumber).toBe(state === 'rejected' ? '' : ROW.claimNumber);
    expect(told.remitted !== undefined).toBe(state === 'remitted');
    expect(told.decided !== undefined).toBe(state === 'remitted' || state === 'decided');
  });
});

interface Asked {
  readonly provider?: string;
  readonly member?: string;
  readonly birthDate?: string;
  readonly body?: readonly string[];
  readonly usage?: string;
}

/** A 276 of harborclear with one inquiry. */
function requestFile({
  provider = 'XX*2100000019',
  member = '10010001',
  birthDate = '19790314',
  body = [],
}: Asked): string {
  const set = [
    'ST*276*0001*005010X212',
    'BHT*0010*13*Q1*20251104*0900',
    'HL*1**20*1',
    'NM1*PR*2*KAISER PERMANENTE WASHINGTON*****PI*91051',
    'HL*2*1*21*1',
    'NM1*41*2*HARBOR CLEAR*****46*HARBORCLEAR',
    'HL*3*2*19*1',
    `NM1*1P*2*CASCADE EXAMPLE FAMILY CLINIC*****${provider}`,
    'HL*4*3*22*0',
    `DMG*D8*${birthDate}*F`,
    `NM1*IL*1*ALDERWOOD*MIRA*J***MI*${member}`,
    ...body,
  ];
  return [
    'ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*91051          *251104*1200*^*00501*000000202*0*P*:',
    'GS*HR*HARBORCLEAR*91051*20251104*1200*2*X*005010X212',
    ...set,
    `SE*${set.length + 1}*0001`,
    'GE*1*2',
    'IEA*1*000000202',
    '',
  ].join('~\n');
}

/** What the payer says of it after a night with one paid claim; 999 and 277, '' where there is none. */
async function answered(asked: Asked): Promise<{ functional: string; status: string }> {
  const here = await installation();
  here.drop('harborclear', 'a.x12', claimsFile([{ patientControlNumber: 'ACCT77' }]));
  await here.run('2025-11-03T20:00:00-08:00');
  here.drop('harborclear', 'b.x12', requestFile(asked));
  await here.run('2025-11-04T20:00:00-08:00');
  const folder = join(here.root.outbox, 'harborclear');
  const text = (type: string) => {
    const name = readdirSync(folder).find((each) => each.includes(`_${type}_`) && each.includes('20251105'));
    return name === undefined ? '' : readFileSync(join(folder, name), 'latin1');
  };
  return { functional: text('999'), status: text('277') };
}

const BY_ACCOUNT = ['TRN*1*T1', 'REF*EJ*ACCT77'];

describe('a claim is told to those it belongs to', () => {
  test.each<[string, Asked, RegExp]>([
    ['by its account', { body: BY_ACCOUNT }, /STC\*F1:65\*20251103\*\*250\*/],
    ['by tax id', { provider: 'FI*910000101', body: BY_ACCOUNT }, /STC\*F1:65/],
    [
      'by our number, whatever else is said',
      { body: ['TRN*1*T1', 'REF*1K*2530700000015', 'AMT*T3*1'] },
      /STC\*F1:65/,
    ],
    ['not with another charge', { body: [...BY_ACCOUNT, 'AMT*T3*251'] }, /STC\*D0:35\*20251104/],
    ['not on other days', { body: [...BY_ACCOUNT, 'DTP*472*D8*20251005'] }, /STC\*D0:35/],
    ['not to another provider', { provider: 'XX*2100000035', body: BY_ACCOUNT }, /STC\*D0:35/],
    ['not for another member', { member: '10010501', body: BY_ACCOUNT }, /STC\*D0:35/],
    ['not for another birth date', { birthDate: '19790315', body: BY_ACCOUNT }, /STC\*D0:35/],
    ['not without anything to tell it by', { body: ['TRN*1*T1'] }, /STC\*E0:21\*.*\*E0:187/],
  ])(
    '%s',
    async (_, asked, status) => {
      const answer = await answered(asked);
      expect(answer.functional).toContain('IK5*A');
      expect(answer.status).toMatch(status);
      if (!/F1:65/.test(String(status))) expect(answer.status).not.toContain('2530700000015');
    },
    60_000,
  );
});

test('a request that breaks its guide is refused with a 999, and has no 277', async () => {
  const { functional, status } = await answered({ body: [...BY_ACCOUNT, 'DTP*472*XX*20251006'] });
  expect(functional).toMatch(
    /AK2\*276\*0001\*005010X212~IK3\*DTP\*\d+\*2200\*8~IK4\*2\*1250\*7\*XX~IK5\*R\*/,
  );
  expect(status).toBe('');
});

test('a request for more than is answered at once is refused whole', async () => {
  const body = Array.from({ length: 10_001 }, (_, n) => [`TRN*1*T${n}`, 'REF*EJ*ACCT77']).flat();
  const { functional, status } = await answered({ body });
  expect(functional).toContain('IK5*R*5');
  expect(status).toBe('');
}, 60_000);

import { describe, expect, test } from 'vitest';
import { emptyHistory } from '../../src/adjudication/history.ts';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import { settle } from '../../src/adjudication/settle.ts';
import type { Claim, InstitutionalPart } from '../../src/claim/claim.ts';
import type { PayerProfile } from '../../src/reference/payer-profile.ts';
import type { ContractTerm, Coverage } from '../../src/reference/records.ts';
import { payerChecks } from '../../src/validation/payer-checks.ts';
import type { Finding } from '../../src/x12/finding.ts';
import {
  type ClaimSpec,
  claimOf,
  codes,
  contract,
  coverage,
  decisionIn,
  snapshotOf,
  worldWith,
} from './fixtures.ts';
import { rates } from './pricing/priced.ts';
import { shippedProfile } from './shipped.ts';

/** What any claim of the second payer needs before it can be paid. */
const fplic: PayerProfile = shippedProfile('FPLIC');
const [plan] = fplic.plans;
const covered: Coverage = { ...coverage, from: '20240101', to: '20251231', planId: plan!.id };

interface Scene {
  readonly coverages?: readonly Coverage[];
  readonly term?: Partial<ContractTerm>;
}

function decidedBy(spec: ClaimSpec, { coverages = [covered], term = {} }: Scene = {}) {
  const terms = contract.terms.map((each) => ({ ...each, ...(each.kind === 'institutional' && term) }));
  const weight = { weightE4: 20_000, gmlosTenths: 30, isPostAcute: false, isSpecialPay: false };
  const snapshot = snapshotOf(
    worldWith(coverages, {
      plans: fplic.plans,
      contracts: [{ ...contract, terms }],
      rates: [rates('drg-weights', new Map([['470', weight]]), 'MS', '20240101')],
    }),
  );
  const priced = priceClaim(claimOf(spec), {
    profile: fplic,
    snapshot,
    receivedDate: '20250401',
    claimNumber: '2509100000018',
  });
  return decisionIn(settle(priced, emptyHistory, { profile: fplic, snapshot }));
}

const stay = (facts: Partial<InstitutionalPart> = {}, chargeCents = 4000_00): ClaimSpec => ({
  kind: 'institutional',
  billType: '11',
  through: '20250314',
  lines: [{ revenueCode: '0120', procedure: '', chargeCents }],
  change: (claim: Claim) => ({ ...claim, part: { ...(claim.part as InstitutionalPart), ...facts } }),
});

/** A visit to a hospital, which the contract pays by the case: 123.60. */
const BY_CASE = { method: 'case-rate', baseRateCents: 123_60, percentBasisPoints: 0 } as const;
const visit = (chargeCents = 150_00, day = '20250310'): ClaimSpec => ({
  kind: 'institutional',
  lines: [{ revenueCode: '0510', chargeCents, day }],
});

describe('FP-01 and FP-02 at intake', () => {
  const told = (claim: Claim): string[] => {
    const findings: Finding[] = [];
    payerChecks(claim, [fplic], snapshotOf(worldWith([covered])), findings);
    return findings.map(({ code, acknowledgment }) => `${code} ${acknowledgment.stc}`);
  };
  const own = (claim: Claim): Claim => ({ ...claim, payer: { ...claim.payer, id: 'FPLIC' } });

  test('this payer and a member of it', () => {
    expect(told(own(claimOf()))).toEqual([]);
  });

  test('another payer: A3:116', () => {
    expect(told(claimOf())).toEqual(['PAYER-ID A3:116']);
  });

  test.each([
    ['filled with zeros to eight digits', '12345', []],
    ['not on file', '12349', ['PAYER-MEMBER-UNKNOWN A7:33:IL']],
  ])('a member id %s', (_name, subscriberId, expected) => {
    expect(told(own(claimOf({ subscriberId })))).toEqual(expected);
  });
});

test.each([
  ['on the first day', '20250310', 'CO-45 2640'],
  ['on the last day', '20240901', 'CO-45 2640'],
  ['before it began', '20240831', 'PR-26 15000'],
  ['after its end', '20250311', 'PR-27 15000'],
])('FP-02 coverage %s', (_name, day, expected) => {
  const decision = decidedBy(visit(150_00, day), {
    coverages: [{ ...covered, from: '20240901', to: '20250310' }],
    term: BY_CASE,
  });
  expect(codes(decision)).toBe(expected);
});

test.each([
  ['above', 123_61, 'CO-45 1', 123_60],
  ['at', 123_60, '', 123_60],
  ['below', 123_59, '', 123_59],
])('FP-03 a charge %s what the contract allows', (_name, chargeCents, expected, paidCents) => {
  const decision = decidedBy(visit(chargeCents), { term: BY_CASE });
  expect(codes(decision)).toBe(expected);
  expect(decision.paidCents).toBe(paidCents);
});

describe('FP-04 and FP-05 a stay', () => {
  // 2.0000 × 1,500.00 = 3,000.00.
  const term = {
    method: 'drg',
    setting: 'inpatient',
    baseRateCents: 1500_00,
    percentBasisPoints: 0,
  } as const;

  test('by its group; the subscriber owes 150.00', () => {
    const decision = decidedBy(stay({ drg: '470' }), { term });
    expect(codes(decision)).toBe('CO-45 100000, PR-3 15000');
    expect(decision.paidCents).toBe(2850_00);
  });

  test('without a group: waits', () => {
    expect(decidedBy(stay(), { term }).pendReason).toContain('FP-04');
  });

  test('elsewhere than in a stay the subscriber owes nothing', () => {
    expect(codes(decidedBy(visit(), { term: BY_CASE }))).toBe('CO-45 2640');
  });
});

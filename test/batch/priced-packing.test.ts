import { expect, test } from 'vitest';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import type { PricedClaim } from '../../src/adjudication/priced-claim.ts';
import { digestOfTrace } from '../../src/adjudication/trace-digest.ts';
import { packPriced, unpackPriced } from '../../src/batch/priced-packing.ts';
import { CHILD, type ClaimSpec, claimOf, profile, snapshotOf } from '../adjudication/fixtures.ts';

const context = { profile, snapshot: snapshotOf(), receivedDate: '20250401', claimNumber: '2509100000018' };
const price = (spec: ClaimSpec) => priceClaim(claimOf(spec), context);
const throughBytes = (claims: readonly PricedClaim[]) =>
  unpackPriced(new TextEncoder().encode(`[${claims.map(packPriced).join(',')}]`));

/** What the thread that settles is to have: everything, and a digest instead of the trace. */
const digested = (claim: PricedClaim) =>
  JSON.parse(JSON.stringify({ ...claim, trace: digestOfTrace(claim.trace) }));

const plain = price({ lines: [{}, { procedure: '80053' }] });
const [line] = plain.lines;
const prior = { paidCents: 100, contractualCents: 20, shareCents: 3 };
const rule = { rule: 'KP-64', section: '' };

test.each<[name: string, claim: PricedClaim]>([
  ['a plain claim', plain],
  ['a line without a fee', price({ lines: [{ procedure: '99999' }] })],
  [
    'a name beyond ASCII',
    {
      ...plain,
      facts: { ...plain.facts, patient: { ...plain.facts.patient, lastName: 'NU\u00d1EZ "\u2014"\n' } },
    },
  ],
  [
    'an insured and a rendering provider',
    { ...plain, facts: { ...plain.facts, insured: plain.facts.patient, rendering: plain.facts.patient } },
  ],
  [
    'lines after another payer, free of a copay',
    {
      ...plain,
      lines: [
        { ...line!, prior },
        { ...line!, isCopayFree: true },
      ],
    },
  ],
  ['a claim that waits', { ...plain, pends: [{ ...rule, text: 'waits', waitsFor: 'record' }] }],
  ['a member of nobody', { ...plain, memberId: CHILD, planId: '', originalNumbers: ['1', '2'] }],
  [
    'what few claims have',
    {
      ...plain,
      linksStays: true,
      isTransferIn: true,
      isTransferOut: false,
      globalServices: [],
      reviewedRules: ['KP-17'],
      limitedCategories: ['therapy'],
      secondPlanId: 'PLAN-2',
      secondPlan: plain,
      coordination: { ...rule, method: 'standard', isAfterMedicare: true, isShareFree: false },
      relief: { ...rule, group: 'CO', carc: '209', remarks: [] },
    },
  ],
])('%s comes through whole', (_name, claim) => {
  expect(throughBytes([claim, claim])).toEqual([digested(claim), digested(claim)]);
});

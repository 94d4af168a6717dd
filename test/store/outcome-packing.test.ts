import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision, TraceStep } from '../../src/adjudication/decision.ts';
import { digestOfTrace } from '../../src/adjudication/trace-digest.ts';
import { packOutcome, packTrace, unpackOutcome } from '../../src/store/outcome-packing.ts';

const text = fc.string({ maxLength: 12 });
const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
const period = fc.record({ from: text, to: text });
const adjustment = fc.record({
  group: fc.constantFrom('CO', 'PR'),
  carc: text,
  amountCents: cents,
  rule: text,
});
const name = fc.record({
  entityType: text,
  lastName: text,
  firstName: text,
  middleName: text,
  suffix: text,
  idQualifier: text,
  id: text,
});
const line = fc.record({
  ordinal: fc.nat(),
  controlNumber: text,
  procedureQualifier: text,
  procedure: text,
  modifiers: fc.array(text, { maxLength: 3 }),
  revenueCode: text,
  unitsMilli: fc.nat(),
  serviceDate: period,
  chargeCents: cents,
  allowedCents: cents,
  paidCents: cents,
  adjustments: fc.array(adjustment, { maxLength: 3 }),
  remarks: fc.array(text, { maxLength: 2 }),
});
const facts = fc.record(
  {
    patientControlNumber: text,
    claimNumber: text,
    originalClaimNumber: text,
    claimFilingIndicator: text,
    facilityCode: text,
    frequency: text,
    isInstitutional: fc.boolean(),
    drg: text,
    patient: name,
    insured: name,
    rendering: name,
    period,
    receivedDate: text,
  },
  { requiredKeys: ['patientControlNumber', 'claimNumber', 'patient', 'period'] },
);
const decision = fc.record(
  {
    status: fc.constantFrom('paid', 'denied', 'pended'),
    claimStatus: text,
    lineOfBusiness: text,
    fund: text,
    payeeId: text,
    memberId: text,
    planId: text,
    chargeCents: cents,
    allowedCents: cents,
    paidCents: cents,
    patientResponsibilityCents: cents,
    adjustments: fc.array(adjustment, { maxLength: 2 }),
    remarks: fc.array(text, { maxLength: 2 }),
    lines: fc.array(line, { maxLength: 4 }),
    trace: fc.array(
      fc.record({ rule: text, section: text, line: fc.nat(), outcome: text, text, reducesCents: cents }),
      { maxLength: 4 },
    ),
    accumulators: fc.array(
      fc.record(
        {
          holder: text,
          scope: fc.constantFrom('individual', 'family'),
          planId: text,
          year: text,
          deductibleCents: cents,
          outOfPocketCents: cents,
          category: text,
          visits: fc.nat(40),
        },
        {
          requiredKeys: ['holder', 'scope', 'planId', 'year', 'deductibleCents', 'outOfPocketCents'],
        },
      ),
      { maxLength: 2 },
    ),
    pendReason: text,
    facts,
    isRefusal: fc.constant(true as const),
    memberPayment: fc.record({ payeeId: text, amountCents: cents, rule: text }),
    pends: fc.array(fc.record({ rule: text, section: text, text, waitsFor: fc.constant('claim') }), {
      maxLength: 2,
    }),
    isTransferIn: fc.constant(true as const),
    isTransferOut: fc.constant(true as const),
  },
  { requiredKeys: ['status', 'adjustments', 'lines', 'trace', 'facts'] },
) as unknown as fc.Arbitrary<Decision>;

test('what is packed comes back, whatever it has', () => {
  fc.assert(
    fc.property(decision, (each) => {
      const { body, trace } = packOutcome({ kind: 'decision', decision: each });
      expect(unpackOutcome(String(body), String(trace))).toEqual({ kind: 'decision', decision: each });
      expect(unpackOutcome(String(body))).toEqual({ kind: 'decision', decision: { ...each, trace: [] } });
    }),
  );
});

test('a second plan comes back whole, its steps too', () => {
  fc.assert(
    fc.property(decision, decision, (each, secondPlan) => {
      const { body, trace } = packOutcome({ kind: 'decision', decision: { ...each, secondPlan } });
      expect(unpackOutcome(String(body), String(trace))).toEqual({
        kind: 'decision',
        decision: { ...each, secondPlan },
      });
    }),
  );
});

test.each([
  { kind: 'record', reason: 'encounter' } as const,
  { kind: 'void', originalClaimNumber: '2530700000015', trace: [] } as const,
])('$kind comes back', (outcome) => {
  const { body, trace } = packOutcome(outcome);
  expect(unpackOutcome(String(body), String(trace))).toEqual(outcome);
});

test('a row of an earlier version comes back with what it holds by name', () => {
  const each = {
    status: 'paid',
    adjustments: [],
    lines: [],
    trace: [],
    accumulators: [],
  } as unknown as Decision;
  const whole = { ...each, facts: { patient: {}, period: { from: '20250101', to: '20250102' } } } as Decision;
  const [kind, values] = JSON.parse(String(packOutcome({ kind: 'decision', decision: whole }).body)) as [
    string,
    unknown[],
  ];
  const [, , , , , , , , patient, , , period] = values[16] as unknown[][];
  const older = { since: 1 };
  values.push({ retired: 'as it was' });
  (values[16] as unknown[]).push(older);
  patient!.push(older);
  period!.push(older);
  const read = unpackOutcome(JSON.stringify([kind, values]));
  expect(read).toMatchObject({
    decision: {
      retired: 'as it was',
      facts: { since: 1, patient: { since: 1 }, period: { from: '20250101', to: '20250102', since: 1 } },
    },
  });
});

test('steps of pricing that were packed apart stand before those of settlement', () => {
  const step = (line: number, text: string, reducesCents = 0): TraceStep => ({
    rule: 'KP-41',
    section: '',
    line,
    outcome: 'passed',
    text,
    reducesCents,
  });
  const pricing = [step(0, 'member'), step(1, 'price', 500), step(0, 'edits'), step(2, 'price')];
  const settling = [step(0, 'no duplicate'), step(1, 'copay', 20)];
  const digest = digestOfTrace(pricing);
  expect(digest.map(({ line, reducesCents }) => [line, reducesCents])).toEqual([
    [0, 0],
    [1, 500],
    [2, 0],
  ]);
  const read = (trace: readonly TraceStep[]): readonly TraceStep[] => {
    const packed = packOutcome({ kind: 'void', originalClaimNumber: '', trace });
    const outcome = unpackOutcome(String(packed.body), String(packed.trace), packTrace(pricing));
    return outcome.kind === 'void' ? outcome.trace : [];
  };
  expect(read([...digest, ...settling])).toEqual([...pricing, ...settling]);
  // A claim refused as a request: the steps of its lines were left out.
  const ofClaim = digest.filter(({ line }) => line === 0);
  expect(read([...ofClaim, ...settling])).toEqual([pricing[0], pricing[2], ...settling]);
  expect(read(settling)).toEqual(settling);
});

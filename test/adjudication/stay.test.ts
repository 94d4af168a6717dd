import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyHistory, type PastClaim } from '../../src/adjudication/history.ts';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import { settle } from '../../src/adjudication/settle.ts';
import type { Claim, InstitutionalPart } from '../../src/claim/claim.ts';
import { buildSnapshot } from '../../src/reference/build-snapshot.ts';
import { emptyReferenceData } from '../../src/reference/importers/import-reference.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import type { Coverage } from '../../src/reference/records.ts';
import { type ClaimSpec, claimOf, contract, coverage, decisionIn, NPI, worldWith } from './fixtures.ts';

const specs = loadSpecs(join(import.meta.dirname, '../../specs'));
const profile = specs.profiles.find(({ id }) => id === 'FPLIC')!;
const open: Coverage = { ...coverage, to: '', planId: 'FPLIC-TRADITIONAL' };

let lastSnapshot: ReturnType<typeof buildSnapshot>;

/** The hospital is paid 65 % of its charges; a stay of 2025-03-10 to 14. */
function judged(
  spec: ClaimSpec,
  change: (claim: Claim) => Claim = (claim) => claim,
  spans: readonly Coverage[] = [open],
) {
  const data = worldWith(spans);
  const snapshot = buildSnapshot(specs, {
    ...emptyReferenceData,
    members: data.members,
    providers: [{ npi: NPI, taxId: '', name: '', taxonomy: '', isFacility: true, from: '', to: '' }],
    contracts: [contract],
  });
  lastSnapshot = snapshot;
  const claim = claimOf({
    kind: 'institutional',
    billType: '11',
    lines: [{ procedure: '', revenueCode: '0120' }],
    through: '20250314',
    ...spec,
  });
  return priceClaim(change(claim), {
    profile,
    snapshot,
    receivedDate: '20250401',
    claimNumber: '2509100000018',
  });
}

const part = (more: Partial<InstitutionalPart>) => (claim: Claim) => ({
  ...claim,
  part: { ...(claim.part as InstitutionalPart), ...more },
});
const carcs = (claim: ReturnType<typeof judged>) =>
  claim.lines.map(({ isDenied, adjustments }) => (isDenied ? adjustments[0]!.carc : ''));

test('the profile begins with the rules of pricing', () => {
  const ids = profile.rules.map(({ id }) => id);
  expect(ids.slice(-10)).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49].map((number) => `FP-${number}`));
  expect(profile.rules.every(({ standing }) => standing === 'acts')).toBe(true);
});

describe('FP-43 discharge status', () => {
  test.each<[string, ClaimSpec, string, boolean]>([
    ['gone home, final bill', {}, '01', false],
    ['none', {}, '', true],
    ['still a patient, final bill', {}, '30', true],
    ['still a patient, first of several bills', { frequency: '2' }, '30', false],
    ['gone home, bill that goes on', { frequency: '3' }, '01', true],
    ['gone home, last bill', { frequency: '4' }, '01', false],
    ['outpatient', { billType: '13' }, '', false],
  ])('%s', (_name, spec, dischargeStatus, isDenied) => {
    const claim = judged(spec, part({ dischargeStatus }));
    expect(carcs(claim)).toEqual([isDenied ? '16' : '']);
    if (isDenied) expect(claim.lines[0]!.remarks).toEqual(['MA43']);
  });
});

describe('FP-44 tests before outpatient surgery', () => {
  const surgery = { procedure: '66984', revenueCode: '0360', day: '20250312' };
  test.each<[string, string, string, string]>([
    ['the day before', '20250311', '0300', '97'],
    ['the same day', '20250312', '0320', '97'],
    ['two days before', '20250310', '0300', ''],
    ['the day after', '20250313', '0300', ''],
    ['no test', '20250312', '0250', ''],
  ])('%s', (_name, day, revenueCode, carc) => {
    const lines = [{ procedure: '80053', revenueCode, day }, surgery];
    expect(carcs(judged({ billType: '13', lines }))).toEqual([carc, '']);
  });
});

test('FP-45 a visit after an early discharge is seen by its note', () => {
  const told = (note: string) => judged({ billType: '33', note }).trace.some(({ rule }) => rule === 'FP-45');
  expect([told('Early Discharge Visit'), told('VISIT: EARLY DISCHARGE VISIT DAY 2'), told('VISIT')]).toEqual([
    true,
    true,
    false,
  ]);
});

describe('FP-46 each day of therapy on its own line', () => {
  test.each<[string, string, Partial<{ from: string; to: string }> | undefined, boolean]>([
    ['its own day', '0420', { from: '20250310', to: '20250310' }, false],
    ['a period', '0420', { from: '20250310', to: '20250312' }, true],
    ['no day', '0440', undefined, true],
    ['another service', '0270', undefined, false],
  ])('%s', (_name, revenueCode, date, isDenied) => {
    const claim = judged({ billType: '13', lines: [{ procedure: '97110', revenueCode }] }, (each) => {
      const { serviceDate: _own, ...line } = each.lines[0]!;
      return {
        ...each,
        lines: [{ ...line, ...(date && { serviceDate: { from: date.from!, to: date.to! } }) }],
      };
    });
    expect(carcs(claim)).toEqual([isDenied ? '16' : '']);
  });
});

test('FP-47 units of one or more', () => {
  expect(carcs(judged({ lines: [{ procedure: '', revenueCode: '0120', unitsMilli: 0 }] }))).toEqual(['16']);
});

describe('FP-48 and FP-49 wait for a person', () => {
  const procedure = (claim: Claim) => ({ ...claim, codes: [{ qualifier: 'BBR', code: '0DTJ4ZZ' }] });
  const pends = (claim: ReturnType<typeof judged>) => claim.pends.map(({ rule }) => rule);
  test.each<[string, ClaimSpec, (claim: Claim) => Claim, readonly string[]]>([
    ['in and out on one day after a procedure', { through: '20250310' }, procedure, ['FP-48']],
    ['in and out on one day, no procedure', { through: '20250310' }, (claim) => claim, []],
    ['a stay after a procedure', {}, procedure, []],
    [
      'benefits exhausted',
      {},
      (claim) => ({
        ...claim,
        codes: [{ qualifier: 'BH', code: 'A3', period: { from: '20250312', to: '20250312' } }],
      }),
      ['FP-49'],
    ],
    ['another occurrence', {}, (claim) => ({ ...claim, codes: [{ qualifier: 'BH', code: '11' }] }), []],
  ])('%s', (_name, spec, change, rules) => {
    expect(pends(judged(spec, change))).toEqual(rules);
  });

  test('coverage that ends within the stay', () => {
    expect(pends(judged({}, undefined, [{ ...open, to: '20250312' }]))).toContain('FP-49');
    expect(pends(judged({}, undefined, [{ ...open, to: '20250314' }]))).toEqual([]);
  });
});

describe('FP-44 and FP-48 over several claims', () => {
  const decide = (spec: ClaimSpec, past: readonly PastClaim[] = []) => {
    const priced = judged(spec);
    const history = { ...emptyHistory, institutionalClaims: () => past };
    return { priced, decision: decisionIn(settle(priced, history, { profile, snapshot: lastSnapshot })) };
  };
  const settled = (spec: ClaimSpec, more: Partial<PastClaim> = {}): PastClaim => {
    const { priced, decision } = decide(spec);
    return {
      claimNumber: '2508000000010',
      state: 'remitted',
      supersededBy: '',
      payeeId: priced.payeeId,
      billingNpi: priced.billingNpi,
      memberId: priced.memberId,
      kind: 'institutional',
      frequency: '1',
      chargeCents: priced.chargeCents,
      serviceFrom: priced.serviceFrom,
      serviceTo: priced.serviceTo,
      receivedDate: '20250301',
      decidedDate: '20250301',
      decision,
      sameServiceKey: '',
      ...more,
    };
  };
  const stay = (from: string, to: string): ClaimSpec => ({
    lines: [{ procedure: '', revenueCode: '0120', day: from }],
    through: to,
  });
  const tests = (day: string, revenueCode = '0300'): ClaimSpec => ({
    billType: '13',
    lines: [{ procedure: '80053', revenueCode, day }],
    through: day,
  });

  test.each<[string, ClaimSpec, ClaimSpec, Partial<PastClaim>, string]>([
    [
      'readmitted on the thirtieth day',
      stay('20250310', '20250312'),
      stay('20250201', '20250208'),
      {},
      'FP-48',
    ],
    ['on the thirty-first', stay('20250310', '20250312'), stay('20250201', '20250207'), {}, ''],
    [
      'after a stay that was voided',
      stay('20250310', '20250312'),
      stay('20250201', '20250208'),
      { state: 'voided' },
      '',
    ],
    ['after outpatient care', stay('20250310', '20250312'), tests('20250301'), {}, ''],
    ['tests the day before a stay', tests('20250309'), stay('20250310', '20250312'), {}, 'FP-44'],
    ['tests two days before', tests('20250308'), stay('20250310', '20250312'), {}, ''],
    ['tests of another hospital', tests('20250309'), stay('20250310', '20250312'), { payeeId: 'other' }, ''],
    ['a stay after tests that were paid', stay('20250310', '20250312'), tests('20250309'), {}, 'FP-44'],
    ['a stay after other care', stay('20250310', '20250312'), tests('20250309', '0510'), {}, ''],
  ])('%s', (_name, spec, earlier, more, rule) => {
    const { decision } = decide(spec, [settled(earlier, more)]);
    expect(decision.status).toBe(rule === '' ? 'paid' : 'pended');
    expect(decision.pendReason.slice(0, 5)).toBe(rule);
  });
});

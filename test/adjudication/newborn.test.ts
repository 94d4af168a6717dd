import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/claim/claim.ts';
import { payerChecks } from '../../src/validation/payer-checks.ts';
import type { Finding } from '../../src/x12/finding.ts';
import {
  Book,
  type ClaimSpec,
  claimOf,
  codes,
  decisionIn,
  SUBSCRIBER,
  snapshotOf,
  world,
} from './fixtures.ts';
import { shipped } from './shipped.ts';

/** A child of the subscriber, born on 10 March 2025, that a hospital calls by no name of its own. */
const baby =
  (birthDate = '20250310', relationship = '19') =>
  (claim: Claim): Claim => ({
    ...claim,
    payer: { ...claim.payer, id: '91051' },
    billing: { ...claim.billing, taxonomy: '193200000X' },
    patient: { ...claim.patient, firstName: 'BABY GIRL', birthDate, relationship },
  });
const visit = (day: string, change = baby()): ClaimSpec => ({ child: true, lines: [{ day }], change });
const PAID = 'CO-45 2640, PR-3 2500';

const decided = (spec: ClaimSpec, data = world) => decisionIn(new Book(data, shipped).take(spec).settlement);
const toldAtIntake = (spec: ClaimSpec, data = world): string[] => {
  const findings: Finding[] = [];
  payerChecks(claimOf(spec), [shipped], snapshotOf(data), findings);
  // The provider of these tests is none of the shipped ones.
  return findings.map(({ code }) => code).filter((code) => /MEMBER|PATIENT/.test(code));
};

describe('OW-03 a newborn that is not enrolled', () => {
  test.each([
    ['on the day of birth', '20250310', PAID],
    ['on its last covered day', '20250331', PAID],
    ['a day later', '20250401', 'PR-34 15000'],
  ])('%s: under the parent’s id', (_name, day, expected) => {
    expect(toldAtIntake(visit(day))).toEqual([]);
    const decision = decided(visit(day));
    expect(codes(decision)).toBe(expected);
    expect(decision.memberId).toBe(SUBSCRIBER);
  });

  test('only the lines after the last day are refused', () => {
    const decision = decided({ ...visit(''), lines: [{ day: '20250331' }, { day: '20250401' }] });
    expect([codes(decision, 1), codes(decision, 2)]).toEqual([PAID, 'PR-34 15000']);
  });

  test.each([
    ['older than anybody waits for', visit('20250609')],
    ['not a child of the member', visit('20250312', baby('20250310', 'G8'))],
    ['not born yet', visit('20250309')],
  ])('%s: a name that nobody knows, at intake', (_name, spec) => {
    expect(toldAtIntake(spec)).toEqual(['PAYER-PATIENT-NAME']);
  });

  test('the last day on which it is told apart from a wrong name', () => {
    expect(toldAtIntake(visit('20250608'))).toEqual([]);
  });

  const enrolled = (count: number) => ({
    ...world,
    members: [
      ...world.members,
      ...Array.from({ length: count }, (_, index) => ({
        ...world.members[1]!,
        memberId: `0001240${index}`,
        firstName: `NAMED ${index}`,
        birthDate: '20250310',
      })),
    ],
  });

  test('enrolled under a name: its own record, whatever the hospital calls it', () => {
    const decision = decided(visit('20250405'), enrolled(1));
    expect(decision).toMatchObject({ memberId: '00012400', status: 'paid' });
  });

  test('of twins nobody can say which: the parent’s record', () => {
    expect(decided(visit('20250312'), enrolled(2)).memberId).toBe(SUBSCRIBER);
  });

  test('a profile without the rule knows no newborns', () => {
    const rules = shipped.rules.filter(({ id }) => id !== 'OW-03');
    const book = new Book(world, { ...shipped, rules });
    expect(codes(decisionIn(book.take(visit('20250312')).settlement))).toBe('PR-31 15000');
  });
});

import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/reference/payer-profile.ts';
import type { Contract, Member } from '../../src/reference/records.ts';
import type { Snapshot } from '../../src/reference/snapshot.ts';
import { payerChecks } from '../../src/validation/payer-checks.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { BILLING, claim, dependent, HEADER, subscriber, trailer } from '../claim/claim-sets.ts';
import { claimsOf } from '../claim/read-claims.ts';
import { profileOf } from './check-set.ts';

const profile = profileOf('91051');

function member(memberId: string, lastName: string, firstName: string, more: Partial<Member> = {}): Member {
  return {
    memberId,
    subscriberId: memberId,
    lastName,
    firstName,
    middleName: '',
    suffix: '',
    birthDate: '19800214',
    gender: 'F',
    coverages: [],
    ...more,
  };
}

const jane = member('00012345', 'DOE', 'JANE', { middleName: 'Q', suffix: 'JR' });
const twin = { subscriberId: '00012345', birthDate: '20150630' };
const family = [member('00012346', 'DOE', 'TIM', twin), member('00012347', 'DOE', 'TOM', twin)];

function snapshotOf(members: readonly Member[] = [jane, ...family]): Snapshot {
  const known: Pick<Snapshot, 'member' | 'dependentsOf' | 'contract'> = {
    member: (id) => members.find(({ memberId }) => memberId === id),
    dependentsOf: (id) =>
      members.filter(({ memberId, subscriberId }) => subscriberId === id && memberId !== id),
    contract: (taxId, npi) =>
      taxId === '910000002' && npi === '2234567891'
        ? ({ payeeId: `${taxId}-${npi}` } as Contract)
        : undefined,
  };
  return known as Snapshot;
}

interface Case {
  readonly edit?: (set: string) => string;
  readonly snapshot?: Snapshot | undefined;
  readonly rules?: (rules: readonly Rule[]) => readonly Rule[];
  readonly ofDependent?: boolean;
}

function check({ edit = (set) => set, ofDependent = false, rules, ...rest }: Case = {}) {
  const snapshot = 'snapshot' in rest ? rest.snapshot : snapshotOf();
  const level = ofDependent ? subscriber(2, '12345', 1, '') + dependent(3, 2) : subscriber(2, '12345');
  const segments = edit(HEADER + BILLING + level + claim('A'));
  const [read] = claimsOf(segments + trailer(segments), '837P');
  const findings: Finding[] = [];
  const using = rules === undefined ? profile : { ...profile, rules: rules(profile.rules) };
  const ids = payerChecks(read!, [using], snapshot, findings);
  return { ids, answers: findings.map(({ code, acknowledgment }) => `${code} ${acknowledgment.stc}`) };
}

const withoutRule = (id: string) => (rules: readonly Rule[]) => rules.filter((rule) => rule.id !== id);
const withParameter = (id: string, name: string, value: string) => (rules: readonly Rule[]) =>
  rules.map((rule) => (rule.id === id ? { ...rule, parameters: new Map([[name, value]]) } : rule));

test('a claim in order: nothing to say, and the ids the records know', () => {
  expect(check()).toEqual({
    answers: [],
    ids: {
      profileId: profile.id,
      memberId: '00012345',
      subscriberId: '00012345',
      taxId: '910000002',
      npi: '2234567891',
    },
  });
  expect(check({ ofDependent: true }).ids.memberId).toBe('00012346');
});

describe.each<[string, [string, (set: string) => string, string[]][]]>([
  [
    'KP-01',
    [
      ['another payer', (set) => set.replace('PI*91051', 'PI*91052'), ['PAYER-ID A3:116']],
      ['no payer id', (set) => set.replace('*****PI*91051', ''), ['PAYER-ID A3:116']],
      ['blanks round the id', (set) => set.replace('PI*91051', 'PI*91051 '), []],
    ],
  ],
  [
    'KP-02',
    [
      ['no NPI', (set) => set.replace('*****XX*2234567891', ''), ['PAYER-NPI-MISSING A6:562:85']],
      [
        'a wrong check digit',
        (set) => set.replace('2234567891', '2234567892'),
        ['PAYER-NPI-INVALID A7:562:85'],
      ],
      ['nine digits', (set) => set.replace('2234567891', '223456789'), ['PAYER-NPI-INVALID A7:562:85']],
      ['no tax id', (set) => set.replace('REF*EI*910000002~\n', ''), ['PAYER-TAX-ID-MISSING A6:128:85']],
      [
        'eight digits',
        (set) => set.replace('EI*910000002', 'EI*91000000'),
        ['PAYER-TAX-ID-INVALID A7:128:85'],
      ],
      ['a social security number', (set) => set.replace('REF*EI', 'REF*SY'), []],
      ['no taxonomy', (set) => set.replace(/PRV\*BI[^~]*~\n/, ''), ['PAYER-TAXONOMY-MISSING A6:145:85']],
      ['a short taxonomy', (set) => set.replace('207Q00000X', '207Q'), ['PAYER-TAXONOMY-INVALID A7:145:85']],
      [
        'everything that is missing at once',
        (set) => set.replace('*****XX*2234567891', '').replace('REF*EI*910000002~\n', ''),
        ['PAYER-NPI-MISSING A6:562:85', 'PAYER-TAX-ID-MISSING A6:128:85'],
      ],
      [
        'a provider without a contract',
        (set) => set.replace('EI*910000002', 'EI*910000003'),
        [`PAYER-PROVIDER-UNKNOWN ${stcOf('KP-02', 'provider-unknown')}`],
      ],
    ],
  ],
  [
    'KP-03',
    [
      ['an unknown id', (set) => set.replace('MI*12345', 'MI*12349'), ['PAYER-MEMBER-UNKNOWN A7:33:IL']],
      ['zeros in front', (set) => set.replace('MI*12345', 'MI*00012345'), []],
      [
        'an id with letters is not padded',
        (set) => set.replace('MI*12345', 'MI*A2345'),
        ['PAYER-MEMBER-UNKNOWN A7:33:IL'],
      ],
    ],
  ],
  [
    'KP-04',
    [
      ['another last name', (set) => set.replace('*DOE*JANE', '*DOW*JANE'), ['PAYER-MEMBER-NAME A7:30:IL']],
      ['no middle name', (set) => set.replace('JANE*Q', 'JANE*'), ['PAYER-MEMBER-NAME A7:30:IL']],
      ['lower case', (set) => set.replace('*DOE*JANE', '*Doe*Jane'), ['PAYER-MEMBER-NAME A7:30:IL']],
      ['a blank more', (set) => set.replace('*DOE*JANE', '*DOE *JANE'), ['PAYER-MEMBER-NAME A7:30:IL']],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s', (_name, edit, expected) => {
    expect(check({ edit }).answers).toEqual(expected);
  });
});

function stcOf(ruleId: string, clause: string): string | undefined {
  return profile.rules
    .find(({ id }) => id === ruleId)
    ?.dispositions.find((disposition) => disposition.clause === clause)?.stc;
}

describe('what a profile or the records decide', () => {
  test('a rule that does not act says nothing', () => {
    const wrong = (set: string) => set.replace('2234567891', '2234567892');
    expect(check({ edit: wrong, rules: withoutRule('KP-02') }).answers).toEqual([]);
    const named = (set: string) => set.replace('*DOE*JANE', '*DOW*JANE');
    expect(check({ edit: named, rules: withoutRule('KP-04') })).toMatchObject({
      answers: [],
      ids: { memberId: '00012345' },
    });
  });

  test('no taxonomy where the profile wants none', () => {
    const edit = (set: string) => set.replace(/PRV\*BI[^~]*~\n/, '');
    expect(check({ edit, rules: withParameter('KP-02', 'taxonomyRequired', 'no') }).answers).toEqual([]);
  });

  test('case folding is a switch', () => {
    const edit = (set: string) => set.replace('*DOE*JANE', '*Doe*Jane');
    expect(check({ edit, rules: withParameter('KP-04', 'foldCase', 'yes') }).answers).toEqual([]);
  });

  test("a dependent's name, and twins told apart by it", () => {
    const tom = (set: string) => set.replace('*DOE*TIM', '*DOE*TOM');
    expect(check({ ofDependent: true, edit: tom }).ids.memberId).toBe('00012347');
    const ted = (set: string) => set.replace('*DOE*TIM', '*DOE*TED');
    expect(check({ ofDependent: true, edit: ted })).toMatchObject({
      answers: ['PAYER-PATIENT-NAME A7:30:QC'],
      ids: { memberId: '' },
    });
  });

  test('without a snapshot only what needs no record', () => {
    const edit = (set: string) => set.replace('MI*12345', 'MI*12349').replace('2234567891', '2234567892');
    expect(check({ snapshot: undefined, edit }).answers).toEqual(['PAYER-NPI-INVALID A7:562:85']);
  });

  test('a test profile answers to any payer id, an exact one before it', () => {
    const [read] = claimsOf(HEADER + BILLING + subscriber(2, '12345') + claim('A'), '837P');
    const any = { ...profile, id: 'any', payerIds: ['*'] };
    expect(payerChecks(read!, [any], undefined, []).profileId).toBe('any');
    expect(payerChecks(read!, [any, profile], undefined, []).profileId).toBe(profile.id);
  });

  test('without profiles nothing is checked', () => {
    const [read] = claimsOf(HEADER + claim('A'), '837P');
    const findings: Finding[] = [];
    expect(payerChecks(read!, [], snapshotOf(), findings).profileId).toBe('');
    expect(findings).toEqual([]);
  });
});

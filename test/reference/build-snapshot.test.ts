import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildSnapshot } from '../../src/reference/build-snapshot.ts';
import { emptyReferenceData } from '../../src/reference/importers/import-reference.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import { mergeReferenceData } from '../../src/reference/merge-reference-data.ts';
import type { Member, RvuRow } from '../../src/reference/records.ts';
import type { ReferenceData } from '../../src/reference/snapshot.ts';

const specs = loadSpecs(join(import.meta.dirname, '../../specs'));

const member = (ordinal: number, subscriber = ordinal): Member => ({
  memberId: String(ordinal).padStart(8, '0'),
  subscriberId: String(subscriber).padStart(8, '0'),
  lastName: `SAMPLE ${ordinal}`,
  firstName: 'TEST',
  middleName: '',
  suffix: '',
  birthDate: '19800101',
  gender: 'U',
  coverages: [
    { from: '20240101', to: '', planId: 'KPWA-HMO', lineOfBusiness: 'commercial', employerGroup: '' },
  ],
});

const rvu = (from: string, to: string, workHundredths: number, modifier = ''): RvuRow => ({
  code: 'G0101',
  modifier,
  status: 'A',
  workHundredths,
  nonFacilityPracticeHundredths: 0,
  facilityPracticeHundredths: 0,
  malpracticeHundredths: 0,
  from,
  to,
});

const snapshot = (data: Partial<ReferenceData>) => buildSnapshot(specs, { ...emptyReferenceData, ...data });

describe('look-ups', () => {
  test('payers by id and by the id a claim names', () => {
    const { profile, profileOfPayerId, partner, plan } = snapshot({});
    expect(profile('91051')).toBe(specs.profiles[0]);
    expect(profileOfPayerId('91051')).toBe(specs.profiles[0]);
    expect(profileOfPayerId('99999')).toBeUndefined();
    expect(partner('pinebilling')?.newlineAfterSegment).toBe(true);
    expect(plan('KPWA-PPO')?.individualDeductibleCents).toBe(50_000);
  });

  test('a profile of any payer id answers where no other does', () => {
    const any = { ...specs.profiles[0]!, id: 'TEST', payerIds: ['*'] };
    const built = buildSnapshot({ ...specs, profiles: [...specs.profiles, any] }, emptyReferenceData);
    expect(built.profileOfPayerId('91051')?.id).toBe('91051');
    expect(built.profileOfPayerId('99999')?.id).toBe('TEST');
  });

  test('members and their dependents', () => {
    const built = snapshot({ members: [member(1), member(2, 1), member(3, 1)] });
    expect(built.member('00000002')?.lastName).toBe('SAMPLE 2');
    expect(built.member('2')).toBeUndefined();
    expect(built.dependentsOf('00000001').map(({ memberId }) => memberId)).toEqual(['00000002', '00000003']);
    expect(built.dependentsOf('00000002')).toEqual([]);
  });

  test.each([
    ['20231231', undefined],
    ['20240101', 10],
    ['20241231', 10],
    ['20250101', 20],
    ['20250630', 20],
    ['20250701', undefined],
    ['20260101', 30],
    ['20301231', 30],
    ['', undefined],
  ])('on %s the RVU vintage has %s', (serviceDate, expected) => {
    const built = snapshot({
      rvus: [rvu('20260101', '', 30), rvu('20240101', '', 10), rvu('20250101', '20250630', 20)],
    });
    expect(built.rvu('G0101', '', serviceDate)?.workHundredths).toBe(expected);
  });

  test('a modifier has its own row', () => {
    const built = snapshot({ rvus: [rvu('20250101', '', 10), rvu('20250101', '', 4, '26')] });
    expect(built.rvu('G0101', '26', '20250101')?.workHundredths).toBe(4);
    expect(built.rvu('G0101', 'TC', '20250101')).toBeUndefined();
  });
});

describe('digest', () => {
  const members = [member(1), member(2, 1)];

  test('does not depend on the order of rows or keys', () => {
    const turned = members.map(
      (row) => Object.fromEntries(Object.entries(row).reverse()) as unknown as Member,
    );
    expect(snapshot({ members: turned.reverse() }).digest).toBe(snapshot({ members }).digest);
  });

  test.each<[string, Partial<ReferenceData>]>([
    ['a name', { members: [members[0]!, { ...members[1]!, lastName: 'OTHER' }] }],
    ['an id', { members: [members[0]!, { ...members[1]!, memberId: '00000009' }] }],
    [
      'a coverage',
      {
        members: [
          members[0]!,
          { ...members[1]!, coverages: [{ ...members[1]!.coverages[0]!, to: '20251231' }] },
        ],
      },
    ],
    ['another table', { members, rvus: [rvu('20250101', '', 1)] }],
  ])('changes with %s', (_what, data) => {
    expect(snapshot(data).digest).not.toBe(snapshot({ members }).digest);
  });

  test('changes with a parameter of a rule', () => {
    const [profile] = specs.profiles;
    const rules = profile!.rules.map((rule) =>
      rule.id === 'KP-06' ? { ...rule, parameters: new Map([['lookBackDays', '1']]) } : rule,
    );
    const changed = buildSnapshot({ ...specs, profiles: [{ ...profile!, rules }] }, emptyReferenceData);
    expect(changed.digest).not.toBe(snapshot({}).digest);
  });
});

test('a hundred thousand members are all found', () => {
  const members = Array.from({ length: 100_000 }, (_, index) => member(index, index - (index % 4)));
  const built = snapshot({ members });
  expect(built.member('00099999')?.subscriberId).toBe('00099996');
  expect(built.dependentsOf('00099996')).toHaveLength(3);
});

test('a later import replaces its own rows only', () => {
  const earlier = { ...emptyReferenceData, members: [member(1), member(2)], rvus: [rvu('20240101', '', 1)] };
  const later = {
    ...emptyReferenceData,
    members: [{ ...member(2), suffix: 'JR' }, member(3)],
    rvus: [rvu('20250101', '', 2)],
  };
  const merged = mergeReferenceData(earlier, later);
  expect(merged.members.map(({ memberId, suffix }) => memberId + suffix)).toEqual([
    '00000001',
    '00000002JR',
    '00000003',
  ]);
  expect(merged.rvus.map(({ workHundredths }) => workHundredths)).toEqual([1, 2]);
});

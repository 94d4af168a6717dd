import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemberTable } from '../../src/reference/member-table.ts';
import type { Member } from '../../src/reference/records.ts';

const name = fc.constantFrom('', 'DOE', 'MÜLLER', 'O"BRIEN', 'A\nB', 'ŁUKASZ');
const people = fc.uniqueArray(
  fc.record({
    memberId: fc.integer({ min: 1, max: 40 }).map((n) => String(n).padStart(8, '0')),
    subscriberId: fc.integer({ min: 1, max: 12 }).map((n) => String(n).padStart(8, '0')),
    lastName: name,
    firstName: name,
    middleName: name,
    suffix: fc.constant(''),
    birthDate: fc.constantFrom('19700101', '20010229'),
    gender: fc.constantFrom('F', 'M', 'U'),
    coverages: fc.array(
      fc.record({
        from: fc.constant('20250101'),
        to: fc.constantFrom('', '20251231'),
        planId: fc.constantFrom('HMO', 'PPO'),
        lineOfBusiness: fc.constantFrom('commercial', 'self-funded'),
        employerGroup: fc.constantFrom('', 'ACME'),
      }),
      { maxLength: 2 },
    ) as fc.Arbitrary<Member['coverages']>,
  }),
  { selector: ({ memberId }) => memberId, maxLength: 40 },
);

test('every member and family is found as it was, by whoever shares the buffers', () => {
  fc.assert(
    fc.property(people, (members: readonly Member[]) => {
      const table = new MemberTable(MemberTable.of(members).buffers);
      expect(table.size).toBe(members.length);
      for (const member of members) expect(table.get(member.memberId)).toEqual(member);
      for (let n = 0; n <= 41; n += 1) {
        const id = String(n).padStart(8, '0');
        const family = members.filter((each) => each.subscriberId === id && each.memberId !== id);
        expect(table.dependentsOf(id)).toEqual(family);
        if (!members.some(({ memberId }) => memberId === id)) expect(table.get(id)).toBeUndefined();
      }
    }),
  );
});

test('the bytes do not depend on the order of the members', () => {
  fc.assert(
    fc.property(people, (members: readonly Member[]) => {
      const turned = MemberTable.of([...members].reverse());
      expect(Buffer.from(turned.bytes).equals(Buffer.from(MemberTable.of(members).bytes))).toBe(true);
    }),
  );
});

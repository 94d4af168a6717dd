import { expect, test } from 'vitest';
import { OTHER, roleOf, rolesOf } from '../../src/claim/loop-role.ts';
import { guideOf } from '../guide/guides.ts';

test.each(['837P', '837I'])('%s: the role of every loop stands at its node', (id) => {
  const guide = guideOf(id);
  const roles = rolesOf(guide);
  expect([...roles]).toEqual(guide.loopIds.map(roleOf));
  expect(roles.filter((role) => role !== OTHER).length).toBeGreaterThan(100);
  expect(rolesOf(guide)).toBe(roles);
});

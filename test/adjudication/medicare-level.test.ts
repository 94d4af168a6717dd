import { expect, test } from 'vitest';
import type { LineOfBusiness } from '../../src/reference/plan.ts';
import type { ContractTerm } from '../../src/reference/records.ts';
import { contract } from './fixtures.ts';
import { decideBy, memberOf } from './shipped.ts';

/** 99213 in King County: 1.30 × 1.043 + 1.35 × 1.220 + 0.10 × 0.853 = 3.0882 units of value. */
const [professional] = contract.terms;
const medicareTerm: ContractTerm = {
  ...professional!,
  lineOfBusiness: 'medicare-advantage',
  conversionFactorE4: 323_465,
};

test.each<[string, LineOfBusiness, readonly ContractTerm[], number]>([
  // 3.0882 × 40.00 = 123.528, rounded once; commercial rounds the value to 3.09 first (KP-41).
  ['at the same factor the fee is rounded once', 'medicare-advantage', contract.terms, 123_53],
  ['commercial members are not at the Medicare level', 'commercial', contract.terms, 123_60],
  // 3.0882 × 32.3465 = 99.8924.
  ['by the factor for Medicare', 'medicare-advantage', [medicareTerm, ...contract.terms], 99_89],
  ['that factor is for Medicare only', 'commercial', [medicareTerm, ...contract.terms], 123_60],
])('KP-44 %s', (_name, lineOfBusiness, terms, allowedCents) => {
  const data = memberOf(lineOfBusiness, { contracts: [{ ...contract, terms }] });
  expect(decideBy({}, data).allowedCents).toBe(allowedCents);
});

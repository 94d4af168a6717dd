import { describe, expect, test } from 'vitest';
import type { Provider } from '../../src/claim/claim.ts';
import type { LineOfBusiness } from '../../src/reference/plan.ts';
import { type ClaimSpec, codes, OTHER_NPI } from './fixtures.ts';
import { change, decideBy, memberOf } from './shipped.ts';

describe('KP-49 no facility charge for evaluation and management', () => {
  const visit = (procedure: string, revenueCode: string): ClaimSpec => ({
    kind: 'institutional',
    lines: [{ procedure, revenueCode }],
  });

  test.each([
    ['a visit under the clinic', '99213', '0510'],
    ['under any other revenue code', '99213', '0761'],
    ['the first of the list', '99201', '0510'],
    ['a visit to a hospital clinic', 'G0463', '0510'],
    ['care after a discharge', '99496', '0510'],
  ])('%s: refused, and not the member’s', (_name, procedure, revenueCode) => {
    const decision = decideBy(visit(procedure, revenueCode));
    expect(codes(decision)).toBe('CO-96 15000');
    expect(decision.lines[0]).toMatchObject({ remarks: ['N130'] });
    expect(decision.patientResponsibilityCents).toBe(0);
  });

  test.each([
    ['the code after the list', '99221', '0510'],
    ['an emergency visit', '99283', '0450'],
    ['another service', '71046', '0320'],
  ])('%s: not refused for it', (_name, procedure, revenueCode) => {
    expect(codes(decideBy(visit(procedure, revenueCode)))).not.toContain('CO-96');
  });

  test('on a professional claim it is paid', () => {
    expect(codes(decideBy({}))).toBe('CO-45 2640, PR-3 2500');
  });

  test.each<[LineOfBusiness, boolean]>([
    ['commercial', true],
    ['medicare-advantage', false],
    ['medicaid', false],
    ['self-funded', false],
  ])('%s: refused %s', (lineOfBusiness, isRefused) => {
    const decision = decideBy(visit('99213', '0510'), memberOf(lineOfBusiness));
    expect(codes(decision).startsWith('CO-96')).toBe(isRefused);
  });
});

describe('KP-48 procedures by anesthesiologists', () => {
  const by = (taxonomy: string): Provider => ({
    entityType: '1',
    lastName: 'SAMPLE',
    firstName: 'ASTER',
    middleName: '',
    suffix: '',
    idQualifier: 'XX',
    id: OTHER_NPI,
    references: [],
    npi: OTHER_NPI,
    taxonomy,
  });
  const seen = (taxonomy: string, procedure = '99213') => {
    const decision = decideBy({ lines: [{ procedure }], change: change({ rendering: by(taxonomy) }) });
    return {
      isTold: decision.trace.some(({ rule }) => rule === 'KP-48'),
      allowedCents: decision.lines[0]!.allowedCents,
    };
  };

  test.each(['207L00000X', '207LP2900X', '208VP0014X', '367500000X'])(
    'by taxonomy %s: relative values as for anybody, and told',
    (taxonomy) => {
      expect(seen(taxonomy)).toEqual({ isTold: true, allowedCents: 12360 });
    },
  );

  test('by another taxonomy: the same price, not told', () => {
    expect(seen('207Q00000X')).toEqual({ isTold: false, allowedCents: 12360 });
  });

  test('anesthesia itself is none of its procedures', () => {
    expect(seen('207L00000X', '00100').isTold).toBe(false);
  });
});

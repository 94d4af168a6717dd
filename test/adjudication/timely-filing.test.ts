import { describe, expect, test } from 'vitest';
import { Book, type ClaimSpec, codes, decisionIn } from './fixtures.ts';
import {
  decideBy,
  memberOf,
  otherCoverage,
  payerBefore,
  rulesOf,
  secondary,
  shipped,
  withParameter,
} from './shipped.ts';

const on = (day: string): ClaimSpec => ({ lines: [{ day }] });

/** The rule that denied, or '' when the claim was in time. */
function lateBy(spec: ClaimSpec, data = memberOf('commercial'), received = '', profile = shipped): string {
  const decision = decideBy(spec, data, received, profile);
  return codes(decision).includes('-29 ') ? rulesOf(decision)[0]! : '';
}

test.each([
  ['KP-30', 'medicaid', '20240131', '20250131', '20250201'],
  ['KP-30', 'medicaid', '20240229', '20250228', '20250301'],
  ['KP-31', 'medicare-advantage', '20240831', '20250831', '20250901'],
  ['KP-32', 'commercial', '20240229', '20250228', '20250301'],
  ['KP-33', 'self-funded', '20241231', '20251231', '20260101'],
] as const)('%s, %s: service %s, last day %s, late %s', (rule, line, service, last, late) => {
  const data = memberOf(line);
  expect(lateBy(on(service), data, last)).toBe('');
  expect(lateBy(on(service), data, late)).toBe(rule);
});

test.each([
  ['20091001', '20101231', '20110101'],
  ['20091231', '20101231', '20110101'],
  ['20100101', '20110101', '20110102'],
  ['20090930', '20101231', '20110101'],
  ['20081001', '20101231', '20110101'],
  ['20080930', '20091231', '20100101'],
])('KP-31 before and after 2010: service %s, last day %s, late %s', (service, last, late) => {
  const data = memberOf('medicare-advantage');
  expect(lateBy(on(service), data, last)).toBe('');
  expect(lateBy(on(service), data, late)).toBe('KP-31');
});

describe('KP-33 the limit of an employer group', () => {
  const northferry = memberOf('self-funded', {}, 'NORTHFERRY');
  test('its own months take the place of the general ones', () => {
    expect(lateBy(on('20240831'), northferry, '20250228')).toBe('');
    expect(lateBy(on('20240831'), northferry, '20250301')).toBe('KP-33');
    expect(lateBy(on('20240831'), memberOf('self-funded'), '20250301')).toBe('');
  });
});

describe("KP-34 from the primary's payment", () => {
  const paid = (date: string): ClaimSpec =>
    secondary([payerBefore({ paidCents: 5000, date })], on('20240110'));

  test.each(['commercial', 'medicaid', 'medicare-advantage', 'self-funded'] as const)('%s', (line) => {
    const data = memberOf(line);
    expect(lateBy(paid('20240630'), data, '20250630')).toBe('');
    expect(lateBy(paid('20240630'), data, '20250701')).toBe('KP-34');
  });

  test('from the service when the payment has no date', () => {
    expect(lateBy(paid(''), memberOf('commercial'), '20250110')).toBe('');
    expect(lateBy(paid(''), memberOf('commercial'), '20250111')).toBe('KP-34');
  });

  test("the line's own date holds before the claim's", () => {
    const spec = paid('20240110');
    const dated: ClaimSpec = {
      ...spec,
      change: (claim) => {
        const own = spec.change!(claim);
        const adjudication = {
          payerId: '11111',
          paidCents: 5000,
          procedure: '99213',
          units: '1',
          adjustments: [],
          adjudicationDate: '20240731',
        };
        return { ...own, lines: own.lines.map((line) => ({ ...line, adjudications: [adjudication] })) };
      },
    };
    expect(lateBy(dated, memberOf('commercial'), '20250731')).toBe('');
    expect(lateBy(dated, memberOf('commercial'), '20250801')).toBe('KP-34');
  });
});

test.each(['AM', 'WC', 'LM'])(
  'KP-35 first sent to a carrier of kind %s: a year from the service',
  (indicator) => {
    const spec = secondary([payerBefore({ indicator, paidCents: 0, date: '20241231' })], on('20240229'));
    expect(lateBy(spec, memberOf('self-funded'), '20250228')).toBe('');
    expect(lateBy(spec, memberOf('self-funded'), '20250301')).toBe('KP-35');
  },
);

describe("KP-35 with a copy of the wrong carrier's denial", () => {
  /** A group whose own claims must come within six months; it is known that no automobile cover exists. */
  const noCover = { otherCoverages: [otherCoverage('no-auto', { from: '20240101' })] };
  const group = memberOf('self-funded', noCover, 'NORTHFERRY');
  const copy = { type: 'EB', transmission: 'AA', controlNumber: '' };
  const accident = (relatedCauses: string[], attachments: (typeof copy)[]): ClaimSpec => ({
    ...on('20240229'),
    change: (claim) => ({ ...claim, relatedCauses, attachments }),
  });

  test.each([
    ['an accident with the copy: a year', ['AA'], [copy], '20250228', ''],
    ['one day more', ['AA'], [copy], '20250301', 'KP-35'],
    ["without it: the group's own limit", ['AA'], [], '20240830', 'KP-33'],
    ['a copy, but no accident', [], [copy], '20240830', 'KP-33'],
  ])('%s', (_name, causes, attachments, received, expected) => {
    expect(lateBy(accident(causes, attachments), group, received)).toBe(expected);
  });

  test('a carrier that is named and has not decided is coordination', () => {
    const spec = secondary([payerBefore({ indicator: 'AM' })], on('20240229'));
    expect(lateBy(spec, group, '20250301')).toBe('KP-34');
  });
});

describe('corrections', () => {
  const corrected: ClaimSpec = { lines: [{ procedure: '99214', chargeCents: 220_00 }] };
  const correction = (
    line: Parameters<typeof memberOf>[0],
    received: string,
    spec: ClaimSpec = {},
  ): string => {
    const book = new Book(memberOf(line), shipped);
    const { number } = book.take(spec, '20250401');
    const again = book.take({ ...spec, ...corrected, frequency: '7', original: number }, received);
    return again.settlement.act === 'replace' ? '' : codes(decisionIn(again.settlement));
  };

  test.each([
    ['KP-30', 'medicaid', '20270401', '20270402'],
    ['KP-31 from the service', 'medicare-advantage', '20260310', '20260311'],
    ['KP-32', 'commercial', '20270401', '20270402'],
    ['KP-33', 'self-funded', '20270401', '20270402'],
  ] as const)('%s, %s: last day %s, late %s', (_rule, line, last, late) => {
    expect(correction(line, last)).toBe('');
    expect(correction(line, late)).toBe('CO-29 22000');
  });

  test('KP-34 thirty months with another payer', () => {
    const spec = secondary([payerBefore({ paidCents: 5000, date: '20250320' })]);
    expect(correction('commercial', '20271001', spec)).toBe('');
    expect(correction('commercial', '20271002', spec)).toBe('CO-29 22000');
  });
});

test('an employer group may have its own months for corrections', () => {
  const profile = withParameter('KP-33', 'adjustmentMonths.CEDARMILL', '6');
  const book = new Book(memberOf('self-funded'), profile);
  const { number } = book.take({}, '20250401');
  const spec = { lines: [{ chargeCents: 160_00 }], frequency: '7', original: number };
  expect(codes(decisionIn(book.take(spec, '20251002').settlement))).toBe('CO-29 16000');
  expect(book.take(spec, '20251001').settlement.act).toBe('replace');
});

import { expect, test } from 'vitest';
import { explainDecision } from '../../src/adjudication/explain.ts';
import { Book, coverage, decide, decisionIn, plan, worldWith } from './fixtures.ts';
import { adjusted, change, decideBy, payerBefore, secondary } from './shipped.ts';

const spec = { lines: [{}, { procedure: '80053', unitsMilli: 500, chargeCents: 40_00 }] };

test('from charge to paid, every cent with its reason', () => {
  expect(explainDecision(decide(spec), { phi: false })).toMatchInlineSnapshot(`
    [
      "Claim 2509100000015, received 2025-04-01: decided",
      "Patient account *****, member ********, plan PLAN",
      "Service 2025-03-10 to 2025-03-10, payee 910000077-2000000006, fund",
      "91051/commercial",
      "",
      "Checked, in order",
      "  KP-03     passed  the patient is a member [section of KP-03]",
      "  KP-03     passed  covered on the day of service [section of KP-03]",
      "  KP-32     passed  received within 12 months of the service [section of KP-32]",
      "  KP-06     passed  no earlier claim for the same services [section of KP-06]",
      "",
      "Line 1: 99213, 1 unit, 2025-03-10                                         150.00",
      "  KP-41     priced  3.09 RVU x 40.0000 x 1 = 123.60 (locality 02, non-facility,",
      "                    table of 20240101) [section of KP-41]",
      "  KP-40     reduce  allowed 123.60 is below the charge: CO-45 [section of -26.40",
      "                    KP-40]",
      "  KP-60     shared  copay (office-visit): PR-3 [section of KP-60]         -25.00",
      "  = paid                                                                   98.60",
      "",
      "Line 2: 80053, 0.5 units, 2025-03-10                                       40.00",
      "  KP-14     deny    units are not one or more whole units: CO-16 [section -40.00",
      "                    of KP-14]",
      "  = paid                                                                    0.00",
      "  remarks: M53",
      "",
      "Charged                                                                   190.00",
      "Allowed                                                                   123.60",
      "Member's share and liability                                               25.00",
      "Paid                                                                       98.60",
    ]
  `);
});

test('never wider than asked', () => {
  const book = new Book();
  book.take(spec);
  const refused = decisionIn(book.take(spec).settlement);
  for (const decision of [decide(spec), refused, decide({ lines: [{ procedure: 'G9999' }] })])
    for (const width of [80, 100])
      for (const row of explainDecision(decision, { phi: true, width }))
        expect(row.length, row).toBeLessThanOrEqual(width);
});

test('who the patient is stands there only when asked for', () => {
  const decision = decide({ account: 'CANARY-77' });
  expect(explainDecision(decision, { phi: false }).join('\n')).not.toMatch(/CANARY|00012345/);
  expect(explainDecision(decision, { phi: true }).join('\n')).toMatch(/CANARY-77.*00012345/);
});

test('what a claim waits for', () => {
  expect(explainDecision(decide({ lines: [{ procedure: 'G9999' }] }), { phi: false }).join('\n')).toContain(
    'Waits for: KP-41: no fee on file (line 1)',
  );
});

test('what is given back has a plus', () => {
  const before = payerBefore({ paidCents: 50_00, adjustments: [adjusted('CO', '45', 40)] });
  const rows = explainDecision(decideBy(secondary([before])), { phi: false });
  expect(rows.find((row) => row.includes('given back'))).toMatch(/ \+26\.40$/);
  expect(rows.filter((row) => row.includes('--'))).toEqual([]);
});

test('two plans, and the member paid: where the money of each went', () => {
  const spans = [
    { ...coverage, from: '20200101', to: '' },
    { ...coverage, to: '', planId: 'SECOND', lineOfBusiness: 'self-funded' as const, employerGroup: 'ACME' },
  ];
  const second = { ...plan, id: 'SECOND', lineOfBusiness: 'self-funded' as const };
  const data = worldWith(spans, { plans: [plan, second] });
  const decision = decideBy({ change: change({ benefitsAssigned: 'N' }) }, data);
  const told = explainDecision(decision, { phi: false }).map((row) => row.replace(/ {2,}/g, ' '));
  expect(told.filter((row) => /^(Second|Allowed|Paid)/.test(row))).toEqual([
    'Allowed 123.60',
    'Paid 0.00',
    'Paid to the member 98.60',
    'Second plan SECOND, from fund 91051/group:ACME',
    'Allowed 123.60',
    'Paid 0.00',
    'Paid to the member 25.00',
  ]);
});

import { describe, expect, test } from 'vitest';
import type { Claim, Provider } from '../../src/claim/claim.ts';
import { Book, type ClaimSpec, codes, contract, decisionIn, type LineSpec, NPI, TAX_ID } from './fixtures.ts';
import { rvuRow } from './pricing/priced.ts';
import { change, memberOf, shipped } from './shipped.ts';

/** Invented codes in the ranges that the profile names: a major and a minor operation, an endoscopy, a visit, a film. */
const rvus = [
  rvuRow('27000', 500, 400, 100, {
    indicators: {
      globalDays: '090',
      preOperativePercent: 10,
      intraOperativePercent: 69,
      postOperativePercent: 21,
      assistant: '2',
    },
  }),
  rvuRow('11000', 100, 100, 50, { indicators: { globalDays: '010' } }),
  rvuRow('45000', 200, 150, 50, { indicators: { globalDays: '000' } }),
  rvuRow('99213', 100, 100, 50),
  rvuRow('70001', 50, 50, 10),
].map((row) => ({ ...row, to: '20251231' }));
const OTHER_GROUP = '2000000014';
const data = memberOf('commercial', {
  rvus,
  providers: [{ npi: NPI }, { npi: OTHER_GROUP }],
  contracts: [contract, { ...contract, npi: OTHER_GROUP, payeeId: `${TAX_ID}-${OTHER_GROUP}` }],
});
const DAY = '20250310';

interface Physician {
  readonly npi: string;
  readonly taxonomy?: string;
}
const SURGEON: Physician = { npi: '2000000022', taxonomy: '207X00000X' };
const PARTNER: Physician = { npi: '2000000030', taxonomy: '207X00000X' };
const INTERNIST: Physician = { npi: '2000000048', taxonomy: '207R00000X' };
const UNNAMED: Physician = { npi: '2000000055' };

function rendered({ npi, taxonomy = '' }: Physician): (claim: Claim) => Claim {
  const rendering: Provider = {
    entityType: '1',
    lastName: 'SAMPLE',
    firstName: 'A',
    middleName: '',
    suffix: '',
    idQualifier: 'XX',
    id: npi,
    references: [],
    npi,
    taxonomy,
  };
  return change({ rendering });
}

function bill(line: LineSpec, by: Physician = SURGEON): ClaimSpec {
  return { lines: [{ chargeCents: 1000_00, day: DAY, ...line }], change: rendered(by) };
}
const surgery = (line: LineSpec = {}, by = SURGEON) => bill({ procedure: '27000', ...line }, by);
const visit = (day: string, modifiers: readonly string[] = [], by = SURGEON) =>
  bill({ procedure: '99213', day, modifiers }, by);

/** `paid`, `packaged` or `waits KP-41` of each claim, in the order in which they come. */
function told(specs: readonly ClaimSpec[], book = new Book(data, shipped)): string[] {
  return specs.map((spec) => outcome(decisionIn(book.take(spec, '20250701').settlement)));
}

function outcome(decision: ReturnType<typeof decisionIn>): string {
  if (decision.status === 'pended') return `waits ${decision.pends?.map(({ rule }) => rule).join(' ')}`;
  return codes(decision).startsWith('CO-97 ') ? 'packaged' : decision.status;
}

describe('KP-41 a surgery paid on another claim takes in', () => {
  test.each<[string, ClaimSpec, ClaimSpec, string]>([
    ['a visit the day before', surgery(), visit('20250309'), 'packaged'],
    ['not one on which it was decided', surgery(), visit('20250309', ['57']), 'paid'],
    ['not two days before', surgery(), visit('20250308'), 'paid'],
    ['a visit of its day', surgery(), visit(DAY), 'packaged'],
    ['not one for something else', surgery(), visit(DAY, ['25']), 'paid'],
    ['24 says nothing of the day itself', surgery(), visit(DAY, ['24']), 'packaged'],
    ['a visit on the ninetieth day', surgery(), visit('20250608'), 'packaged'],
    ['not one for something else after it', surgery(), visit('20250608', ['24']), 'paid'],
    ['25 says nothing after the day', surgery(), visit('20250608', ['25']), 'packaged'],
    ['not the ninety-first day', surgery(), visit('20250609'), 'paid'],
    ['of a minor one: the tenth day', surgery({ procedure: '11000' }), visit('20250320'), 'packaged'],
    ['not the eleventh', surgery({ procedure: '11000' }), visit('20250321'), 'paid'],
    ['nor the day before', surgery({ procedure: '11000' }), visit('20250309'), 'paid'],
    ['of an endoscopy: its day', surgery({ procedure: '45000' }), visit(DAY), 'packaged'],
    ['nothing after it', surgery({ procedure: '45000' }), visit('20250311'), 'paid'],
    ['a film never', surgery(), bill({ procedure: '70001', day: '20250320' }), 'paid'],
    ['a further procedure', surgery(), surgery({ procedure: '45000', day: '20250320' }), 'packaged'],
    ...(['58', '78', '79'] as const).map((modifier): [string, ClaimSpec, ClaimSpec, string] => [
      `not one with ${modifier}`,
      surgery(),
      surgery({ procedure: '27000', day: '20250320', modifiers: [modifier] }),
      'paid',
    ]),
    ['not another of its day', surgery(), surgery({ procedure: '11000' }), 'paid'],
    ['54: not what comes after', surgery({ modifiers: ['54'] }), visit('20250311'), 'paid'],
    ['54: what comes before', surgery({ modifiers: ['54'] }), visit('20250309'), 'packaged'],
    ['55: what comes after', surgery({ modifiers: ['55'] }), visit('20250311'), 'packaged'],
    ['55: not what comes before', surgery({ modifiers: ['55'] }), visit('20250309'), 'paid'],
    ['an assistant has no package', surgery({ modifiers: ['80'] }), visit('20250311'), 'paid'],
    ['a partner of the same specialty', surgery(), visit('20250311', [], PARTNER), 'packaged'],
    ['not another specialty', surgery(), visit('20250311', [], INTERNIST), 'paid'],
    ['a colleague whose specialty nobody says', surgery(), visit('20250311', [], UNNAMED), 'packaged'],
    [
      'the same person under another specialty',
      surgery(),
      visit('20250311', [], { ...SURGEON, taxonomy: '208600000X' }),
      'packaged',
    ],
  ])('%s', (_name, first, second, expected) => {
    expect(told([first, second])).toEqual(['paid', expected]);
  });
});

describe('the surgery comes last', () => {
  test.each<[string, ClaimSpec, ClaimSpec, string]>([
    ['a visit that was paid is for a person', visit('20250309'), surgery(), 'waits KP-41'],
    ['so is one after the day', visit('20250401'), surgery(), 'waits KP-41'],
    ['so is a further procedure', surgery({ procedure: '45000', day: '20250401' }), surgery(), 'waits KP-41'],
    ['not a visit that was for something else', visit('20250401', ['24']), surgery(), 'paid'],
    ['not a visit beyond the period', visit('20250609'), surgery(), 'paid'],
    ['not a visit of another specialty', visit('20250401', [], INTERNIST), surgery(), 'paid'],
    ['not a visit of another group', { ...visit('20250401'), npi: OTHER_GROUP }, surgery(), 'paid'],
    [
      'not a visit that was refused',
      bill({ procedure: '99213', day: '20250401', unitsMilli: 500 }),
      surgery(),
      'paid',
    ],
  ])('%s', (_name, first, second, expected) => {
    expect(told([first, second])[1]).toBe(expected);
  });

  test('where the payer only flags it, it is paid and the trace says what to take back', () => {
    const rules = shipped.rules.map((rule) => ({
      ...rule,
      dispositions: rule.dispositions.map((each) =>
        each.clause === 'global-paid' ? { ...each, outcome: 'flag' as const } : each,
      ),
    }));
    const book = new Book(data, { ...shipped, rules });
    const { number } = book.take(visit('20250401'));
    const decision = decisionIn(book.take(surgery()).settlement);
    expect(decision.status).toBe('paid');
    expect(decision.trace.find(({ outcome }) => outcome === 'flag')?.text).toContain(
      `line 1 of claim ${number}`,
    );
  });
});

describe('only a surgery that stands and was paid has a package', () => {
  const after = (surgeries: (book: Book) => void): string => {
    const book = new Book(data, shipped);
    surgeries(book);
    return told([visit('20250401')], book)[0]!;
  };

  test.each<[string, (book: Book) => void, string]>([
    ['paid', (book) => book.take(surgery()), 'packaged'],
    [
      'voided',
      (book) => {
        const { number } = book.take(surgery());
        book.take({ ...surgery(), frequency: '8', original: number });
      },
      'paid',
    ],
    [
      'corrected to another day',
      (book) => {
        const { number } = book.take(surgery());
        book.take({ ...surgery({ day: '20241201' }), frequency: '7', original: number });
      },
      'paid',
    ],
    ['refused', (book) => book.take(surgery({ unitsMilli: 500 })), 'paid'],
    ['waiting', (book) => book.take(surgery({ modifiers: ['22'] })), 'paid'],
    ['of another group', (book) => book.take({ ...surgery(), npi: OTHER_GROUP }), 'paid'],
    ['an encounter', (book) => book.take({ ...surgery(), isEncounter: true }), 'paid'],
  ])('%s', (_name, surgeries, expected) => {
    expect(after(surgeries)).toBe(expected);
  });
});

describe('corrections', () => {
  test('of a surgery do not package their own original, nor ask about what was asked', () => {
    const book = new Book(data, shipped);
    const { number } = book.take(surgery());
    const corrected = { ...surgery({ chargeCents: 1200_00 }), frequency: '7', original: number };
    expect(told([corrected], book)).toEqual(['paid']);
  });

  test('a visit corrected to another day is judged by that day', () => {
    const book = new Book(data, shipped);
    book.take(surgery());
    const { number } = book.take(visit('20250609'));
    expect(told([{ ...visit('20250401'), frequency: '7', original: number }], book)).toEqual(['packaged']);
  });

  test('a correction that adds a surgery over paid visits waits, and leaves its original as it was', () => {
    const book = new Book(data, shipped);
    const { number } = book.take(surgery({ procedure: '70001' }));
    book.take(visit('20250401'));
    expect(told([{ ...surgery(), frequency: '7', original: number }], book)).toEqual(['waits KP-41']);
    expect(book.state(number)).toBe('decided');
  });
});

test('the whole charge goes to one reason, and the steps of the line add up to it', () => {
  const book = new Book(data, shipped);
  book.take(surgery());
  const spec = visit('20250401');
  const decision = decisionIn(
    book.take({ ...spec, lines: [...spec.lines!, { procedure: '70001', chargeCents: 90_00 }] }).settlement,
  );
  expect(codes(decision)).toBe('CO-97 100000');
  const taken = decision.trace
    .filter(({ line }) => line === 1)
    .reduce((sum, step) => sum + step.reducesCents, 0);
  expect(taken).toBe(1000_00);
  expect(decision.lines.map(({ allowedCents }) => allowedCents > 0)).toEqual([false, true]);
});

test('on one claim a procedure that an earlier one takes in packages nothing itself', () => {
  const lines = ['20250310', '20250320', '20250705'].map((day, index) => ({
    procedure: index === 2 ? '99213' : '27000',
    day,
    chargeCents: 1000_00,
  }));
  const decision = decisionIn(new Book(data, shipped).take({ lines, change: rendered(SURGEON) }).settlement);
  // The visit is beyond the first surgery's ninety days, and within those of the second, which is part of the first.
  expect([1, 2, 3].map((ordinal) => codes(decision, ordinal).startsWith('CO-97'))).toEqual([
    false,
    true,
    false,
  ]);
});

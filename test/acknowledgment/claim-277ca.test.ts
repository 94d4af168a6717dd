import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAnswerGroup } from '../../src/acknowledgment/answer-envelope.ts';
import { NO_TOTALS } from '../../src/acknowledgment/answer-totals.ts';
import { Claim277Writer, IMPLEMENTATION_277CA } from '../../src/acknowledgment/claim-277ca.ts';
import { ACCEPTED_FOR_PROCESSING, type ClaimAnswer } from '../../src/acknowledgment/claim-answer.ts';
import { answer277, JANE, JOHN, PROVIDER, SET, totalsOf } from './batch.ts';
import { ENVELOPE } from './envelope.ts';
import { cut, reread, setOf } from './reread.ts';

/** The segments of one claim, HL to the next HL or SE. */
function claimSegments(claim: ClaimAnswer): string[] {
  const segments = setOf(answer277([SET, [{ provider: PROVIDER, claims: [claim] }]]));
  return segments.slice(
    segments.findIndex((segment) => segment.endsWith('*PT')),
    -1,
  );
}

describe('the stories', () => {
  test('one claim accepted, one refused', () => {
    const bytes = answer277([SET, [{ provider: PROVIDER, claims: [JANE, JOHN] }]]);
    expect(bytes.toString('latin1')).toBe(
      [
        'ISA*00*          *00*          *30*911234567      *ZZ*SENDER         *260115*0930*^*00501*000000045*0*P*:~',
        'GS*HN*91051*SENDERAPP*20260115*0930*7*X*005010X214~',
        'ST*277*0001*005010X214~',
        'BHT*0085*08*CA0001*20260115*0930*TH~',
        'HL*1**20*1~',
        'NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*91051~',
        'TRN*1*RCPT20260115001~',
        'DTP*050*D8*20260115~',
        'DTP*009*D8*20260115~',
        'HL*2*1*21*1~',
        'NM1*41*2*SAMPLE BILLING*****46*SENDER~',
        'TRN*2*BATCH001~',
        'STC*A1:19:PR*20260115*WQ*325~',
        'QTY*90*1~',
        'QTY*AA*1~',
        'AMT*YU*250~',
        'AMT*YY*75~',
        'HL*3*2*19*1~',
        'NM1*85*2*SAMPLE CLINIC*****XX*1234567893~',
        'TRN*1*0~',
        'STC*A1:19:PR**WQ*325~',
        'QTY*QA*1~',
        'QTY*QC*1~',
        'AMT*YU*250~',
        'AMT*YY*75~',
        'HL*4*3*PT~',
        'NM1*QC*1*DOE*JANE****MI*00012345~',
        'TRN*2*PCN001~',
        'STC*A2:20:PR*20260115*WQ*250~',
        'REF*1K*26015000001~',
        'DTP*472*D8*20260105~',
        'HL*5*3*PT~',
        'NM1*QC*1*ROE*JOHN****MI*00054321~',
        'TRN*2*PCN002~',
        'STC*A7:33:IL*20260115*U*75~',
        'DTP*472*D8*20260106~',
        'SE*35*0001~',
        'GE*1*7~',
        'IEA*1*000000045~',
      ].join(''),
    );
    expect(reread(bytes)).toEqual(cut(bytes));
  });

  test('a set refused for its submitter ends at the receiver level', () => {
    const refused = { ...SET, refusal: ['A3:746'] };
    const bytes = answer277([refused, [], { ...NO_TOTALS, rejectedCount: 3, rejectedCents: 80000 }]);
    expect(setOf(bytes).slice(7)).toEqual([
      'HL*2*1*21*0',
      'NM1*41*2*SAMPLE BILLING*****46*SENDER',
      'TRN*2*BATCH001',
      'STC*A3:746*20260115*U*800',
      'QTY*AA*3',
      'AMT*YY*800',
      'SE*14*0001',
    ]);
    expect(reread(bytes)).toEqual(cut(bytes));
  });

  test('a set and a provider without a claim have no level below them', () => {
    const levels = (bytes: Buffer) => setOf(bytes).filter((segment) => /^(HL|STC|QTY)/.test(segment));
    expect(levels(answer277([SET, []]))).toEqual(['HL*1**20*1', 'HL*2*1*21*0', 'STC*A1:19:PR*20260115*WQ*0']);
    const empty = answer277([SET, [{ provider: PROVIDER, claims: [] }]]);
    expect(levels(empty).slice(-2)).toEqual(['HL*3*2*19*0', 'STC*A1:19:PR**WQ*0']);
  });

  test('two sets, two providers: each set counts its own levels', () => {
    const other = {
      ...PROVIDER,
      entityType: '1',
      lastName: 'KING',
      firstName: 'EVE',
      idQualifier: '',
      id: '',
    };
    const refusedProvider = { ...other, refusal: ['A3:496:85', 'A7:562:85'] };
    const bytes = answer277(
      [SET, [{ provider: PROVIDER, claims: [JANE] }]],
      [
        SET,
        [
          { provider: PROVIDER, claims: [JANE, JANE] },
          { provider: refusedProvider, claims: [{ ...JOHN, statuses: ['A3:496:85'] }] },
        ],
      ],
    );
    expect(setOf(bytes, 2).filter((segment) => /^(HL|QTY|AMT|NM1\*85|STC\*A[137])/.test(segment))).toEqual([
      'HL*1**20*1',
      'HL*2*1*21*1',
      'STC*A1:19:PR*20260115*WQ*575',
      'QTY*90*2',
      'QTY*AA*1',
      'AMT*YU*500',
      'AMT*YY*75',
      'HL*3*2*19*1',
      'NM1*85*2*SAMPLE CLINIC*****XX*1234567893',
      'STC*A1:19:PR**WQ*500',
      'QTY*QA*2',
      'AMT*YU*500',
      'HL*4*3*PT',
      'HL*5*3*PT',
      'HL*6*2*19*1',
      'NM1*85*1*KING*EVE****FI*990000001',
      // STC10 of this level has no code for a provider: the second status is a segment of its own.
      'STC*A3:496:85**U*75',
      'STC*A7:562:85**U*75',
      'QTY*QC*1',
      'AMT*YY*75',
      'HL*7*6*PT',
      'STC*A3:496:85*20260115*U*75',
    ]);
    expect(setOf(bytes, 2).at(-1)).toMatch(/^SE\*\d+\*0002$/);
    expect(reread(bytes)).toEqual(cut(bytes));
  });
});

const NO_PERIOD = { from: '', to: '' };
const HEAD = ['HL*4*3*PT', 'NM1*QC*1*ROE*JOHN****MI*00054321', 'TRN*2*PCN002'];
const DATED = 'DTP*472*D8*20260106';
const LINE = {
  procedureQualifier: 'HC',
  procedure: '99213',
  modifiers: ['25', '59'],
  revenueCode: '',
  controlNumber: 'LINE1',
  lineNumber: '1',
  chargeCents: 7500,
  unitsMilli: 1500,
  serviceDate: { from: '20260106', to: '20260107' },
  statuses: ['A7:507'],
};

test.each<[string, Partial<ClaimAnswer>, readonly string[]]>([
  [
    'a syntax fault and its exact statuses',
    { statuses: ['A3:684', 'A7:178', 'A7:562:82'] },
    [...HEAD, 'STC*A3:684*20260115*U*75******A7:178*A7:562:82', DATED],
  ],
  [
    'an institutional claim with its statement period',
    { typeOfBill: '117', clearinghouseNumber: 'D9-1', period: { from: '20260101', to: '20260106' } },
    [...HEAD, 'STC*A7:33:IL*20260115*U*75', 'REF*D9*D9-1', 'REF*BLT*117', 'DTP*472*RD8*20260101-20260106'],
  ],
  [
    'no charge and no date that can be read',
    { chargeCents: undefined, period: { from: '20260230', to: '20260230' } },
    [...HEAD, 'STC*A7:33:IL*20260115*U*0', 'DTP*472*D8*20260115'],
  ],
  [
    'no name, no id, no number',
    {
      patient: { lastName: '', firstName: '', middleName: '', suffix: '', idQualifier: '', id: '' },
      patientControlNumber: '',
    },
    ['HL*4*3*PT', 'NM1*QC*1*UNKNOWN*****MI*UNKNOWN', 'TRN*2*0', 'STC*A7:33:IL*20260115*U*75', DATED],
  ],
  [
    'delimiters in a name',
    { patient: { ...JOHN.patient, lastName: 'R*E:X~' } },
    ['HL*4*3*PT', 'NM1*QC*1*R E X*JOHN****MI*00054321', 'TRN*2*PCN002', 'STC*A7:33:IL*20260115*U*75', DATED],
  ],
  [
    'the line that caused it',
    { lines: [LINE] },
    [
      ...HEAD,
      'STC*A7:33:IL*20260115*U*75',
      DATED,
      'SVC*HC:99213:25:59*75*****1.5',
      'STC*A7:507**U',
      'REF*FJ*LINE1',
      'DTP*472*RD8*20260106-20260107',
    ],
  ],
  [
    'a line with a revenue code and no procedure, no number, no date',
    {
      lines: [
        {
          ...LINE,
          procedure: '',
          revenueCode: '0300',
          controlNumber: '',
          unitsMilli: undefined,
          serviceDate: undefined,
          statuses: ['A3:684', 'A7:455'],
        },
      ],
    },
    [
      ...HEAD,
      'STC*A7:33:IL*20260115*U*75',
      DATED,
      'SVC*NU:0300*75',
      'STC*A3:684**U*******A7:455',
      'REF*FJ*1',
    ],
  ],
  [
    'a line with both codes',
    { lines: [{ ...LINE, revenueCode: '0300', modifiers: [], serviceDate: NO_PERIOD }] },
    [
      ...HEAD,
      'STC*A7:33:IL*20260115*U*75',
      DATED,
      'SVC*HC:99213*75**0300***1.5',
      'STC*A7:507**U',
      'REF*FJ*LINE1',
    ],
  ],
])('a refused claim — %s', (_name, more, expected) => {
  expect(claimSegments({ ...JOHN, ...more })).toEqual(expected);
});

describe('what the caller promised', () => {
  const once = { provider: PROVIDER, claims: [JANE, JOHN] };

  test('totals of the set that its claims do not come to', () => {
    const totals = { ...totalsOf(once.claims), acceptedCents: 25001 };
    expect(() => answer277([SET, [once], totals])).toThrow();
  });

  test('totals of a provider that its claims do not come to', () => {
    const envelope = openAnswerGroup(ENVELOPE, 'HN', IMPLEMENTATION_277CA);
    const writer = new Claim277Writer(envelope, ENVELOPE);
    writer.begin(SET, totalsOf([JANE, JOHN]));
    writer.provider(PROVIDER, totalsOf([JANE, JOHN]));
    writer.claim(JANE);
    expect(() => writer.provider(PROVIDER, totalsOf([JOHN]))).toThrow();
  });

  test.each<[string, ClaimAnswer]>([
    ['a refusing status on an accepted claim', { ...JANE, statuses: ['A7:33:IL'] }],
    ['an accepting status on a refused claim', { ...JOHN, statuses: [ACCEPTED_FOR_PROCESSING] }],
    ['a category of the finalized', { ...JOHN, statuses: ['F2:33'] }],
    ['no status', { ...JOHN, statuses: [] }],
    ['four statuses', { ...JOHN, statuses: ['A7:1', 'A7:2', 'A7:3', 'A7:4'] }],
    ['an accepted claim without our number', { ...JANE, claimNumber: '' }],
  ])('%s', (_name, claim) => {
    expect(() => answer277([SET, [{ provider: PROVIDER, claims: [claim] }]])).toThrow();
  });

  test('a refused set has no providers', () => {
    expect(() => answer277([{ ...SET, refusal: ['A3:24:41'] }, [once], NO_TOTALS])).toThrow();
  });
});

test('any batch reads back with its levels, counts and charges', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 70 })
    .map((value) => Buffer.from(value).toString('latin1'));
  const patient = fc.record({
    lastName: text,
    firstName: text,
    middleName: text,
    suffix: text,
    idQualifier: fc.constantFrom('MI', 'II', ''),
    id: text,
  });
  const period = fc.record({
    from: fc.constantFrom('20260105', '', 'x'),
    to: fc.constantFrom('20260106', '20260101'),
  });
  const line = fc.record({
    procedureQualifier: fc.constantFrom('HC', 'ER', 'QQ', ''),
    procedure: text,
    modifiers: fc.array(text, { maxLength: 6 }),
    revenueCode: text,
    controlNumber: text,
    lineNumber: text,
    chargeCents: fc.option(fc.integer({ min: 0, max: 999_999 }), { nil: undefined }),
    unitsMilli: fc.option(fc.integer({ min: 0, max: 99_999 }), { nil: undefined }),
    serviceDate: period,
    statuses: fc.constant(['A7:507']),
  });
  const claim = fc
    .record({
      patient,
      patientControlNumber: text,
      chargeCents: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: undefined }),
      status: fc.constantFrom<ClaimAnswer['status']>('accepted', 'rejected'),
      claimNumber: fc.constant('2601500000017'),
      clearinghouseNumber: text,
      typeOfBill: text,
      period,
      lines: fc.array(line, { maxLength: 2 }),
    })
    .map((parts) => ({
      ...parts,
      statuses: [parts.status === 'accepted' ? ACCEPTED_FOR_PROCESSING : 'A7:33:IL'],
    }));
  const batch = fc.record({
    provider: fc
      .record({ lastName: text, id: text, taxId: text })
      .map((parts) => ({ ...PROVIDER, ...parts })),
    claims: fc.array(claim, { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 3 }), text, (batches, batchReference) => {
      const bytes = answer277([{ ...SET, batchReference }, batches]);
      const segments = setOf(bytes);
      expect(reread(bytes)).toEqual(cut(bytes));
      expect(segments.at(-1)).toBe(`SE*${segments.length}*0001`);

      const levels = segments
        .filter((segment) => segment.startsWith('HL'))
        .map((segment) => segment.split('*'));
      let provider = '';
      levels.forEach(([, id, parent, level], index) => {
        expect(id).toBe(String(index + 1));
        if (level === '19') provider = id ?? '';
        if (index > 0) expect(parent).toBe(level === 'PT' ? provider : level === '19' ? '2' : '1');
      });
      const claims = batches.flatMap((one) => one.claims);
      expect(levels).toHaveLength(2 + batches.length + claims.length);

      const totals = totalsOf(claims);
      const sumOf = (prefix: string) =>
        segments
          .filter((segment) => segment.startsWith(prefix))
          .reduce((sum, segment) => sum + Math.round(Number(segment.split('*')[2]) * 100), 0);
      expect(sumOf('QTY*90')).toBe(totals.acceptedCount * 100);
      expect(sumOf('QTY*QA')).toBe(totals.acceptedCount * 100);
      expect(sumOf('QTY*AA')).toBe(totals.rejectedCount * 100);
      expect(sumOf('QTY*QC')).toBe(totals.rejectedCount * 100);
      expect(sumOf('AMT*YU')).toBe(2 * totals.acceptedCents);
      expect(sumOf('AMT*YY')).toBe(2 * totals.rejectedCents);
    }),
    { numRuns: 150 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { write999 } from '../../src/acknowledgment/functional-999.ts';
import type { GroupAnswer, SetAnswer } from '../../src/acknowledgment/group-answer.ts';
import { ENVELOPE } from './envelope.ts';
import { finding } from './finding.ts';
import { cut, reread, setOf } from './reread.ts';

const ACCEPTED: SetAnswer = {
  setId: '837',
  controlNumber: '0001',
  implementation: '005010X222A1',
  fate: 'accepted',
  ik502: [],
  findings: [],
};

function group(sets: readonly SetAnswer[], more: Partial<GroupAnswer> = {}): GroupAnswer {
  return {
    functionalId: 'HC',
    controlNumber: '1',
    version: '005010X222A1',
    declaredSetCount: sets.length,
    receivedSetCount: sets.length,
    rejected: false,
    ak905: [],
    sets,
    ...more,
  };
}

const LETTER_IN_AMOUNT = finding(
  { ik304: '8', ik403: '6', dataElement: '782' },
  { segmentOrdinal: 22, segmentId: 'CLM', elementOrdinal: 2 },
);

describe('the stories', () => {
  test('two sets, the second with a letter in CLM02', () => {
    const second: SetAnswer = {
      ...ACCEPTED,
      controlNumber: '0002',
      fate: 'rejected',
      findings: [LETTER_IN_AMOUNT],
    };
    const answer = write999(ENVELOPE, [group([ACCEPTED, second])], {
      patientControlNumber: () => 'PCN777',
      badData: () => '25O.00',
    });
    expect(answer.toString('latin1')).toBe(
      [
        'ISA*00*          *00*          *30*911234567      *ZZ*SENDER         *260115*0930*^*00501*000000045*0*P*:~',
        'GS*FA*91051*SENDERAPP*20260115*0930*7*X*005010X231A1~',
        'ST*999*0001*005010X231A1~',
        'AK1*HC*1*005010X222A1~',
        'AK2*837*0001*005010X222A1~',
        'IK5*A~',
        'AK2*837*0002*005010X222A1~',
        'IK3*CLM*22**8~',
        'CTX*CLM01:PCN777~',
        'IK4*2*782*6*25O.00~',
        'IK5*R*5~',
        'AK9*P*2*2*1~',
        'SE*11*0001~',
        'GE*1*7~',
        'IEA*1*000000045~',
      ].join(''),
    );
    expect(reread(answer)).toEqual(cut(answer));
  });

  test('a line feed after each segment for a partner that wants it', () => {
    const partner = { ...ENVELOPE.partner, newlineAfterSegment: true };
    const answer = write999({ ...ENVELOPE, partner }, [group([ACCEPTED])]);
    expect(answer.toString('latin1').split('~\n')).toHaveLength(cut(answer).length + 1);
    expect(reread(answer)).toEqual(cut(answer));
  });

  test('several groups, one set of the answer for each', () => {
    const answer = write999(ENVELOPE, [
      group([ACCEPTED]),
      group([{ ...ACCEPTED, implementation: '' }], {
        functionalId: 'HR',
        controlNumber: '2',
        version: '005010X212',
      }),
    ]);
    expect(setOf(answer, 1)).toEqual([
      'ST*999*0001*005010X231A1',
      'AK1*HC*1*005010X222A1',
      'AK2*837*0001*005010X222A1',
      'IK5*A',
      'AK9*A*1*1*1',
      'SE*6*0001',
    ]);
    expect(setOf(answer, 2)).toEqual([
      'ST*999*0002*005010X231A1',
      'AK1*HR*2*005010X212',
      'AK2*837*0001',
      'IK5*A',
      'AK9*A*1*1*1',
      'SE*6*0002',
    ]);
    expect(cut(answer).slice(-2)).toEqual(['GE*2*7', 'IEA*1*000000045']);
    expect(reread(answer)).toEqual(cut(answer));
  });

  test('a group refused before its sets were looked at', () => {
    const refused = group([], { rejected: true, receivedSetCount: 3, declaredSetCount: 3, ak905: ['2'] });
    expect(setOf(write999(ENVELOPE, [refused])).slice(1, -1)).toEqual([
      'AK1*HC*1*005010X222A1',
      'AK9*R*3*3*0*2',
    ]);
  });

  test('a refused group names only the sets that have faults of their own, and accepts none', () => {
    const counted: SetAnswer = { ...ACCEPTED, controlNumber: '0002', ik502: ['4'] };
    const refused = group([ACCEPTED, counted], { rejected: true, ak905: ['4'] });
    expect(setOf(write999(ENVELOPE, [refused])).slice(2, -1)).toEqual([
      'AK2*837*0002*005010X222A1',
      'IK5*R*4',
      'AK9*R*2*2*0*4',
    ]);
  });

  test('a set without a number is counted and told in AK905 (RFI 1339)', () => {
    const nameless: SetAnswer = { ...ACCEPTED, controlNumber: '', fate: 'rejected', ik502: ['7'] };
    expect(setOf(write999(ENVELOPE, [group([ACCEPTED, nameless])])).slice(2, -1)).toEqual([
      'AK2*837*0001*005010X222A1',
      'IK5*A',
      'AK9*P*2*2*1*5',
    ]);
  });
});

const guideFault = finding(
  { ik304: 'I6' },
  { segmentOrdinal: 9, segmentId: 'DTP', loopPath: '2000A/2000B/2300' },
);
const countFault = finding({ ik502: '4' });

test.each<[string, Partial<SetAnswer>, string]>([
  ['nothing found', {}, 'IK5*A'],
  ['only silent findings', { findings: [finding({ ik304: '2' }, { segmentOrdinal: 3 }, 'ignore')] }, 'IK5*A'],
  ['a guide fault, accepted', { fate: 'accepted with errors', findings: [guideFault] }, 'IK5*E*I5'],
  ['a fault of X12, accepted', { fate: 'accepted with errors', findings: [LETTER_IN_AMOUNT] }, 'IK5*E*5'],
  ['both', { fate: 'rejected', findings: [guideFault, LETTER_IN_AMOUNT] }, 'IK5*R*5'],
  ['something listed is never plainly accepted', { findings: [guideFault] }, 'IK5*E*I5'],
  [
    'a count, given by the set and by the finding',
    { fate: 'rejected', ik502: ['4'], findings: [countFault] },
    'IK5*R*4',
  ],
  ['a count and a segment', { fate: 'rejected', findings: [countFault, guideFault] }, 'IK5*R*4*I5'],
  ['refused for a reason not known here', { fate: 'rejected' }, 'IK5*R*5'],
  ['five codes at most', { fate: 'rejected', ik502: ['1', '2', '3', '4', '7', '19'] }, 'IK5*R*1*2*3*4*7'],
])('IK5 — %s', (_name, set, trailer) => {
  expect(setOf(write999(ENVELOPE, [group([{ ...ACCEPTED, ...set }])])).at(-3)).toBe(trailer);
});

const E: SetAnswer = { ...ACCEPTED, fate: 'accepted with errors', findings: [guideFault] };
const R: SetAnswer = { ...ACCEPTED, fate: 'rejected', ik502: ['3'] };

test.each<[string, readonly SetAnswer[], Partial<GroupAnswer>, string]>([
  ['all accepted', [ACCEPTED, ACCEPTED], {}, 'AK9*A*2*2*2'],
  ['one with errors', [ACCEPTED, E], {}, 'AK9*E*2*2*2'],
  ['one refused', [E, R], {}, 'AK9*P*2*2*1'],
  ['all refused', [R, R], {}, 'AK9*R*2*2*0'],
  ['a count in GE01 that is let pass', [ACCEPTED], { declaredSetCount: 4, ak905: ['5'] }, 'AK9*E*4*1*1*5'],
  ['no set at all', [], {}, 'AK9*A*0*0*0'],
])('AK9 — %s', (_name, sets, more, trailer) => {
  expect(setOf(write999(ENVELOPE, [group(sets, more)])).at(-2)).toBe(trailer);
});

test('AK902 is what was received when there is no GE', () => {
  const { declaredSetCount: _, ...withoutTrailer } = group([R], { ak905: ['3'] });
  expect(setOf(write999(ENVELOPE, [withoutTrailer])).at(-2)).toBe('AK9*R*1*1*0*3');
});

const place = {
  segmentOrdinal: 30,
  segmentId: 'SV1',
  loopPath: '2300/2400',
  elementOrdinal: 1,
  componentOrdinal: 3,
};

test.each<[string, Parameters<typeof finding>, string | undefined, readonly string[]]>([
  ['loop, component and data', [{ ik403: '7' }, place], 'QQ', ['IK3*SV1*30*2400*8', 'IK4*1:3**7*QQ']],
  [
    'repetition',
    [{ ik403: '7' }, { ...place, componentOrdinal: 0, repetitionOrdinal: 2 }],
    '',
    ['IK3*SV1*30*2400*8', 'IK4*1::2**7'],
  ],
  [
    'a composite as a whole, which has no number',
    [{ ik403: '5', dataElement: 'C004' }, place],
    'QQ',
    ['IK3*SV1*30*2400*8', 'IK4*1:3**5*QQ'],
  ],
  ['a delimiter in the data', [{ ik403: '6' }, place], 'A*B', ['IK3*SV1*30*2400*8', 'IK4*1:3**6']],
  ['a control character in the data', [{ ik403: '6' }, place], 'A\tB', ['IK3*SV1*30*2400*8', 'IK4*1:3**6']],
  ['more than 99 characters', [{ ik403: '5' }, place], 'A'.repeat(100), ['IK3*SV1*30*2400*8', 'IK4*1:3**5']],
  [
    '99 characters',
    [{ ik403: '5' }, place],
    'A'.repeat(99),
    ['IK3*SV1*30*2400*8', `IK4*1:3**5*${'A'.repeat(99)}`],
  ],
  [
    'a segment id that is none',
    [{ ik304: '1' }, { segmentOrdinal: 3, segmentId: 'x*' }],
    undefined,
    ['IK3*ZZZ*3**1'],
  ],
  [
    'a segment id that is too long',
    [{ ik304: '1' }, { segmentOrdinal: 3, segmentId: 'CLMX' }],
    undefined,
    ['IK3*CLM*3**1'],
  ],
])('IK3 and IK4 — %s', (_name, parts, badData, expected) => {
  const set: SetAnswer = { ...ACCEPTED, fate: 'accepted with errors', findings: [finding(...parts)] };
  const answer = write999(ENVELOPE, [group([set])], { badData: () => badData });
  expect(setOf(answer).slice(3, -3)).toEqual(expected);
  expect(reread(answer)).toEqual(cut(answer));
});

test.each([
  ['PCN 1/2', ['CTX*CLM01:PCN 1/2']],
  ['A:B', []],
  ['', []],
  ['N'.repeat(36), []],
])('CTX — CLM01 "%s"', (claim, expected) => {
  const set: SetAnswer = { ...ACCEPTED, fate: 'accepted with errors', findings: [guideFault] };
  const answer = write999(ENVELOPE, [group([set])], { patientControlNumber: () => claim });
  expect(setOf(answer).filter((segment) => segment.startsWith('CTX'))).toEqual(expected);
});

test('any text from the sender leaves a file that reads back', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((value) => Buffer.from(value).toString('latin1'));
  const findings = fc
    .record({
      ordinal: fc.integer({ min: 1, max: 40 }),
      element: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      segmentId: text,
      code: fc.constantFrom('1', '8', 'I6', 'I9'),
      severity: fc.constantFrom('reject', 'report', 'ignore'),
    })
    .map(({ ordinal, element, segmentId, code, severity }) =>
      finding(
        element === undefined ? { ik304: code } : { ik403: code },
        { segmentOrdinal: ordinal, segmentId, ...(element === undefined ? {} : { elementOrdinal: element }) },
        severity,
      ),
    );
  const set = fc.record({
    setId: text,
    controlNumber: text,
    implementation: text,
    fate: fc.constantFrom('accepted', 'accepted with errors', 'rejected'),
    ik502: fc.array(fc.constantFrom('2', '3', '4'), { maxLength: 3 }),
    findings: fc.array(findings, { maxLength: 6 }),
  });
  const answered = fc
    .record({ functionalId: text, controlNumber: text, version: text, rejected: fc.boolean() })
    .chain((head) => fc.array(set, { maxLength: 4 }).map((sets) => group(sets as SetAnswer[], head)));
  fc.assert(
    fc.property(fc.array(answered, { minLength: 1, maxLength: 3 }), text, (groups, value) => {
      const answer = write999(ENVELOPE, groups, { patientControlNumber: () => value, badData: () => value });
      expect(reread(answer)).toEqual(cut(answer));
      groups.forEach((_, index) => {
        const segments = setOf(answer, index + 1);
        const results = segments.filter((segment) => segment.startsWith('IK5'));
        const accepted = results.filter((segment) => !segment.startsWith('IK5*R')).length;
        expect(segments.at(-1)).toBe(`SE*${segments.length}*${String(index + 1).padStart(4, '0')}`);
        expect(Number(segments.at(-2)?.split('*')[4])).toBe(accepted);
      });
    }),
    { numRuns: 200 },
  );
});

import { expect, test } from 'vitest';
import {
  ELEMENT_ERRORS_PER_SEGMENT,
  SEGMENT_ERRORS_PER_SET,
  segmentErrors,
} from '../../src/acknowledgment/segment-error.ts';
import { finding } from './finding.ts';

const at = (segmentOrdinal: number, elementOrdinal?: number) => ({
  segmentOrdinal,
  segmentId: 'CLM',
  ...(elementOrdinal === undefined ? {} : { elementOrdinal }),
});

/** `position segment code [element:code …]` for each IK3. */
function outline(findings: Parameters<typeof segmentErrors>[0]): string[] {
  return segmentErrors(findings).listed.map(({ segmentOrdinal, segmentId, code, elements }) =>
    [
      segmentOrdinal,
      segmentId,
      code,
      ...elements.map((element) => `${element.elementOrdinal}.${element.componentOrdinal}:${element.code}`),
    ].join(' '),
  );
}

test('faults of several elements stand under one segment, in the order of the elements', () => {
  const findings = [
    finding({ ik403: '1' }, at(22, 5)),
    finding({ ik403: '6' }, at(22, 2)),
    finding({ ik403: 'I12' }, { ...at(22, 5), componentOrdinal: 3 }),
  ];
  expect(outline(findings)).toEqual(['22 CLM 8 2.0:6 5.0:1 5.3:I12']);
});

test('segments come in order of position, whatever the order of the findings', () => {
  const findings = [
    finding({ ik304: '2' }, at(40)),
    finding({ ik304: '1' }, at(9)),
    finding({ ik403: '1' }, at(22, 1)),
  ];
  expect(outline(findings)).toEqual(['9 CLM 1', '22 CLM 8 1.0:1', '40 CLM 2']);
});

test('two kinds of fault at one position are two IK3, the same fault twice is one', () => {
  const findings = [
    finding({ ik304: 'I9' }, at(22)),
    finding({ ik403: '1' }, at(22, 1)),
    finding({ ik304: 'I9' }, at(22)),
    finding({ ik403: '1' }, at(22, 1)),
  ];
  expect(outline(findings)).toEqual(['22 CLM I9', '22 CLM 8 1.0:1']);
});

test('an element fault that points at no element leaves the segment alone in the list', () => {
  expect(outline([finding({ ik403: '3' }, at(22))])).toEqual(['22 CLM 8']);
});

test.each([
  ['silent', finding({ ik304: '2' }, at(22), 'ignore')],
  ['without a position', finding({ ik304: '2' })],
  ['of the claim, not of a segment', finding({ stc: 'A7:33:IL' }, at(22))],
  ['of the set', finding({ ik502: '4' }, at(22))],
])('not listed: a finding that is %s', (_name, unlisted) => {
  expect(segmentErrors([unlisted])).toEqual({ listed: [], count: 0, breaksStandard: false });
});

test.each([
  [[{ ik304: '3' }], true],
  [[{ ik304: 'I6' }], false],
  [[{ ik403: '6' }], true],
  [[{ ik403: 'I10' }], false],
  [[{ ik304: '8', ik403: 'I10' }], false],
  [[{ ik304: 'I6' }, { ik403: '1' }], true],
])('%j breaks the standard: %s', (codes, breaksStandard) => {
  const findings = codes.map((acknowledgment) => finding(acknowledgment, at(22, 1)));
  expect(segmentErrors(findings).breaksStandard).toBe(breaksStandard);
});

test.each([
  ['2000A/2000B/2300', '2300'],
  ['2000A/2010AA', '2010'],
  ['', ''],
  ['heading', ''],
])('loop path "%s" is loop "%s"', (loopPath, loop) => {
  expect(segmentErrors([finding({ ik304: '2' }, { ...at(8), loopPath })]).listed[0]?.loop).toBe(loop);
});

test('the list ends at its limits, the count does not', () => {
  const segments = Array.from({ length: SEGMENT_ERRORS_PER_SET + 5 }, (_, index) =>
    finding({ ik304: 'I6' }, at(index + 2)),
  );
  const last = finding({ ik304: '1' }, at(SEGMENT_ERRORS_PER_SET + 100));
  const errors = segmentErrors([...segments, last]);
  expect(errors.listed).toHaveLength(SEGMENT_ERRORS_PER_SET);
  expect(errors.count).toBe(SEGMENT_ERRORS_PER_SET + 6);
  expect(errors.breaksStandard).toBe(true);

  const elements = Array.from({ length: ELEMENT_ERRORS_PER_SEGMENT + 1 }, (_, index) =>
    finding({ ik403: '1' }, at(22, index + 1)),
  );
  expect(segmentErrors(elements).listed[0]?.elements).toHaveLength(ELEMENT_ERRORS_PER_SEGMENT);
});

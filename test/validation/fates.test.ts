import { describe, expect, test } from 'vitest';
import {
  claimFate,
  faultsOf,
  groupJudgement,
  interchangeJudgement,
  NO_FAULTS,
  type SetInput,
  setJudgement,
} from '../../src/validation/fates.ts';
import {
  applyPolicy,
  DEFAULT_POLICY,
  type FindingPolicy,
  severityOf,
} from '../../src/validation/severity.ts';
import type { AcknowledgmentCodes, Finding, FindingLevel, Severity } from '../../src/x12/finding.ts';

function finding(
  level: FindingLevel,
  severity: Severity,
  acknowledgment: AcknowledgmentCodes = {},
  code = 'TEST',
): Finding {
  const place = { file: 'a.x12', offsetBytes: 0, lengthBytes: 0, line: 1 };
  return { code, severity, snip: 2, level, place, acknowledgment, message: '', hint: '' };
}

const reject = (level: FindingLevel, codes?: AcknowledgmentCodes) => finding(level, 'reject', codes);
const report = (level: FindingLevel, codes?: AcknowledgmentCodes) => finding(level, 'report', codes);
const strict: FindingPolicy = { ...DEFAULT_POLICY, rejectSetOnClaimFault: true };

const clean: SetInput = { findings: [], claims: NO_FAULTS };
const broken: SetInput = { findings: [reject('set', { ik502: '4' })], claims: NO_FAULTS };
const withClaimFault: SetInput = {
  findings: [],
  claims: faultsOf([reject('claim', { ik304: 'I8' })], DEFAULT_POLICY),
};

describe('severity', () => {
  const named = (severity: Severity): FindingPolicy => ({
    ...DEFAULT_POLICY,
    severities: new Map([['TEST', severity]]),
  });
  const only = (...types: number[]): FindingPolicy => ({ ...DEFAULT_POLICY, snipTypes: new Set(types) });

  test.each<[string, Finding, FindingPolicy, Severity]>([
    ['its own', reject('claim'), DEFAULT_POLICY, 'reject'],
    ["the partner's", reject('claim'), named('report'), 'report'],
    ['graver by the partner', report('set'), named('reject'), 'reject'],
    ['a type that is off', reject('claim'), only(1), 'ignore'],
    ['a type that is on', reject('claim'), only(2), 'reject'],
    [
      'named, though its type is off',
      reject('claim'),
      { ...only(1), ...{ severities: named('report').severities } },
      'report',
    ],
    ['the envelope cannot be switched off', reject('interchange'), only(1), 'reject'],
  ])('%s', (_, subject, policy, expected) => {
    expect(severityOf(subject, policy)).toBe(expected);
    expect(applyPolicy(subject, policy)?.severity).toBe(expected === 'ignore' ? undefined : expected);
  });
});

describe('claim', () => {
  test.each<[string, Finding[], string]>([
    ['nothing found', [], 'accepted'],
    ['reported', [report('claim')], 'accepted'],
    ['refused', [report('claim'), reject('claim')], 'rejected'],
    ['a line refuses its claim', [reject('line')], 'rejected'],
  ])('%s', (_, findings, expected) => {
    expect(claimFate(findings, DEFAULT_POLICY)).toBe(expected);
  });
});

describe('transaction set', () => {
  test.each<[string, SetInput, FindingPolicy, string, string[]]>([
    ['nothing found', clean, DEFAULT_POLICY, 'accepted', []],
    ['count wrong', broken, DEFAULT_POLICY, 'rejected', ['4']],
    [
      'structure wrong above the claims',
      { findings: [reject('set', { ik304: '3' })], claims: NO_FAULTS },
      DEFAULT_POLICY,
      'rejected',
      ['5'],
    ],
    [
      'against the guide alone',
      { findings: [reject('set', { ik304: '8', ik403: 'I10' })], claims: NO_FAULTS },
      DEFAULT_POLICY,
      'rejected',
      ['I5'],
    ],
    [
      'trailer and segments',
      { findings: [reject('set', { ik304: '1' }), reject('set', { ik502: '3' })], claims: NO_FAULTS },
      DEFAULT_POLICY,
      'rejected',
      ['3', '5'],
    ],
    [
      'padding only reported',
      { findings: [report('set', { ik502: '3' })], claims: NO_FAULTS },
      DEFAULT_POLICY,
      'accepted with errors',
      ['3'],
    ],
    ['a fault in a claim', withClaimFault, DEFAULT_POLICY, 'accepted with errors', ['I5']],
    ['a fault in a claim, strict partner', withClaimFault, strict, 'rejected', ['I5']],
    [
      'a reported fault in a claim, strict partner',
      { findings: [], claims: faultsOf([report('claim', { ik304: '5' })], DEFAULT_POLICY) },
      strict,
      'accepted with errors',
      ['5'],
    ],
    [
      'a claim refused by the payer is no matter of the 999',
      { findings: [], claims: faultsOf([reject('claim', { stc: 'A7:33:IL' })], strict) },
      strict,
      'accepted',
      [],
    ],
  ])('%s', (_, input, policy, fate, ik502) => {
    expect(setJudgement(input, policy)).toMatchObject({ fate, ik502 });
  });
});

describe('functional group', () => {
  test.each<[string, Finding[], SetInput[], string, string[]]>([
    ['all accepted', [], [clean, clean], 'accepted', []],
    ['empty', [], [], 'accepted', []],
    ['one with errors', [], [clean, withClaimFault], 'accepted with errors', []],
    ['one rejected', [], [clean, broken], 'partly accepted', []],
    ['all rejected', [], [broken, broken], 'rejected', []],
    ['its own fault', [reject('group', { ak905: '5' })], [clean], 'rejected', ['5']],
    ['its own fault reported', [report('group', { ak905: '4' })], [clean], 'accepted with errors', ['4']],
  ])('%s', (_, findings, sets, fate, ak905) => {
    expect(groupJudgement({ findings, sets }, DEFAULT_POLICY)).toMatchObject({ fate, ak905 });
  });

  test('its own fault refuses every set in it', () => {
    const { sets } = groupJudgement(
      { findings: [reject('group', { ak905: '5' })], sets: [clean, broken] },
      DEFAULT_POLICY,
    );
    expect(sets).toMatchObject([
      { fate: 'rejected', refusedBy: 'group', ik502: [] },
      { fate: 'rejected', refusedBy: 'group', ik502: ['4'] },
    ]);
  });
});

describe('interchange', () => {
  const groups = [{ findings: [], sets: [clean] }];

  test.each<[string, Finding[], boolean, string, string]>([
    ['nothing found', [], false, 'accepted', '000'],
    ['reported', [report('interchange', { ta1: '022' })], false, 'accepted with errors', '022'],
    ['reported without a note', [report('file')], false, 'accepted', '000'],
    [
      'refused',
      [report('interchange', { ta1: '022' }), reject('interchange', { ta1: '021' })],
      false,
      'rejected',
      '021',
    ],
    ['refused without a note', [reject('file')], false, 'rejected', '022'],
    ['a best reading only', [], true, 'rejected', '022'],
  ])('%s', (_, findings, refused, fate, note) => {
    const judgement = interchangeJudgement({ findings, refused, groups }, DEFAULT_POLICY);
    expect(judgement).toMatchObject({ fate, note });
    expect(judgement.groups[0]!.sets[0]).toMatchObject(
      fate === 'rejected'
        ? { fate: 'rejected', refusedBy: 'interchange' }
        : { fate: 'accepted', refusedBy: 'nothing' },
    );
  });

  test('its sets can all be refused without it', () => {
    const judgement = interchangeJudgement(
      { findings: [], refused: false, groups: [{ findings: [], sets: [broken] }] },
      DEFAULT_POLICY,
    );
    expect(judgement).toMatchObject({ fate: 'accepted', groups: [{ fate: 'rejected', rejected: false }] });
  });
});

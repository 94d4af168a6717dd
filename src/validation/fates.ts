import type { AcknowledgmentCodes, Finding } from '../x12/finding.ts';
import { type FindingPolicy, severityOf } from './severity.ts';

export type ClaimFate = 'accepted' | 'rejected';

/** IK501 A, E, R. */
export type SetFate = 'accepted' | 'accepted with errors' | 'rejected';

/** AK901 A, E, P, R. */
export type GroupFate = 'accepted' | 'accepted with errors' | 'partly accepted' | 'rejected';

/** TA104 A, E, R. */
export type InterchangeFate = 'accepted' | 'accepted with errors' | 'rejected';

/** What the 999 will say of the claims of a set, summed up: parcels can be added and forgotten. */
export interface ClaimFaults {
  /** Findings the 999 lists: against X12 itself, against the guide alone. */
  readonly standardFaults: number;
  readonly guideFaults: number;
  /** Among them those of severity reject. */
  readonly refusingFaults: number;
}

export interface SetInput {
  /** Of level set. */
  readonly findings: readonly Finding[];
  readonly claims: ClaimFaults;
}

export interface GroupInput {
  /** Of level group. */
  readonly findings: readonly Finding[];
  readonly sets: readonly SetInput[];
}

export interface InterchangeInput {
  /** Of level file and interchange. */
  readonly findings: readonly Finding[];
  /** It was read for counting only; no policy makes it acceptable. */
  readonly refused: boolean;
  readonly groups: readonly GroupInput[];
}

export interface SetJudgement {
  readonly fate: SetFate;
  /** What refused it: a set inside a refused group or interchange has no answer of its own. */
  readonly refusedBy: 'nothing' | 'set' | 'group' | 'interchange';
  /** IK502, most telling first. */
  readonly ik502: readonly string[];
}

export interface GroupJudgement {
  readonly fate: GroupFate;
  /** The group's own faults refuse it, whatever its sets are. */
  readonly rejected: boolean;
  readonly ak905: readonly string[];
  readonly sets: readonly SetJudgement[];
}

export interface InterchangeJudgement {
  readonly fate: InterchangeFate;
  /** TA105, `000` when nothing is wrong. */
  readonly note: string;
  readonly groups: readonly GroupJudgement[];
}

export const NO_FAULTS: ClaimFaults = Object.freeze({ standardFaults: 0, guideFaults: 0, refusingFaults: 0 });

export function addFaults(one: ClaimFaults, other: ClaimFaults): ClaimFaults {
  return {
    standardFaults: one.standardFaults + other.standardFaults,
    guideFaults: one.guideFaults + other.guideFaults,
    refusingFaults: one.refusingFaults + other.refusingFaults,
  };
}

/** What findings (of a claim, or of a set) mean to the 999. */
export function faultsOf(findings: readonly Finding[], policy: FindingPolicy): ClaimFaults {
  if (findings.length === 0) return NO_FAULTS;
  let standardFaults = 0;
  let guideFaults = 0;
  let refusingFaults = 0;
  for (const finding of findings) {
    const code = segmentFault(finding.acknowledgment);
    if (code === undefined) continue;
    const severity = severityOf(finding, policy);
    if (severity === 'ignore') continue;
    if (code.startsWith('I')) guideFaults += 1;
    else standardFaults += 1;
    if (severity === 'reject') refusingFaults += 1;
  }
  return { standardFaults, guideFaults, refusingFaults };
}

/** The code that tells whether X12 or only the guide is broken; undefined when a 999 does not list the finding. */
function segmentFault(acknowledgment: AcknowledgmentCodes): string | undefined {
  return acknowledgment.ik403 ?? acknowledgment.ik304;
}

/**
 * A claim by its own findings, of level claim and line: the smallest unit a fault can refuse (DESIGN decision 4).
 * Where the partner wants a claim's 999 fault to refuse the whole set, {@link setJudgement} does.
 */
export function claimFate(findings: readonly Finding[], policy: FindingPolicy): ClaimFate {
  return findings.some((finding) => severityOf(finding, policy) === 'reject') ? 'rejected' : 'accepted';
}

/** Everything that can be said once IEA has been read, or the interchange has broken off. */
export function interchangeJudgement(input: InterchangeInput, policy: FindingPolicy): InterchangeJudgement {
  const { graver, codes } = weigh(input.findings, policy, (acknowledgment) => acknowledgment.ta1);
  const rejected = input.refused || graver === 'reject';
  const groups = input.groups.map((group) => groupJudgement(group, policy));
  const note = codes[0];
  if (rejected) {
    return { fate: 'rejected', note: note ?? UNSPECIFIED_NOTE, groups: groups.map(refusedWithInterchange) };
  }
  if (note !== undefined) return { fate: 'accepted with errors', note, groups };
  return { fate: 'accepted', note: NO_NOTE, groups };
}

export function groupJudgement(input: GroupInput, policy: FindingPolicy): GroupJudgement {
  const { graver, codes } = weigh(input.findings, policy, (acknowledgment) => acknowledgment.ak905);
  const sets = input.sets.map((set) => setJudgement(set, policy));
  if (graver === 'reject') {
    return {
      fate: 'rejected',
      rejected: true,
      ak905: codes,
      sets: sets.map((set) => refusedWith(set, 'group')),
    };
  }
  return { fate: fateOfSets(sets, codes.length > 0), rejected: false, ak905: codes, sets };
}

export function setJudgement(input: SetInput, policy: FindingPolicy): SetJudgement {
  const { graver, codes } = weigh(input.findings, policy, (acknowledgment) => acknowledgment.ik502);
  const faults = addFaults(faultsOf(input.findings, policy), input.claims);
  if (faults.standardFaults > 0) codes.push(SEGMENTS_IN_ERROR);
  else if (faults.guideFaults > 0) codes.push(GUIDE_SEGMENTS_IN_ERROR);
  const byClaim = policy.rejectSetOnClaimFault && input.claims.refusingFaults > 0;
  const ik502 = [...new Set(codes)];
  if (graver === 'reject' || byClaim) return { fate: 'rejected', refusedBy: 'set', ik502 };
  const fate = ik502.length > 0 ? 'accepted with errors' : 'accepted';
  return { fate, refusedBy: 'nothing', ik502 };
}

/** IK502: against X12, against the guide alone. */
const SEGMENTS_IN_ERROR = '5';
const GUIDE_SEGMENTS_IN_ERROR = 'I5';

/** TA105: no error; invalid control structure, where a refusal has no note of its own. */
const NO_NOTE = '000';
const UNSPECIFIED_NOTE = '022';

/** The gravest severity met, and the codes of what is not silent, those of refusing findings first. */
function weigh(
  findings: readonly Finding[],
  policy: FindingPolicy,
  codeOf: (acknowledgment: AcknowledgmentCodes) => string | undefined,
): { graver: 'reject' | 'report' | 'nothing'; codes: string[] } {
  const refusing = new Set<string>();
  const reported = new Set<string>();
  let graver: 'reject' | 'report' | 'nothing' = 'nothing';
  for (const finding of findings) {
    const severity = severityOf(finding, policy);
    if (severity === 'ignore') continue;
    if (graver !== 'reject') graver = severity;
    const code = codeOf(finding.acknowledgment);
    if (code !== undefined) (severity === 'reject' ? refusing : reported).add(code);
  }
  return { graver, codes: [...new Set([...refusing, ...reported])] };
}

function fateOfSets(sets: readonly SetJudgement[], hasOwnErrors: boolean): GroupFate {
  const rejected = sets.filter((set) => set.fate === 'rejected').length;
  if (rejected > 0) return rejected === sets.length ? 'rejected' : 'partly accepted';
  if (hasOwnErrors || sets.some((set) => set.fate === 'accepted with errors')) return 'accepted with errors';
  return 'accepted';
}

function refusedWith(set: SetJudgement, refusedBy: 'group' | 'interchange'): SetJudgement {
  return { fate: 'rejected', refusedBy, ik502: set.ik502 };
}

function refusedWithInterchange(group: GroupJudgement): GroupJudgement {
  const sets = group.sets.map((set) => refusedWith(set, 'interchange'));
  return { fate: 'rejected', rejected: true, ak905: group.ak905, sets };
}

import { join } from 'node:path';
import { ClaimCutter, type CutterOptions } from '../../src/claim/claim-cutter.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import type { PayerProfile } from '../../src/reference/payer-profile.ts';
import {
  type CheckContext,
  type CheckedClaim,
  checkParcel,
  type ParcelFindings,
} from '../../src/validation/check-parcel.ts';
import { ContextChecker } from '../../src/validation/context-checker.ts';
import { SetChecker } from '../../src/validation/set-checker.ts';
import { DEFAULT_POLICY } from '../../src/validation/severity.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';
import { DELIMITERS, type GuideId, setPlace } from '../claim/read-claims.ts';
import { catalogue, guideOf } from '../guide/guides.ts';

export const CONTEXT: CheckContext = {
  guides: catalogue,
  policy: DEFAULT_POLICY,
  receivedDate: '20260131',
  profiles: [],
};

export const { profiles } = loadSpecs(join(import.meta.dirname, '../../specs'));

export function profileOf(id: string): PayerProfile {
  const profile = profiles.find((each) => each.payerIds.includes(id));
  if (profile === undefined) throw new Error(`no profile answers to ${id}`);
  return profile;
}

export interface CheckedSet {
  readonly claims: readonly CheckedClaim[];
  /** Of the context checker and of the parcels, outside claims. */
  readonly findings: readonly Finding[];
  readonly parcels: readonly ParcelFindings[];
}

/** One set that begins at byte 0, checked as its segments come, as `validate` does. */
export function streamSet(set: string, guideId: GuideId, options: CutterOptions = {}): CheckedSet {
  const claims: CheckedClaim[] = [];
  const findings: Finding[] = [];
  const parcels: ParcelFindings[] = [];
  const origin = { file: 'a.x12', interchange: '000000905', group: '1', set: '0001' };
  const context = new ContextChecker(guideOf(guideId));
  context.begin(origin, (finding) => findings.push(finding));
  const checker = new SetChecker(
    CONTEXT,
    (checked) => claims.push(checked),
    (part) => {
      parcels.push(part);
      findings.push(...part.findings);
    },
    options,
  );
  checker.start(setPlace(guideId));
  const tokenizer = new Tokenizer(
    (segment) => {
      checker.segment(segment);
      context.segment(segment);
    },
    { delimiters: DELIMITERS },
  );
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  checker.end();
  context.end();
  return { claims, findings, parcels };
}

/** One set that begins at byte 0, cut and checked as intake does. */
export function checkSet(
  set: string,
  guideId: GuideId,
  context: Partial<CheckContext> = {},
  options: CutterOptions = {},
): CheckedSet {
  const claims: CheckedClaim[] = [];
  const findings: Finding[] = [];
  const parcels: ParcelFindings[] = [];
  const origin = { file: 'a.x12', interchange: '000000905', group: '1', set: '0001' };
  const checker = new ContextChecker(guideOf(guideId));
  checker.begin(origin, (finding) => findings.push(finding));
  const cutter = new ClaimCutter(setPlace(guideId), options, (parcel) => {
    const result = checkParcel(parcel, { ...CONTEXT, ...context }, (checked) => claims.push(checked));
    parcels.push(result);
    findings.push(...result.findings);
  });
  const tokenizer = new Tokenizer(
    (segment) => {
      cutter.segment(segment);
      checker.segment(segment);
    },
    { delimiters: DELIMITERS },
  );
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  cutter.end();
  checker.end();
  return { claims, findings, parcels };
}

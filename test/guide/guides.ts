import { join } from 'node:path';
import type { Guide } from '../../src/guide/guide.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';
import { Walker, type WalkScope } from '../../src/guide/walker.ts';
import type { Finding } from '../../src/x12/finding.ts';
import type { Segment } from '../../src/x12/segment.ts';
import { Tokenizer } from '../../src/x12/tokenizer.ts';

export const GUIDE_FOLDER = join(import.meta.dirname, '../../specs/guides');
export const catalogue = loadGuides(GUIDE_FOLDER);

export function guideOf(id: string): Guide {
  const guide = catalogue.byId(id);
  if (guide === undefined) throw new Error(`no guide ${id}`);
  return guide;
}

const DELIMITERS = { element: 42, component: 58, repetition: 94, terminator: 126 };

/** Copies of the segments of one set written with * : ^ ~. */
export function segmentsOf(set: string): Segment[] {
  const segments: Segment[] = [];
  const tokenizer = new Tokenizer((segment) => segments.push(segment.copy()), { delimiters: DELIMITERS });
  tokenizer.push(Buffer.from(set, 'latin1'));
  tokenizer.end();
  return segments;
}

export interface Walk {
  /** `CLM 2000A/2000B/2300`, or `ZZZ -` for a segment without a place. */
  readonly steps: readonly string[];
  readonly findings: readonly Finding[];
}

export function walk(guide: Guide, segments: readonly Segment[], scope: WalkScope = 'all'): Walk {
  const walker = new Walker(guide, scope);
  const steps: string[] = [];
  const findings: Finding[] = [];
  walker.reset({ file: 'a.x12', set: '0001' });
  for (const segment of segments) {
    const step = walker.step(segment);
    steps.push(`${segment.id} ${step.node === -1 ? '-' : step.loopPath}`);
    findings.push(...step.findings);
  }
  findings.push(...walker.end());
  return { steps, findings };
}

/** `GUIDE-LOOP-MISSING 19 NM1 I7 set`: code, segment ordinal, segment id, IK304 (and IK403 with its element), level. */
export function brief(finding: Finding): string {
  const { place, acknowledgment } = finding;
  const element = acknowledgment.ik403 === undefined ? '' : `/${acknowledgment.ik403}@${elementOf(finding)}`;
  return `${finding.code} ${place.segmentOrdinal} ${place.segmentId} ${acknowledgment.ik304 ?? acknowledgment.stc}${element} ${finding.level}`;
}

function elementOf({ place }: Finding): string {
  return [place.elementOrdinal, place.componentOrdinal].filter((ordinal) => ordinal !== undefined).join('-');
}

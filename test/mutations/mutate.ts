import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimStatuses } from '../../src/acknowledgment/finding-status.ts';
import { write999 } from '../../src/acknowledgment/functional-999.ts';
import { validateFile } from '../../src/batch/validate-file.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { ENVELOPE } from '../acknowledgment/envelope.ts';
import { catalogue } from '../guide/guides.ts';

export type Base = 'P' | 'I';

const FILES = { P: 'professional.x12', I: 'institutional.x12' } as const;
const RECEIVED = '20260131';

/** Segments of a valid file, without terminators. */
export function segmentsOf(base: Base): string[] {
  const text = readFileSync(join(import.meta.dirname, FILES[base]), 'latin1');
  return text.split('~\n').filter((segment) => segment !== '');
}

/**
 * One fault: `OLD => NEW`. OLD is a whole segment, its first occurrence or, with `#2`, the second; NEW is what stands
 * in its place: nothing, or segments parted by ` ~ `. SE01 follows, unless SE itself is changed.
 */
export function mutate(base: Base, change: string): string {
  const [from = '', to = ''] = change.split(' =>').map((part) => part.trim());
  const [old = '', nth = '1'] = from.split('#');
  const segments = segmentsOf(base);
  let at = -1;
  for (let left = Number(nth); left > 0; left -= 1) at = segments.indexOf(old, at + 1);
  if (at === -1) throw new Error(`${base} has no segment ${from}`);
  // The fixed width of an ISA: trailing blanks belong to it.
  const next = (old.startsWith('ISA') ? change.slice(change.indexOf('=>') + 3) : to)
    .split(' ~ ')
    .filter((segment) => segment !== '');
  segments.splice(at, 1, ...next);
  if (!old.startsWith('SE*')) countSegments(segments);
  return textOf(segments);
}

export function textOf(segments: readonly string[]): string {
  return segments.map((segment) => `${segment}~\n`).join('');
}

function countSegments(segments: string[]): void {
  const st = segments.findIndex((segment) => segment.startsWith('ST'));
  const se = segments.findIndex((segment) => segment.startsWith('SE*'));
  const [, , control] = segments[se]!.split('*');
  segments[se] = `SE*${se - st + 1}*${control}`;
}

/** What the engine says: one line for each finding, and the acknowledgment each becomes. */
export async function outcomesOf(file: string): Promise<string[]> {
  const answers: string[] = [];
  const validated = await validateFile([Buffer.from(file, 'latin1')], 'a.x12', {
    guides: catalogue,
    receivedDate: RECEIVED,
    onInterchange: ({ fate, note, groups }) => {
      if (note !== '000') answers.push(`TA1 ${fate === 'rejected' ? 'R' : 'E'} ${note}`);
      if (fate !== 'rejected' && groups.length > 0)
        answers.push(...told(write999(ENVELOPE, groups).toString('latin1')));
    },
  });
  const ofClaims = validated.findings.filter(
    ({ level, severity }) => severity === 'reject' && (level === 'claim' || level === 'line'),
  );
  if (ofClaims.length > 0) answers.push(`STC ${claimStatuses(ofClaims).join(' ')}`);
  return [...validated.findings.map(brief), ...answers];
}

/** IK3 and IK4 as they are; IK5 and AK9 by their codes, where they refuse something without listing a segment. */
function told(text: string): string[] {
  const segments = text.split('~').map((segment) => segment.trim());
  const listed = segments.filter((segment) => /^(IK3|IK4|CTX\*SITUATIONAL)/.test(segment));
  const trailers = segments.filter((segment) => /^IK5\*[ER]/.test(segment));
  const groups = segments.filter((segment) => /^AK9\*[EPR].*\*\d+\*\d+\*\d+\*/.test(segment));
  return [...listed, ...trailers, ...groups];
}

function brief({ code, severity, level, place }: Finding): string {
  const position = [place.elementOrdinal, place.componentOrdinal, place.repetitionOrdinal]
    .filter((ordinal) => ordinal !== undefined)
    .join('-');
  const at = `${place.segmentId ?? '-'}${position === '' ? '' : ` ${position}`}`;
  return `${code} ${place.segmentOrdinal ?? '-'} ${at} ${severity} ${level}`;
}

import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { wrapText } from './wrap-text.ts';

/** A finding as people read it: what, where, which acknowledgment code it becomes, what to do. */
export function findingLines(finding: Finding, width: number): string[] {
  const { code, severity, snip, level, place, message, hint } = finding;
  const answers = acknowledgmentText(finding);
  return [
    `  ${severity} ${code} (SNIP ${snip}, ${level})${answers === '' ? '' : ` ${answers}`}`,
    ...wrapText(placeText(place), width, '    '),
    ...wrapText(`${message} ${hint}`, width, '    '),
  ];
}

export function placeText(place: Place): string {
  const element = place.elementOrdinal === undefined ? '' : String(place.elementOrdinal).padStart(2, '0');
  const component = place.componentOrdinal === undefined ? '' : `-${place.componentOrdinal}`;
  const parts = [
    place.segmentId === undefined ? '' : `${place.segmentId}${element}${component}`,
    place.loopPath ? `in ${place.loopPath}` : '',
    place.segmentOrdinal === undefined ? '' : `segment ${place.segmentOrdinal}`,
    place.set === undefined ? '' : `of set ${place.set}`,
    place.interchange === undefined ? '' : `of interchange ${place.interchange.trim()}`,
    `line ${place.line}, byte ${place.offsetBytes}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

export function acknowledgmentText({ acknowledgment }: Pick<Finding, 'acknowledgment'>): string {
  const { ta1, ak905, ik502, ik304, ik403, stc } = acknowledgment;
  const answers: [string, string | undefined][] = [
    ['TA1', ta1],
    ['AK905', ak905],
    ['IK502', ik502],
    ['IK304', ik304],
    ['IK403', ik403],
    ['STC', stc],
  ];
  return answers
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

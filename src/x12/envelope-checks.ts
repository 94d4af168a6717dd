import { controlNumberValue } from './control-number.ts';
import { isDate6, isDate8, isTime } from './date.ts';
import type { EnvelopeFindingCode } from './envelope-findings.ts';
import type { IsaHeader } from './isa-header.ts';
import { isAlphanumericOrSpace } from './isa-start.ts';
import type { Segment } from './segment.ts';

/** A fault and the element it is in. */
export interface EnvelopeFault {
  readonly code: EnvelopeFindingCode;
  readonly elementOrdinal: number;
}

/** ISA05 and ISA07: the complete list of the 5010 guides. */
export const ID_QUALIFIERS: ReadonlySet<string> = new Set([
  '01',
  '14',
  '20',
  '27',
  '28',
  '29',
  '30',
  '33',
  'ZZ',
]);
const SUPPORTED_VERSION = '00501';
/** Versions a TA1 calls known but not supported (003) instead of unknown (017). */
const KNOWN_VERSIONS = /^00[2-8][0-9]{2}$/;
const NINE_DIGITS = /^[0-9]{9}$/;
const PRINTABLE = /^[\x20-\x7e\x80-\xff]*$/;

/**
 * What can be told wrong with an ISA without knowing the partner, in the order of its elements.
 * Of an irregular header only the layout is a fault: its elements may be shifted.
 */
export function isaFaults(header: IsaHeader): EnvelopeFault[] {
  if (!header.regular) return [{ code: 'X12-ISA-LENGTH', elementOrdinal: 0 }];
  const faults: EnvelopeFault[] = [];
  const at = (n: number): string => header.elements[n - 1] ?? '';
  const check = (n: number, code: EnvelopeFindingCode, right: boolean): void => {
    if (!right) faults.push({ code, elementOrdinal: n });
  };
  check(1, 'X12-ISA01-QUALIFIER', at(1) === '00' || at(1) === '03');
  check(2, 'X12-ISA02-AUTHORIZATION', PRINTABLE.test(at(2)) && (at(1) !== '03' || at(2).trim() !== ''));
  check(3, 'X12-ISA03-QUALIFIER', at(3) === '00' || at(3) === '01');
  check(4, 'X12-ISA04-SECURITY', PRINTABLE.test(at(4)) && (at(3) !== '01' || at(4).trim() !== ''));
  check(5, 'X12-ISA05-QUALIFIER', ID_QUALIFIERS.has(at(5)));
  check(6, 'X12-ISA06-SENDER', at(6).trim() !== '');
  check(7, 'X12-ISA07-QUALIFIER', ID_QUALIFIERS.has(at(7)));
  check(8, 'X12-ISA08-RECEIVER', at(8).trim() !== '');
  check(9, 'X12-ISA09-DATE', isDate6(at(9)));
  check(10, 'X12-ISA10-TIME', isTime(at(10)));
  if (at(12) !== SUPPORTED_VERSION) {
    const code = KNOWN_VERSIONS.test(at(12)) ? 'X12-ISA12-UNSUPPORTED' : 'X12-ISA12-VERSION';
    faults.push({ code, elementOrdinal: 12 });
  } else if (isAlphanumericOrSpace(at(11).charCodeAt(0))) {
    // Before 00501 a letter there was right: ISA11 named the standard.
    faults.push({ code: 'X12-ISA11-REPETITION', elementOrdinal: 11 });
  }
  check(13, 'X12-ISA13-CONTROL-NUMBER', NINE_DIGITS.test(at(13)) && Number(at(13)) > 0);
  check(14, 'X12-ISA14-ACKNOWLEDGMENT', at(14) === '0' || at(14) === '1');
  check(15, 'X12-ISA15-USAGE', at(15) === 'P' || at(15) === 'T');
  faults.push(...separatorFaults(header));
  return faults;
}

/** Separators that collide: the data cannot be split for certain, so the interchange can only be counted. */
export function separatorFaults(header: IsaHeader): EnvelopeFault[] {
  const { element, terminator } = header.delimiters;
  const component = header.elements[15]?.charCodeAt(0) ?? 0;
  const faults: EnvelopeFault[] = [];
  const repetition = header.elements[10]?.charCodeAt(0) ?? 0;
  if (!isAlphanumericOrSpace(repetition) && [element, component, terminator].includes(repetition)) {
    faults.push({ code: 'X12-ISA11-COLLISION', elementOrdinal: 11 });
  }
  if (isAlphanumericOrSpace(component) || component === element) {
    faults.push({ code: 'X12-ISA16-COMPONENT', elementOrdinal: 16 });
  }
  if (terminator === component) faults.push({ code: 'X12-ISA-TERMINATOR', elementOrdinal: 16 });
  return faults;
}

/** What can be told wrong with a GS without knowing the guide. */
export function groupFaults(segment: Segment): EnvelopeFault[] {
  const faults: EnvelopeFault[] = [];
  const check = (n: number, code: EnvelopeFindingCode, right: boolean): void => {
    if (!right) faults.push({ code, elementOrdinal: n });
  };
  const lengthIn = (n: number, from: number, to: number): boolean =>
    segment.elementLength(n) >= from && segment.elementLength(n) <= to;
  const control = controlNumberValue(segment.element(6));
  check(1, 'X12-GS01-FUNCTIONAL-ID', lengthIn(1, 2, 2));
  check(2, 'X12-GS02-SENDER', lengthIn(2, 2, 15));
  check(3, 'X12-GS03-RECEIVER', lengthIn(3, 2, 15));
  check(4, 'X12-GS04-DATE', isDate8(segment.element(4)));
  check(5, 'X12-GS05-TIME', isTime(segment.element(5)));
  check(6, 'X12-GS06-CONTROL-NUMBER', control !== undefined && lengthIn(6, 1, 9));
  check(7, 'X12-GS07-AGENCY', segment.equals(7, 'X'));
  check(8, 'X12-GS08-VERSION', lengthIn(8, 1, 12));
  return faults;
}

/** What can be told wrong with an ST without knowing the guide; ST03 is the guide's. */
export function setFaults(segment: Segment): EnvelopeFault[] {
  const faults: EnvelopeFault[] = [];
  if (segment.elementLength(1) !== 3) faults.push({ code: 'X12-ST01-ID', elementOrdinal: 1 });
  const control = segment.elementLength(2);
  if (control < 4 || control > 9) faults.push({ code: 'X12-ST02-CONTROL-NUMBER', elementOrdinal: 2 });
  return faults;
}

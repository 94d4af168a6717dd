import { isDate8, isTime } from '../x12/date.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import { TYPE_DT, TYPE_N0, TYPE_R, TYPE_TM } from './element-table.ts';
import type { GuideFindingCode } from './guide-findings.ts';

const SPACE = 0x20;
const DELETE = 0x7f;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Digits of an R or N0 value; the sign and the point do not count towards its length. -1: it is no number. */
export function digitsOf(value: string, allowPoint: boolean): number {
  let points = 0;
  const first = value.charCodeAt(0) === MINUS ? 1 : 0;
  for (let index = first; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code >= ZERO && code <= NINE) continue;
    if (code !== POINT || !allowPoint || points > 0) return -1;
    points += 1;
  }
  const digits = value.length - first - points;
  return digits > 0 ? digits : -1;
}

/** What is wrong with the content of a value that has a fitting length; undefined when nothing is. */
export function faultOfType(type: number, value: string): GuideFindingCode | undefined {
  if (type === TYPE_DT) return isDate8(value) ? undefined : 'GUIDE-ELEMENT-DATE';
  if (type === TYPE_TM) return isTime(value) ? undefined : 'GUIDE-ELEMENT-TIME';
  if (type === TYPE_R || type === TYPE_N0) {
    return digitsOf(value, type === TYPE_R) < 0 ? 'GUIDE-ELEMENT-CHARACTERS' : undefined;
  }
  return undefined;
}

/**
 * A separator or control character inside a text.
 * Letters beyond ASCII pass: names have them, and refusing a claim for an accent helps nobody.
 */
export function faultOfText(value: string, delimiters: Delimiters): GuideFindingCode | undefined {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === delimiters.component) return 'GUIDE-COMPONENTS-TOO-MANY';
    if (code === delimiters.repetition) return 'GUIDE-REPETITIONS-TOO-MANY';
    if (code < SPACE || code === DELETE) return 'GUIDE-ELEMENT-CHARACTERS';
  }
  return undefined;
}

/** DE 1251 in the format DE 1250 announces. Formats not known here (none the guides use) pass. */
export function isInFormat(format: string, value: string): boolean {
  switch (format) {
    case 'D8':
      return isDate8(value);
    case 'RD8':
      return (
        value.length === 17 &&
        value.charCodeAt(8) === MINUS &&
        isDate8(value.slice(0, 8)) &&
        isDate8(value.slice(9))
      );
    case 'DT':
      return value.length === 12 && isDate8(value.slice(0, 8)) && isTime(value.slice(8));
    case 'TM':
      return isTime(value);
    default:
      return true;
  }
}

const FORMS: Readonly<Record<string, RegExp>> = {
  D8: /^\d{8}$/,
  RD8: /^\d{8}-\d{8}$/,
  DT: /^\d{12}$/,
  TM: /^\d{4}(\d\d){0,2}$/,
};

/** Whether it has the digits and hyphens of the format, be it a day of the calendar or not. */
export function hasFormOf(format: string, value: string): boolean {
  return FORMS[format]?.test(value) ?? true;
}

import { Fault } from '../x12/fault.ts';
import type { Severity } from '../x12/finding.ts';
import { isNpi, isNpiOf } from './is-npi.ts';
import type { XmlElement } from './xml.ts';

/** CCYYMMDD; '' where there is no end. */
export interface ValidDates {
  readonly from: string;
  readonly to: string;
}

/** A code set from outside X12, or the form its codes have: one `code-list` of `specs/codes/*.xml`. */
export interface ValueList {
  readonly id: string;
  /** Finding code: `CODE-…`. */
  readonly code: string;
  readonly name: string;
  /** Claim statuses, parted by blanks; `{entity}` stands for the party's entity code. */
  readonly stc: string;
  readonly severity: Severity;
  /** Looked at only where the qualifier before the value is one of these; undefined: always. */
  readonly qualifiers: ReadonlySet<string> | undefined;
  has(value: string): boolean;
  /** As {@link ValueList.has}, of the bytes [from, to); undefined where the list needs the text. */
  readonly hasBytes: BytesCheck | undefined;
  /** undefined: good on every day. */
  datesOf(value: string): ValidDates | undefined;
}

type Check = (value: string) => boolean;
export type BytesCheck = (bytes: Uint8Array, from: number, to: number) => boolean;

/**
 * Reads the `code-list` elements of one file into `lists`. A list of the same id in a later file adds codes: a list
 * known by its form alone becomes one of members.
 *
 * @throws Fault `CODES-INVALID`
 */
export function readValueLists(root: XmlElement, file: string, lists: Map<string, ValueList>): void {
  for (const child of root.children) {
    if (child.name !== 'code-list') continue;
    const id = child.attributes.get('id') ?? '';
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      throw invalid(file, child, 'a code-list has an id such as place-of-service');
    const known = lists.get(id);
    lists.set(id, known === undefined ? listOf(id, child, file) : joined(known, listOf(id, child, file)));
  }
}

/** CARC and RARC of `adjustment-codes.xml`, which tells more about each code than a list does. */
export function readAdjustmentLists(root: XmlElement, lists: Map<string, ValueList>): void {
  for (const [id, container, stc] of [
    ['carc', 'reasons', 'A7:672'],
    ['rarc', 'remarks', ''],
  ] as const) {
    const rows = root.children.find(({ name }) => name === container)?.children ?? [];
    const members = new Set<string>();
    const dates = new Map<string, ValidDates>();
    for (const { attributes } of rows) {
      const code = attributes.get('code') ?? '';
      members.add(code);
      // The prior payer decided after the service, so a code younger than the service is none the worse for it.
      const to = attributes.get('to') ?? '';
      if (to !== '') dates.set(code, { from: '', to });
    }
    lists.set(id, {
      ...head(id, id.toUpperCase(), stc, id === 'carc' ? 'reject' : 'report', undefined),
      has: (value) => members.has(value),
      hasBytes: undefined,
      datesOf: (value) => dates.get(value),
    });
  }
}

function listOf(id: string, xml: XmlElement, file: string): ValueList {
  const text = (name: string): string => xml.attributes.get(name) ?? '';
  const members = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  const dates = new Map<string, ValidDates>();
  for (const child of xml.children) {
    if (child.name === 'codes')
      for (const item of child.text.split(/\s+/)) addItem(item, members, ranges, file, child);
    else if (child.name === 'code') {
      const value = child.attributes.get('value') ?? '';
      members.add(value);
      dates.set(value, { from: child.attributes.get('from') ?? '', to: child.attributes.get('to') ?? '' });
    } else throw invalid(file, child, `<${child.name}> stands where only <codes> and <code> may`);
  }
  const hasMembers = members.size + ranges.length > 0;
  const check = checkOf(xml, file);
  if (!hasMembers && check === undefined)
    throw invalid(file, xml, 'a code-list has codes, a form or a check');
  const qualifiers = text('qualified-by')
    .split(' ')
    .filter((word) => word !== '');
  const severity = text('severity') === 'report' ? 'report' : 'reject';
  const isMember = (value: string): boolean =>
    members.has(value) ||
    ranges.some(([low, high]) => value.length === low.length && low <= value && value <= high);
  return {
    ...head(id, text('name'), text('stc'), severity, qualifiers.length > 0 ? new Set(qualifiers) : undefined),
    has: remembered((value) => (check === undefined || check(value)) && (!hasMembers || isMember(value))),
    hasBytes: hasMembers ? undefined : bytesCheckOf(xml),
    datesOf: (value) => dates.get(value),
  };
}

/** Values seen last; a file names the same providers, codes and places again and again. */
const REMEMBERED = 4096;

function remembered(check: Check): Check {
  const known = new Map<string, boolean>();
  return (value) => {
    const answer = known.get(value);
    if (answer !== undefined) return answer;
    const found = check(value);
    // Cut from a longer text, a value would keep all of it alive.
    if (known.size < REMEMBERED) known.set(Buffer.from(value, 'latin1').toString('latin1'), found);
    return found;
  };
}

function joined(one: ValueList, other: ValueList): ValueList {
  return {
    ...one,
    has: (value) => one.has(value) && other.has(value),
    hasBytes: undefined,
    datesOf: (value) => other.datesOf(value) ?? one.datesOf(value),
  };
}

function head(
  id: string,
  name: string,
  stc: string,
  severity: Severity,
  qualifiers: ReadonlySet<string> | undefined,
): Omit<ValueList, 'has' | 'hasBytes' | 'datesOf'> {
  return { id, code: `CODE-${id.toUpperCase()}`, name: name || id, stc, severity, qualifiers };
}

function checkOf(xml: XmlElement, file: string): Check | undefined {
  const check = xml.attributes.get('check');
  if (check === 'npi') return isNpi;
  if (check !== undefined) throw invalid(file, xml, `check is no check known here: ${check}`);
  const form = xml.attributes.get('form');
  if (form === undefined) return undefined;
  const pattern = new RegExp(`^(?:${form})$`);
  return (value) => pattern.test(value);
}

const DIGITS_FORM = /^\\d\{(\d+)\}$/;
const ZERO = 0x30;
const NINE = 0x39;

/** An NPI, or so many digits. */
function bytesCheckOf(xml: XmlElement): BytesCheck | undefined {
  if (xml.attributes.get('check') === 'npi') return isNpiOf;
  const digits = DIGITS_FORM.exec(xml.attributes.get('form') ?? '')?.[1];
  if (digits === undefined) return undefined;
  const length = Number(digits);
  return (bytes, from, to) => {
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index]!;
      if (byte < ZERO || byte > NINE) return false;
    }
    return to - from === length;
  };
}

/** `02`, or `03-09`: a range takes codes as long as its ends. */
function addItem(
  item: string,
  members: Set<string>,
  ranges: (readonly [string, string])[],
  file: string,
  xml: XmlElement,
): void {
  if (item === '') return;
  const [low = '', high] = item.split('-');
  if (high === undefined) members.add(low);
  else if (low.length !== high.length || low >= high) throw invalid(file, xml, `${item} is no range`);
  else if (/^\d+$/.test(low + high)) {
    for (let code = Number(low); code <= Number(high); code += 1)
      members.add(String(code).padStart(low.length, '0'));
  } else ranges.push([low, high]);
}

function invalid(file: string, { line }: XmlElement, problem: string): Fault {
  const hint = 'Correct the list; the format is described at its head.';
  return new Fault({ code: 'CODES-INVALID', message: `${file}:${line}: ${problem}`, hint, exitCode: 2 });
}

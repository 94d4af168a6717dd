import type { Finding } from '../../src/x12/finding.ts';
import type { X12Limits } from '../../src/x12/limits.ts';
import { DEFAULT_LIMITS } from '../../src/x12/limits.ts';
import {
  type FunctionalGroup,
  type Interchange,
  InterchangeReader,
  type ReadOutcome,
  type TransactionSet,
} from '../../src/x12/reader.ts';

export interface IsaParts {
  readonly separators?: string;
  readonly fields?: Readonly<Record<number, string>>;
}

/** A regular ISA: `separators` are element, repetition, component and terminator; `fields` replace ISAnn. */
export function isa(parts: IsaParts = {}): string {
  const [element, repetition, component, terminator] = parts.separators ?? '*^:~';
  const fields: Record<number, string> = {
    1: '00',
    2: ' '.repeat(10),
    3: '00',
    4: ' '.repeat(10),
    5: 'ZZ',
    6: 'CLEARHOUSE     ',
    7: 'ZZ',
    8: '91051          ',
    9: '250115',
    10: '1200',
    11: repetition!,
    12: '00501',
    13: '000000905',
    14: '1',
    15: 'P',
    16: component!,
    ...parts.fields,
  };
  return `ISA${element}${Object.values(fields).join(element)}${terminator}`;
}

export const GS = 'GS*HC*CLEARHOUSE*91051*20250115*1200*7*X*005010X222A1~';
export const ST = 'ST*837*0001*005010X222A1~';
/** One set of four segments: ST, BHT, CLM, SE. */
export const SET = `${ST}BHT*0019*00*1*20250115*1200*CH~CLM*A1*150~SE*4*0001~`;
export const GROUP = `${GS}${SET}GE*1*7~`;
export const IEA = 'IEA*1*000000905~';
/** A whole file without a fault. */
export const WHOLE = `${isa()}${GROUP}${IEA}`;

export interface Reading {
  /** What was told, in order, one line each. */
  readonly events: string[];
  /** Segments of sets as `text`. */
  readonly segments: string[];
  readonly codes: string[];
  readonly findings: Finding[];
  readonly strays: string[];
  readonly ta1: string[];
  readonly interchanges: Interchange[];
  readonly groups: FunctionalGroup[];
  readonly sets: TransactionSet[];
  readonly outcome: ReadOutcome;
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** Reads text or bytes, cut into pieces of `pieceBytes`, or at the given places. */
export function read(
  input: string | Uint8Array,
  cut: number | readonly number[] = 65_536,
  limits: X12Limits = DEFAULT_LIMITS,
): Reading {
  const bytes = typeof input === 'string' ? bytesOf(input) : input;
  const reading: Omit<Reading, 'outcome'> = {
    events: [],
    segments: [],
    codes: [],
    findings: [],
    strays: [],
    ta1: [],
    interchanges: [],
    groups: [],
    sets: [],
  };
  const say = (event: string): void => void reading.events.push(event);
  const reader = new InterchangeReader(
    'file.837',
    {
      interchangeStart: (i) => {
        reading.interchanges.push(i);
        say(`isa ${i.controlNumber} ${i.offsetBytes} ${i.line} ${i.refused} ${JSON.stringify(i.delimiters)}`);
      },
      ta1: (s) => {
        reading.ta1.push(s.text());
        say(`ta1 ${s.text()}`);
      },
      groupStart: (g) => {
        reading.groups.push(g);
        say(`gs ${g.controlNumber} ${g.offsetBytes}`);
      },
      setStart: (t) => {
        reading.sets.push(t);
        say(`st ${t.controlNumber} ${t.offsetBytes}`);
      },
      segment: (s) => {
        reading.segments.push(s.text());
        say(`${s.ordinal} ${s.id} ${s.offsetBytes}+${s.lengthBytes} line ${s.line}: ${elementsOf(s)}`);
      },
      setEnd: (t) => say(`se ${t.segmentCount} ${t.lengthBytes} ${t.closed}`),
      groupEnd: (g) => say(`ge ${g.setCount} ${g.lengthBytes} ${g.closed}`),
      interchangeEnd: (i) => say(`iea ${i.groupCount} ${i.lengthBytes} ${i.closed} ${i.refused}`),
      finding: (f) => {
        reading.findings.push(f);
        reading.codes.push(f.code);
        say(`finding ${f.code} ${JSON.stringify(f.place)}`);
      },
      stray: (s) => {
        reading.strays.push(s.text());
        say(`stray ${s.offsetBytes} ${s.text()}`);
      },
    },
    limits,
  );
  for (const piece of pieces(bytes, cut)) reader.push(piece);
  const outcome = reader.end();
  say(JSON.stringify(outcome));
  return { ...reading, outcome };
}

export function pieces(bytes: Uint8Array, cut: number | readonly number[]): Uint8Array[] {
  const places = typeof cut === 'number' ? everyNth(bytes.length, cut) : [...cut].sort((a, b) => a - b);
  const ends = [...places.map((place) => Math.min(place, bytes.length)), bytes.length];
  return ends.map((end, n) => bytes.slice(n === 0 ? 0 : ends[n - 1]!, end));
}

function everyNth(length: number, n: number): number[] {
  const places: number[] = [];
  for (let place = n; place < length; place += n) places.push(place);
  return places;
}

function elementsOf(segment: { elementCount: number; element(n: number): string }): string {
  return Array.from({ length: segment.elementCount }, (_, n) => segment.element(n + 1)).join('|');
}

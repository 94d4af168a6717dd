/**
 * When a situational segment, loop or element is required or not used, as `specs/guides/*.xml` writes it:
 *
 *     CLM11-1 is AA OA or CLM11-2 is AA OA
 *     NM109 is sent and 2000B/SBR02 is not 18
 *
 * A condition is facts joined by `and` and `or` (`and` binds closer). A fact is a reference followed by `is sent`,
 * `is not sent`, `is CODE…` or `is not CODE…` (an absent element is not any code). A reference is a segment (`REF*F8`,
 * `CR1`), an element or component of one (`SBR02`, `CLM05-3`, `DTP*435:03`) or a loop (`2310B`), in the loop that
 * holds what the condition is about, or in one of those around it; `2010BA/NM109` names another one.
 */
export interface Reference {
  /** '' where the reference names none. */
  readonly loop: string;
  /** '' when the loop itself is meant. */
  readonly segment: string;
  /** '' when any segment of that id is meant. */
  readonly qualifier: string;
  /** 0 when the segment itself is meant. */
  readonly element: number;
  /** 0 when the element is no composite. */
  readonly component: number;
}

export interface Fact extends Reference {
  /** Empty: whether it is sent. */
  readonly codes: readonly string[];
  readonly negated: boolean;
  /** As written. */
  readonly text: string;
}

/** True when every fact of one of the lists holds. */
export type Condition = readonly (readonly Fact[])[];

const LOOP = /^\d{4}[A-Z]{0,2}$/;
const REFERENCE =
  /^(?:(\d{4}[A-Z]{0,2})\/)?([A-Z][A-Z0-9]{1,2})(?:\*([A-Z0-9]{1,3}))?(?::?(\d\d)(?:-(\d{1,2}))?)?$/;
const CODE = /^[A-Z0-9]+$/;
const FACT = /^(\S+) is (not )?(.+)$/;

/** @returns undefined when the text is no condition */
export function readCondition(text: string): Condition | undefined {
  const anyOf: Fact[][] = [];
  for (const part of text.split(' or ')) {
    const allOf: Fact[] = [];
    for (const each of part.split(' and ')) {
      const fact = readFact(each.trim());
      if (fact === undefined) return undefined;
      allOf.push(fact);
    }
    anyOf.push(allOf);
  }
  return anyOf;
}

function readFact(text: string): Fact | undefined {
  const [, name = '', not, rest = ''] = FACT.exec(text) ?? [];
  const reference = readReference(name);
  if (reference === undefined) return undefined;
  const codes = rest === 'sent' ? [] : rest.split(' ').filter((code) => code !== '');
  if (codes.length === 0 && rest !== 'sent') return undefined;
  if (codes.length > 0 && reference.element === 0) return undefined;
  if (!codes.every((code) => CODE.test(code))) return undefined;
  return { ...reference, codes, negated: not !== undefined, text };
}

function readReference(text: string): Reference | undefined {
  if (LOOP.test(text)) return { loop: text, segment: '', qualifier: '', element: 0, component: 0 };
  const parts = REFERENCE.exec(text);
  if (parts === null) return undefined;
  const [, loop = '', segment = '', qualifier = '', element = '0', component = '0'] = parts;
  return { loop, segment, qualifier, element: Number(element), component: Number(component) };
}

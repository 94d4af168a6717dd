import { Fault } from '../x12/fault.ts';
import { type Condition, readCondition } from './condition.ts';
import type {
  ElementDefinition,
  ElementType,
  GuideDefinition,
  GuideHead,
  LoopDefinition,
  SegmentDefinition,
  Selector,
  Situation,
  SyntaxNote,
  Usage,
} from './guide-definition.ts';
import type { XmlElement } from './xml.ts';

/** Says what is wrong with a specification file: `837P.xml:12: ...`. */
export type ReportProblem = (problem: string) => void;

/**
 * Reads the root of one file of `specs/guides/`.
 *
 * @param report takes every problem; without it the first one is thrown
 * @throws Fault `GUIDE-INVALID`
 */
export function readGuide(
  xml: XmlElement,
  fileName: string,
  report: ReportProblem = refuse,
): GuideDefinition {
  return new GuideReader(fileName, report).guide(xml);
}

/** What is told without looking into the guide. */
export function readGuideHead(xml: XmlElement): GuideHead {
  return {
    id: text(xml, 'id'),
    transactionSet: text(xml, 'transactionSet'),
    version: text(xml, 'version'),
    accepts: words(text(xml, 'accepts')),
    functionalGroup: text(xml, 'functionalGroup'),
  };
}

function refuse(problem: string): never {
  throw new Fault({
    code: 'GUIDE-INVALID',
    message: problem,
    hint: 'Correct the guide; `remit specs check` lists every problem.',
    exitCode: 2,
  });
}

const GUIDE = ['id', 'transactionSet', 'version', 'accepts', 'functionalGroup', 'claim', 'name'];
const SITUATION = ['rule', 'required-when', 'not-used-when', 'stc', 'rule-severity', 'when'];
const LOOP = ['id', 'use', 'max', 'name', 'same-as', ...SITUATION];
const SEGMENT = ['id', 'at', 'use', 'max', 'select', 'syntax', 'name', ...SITUATION];
const ELEMENT = [
  ...['at', 'de', 'use', 'type', 'min', 'max', 'digits'],
  ...['rep', 'codes', 'external', 'list', 'list-when', 'list-stc', 'severity', 'name'],
  ...SITUATION,
];
const COMPONENT = ELEMENT.filter((name) => name !== 'rep');
/** None to three claim statuses. */
const STATUSES = /^(?:A[34678]:\d{1,3}(?::(?:[0-9A-Z]{2,3}|\{entity\}))?(?: |$)){0,3}$/;
const TYPES: readonly string[] = ['AN', 'ID', 'N0', 'R', 'DT', 'TM', 'comp'];

class GuideReader {
  readonly #file: string;
  readonly #report: ReportProblem;

  constructor(file: string, report: ReportProblem) {
    this.#file = file;
    this.#report = report;
  }

  guide(xml: XmlElement): GuideDefinition {
    if (xml.name !== 'guide') this.#problem(xml, `<${xml.name}> is not a guide`);
    this.#known(xml, GUIDE, ['id', 'transactionSet', 'version', 'accepts', 'functionalGroup']);
    return {
      file: this.#file,
      ...readGuideHead(xml),
      claimLoops: words(text(xml, 'claim')),
      name: text(xml, 'name'),
      children: this.#children(xml),
    };
  }

  #children(xml: XmlElement): (SegmentDefinition | LoopDefinition)[] {
    const children: (SegmentDefinition | LoopDefinition)[] = [];
    for (const child of xml.children) {
      if (child.name === 'loop') children.push(this.#loop(child));
      else if (child.name === 'segment') children.push(this.#segment(child));
      else this.#problem(child, `<${child.name}> is neither a loop nor a segment`);
    }
    return children;
  }

  #loop(xml: XmlElement): LoopDefinition {
    this.#known(xml, LOOP, ['id', 'use', 'max']);
    return {
      kind: 'loop',
      id: text(xml, 'id'),
      usage: this.#usage(xml),
      max: this.#max(xml),
      name: text(xml, 'name'),
      when: text(xml, 'when'),
      situation: this.#situation(xml),
      sameAs: text(xml, 'same-as'),
      children: this.#children(xml),
      line: xml.line,
    };
  }

  #segment(xml: XmlElement): SegmentDefinition {
    this.#known(xml, SEGMENT, ['id', 'at', 'use', 'max']);
    return {
      kind: 'segment',
      id: text(xml, 'id'),
      position: text(xml, 'at'),
      usage: this.#usage(xml),
      max: this.#max(xml),
      selector: this.#selector(xml),
      syntaxNotes: this.#syntaxNotes(xml),
      name: text(xml, 'name'),
      when: text(xml, 'when'),
      situation: this.#situation(xml),
      elements: this.#elements(xml, 'element'),
      line: xml.line,
    };
  }

  #elements(xml: XmlElement, kind: 'element' | 'component'): ElementDefinition[] {
    const elements: ElementDefinition[] = [];
    for (const child of xml.children) {
      if (child.name === kind) elements.push(this.#element(child, kind));
      else this.#problem(child, `<${child.name}> stands where only <${kind}> may`);
    }
    return elements;
  }

  #element(xml: XmlElement, kind: 'element' | 'component'): ElementDefinition {
    const usage = this.#usage(xml);
    const type = text(xml, 'type');
    const wanted = usage === 'N' ? ['at', 'use'] : ['at', 'use', 'de', 'type', 'name'];
    this.#known(xml, kind === 'element' ? ELEMENT : COMPONENT, wanted);
    if (usage !== 'N' && !TYPES.includes(type)) this.#problem(xml, 'type is none of AN ID N0 R DT TM comp');
    const at = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text(xml, 'at'));
    if (at === null) this.#problem(xml, 'at is not a position such as 03 or 04-07');
    const from = Number(at?.[1] ?? 0);
    return {
      from,
      to: Number(at?.[2] ?? from),
      usage,
      dataElement: text(xml, 'de'),
      type: (TYPES.includes(type) ? type : 'AN') as ElementType,
      minLength: this.#number(xml, 'min', 0),
      maxLength: this.#number(xml, 'max', 0),
      maxDigits: this.#number(xml, 'digits', 0),
      maxRepetitions: this.#number(xml, 'rep', 1),
      codes: codeList(text(xml, 'codes')),
      external: text(xml, 'external'),
      lists: words(text(xml, 'list')),
      listWhen: this.#condition(xml, 'list-when'),
      listStc: text(xml, 'list-stc'),
      situation: this.#situation(xml),
      when: text(xml, 'when'),
      reportOnly: text(xml, 'severity') === 'report',
      name: text(xml, 'name'),
      components: kind === 'element' ? this.#elements(xml, 'component') : [],
      line: xml.line,
    };
  }

  #situation(xml: XmlElement): Situation | undefined {
    const requiredWhen = this.#condition(xml, 'required-when');
    const notUsedWhen = this.#condition(xml, 'not-used-when');
    const rule = text(xml, 'rule');
    if (requiredWhen === undefined && notUsedWhen === undefined) {
      const isMisread = xml.attributes.has('required-when') || xml.attributes.has('not-used-when');
      if (rule !== '' && !isMisread) this.#problem(xml, 'a rule has required-when or not-used-when');
      return undefined;
    }
    if (!/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(rule)) this.#problem(xml, 'a condition needs the name of its rule');
    const stc = text(xml, 'stc');
    if (!STATUSES.test(stc)) this.#problem(xml, 'stc is not of the form A6:464 or A7:562:85');
    return { rule, requiredWhen, notUsedWhen, stc, reportOnly: text(xml, 'rule-severity') === 'report' };
  }

  #condition(xml: XmlElement, name: string): Condition | undefined {
    const value = text(xml, name);
    if (value === '') return undefined;
    const condition = readCondition(value);
    if (condition === undefined) this.#problem(xml, `${name} is no condition: ${value}`);
    return condition;
  }

  #selector(xml: XmlElement): Selector | undefined {
    const select = text(xml, 'select');
    if (select === '') return undefined;
    const parts = /^(\d\d)(?:-(\d{1,2}))?=(.+)$/.exec(select);
    if (parts === null) {
      this.#problem(xml, 'select is not of the form 01=85 or 01-1=BK');
      return undefined;
    }
    return { element: Number(parts[1]), component: Number(parts[2] ?? 0), codes: codeList(parts[3] ?? '') };
  }

  #syntaxNotes(xml: XmlElement): SyntaxNote[] {
    const notes: SyntaxNote[] = [];
    for (const note of words(text(xml, 'syntax'))) {
      if (!/^[PRECL](?:\d\d){2,}$/.test(note))
        this.#problem(xml, `${note} is not a syntax note such as P0304`);
      else
        notes.push({
          kind: note[0] as SyntaxNote['kind'],
          elements: (note.slice(1).match(/\d\d/g) ?? []).map(Number),
        });
    }
    return notes;
  }

  #usage(xml: XmlElement): Usage {
    const usage = text(xml, 'use');
    if (usage !== 'R' && usage !== 'S' && usage !== 'N') this.#problem(xml, 'use is none of R S N');
    return usage === 'R' || usage === 'N' ? usage : 'S';
  }

  #max(xml: XmlElement): number {
    return text(xml, 'max') === '>1' ? 0 : this.#number(xml, 'max', 1);
  }

  #number(xml: XmlElement, name: string, absent: number): number {
    const value = xml.attributes.get(name);
    if (value === undefined) return absent;
    if (!/^\d{1,6}$/.test(value)) this.#problem(xml, `${name} is not a number`);
    return Number.parseInt(value, 10) || absent;
  }

  #known(xml: XmlElement, known: readonly string[], required: readonly string[]): void {
    for (const name of xml.attributes.keys()) {
      if (!known.includes(name)) this.#problem(xml, `<${xml.name}> has the unknown attribute ${name}`);
    }
    for (const name of required) {
      if (text(xml, name) === '') this.#problem(xml, `<${xml.name}> lacks the attribute ${name}`);
    }
  }

  #problem(xml: XmlElement, problem: string): void {
    this.#report(`${this.#file}:${xml.line}: ${problem}`);
  }
}

function text(xml: XmlElement, name: string): string {
  return xml.attributes.get(name) ?? '';
}

function words(value: string): string[] {
  return value.split(' ').filter((word) => word !== '');
}

/** Codes are parted by blanks, or by `|` where a code holds a blank (CTX01-1). */
function codeList(value: string): string[] {
  return value.includes('|') ? value.split('|').filter((code) => code !== '') : words(value);
}

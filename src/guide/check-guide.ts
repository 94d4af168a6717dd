import { Fault } from '../x12/fault.ts';
import { compileGuide } from './compile-guide.ts';
import type {
  ElementDefinition,
  GuideDefinition,
  LoopDefinition,
  SegmentDefinition,
} from './guide-definition.ts';
import { readGuide } from './read-guide.ts';
import { readXml } from './xml.ts';

/**
 * Looks for everything that would make a guide say something else than was meant.
 *
 * @returns one line per problem: `837P.xml:12: 2000A/2010AA/REF: ...`; empty when the guide is sound
 */
export function checkGuide(text: string, fileName: string): string[] {
  const problems: string[] = [];
  try {
    const guide = readGuide(readXml(text, fileName), fileName, (problem) => problems.push(problem));
    new GuideChecker(guide, problems).check();
    // Conditions are resolved against the whole guide, which has to be sound for that.
    if (problems.length === 0) compileGuide(guide);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    problems.push(fault.message);
  }
  return problems;
}

type Child = SegmentDefinition | LoopDefinition;

class GuideChecker {
  readonly #guide: GuideDefinition;
  readonly #problems: string[];
  readonly #loops = new Map<string, LoopDefinition>();

  constructor(guide: GuideDefinition, problems: string[]) {
    this.#guide = guide;
    this.#problems = problems;
  }

  check(): void {
    const { accepts, version, claimLoops, children } = this.#guide;
    if (!accepts.includes(version))
      this.#say(1, '', `its own version ${version} is not among those it accepts`);
    this.#children(children, '');
    const first = children[0];
    if (first?.id !== 'ST') this.#say(first?.line ?? 1, '', 'does not begin with ST');
    if (children.at(-1)?.id !== 'SE') this.#say(children.at(-1)?.line ?? 1, '', 'does not end with SE');
    for (const id of claimLoops)
      if (!this.#loops.has(id)) this.#say(1, '', `the claim loop ${id} does not exist`);
  }

  #children(children: readonly Child[], path: string): void {
    for (const child of children) {
      const at = path === '' ? child.id : `${path}/${child.id}`;
      if (child.usage === 'N') this.#say(child.line, at, 'is listed though not used');
      if (child.kind === 'loop') this.#loop(child, at);
      else this.#segment(child, at);
    }
    this.#siblings(children, path);
  }

  #loop(loop: LoopDefinition, path: string): void {
    if (loop.sameAs !== '') {
      if (loop.children.length > 0) this.#say(loop.line, path, 'has content and same-as');
      if (!this.#loops.has(loop.sameAs))
        this.#say(loop.line, path, `same-as names no loop above: ${loop.sameAs}`);
      return;
    }
    const first = loop.children[0];
    if (first === undefined) this.#say(loop.line, path, 'is empty');
    else if (first.kind === 'loop') this.#say(loop.line, path, 'does not begin with a segment');
    else if (first.usage !== 'R' || first.max !== 1) {
      this.#say(first.line, path, 'the segment that starts the loop is not required exactly once');
    }
    this.#loops.set(loop.id, loop);
    this.#children(loop.children, path);
  }

  #segment(segment: SegmentDefinition, path: string): void {
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(segment.id)) this.#say(segment.line, path, 'is no segment id');
    if (!/^\d{4}$/.test(segment.position))
      this.#say(segment.line, path, 'at is not a position of four digits');
    if (segment.elements.length === 0) this.#say(segment.line, path, 'has no elements');
    this.#positions(segment.elements, path, 2);
    this.#selector(segment, path);
    const count = segment.elements.at(-1)?.to ?? 0;
    for (const note of segment.syntaxNotes) {
      if (note.elements.some((element) => element > count)) {
        this.#say(segment.line, path, `the syntax note ${note.kind} names an element beyond the last`);
      }
    }
  }

  #positions(elements: readonly ElementDefinition[], path: string, width: number): void {
    let next = 1;
    for (const element of elements) {
      const at = `${path}${width === 2 ? '' : '-'}${String(element.from).padStart(width, '0')}`;
      if (element.from < next) this.#say(element.line, at, 'the position is given twice');
      else if (element.from > next) this.#say(element.line, at, 'a position before this one is left out');
      if (element.to < element.from)
        this.#say(element.line, at, 'the run of positions ends before it begins');
      next = Math.max(next, element.to + 1);
      this.#element(element, at);
    }
  }

  #element(element: ElementDefinition, at: string): void {
    if (element.usage === 'N') return;
    if ((element.type === 'comp') !== element.components.length > 0) {
      this.#say(element.line, at, 'a composite has components, and nothing else has');
    }
    this.#positions(element.components, at, 1);
    if (element.type === 'comp') return;
    if (element.maxLength < 1 || element.minLength > element.maxLength)
      this.#say(element.line, at, 'its lengths are wrong');
    if (new Set(element.codes).size !== element.codes.length)
      this.#say(element.line, at, 'a code is given twice');
    for (const code of element.codes) {
      if (code.length > element.maxLength)
        this.#say(element.line, at, `the code ${code} is longer than the element`);
    }
  }

  #selector(segment: SegmentDefinition, path: string): void {
    const { selector } = segment;
    if (selector === undefined) return;
    let element = segment.elements.find(({ from, to }) => from <= selector.element && selector.element <= to);
    if (selector.component > 0) element = element?.components.find(({ from }) => from === selector.component);
    if (element === undefined || element.usage === 'N')
      this.#say(segment.line, path, 'selects by an element it has not');
    else if (!sameCodes(selector.codes, element.codes)) {
      this.#say(segment.line, path, 'its selector has other codes than the element selected by');
    }
  }

  /** Two siblings of one segment id must differ in their selectors; one may go without and take the rest. */
  #siblings(children: readonly Child[], path: string): void {
    const triggers = children.map((child) => this.#triggerOf(child));
    triggers.forEach((one, index) => {
      for (const other of triggers.slice(index + 1)) {
        if (one === undefined || other === undefined || one.id !== other.id) continue;
        if (areApart(one, other)) continue;
        this.#say(other.line, `${path}/${other.id}`, `cannot be told from its sibling at line ${one.line}`);
      }
    });
  }

  #triggerOf(child: Child): SegmentDefinition | undefined {
    if (child.kind === 'segment') return child;
    const first = (this.#loops.get(child.sameAs) ?? child).children[0];
    return first?.kind === 'segment' ? first : undefined;
  }

  #say(line: number, path: string, problem: string): void {
    this.#problems.push(`${this.#guide.file}:${line}: ${path === '' ? '' : `${path}: `}${problem}`);
  }
}

function areApart(one: SegmentDefinition, other: SegmentDefinition): boolean {
  const a = one.selector;
  const b = other.selector;
  if (a === undefined || b === undefined) return a !== b;
  if (a.element !== b.element || a.component !== b.component) return false;
  return !a.codes.some((code) => b.codes.includes(code));
}

function sameCodes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((code) => other.includes(code));
}

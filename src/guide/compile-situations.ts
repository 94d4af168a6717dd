import { Fault } from '../x12/fault.ts';
import type { Condition, Fact } from './condition.ts';
import type { ElementDefinition, LoopDefinition, SegmentDefinition, Situation } from './guide-definition.ts';
import { type FactSelector, PackedFacts } from './packed-facts.ts';
import type { FactTest, RuleTerm, SituationRule, SituationTable } from './situation-table.ts';

/** A node of the guide as far as situations need it. */
export interface SituationNode {
  readonly definition: SegmentDefinition | LoopDefinition | undefined;
  readonly parent: number;
  readonly firstChild: number;
  readonly endChild: number;
}

/**
 * Resolves the conditions of a guide to nodes and facts.
 *
 * @throws Fault `GUIDE-INVALID` where a condition names what the guide has not at that place
 */
export function compileSituations(
  nodes: readonly SituationNode[],
  file: string,
  claimLoops: readonly string[],
): SituationTable {
  return new SituationCompiler(nodes, file, claimLoops).compile();
}

class SituationCompiler {
  readonly #nodes: readonly SituationNode[];
  readonly #file: string;
  readonly #claimLoops: ReadonlySet<string>;
  readonly #facts: FactTest[] = [];
  readonly #known = new Map<string, number>();
  readonly #factsOfNode: (number[] | undefined)[];
  readonly #factsOfScope: (number[] | undefined)[];
  readonly #rulesOfLoop: (SituationRule[] | undefined)[];
  readonly #rulesOfStart: (SituationRule[] | undefined)[];
  readonly #rulesOfElements: (SituationRule[] | undefined)[];
  readonly #ownTests: FactTest[] = [];
  readonly #watched = new Set<number>();

  constructor(nodes: readonly SituationNode[], file: string, claimLoops: readonly string[]) {
    this.#nodes = nodes;
    this.#file = file;
    this.#claimLoops = new Set(claimLoops);
    this.#factsOfNode = nodes.map(() => undefined);
    this.#factsOfScope = nodes.map(() => undefined);
    this.#rulesOfLoop = nodes.map(() => undefined);
    this.#rulesOfStart = nodes.map(() => undefined);
    this.#rulesOfElements = nodes.map(() => undefined);
  }

  compile(): SituationTable {
    this.#nodes.forEach(({ definition }, node) => {
      if (definition === undefined) return;
      for (const situation of situationsOf(definition)) this.#compileChild(node, definition, situation);
      if (definition.kind === 'segment') this.#compileElements(node, definition);
    });
    const factCount = this.#facts.length;
    const tests = [...this.#facts, ...this.#ownTests];
    return {
      tests,
      packed: new PackedFacts(
        tests,
        tests.map(({ nodes }) => selectorOf(this.#nodes[nodes[0]!]!)),
      ),
      factCount,
      factsOfNode: this.#factsOfNode,
      factsOfScope: this.#factsOfScope,
      rulesOfLoop: this.#withOwnTests(this.#rulesOfLoop, factCount),
      rulesOfStart: this.#withOwnTests(this.#rulesOfStart, factCount),
      rulesOfElements: this.#withOwnTests(this.#rulesOfElements, factCount),
      watched: this.#watched,
    };
  }

  #compileChild(node: number, definition: SegmentDefinition | LoopDefinition, situation: OneSituation): void {
    const base = this.#nodes[node]!.parent;
    const isLoop = definition.kind === 'loop';
    const seen = isLoop ? this.#nodes[node]!.firstChild : node;
    const rule: SituationRule = {
      ...this.#ruleOf(situation, definition.when, base),
      what: isLoop ? 'loop' : 'segment',
      node,
      element: 0,
      component: 0,
      dataElement: '',
      seenFact: this.#factAt({ nodes: [seen], qualifier: '', element: 0, component: 0, codes: [] }, base),
      anyOf: this.#terms(situation.condition, base, -1, definition.line),
    };
    if (rule.kind === 'required') this.#watched.add(node);
    // A loop that has to stay away is told where it begins: what follows may hang on it.
    if (isLoop && rule.kind === 'not used') push(this.#rulesOfStart, seen, rule);
    else push(this.#rulesOfLoop, base, rule);
  }

  #compileElements(node: number, segment: SegmentDefinition): void {
    const add = (element: ElementDefinition, position: number, component: number): void => {
      for (const situation of situationsOf(element)) {
        push(this.#rulesOfElements, node, {
          ...this.#ruleOf(situation, element.when, this.#nodes[node]!.parent),
          what: 'element',
          node,
          element: position,
          component,
          dataElement: element.dataElement,
          seenFact: -1,
          anyOf: this.#terms(situation.condition, this.#nodes[node]!.parent, node, element.line),
        });
      }
    };
    for (const element of segment.elements) {
      add(element, element.from, 0);
      for (const component of element.components) add(component, element.from, component.from);
    }
  }

  #ruleOf({ rule, kind, stc, reportOnly }: OneSituation, when: string, loop: number) {
    return {
      code: `SITUATION-${rule}${kind === 'required' ? '' : '-NOT-USED'}`,
      kind,
      stc: stc.replaceAll(':{entity}', this.#entityOf(loop)),
      severity: reportOnly ? ('report' as const) : ('reject' as const),
      hint: when === '' ? 'See the rule of the guide.' : `Sent when: ${when}.`,
    };
  }

  /** `:85`: the party a loop that begins with NM1 is about. */
  #entityOf(loop: number): string {
    const trigger = this.#nodes[this.#nodes[loop]!.firstChild]!;
    const code = trigger.definition?.id === 'NM1' ? selectorCodes(trigger)[0] : undefined;
    return code === undefined ? '' : `:${code}`;
  }

  #terms(condition: Condition, base: number, own: number, line: number): RuleTerm[][] {
    return condition.map((allOf) => allOf.map((fact) => this.#term(fact, base, own, line)));
  }

  #term(fact: Fact, base: number, own: number, line: number): RuleTerm {
    const { element, component, codes, negated } = fact;
    if (
      own !== -1 &&
      fact.loop === '' &&
      fact.qualifier === '' &&
      fact.segment === this.#nodes[own]!.definition?.id
    ) {
      const test = { nodes: [own], qualifier: '', element, component, codes };
      return { test: this.#ownTests.push(test) - 1, isOwn: true, negated };
    }
    const { nodes, scope } = this.#resolve(fact, base, line);
    const isMixed =
      fact.qualifier !== '' && nodes.some((node) => selectorCodes(this.#nodes[node]!).length > 1);
    const test = { nodes, qualifier: isMixed ? fact.qualifier : '', element, component, codes };
    return { test: this.#factAt(test, scope), isOwn: false, negated };
  }

  /** From the base loop outwards: the first loop that holds what the reference names. */
  #resolve(fact: Fact, base: number, line: number): { nodes: number[]; scope: number } {
    for (let scope = base; scope !== -1; scope = this.#nodes[scope]!.parent) {
      const nodes = this.#nodesIn(fact, scope);
      if (nodes.length === 0) continue;
      // A set is shared out claim by claim: what stands above the claims is judged without them.
      if (!this.#isInClaim(base) && nodes.some((node) => this.#isInClaim(node))) {
        throw this.#invalid(line, `the condition looks from above into a claim: ${fact.text}`);
      }
      return { nodes, scope };
    }
    throw this.#invalid(line, `the condition names what is not there: ${fact.text}`);
  }

  #isInClaim(node: number): boolean {
    for (let at = node; at !== -1; at = this.#nodes[at]!.parent) {
      const { definition } = this.#nodes[at]!;
      if (definition?.kind === 'loop' && this.#claimLoops.has(definition.id)) return true;
    }
    return false;
  }

  #invalid(line: number, problem: string): Fault {
    return new Fault({
      code: 'GUIDE-INVALID',
      message: `${this.#file}:${line}: ${problem}`,
      hint: 'Name a segment or loop of the same loop, or of one around it.',
      exitCode: 2,
    });
  }

  #nodesIn(fact: Fact, scope: number): number[] {
    if (fact.loop === '') return this.#segmentsOf(fact, scope);
    const loops =
      this.#nodes[scope]!.definition?.id === fact.loop ? [scope] : this.#loopsBelow(fact.loop, scope);
    if (fact.segment === '') return loops.map((loop) => this.#nodes[loop]!.firstChild);
    return loops.flatMap((loop) => this.#segmentsOf(fact, loop));
  }

  #segmentsOf(fact: Fact, loop: number): number[] {
    const { firstChild, endChild } = this.#nodes[loop]!;
    return range(firstChild, endChild).filter((node) => {
      const child = this.#nodes[node]!;
      if (child.definition?.kind !== 'segment' || child.definition.id !== fact.segment) return false;
      return fact.qualifier === '' || selectorCodes(child).includes(fact.qualifier);
    });
  }

  #loopsBelow(id: string, scope: number): number[] {
    const { firstChild, endChild } = this.#nodes[scope]!;
    return range(firstChild, endChild).flatMap((node) => {
      const child = this.#nodes[node]!;
      if (child.definition?.kind !== 'loop') return [];
      return child.definition.id === id ? [node] : this.#loopsBelow(id, node);
    });
  }

  /** Own tests stand behind the facts, whose number is known at the end only. */
  #withOwnTests(rows: readonly (SituationRule[] | undefined)[], factCount: number) {
    const moved = (term: RuleTerm): RuleTerm =>
      term.isOwn ? { ...term, test: term.test + factCount } : term;
    return rows.map((rules) =>
      rules?.map((rule) => ({ ...rule, anyOf: rule.anyOf.map((allOf) => allOf.map(moved)) })),
    );
  }

  #factAt(test: FactTest, scope: number): number {
    const key = JSON.stringify([test, scope]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fact = this.#facts.push(test) - 1;
    this.#known.set(key, fact);
    for (const node of test.nodes) push(this.#factsOfNode, node, fact);
    push(this.#factsOfScope, scope, fact);
    return fact;
  }
}

interface OneSituation extends Pick<Situation, 'rule' | 'stc' | 'reportOnly'> {
  readonly kind: 'required' | 'not used';
  readonly condition: Condition;
}

function situationsOf(definition: { readonly situation?: Situation | undefined }): OneSituation[] {
  const { situation } = definition;
  if (situation === undefined) return [];
  const { rule, stc, reportOnly, requiredWhen, notUsedWhen } = situation;
  const found: OneSituation[] = [];
  if (requiredWhen) found.push({ rule, stc, reportOnly, kind: 'required', condition: requiredWhen });
  if (notUsedWhen) found.push({ rule, stc, reportOnly, kind: 'not used', condition: notUsedWhen });
  return found;
}

function selectorCodes({ definition }: SituationNode): readonly string[] {
  return definition?.kind === 'segment' ? (definition.selector?.codes ?? []) : [];
}

function selectorOf({ definition }: SituationNode): FactSelector {
  const selector = definition?.kind === 'segment' ? definition.selector : undefined;
  return selector ?? { element: 0, component: 0 };
}

function push<T>(rows: (T[] | undefined)[], at: number, value: T): void {
  const row = rows[at] ?? [];
  row.push(value);
  rows[at] = row;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

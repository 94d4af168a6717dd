import type { Severity } from '../x12/finding.ts';

/** One atom of a condition: seen in its scope, a loop that is open. */
export interface FactTest {
  /** Nodes that can make it true. */
  readonly nodes: readonly number[];
  /** Selector of a node that takes several qualifiers: only with this one. '' for any. */
  readonly qualifier: string;
  /** 0: the segment itself. */
  readonly element: number;
  readonly component: number;
  /** Empty: that it is sent. */
  readonly codes: readonly string[];
}

/** A fact, or a test of the very segment that the rule stands on (`fact` -1). */
export interface RuleTerm {
  readonly fact: number;
  readonly own: FactTest | undefined;
  readonly negated: boolean;
}

/** A situational rule of one node of a guide. */
export interface SituationRule {
  /** Finding code: `SITUATION-…`. */
  readonly code: string;
  readonly kind: 'required' | 'not used';
  readonly what: 'segment' | 'loop' | 'element';
  /** Segment or loop concerned; of an element: its segment. */
  readonly node: number;
  readonly element: number;
  readonly component: number;
  readonly dataElement: string;
  /** Fact that says where the segment was last seen; -1 for an element. */
  readonly seenFact: number;
  readonly anyOf: readonly (readonly RuleTerm[])[];
  /** One to three statuses parted by blanks, '' for none. */
  readonly stc: string;
  readonly severity: Severity;
  /** When it is sent, in the words of the guide. */
  readonly hint: string;
}

/** The situational rules of a guide, by the node at which each is looked at. Rows are undefined where there are none. */
export interface SituationTable {
  readonly facts: readonly FactTest[];
  /** Facts a segment of this node may make true. */
  readonly factsOfNode: readonly (readonly number[] | undefined)[];
  /** Facts forgotten when this loop begins. */
  readonly factsOfScope: readonly (readonly number[] | undefined)[];
  /** Looked at when this loop ends, or a claim or level below it begins. */
  readonly rulesOfLoop: readonly (readonly SituationRule[] | undefined)[];
  /** Looked at on a segment of this node: its elements, and the loop it starts. */
  readonly rulesOfNode: readonly (readonly SituationRule[] | undefined)[];
  /** Children whose place is noted when it goes by without them. */
  readonly watched: ReadonlySet<number>;
}

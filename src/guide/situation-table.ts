import type { Severity } from '../x12/finding.ts';
import type { PackedFacts } from './packed-facts.ts';

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

/** A fact, or a test of the very segment that the rule stands on. */
export interface RuleTerm {
  /** Index among {@link SituationTable.tests}. */
  readonly test: number;
  readonly isOwn: boolean;
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
  /** The facts, and behind them the tests of a rule's own segment. */
  readonly tests: readonly FactTest[];
  readonly packed: PackedFacts;
  readonly factCount: number;
  /** Facts a segment of this node may make true. */
  readonly factsOfNode: readonly (readonly number[] | undefined)[];
  /** Facts forgotten when this loop begins. */
  readonly factsOfScope: readonly (readonly number[] | undefined)[];
  /** Looked at when this loop ends, or a claim or level below it begins. */
  readonly rulesOfLoop: readonly (readonly SituationRule[] | undefined)[];
  /** Looked at on a segment of this node: the loop it starts. */
  readonly rulesOfStart: readonly (readonly SituationRule[] | undefined)[];
  /** Looked at on a segment of this node when each element is right in itself: its elements. */
  readonly rulesOfElements: readonly (readonly SituationRule[] | undefined)[];
  /** Children whose place is noted when it goes by without them. */
  readonly watched: ReadonlySet<number>;
}

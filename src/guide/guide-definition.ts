import type { Condition } from './condition.ts';

/** R required, S situational, N not used. */
export type Usage = 'R' | 'S' | 'N';

/** Element types of X12: string, identifier, whole number, decimal, date, time, composite. */
export type ElementType = 'AN' | 'ID' | 'N0' | 'R' | 'DT' | 'TM' | 'comp';

/** The part of a situational rule that the data decide. */
export interface Situation {
  /** Its name: the finding is `SITUATION-name`, or `SITUATION-name-NOT-USED`. */
  readonly rule: string;
  readonly requiredWhen: Condition | undefined;
  readonly notUsedWhen: Condition | undefined;
  /** Claim status it is answered with: one to three, parted by blanks. */
  readonly stc: string;
  /** Said, but refuses nothing. */
  readonly reportOnly: boolean;
}

/** A component, or an element; a run such as `02-12` stands for each position in it. */
export interface ElementDefinition {
  readonly from: number;
  readonly to: number;
  readonly usage: Usage;
  /** X12 data element or composite number; '' when not used. */
  readonly dataElement: string;
  readonly type: ElementType;
  readonly minLength: number;
  readonly maxLength: number;
  /** Money: digits HIPAA allows, the sign and the point not counted. */
  readonly maxDigits: number;
  readonly maxRepetitions: number;
  readonly codes: readonly string[];
  /** Whose list the codes come from when the guide has none of its own. */
  readonly external: string;
  /** Lists of `specs/codes/` that the value is looked up in. */
  readonly lists: readonly string[];
  /** Of this segment's own elements: when they are looked up. */
  readonly listWhen: Condition | undefined;
  /** Claim statuses in place of the list's own. */
  readonly listStc: string;
  readonly situation: Situation | undefined;
  /** When a situational element is sent, in our own words. */
  readonly when: string;
  /** `report`: a fault here is said but refuses nothing. */
  readonly reportOnly: boolean;
  readonly name: string;
  readonly components: readonly ElementDefinition[];
  readonly line: number;
}

/** What tells one segment from its siblings of the same id: `01=85`, or `01-1=ABK BK` for a component. */
export interface Selector {
  readonly element: number;
  /** 0: the element is not a composite. */
  readonly component: number;
  readonly codes: readonly string[];
}

/** X12 syntax note: P all or none, R at least one, E at most one, C first needs all, L first needs any. */
export interface SyntaxNote {
  readonly kind: 'P' | 'R' | 'E' | 'C' | 'L';
  readonly elements: readonly number[];
}

export interface SegmentDefinition {
  readonly kind: 'segment';
  readonly id: string;
  /** Position in the X12 table: siblings of one position may come in any order. */
  readonly position: string;
  readonly usage: Usage;
  /** 0: no limit. */
  readonly max: number;
  readonly selector: Selector | undefined;
  readonly syntaxNotes: readonly SyntaxNote[];
  readonly name: string;
  /** When a situational segment is sent, in our own words. */
  readonly when: string;
  readonly situation: Situation | undefined;
  readonly elements: readonly ElementDefinition[];
  readonly line: number;
}

export interface LoopDefinition {
  readonly kind: 'loop';
  readonly id: string;
  readonly usage: Usage;
  /** 0: no limit. */
  readonly max: number;
  readonly name: string;
  readonly when: string;
  readonly situation: Situation | undefined;
  /** Id of the loop above whose content this one has too; then `children` is empty. */
  readonly sameAs: string;
  /** The first one is the segment that starts the loop. */
  readonly children: readonly (SegmentDefinition | LoopDefinition)[];
  readonly line: number;
}

/** Which sets a guide is for. */
export interface GuideHead {
  readonly id: string;
  readonly transactionSet: string;
  readonly version: string;
  /** Versions (GS08, ST03) read under these rules. */
  readonly accepts: readonly string[];
  readonly functionalGroup: string;
}

/** One implementation guide as its file says it. */
export interface GuideDefinition extends GuideHead {
  readonly file: string;
  /** Loops that hold one claim each. */
  readonly claimLoops: readonly string[];
  readonly name: string;
  readonly children: readonly (SegmentDefinition | LoopDefinition)[];
}

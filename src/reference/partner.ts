import type { Severity } from '../x12/finding.ts';

/** When an answer is sent: never, when the sender asks (ISA14) or something is wrong, always. */
export type AnswerPolicy = 'never' | 'asked' | 'always';

/** `specs/partners/*.xml`, compiled: a clearinghouse or a provider that sends to us or receives from us. */
export interface Partner {
  /** Folder name under inbox/ and outbox/: `[a-z0-9-]+`. */
  readonly id: string;
  readonly name: string;
  /** ISA05/ISA06 (trimmed) of what it sends; '*' accepts any id. */
  readonly qualifier: string;
  readonly interchangeId: string;
  /** GS02 it sends and GS03 we answer to. */
  readonly applicationId: string;
  /** ISA07/ISA08 and GS03 by which it addresses us, and which we use as sender. */
  readonly ourQualifier: string;
  readonly ourInterchangeId: string;
  readonly ourApplicationId: string;
  /** ISA15 expected: P, T, or '*' (test profiles: T is taken as production). */
  readonly usage: string;
  /** Payer profiles its claims may name, by profile id; the first is the default. */
  readonly payers: readonly string[];
  /** Finding code → severity, over the code's own default. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** Checking by SNIP type; a type not in the set is not reported. */
  readonly snipTypes: ReadonlySet<number>;
  /** A fault in a claim's element or situation rejects the whole set (999 R) instead of the claim (DESIGN decision 4). */
  readonly rejectSetOnClaimFault: boolean;
  readonly ta1: AnswerPolicy;
  readonly functional999: AnswerPolicy;
  readonly claim277: AnswerPolicy;
  /** Duplicate interchange look-back in days; 0 is off. */
  readonly duplicateLookBackDays: number;

  /** Line feed after each terminator of what we send. */
  readonly newlineAfterSegment: boolean;
}

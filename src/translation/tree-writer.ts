import type { Finding } from '../x12/finding.ts';
import type { TranslatedSegment } from './element-content.ts';

/** Plain data: what JSON can hold. */
export type Members = Readonly<Record<string, unknown>>;

export type ContainerKind = 'interchange' | 'group' | 'set' | 'loop';

/** A document written from its beginning to its end, in one form or another; nothing but the open containers is held. */
export interface TreeWriter {
  /** Begins a thing that has these members and a list of others in it. */
  open(kind: ContainerKind, members: Members, list: string): void;
  segment(segment: TranslatedSegment): void;
  record(kind: string, value: Members): void;
  /** Ends the innermost open thing; what is known of it only now comes last. */
  close(members?: Members): void;
  /** What follows can be read without what came before: a line of its own, where the form has lines. */
  unit(): void;
  end(findings: readonly Finding[]): void;
}

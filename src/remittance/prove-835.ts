import type { Finding } from '../x12/finding.ts';
import type { InterchangeHandler, ReadOutcome, TransactionSet } from '../x12/interchange.ts';
import { InterchangeReader } from '../x12/reader.ts';
import type { Segment } from '../x12/segment.ts';
import { BalanceProof, type ProvedSet } from './balance-proof.ts';

export interface Proof835 {
  /**
   * True when the bytes are whole interchanges, hold at least one 835 set and every one balances. What we publish
   * must have no finding at all.
   */
  readonly balanced: boolean;
  /** What the reader says of the envelope and what the equations say, in the order of the file. */
  readonly findings: readonly Finding[];
  /** The 835 sets; other sets are not looked at. */
  readonly sets: readonly ProvedSet[];
}

/** Runs a {@link BalanceProof} over each 835 set that a reader tells of, and hands on what it proved at SE. */
export class Remittance835Prover {
  readonly #proved: (set: ProvedSet) => void;
  #proof: BalanceProof | undefined;

  constructor(proved: (set: ProvedSet) => void) {
    this.#proved = proved;
  }

  setStart(set: TransactionSet): void {
    const { group, id } = set;
    const { interchange } = group;
    this.#proof =
      id === '835'
        ? new BalanceProof({
            file: interchange.file,
            interchange: interchange.controlNumber,
            group: group.controlNumber,
          })
        : undefined;
  }

  segment(segment: Segment): void {
    this.#proof?.push(segment);
  }

  setEnd(): void {
    if (this.#proof) this.#proved(this.#proof.end());
    this.#proof = undefined;
  }
}

/**
 * Reads finished bytes again, as a receiver would, and proves the three balances of every 835 in them: of all that
 * is written before it is published, and of any 835 that is read.
 */
export function prove835(bytes: Uint8Array, file = ''): Proof835 {
  const findings: Finding[] = [];
  const sets: ProvedSet[] = [];
  const prover = new Remittance835Prover((set) => {
    sets.push(set);
    findings.push(...set.findings);
  });
  const handler: InterchangeHandler = {
    interchangeStart: () => {},
    groupStart: () => {},
    setStart: (set) => prover.setStart(set),
    segment: (segment) => prover.segment(segment),
    setEnd: () => prover.setEnd(),
    groupEnd: () => {},
    interchangeEnd: () => {},
    finding: (finding) => findings.push(finding),
  };
  const reader = new InterchangeReader(file, handler);
  reader.push(bytes);
  const outcome = reader.end();
  return {
    balanced: isWhole(outcome) && sets.length > 0 && sets.every((set) => set.balanced),
    findings,
    sets,
  };
}

function isWhole(outcome: ReadOutcome): boolean {
  return outcome.complete && outcome.unreadable === undefined;
}

import { ok } from 'node:assert/strict';
import { ElementChecker } from '../guide/element-checker.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Walker } from '../guide/walker.ts';
import type { Finding } from '../x12/finding.ts';
import type { InterchangeHandler, TransactionSet } from '../x12/interchange.ts';
import { InterchangeReader } from '../x12/reader.ts';
import type { Segment } from '../x12/segment.ts';
import type { ProvedSet } from './balance-proof.ts';
import { Remittance835Prover } from './prove-835.ts';

/** Findings beyond these are not listed: one is enough to stop a file. */
const FINDINGS_LISTED = 20;

export interface Checked835 {
  /** Of envelope, guide and balances; [] when the file may leave. */
  readonly findings: readonly Finding[];
  /** Alone counts `findings` completely when it is more than are listed. */
  readonly findingCount: number;
  readonly sets: readonly ProvedSet[];
}

/**
 * Reads an 835 file once, as a receiver would, before it is published: envelope and counts, every segment and element
 * under the implementation guide, and the three balances of every set (KP-89). `push` its bytes cut anywhere, then `end`.
 */
export class Check835 {
  readonly #findings: Finding[] = [];
  #findingCount = 0;
  readonly #sets: ProvedSet[] = [];
  readonly #reader: InterchangeReader;

  constructor(guides: GuideCatalogue) {
    const tell = (finding: Finding): void => {
      this.#findingCount += 1;
      if (this.#findings.length < FINDINGS_LISTED) this.#findings.push(finding);
    };
    const prover = new Remittance835Prover((set) => {
      this.#sets.push(set);
      set.findings.forEach(tell);
    });
    const guide = new GuideCheck(guides, tell);
    const handler: InterchangeHandler = {
      interchangeStart: () => {},
      groupStart: () => {},
      setStart: (set) => {
        prover.setStart(set);
        guide.setStart(set);
      },
      segment: (segment) => {
        prover.segment(segment);
        guide.segment(segment);
      },
      setEnd: () => {
        prover.setEnd();
        guide.setEnd();
      },
      groupEnd: () => {},
      interchangeEnd: () => {},
      finding: tell,
    };
    this.#reader = new InterchangeReader('', handler);
  }

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }

  end(): Checked835 {
    const outcome = this.#reader.end();
    // A file of ours that is not whole is a bug of the writer: it counts like any finding.
    if (!outcome.complete || outcome.unreadable !== undefined) this.#findingCount += 1;
    return { findings: this.#findings, findingCount: this.#findingCount, sets: this.#sets };
  }
}

/** Walks each set by its guide; one walker for all sets of a version. */
class GuideCheck {
  readonly #guides: GuideCatalogue;
  readonly #tell: (finding: Finding) => void;
  readonly #byVersion = new Map<string, { walker: Walker; elements: ElementChecker }>();
  #current: { walker: Walker; elements: ElementChecker } | undefined;

  constructor(guides: GuideCatalogue, tell: (finding: Finding) => void) {
    this.#guides = guides;
    this.#tell = tell;
  }

  setStart({ id, group, controlNumber }: TransactionSet): void {
    const key = `${id} ${group.version}`;
    let made = this.#byVersion.get(key);
    if (made === undefined) {
      const guide = this.#guides.find(id, group.version);
      ok(guide !== undefined, 'what we write has a guide');
      made = { walker: new Walker(guide), elements: new ElementChecker(guide) };
      this.#byVersion.set(key, made);
    }
    this.#current = made;
    made.walker.reset({
      file: '',
      interchange: group.interchange.controlNumber,
      group: group.controlNumber,
      set: controlNumber,
    });
  }

  segment(segment: Segment): void {
    const current = this.#current;
    if (current === undefined) return;
    const { node, findings } = current.walker.step(segment);
    for (const finding of findings) this.#tell(finding);
    if (node !== -1) current.elements.check(node, segment, current.walker, this.#tell);
  }

  setEnd(): void {
    if (this.#current) for (const finding of this.#current.walker.end()) this.#tell(finding);
    this.#current = undefined;
  }
}

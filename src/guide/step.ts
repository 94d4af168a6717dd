import type { Finding } from '../x12/finding.ts';
import { type Guide, ROOT } from './guide.ts';

const NO_FINDINGS: readonly Finding[] = Object.freeze([]);

/**
 * What one segment did. The walker hands out the same object each time: read it before the next step, or copy it.
 */
export class Step {
  /** Node of the segment in the guide; -1 when it has no place there. */
  node = -1;
  /** Node of the loop the segment stands in; of the innermost open one when it has no place. */
  loop = ROOT;
  /** Loops closed and opened by the segment. `entered` is 1 when it starts a loop, 2 when it also implied one. */
  left = 0;
  entered = 0;
  findings: readonly Finding[] = NO_FINDINGS;
  readonly #guide: Guide;

  constructor(guide: Guide) {
    this.#guide = guide;
  }

  /** `2300`; '' in the set's own header and trailer. */
  get loopId(): string {
    return this.#guide.loopIds[this.loop]!;
  }

  /** `2000A/2000B/2300`. */
  get loopPath(): string {
    return this.#guide.paths[this.loop]!;
  }

  clear(): void {
    this.node = -1;
    this.left = 0;
    this.entered = 0;
    this.findings = NO_FINDINGS;
  }
}

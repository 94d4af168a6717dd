import type { Finding } from '../x12/finding.ts';

/** Findings about the form of a claim: what is built on a part that is missing or misread is not judged as well. */
const FORM = 2;

/** The segments of a claim that are wrong in themselves, so that one mistake stays one finding. */
export class BrokenParts {
  readonly #segments: Set<string> | undefined;
  readonly #isLost: boolean;

  /** @param isLost segments of the claim have no place, and were passed over: nothing can be related to anything */
  constructor(findings: readonly Finding[], isLost: boolean) {
    this.#isLost = isLost;
    if (findings.length === 0) return;
    this.#segments = new Set();
    for (const { snip, place } of findings) {
      if (snip > FORM || place.segmentId === undefined) continue;
      // Other NM1 name providers; that of 2330B is what the lines refer to.
      if (place.segmentId === 'NM1' && place.loopPath?.endsWith('/2330B') !== true) continue;
      this.#segments.add(place.segmentId);
    }
  }

  has(...segments: readonly string[]): boolean {
    if (this.#isLost) return true;
    const broken = this.#segments;
    return broken !== undefined && broken.size > 0 && segments.some((segment) => broken.has(segment));
  }
}

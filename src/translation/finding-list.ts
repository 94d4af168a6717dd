import type { Finding } from '../x12/finding.ts';
import { FINDINGS_PER_FILE } from './limits.ts';
import { translationFinding } from './translation-findings.ts';

/** The findings of one translation, up to their limit. */
export class FindingList {
  readonly findings: Finding[] = [];
  /** Found, listed or not. */
  count = 0;

  add(finding: Finding): void {
    this.count += 1;
    if (this.findings.length < FINDINGS_PER_FILE) this.findings.push(finding);
    else if (this.findings.length === FINDINGS_PER_FILE) {
      this.findings.push(translationFinding('TRANSLATE-FINDINGS-LIMIT', finding.place));
    }
  }
}

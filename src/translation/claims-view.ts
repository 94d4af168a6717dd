import type { Claim } from '../claim/claim.ts';
import type { Guide } from '../guide/guide.ts';
import type { Finding } from '../x12/finding.ts';
import type { Interchange, TransactionSet } from '../x12/reader.ts';
import type { BusinessHandler } from './business-reading.ts';
import { claimDocument } from './claim-document.ts';
import { interchangeMembers, setMembers } from './envelope-members.ts';
import type { TreeWriter } from './tree-writer.ts';

/** 837 sets as claims in business terms, one after the other. */
export class ClaimsView implements BusinessHandler {
  readonly #writer: TreeWriter;
  readonly #tell: (finding: Finding) => void;
  #isOpen = false;

  constructor(writer: TreeWriter, tell: (finding: Finding) => void) {
    this.#writer = writer;
    this.#tell = tell;
  }

  interchangeStart(interchange: Interchange): void {
    this.#writer.open('interchange', interchangeMembers(interchange), 'sets');
  }

  interchangeEnd(): void {
    this.#writer.close();
  }

  setStart(set: TransactionSet, guide: Guide | undefined): boolean {
    this.#isOpen = guide?.transactionSet === '837';
    if (this.#isOpen) this.#writer.open('set', setMembers(set, guide), 'claims');
    return this.#isOpen;
  }

  setEnd(): void {
    if (this.#isOpen) this.#writer.close();
    this.#isOpen = false;
  }

  claim(claim: Claim): void {
    this.#writer.record('claim', claimDocument(claim));
  }

  finding(finding: Finding): void {
    this.#tell(finding);
  }
}

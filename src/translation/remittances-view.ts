import type { Guide } from '../guide/guide.ts';
import type { Finding } from '../x12/finding.ts';
import type { Interchange, TransactionSet } from '../x12/reader.ts';
import type { BusinessHandler } from './business-reading.ts';
import { compact } from './compact.ts';
import { interchangeMembers, setMembers } from './envelope-members.ts';
import type { AdviceHeader, AdviceTrailer, ClaimPayment } from './remittance-advice.ts';
import type { Members, TreeWriter } from './tree-writer.ts';

/** 835 sets as payments with their claims in business terms, a claim at a time. */
export class RemittancesView implements BusinessHandler {
  readonly #writer: TreeWriter;
  readonly #tell: (finding: Finding) => void;
  #members: Members = {};
  #trailer: Members = {};
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
    this.#isOpen = false;
    this.#members = setMembers(set, guide);
    return set.id === '835';
  }

  header({ payment, payer, payee }: AdviceHeader): void {
    this.#isOpen = true;
    const known = { payment: compact(payment), payer: compact(payer), payee: compact(payee) };
    this.#writer.open('set', { ...this.#members, ...known }, 'claims');
  }

  claimPayment({ lines, ...claim }: ClaimPayment): void {
    this.#writer.record('claim', { ...compact(claim), lines: lines.map(compact) });
  }

  trailer({ providerAdjustments, ...totals }: AdviceTrailer): void {
    this.#trailer = { providerAdjustments: providerAdjustments.map(compact), ...totals };
  }

  setEnd(): void {
    if (this.#isOpen) this.#writer.close(this.#trailer);
    this.#isOpen = false;
  }

  finding(finding: Finding): void {
    this.#tell(finding);
  }
}

import type { Claim } from '../claim/claim.ts';
import type { Guide } from '../guide/guide.ts';
import type { Finding } from '../x12/finding.ts';
import type { TransactionSet } from '../x12/reader.ts';
import type { BusinessHandler } from './business-reading.ts';
import { CLAIM_COLUMNS, claimRows } from './claim-rows.ts';
import { csvLine } from './csv-text.ts';
import type { AdviceHeader, AdviceTrailer, ClaimPayment } from './remittance-advice.ts';
import { claimPaymentRows, providerAdjustmentRows, REMITTANCE_COLUMNS } from './remittance-rows.ts';
import type { TextSink } from './text-sink.ts';

/** CSV, a row for each service line. The first 837 or 835 of the file says which; sets of the other have no place. */
export class LineRowsView implements BusinessHandler {
  readonly #sink: TextSink;
  readonly #tell: (finding: Finding) => void;
  readonly #raw: boolean;
  #transactionSet: '837' | '835' | undefined;
  #header: AdviceHeader | undefined;

  constructor(sink: TextSink, tell: (finding: Finding) => void, raw: boolean) {
    this.#sink = sink;
    this.#tell = tell;
    this.#raw = raw;
  }

  setStart({ id }: TransactionSet, guide: Guide | undefined): boolean {
    const isClaims = guide?.transactionSet === '837';
    if (!isClaims && id !== '835') return false;
    if (this.#transactionSet === undefined) {
      this.#transactionSet = isClaims ? '837' : '835';
      this.#rows([isClaims ? CLAIM_COLUMNS : REMITTANCE_COLUMNS]);
    }
    return this.#transactionSet === id;
  }

  claim(claim: Claim): void {
    this.#rows(claimRows(claim));
  }

  header(header: AdviceHeader): void {
    this.#header = header;
  }

  claimPayment(claim: ClaimPayment): void {
    this.#rows(claimPaymentRows(this.#header!, claim));
  }

  trailer({ providerAdjustments }: AdviceTrailer): void {
    this.#rows(providerAdjustmentRows(this.#header!, providerAdjustments));
  }

  finding(finding: Finding): void {
    this.#tell(finding);
  }

  #rows(rows: readonly (readonly string[])[]): void {
    for (const row of rows) this.#sink.write(csvLine(row, this.#raw));
  }
}

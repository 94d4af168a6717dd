import type { ClaimRow, FileRow, InterchangeRow, OutboxRow, PaymentRow, SetRow } from './rows.ts';

/** A set with the file it came in. */
export interface FoundSet extends SetRow {
  readonly interchangeControlNumber: string;
  readonly partnerId: string;
  readonly fileId: number;
  readonly fileName: string;
  /** CCYYMMDD. */
  readonly receivedDate: string;
}

/** An interchange with the file it came in. */
export interface FoundInterchange extends InterchangeRow {
  readonly fileName: string;
}

/** A file of the outbox with the numbers under which it went. */
export interface FoundOutbox extends OutboxRow {
  /** 0 where it is no interchange. */
  readonly isa13: number;
  readonly gs06: number;
}

/** What is asked of a set; what is not named does not matter. Numbers as they stand in the file. */
export interface SetNumbers {
  /** Several spellings of one number: with and without zeros in front. */
  readonly interchange?: readonly string[];
  readonly group?: readonly string[];
  readonly set?: readonly string[];
  readonly batchReference?: string;
}

/**
 * Look-ups by what people have in hand. Each takes at most `limit` rows, newest first, and reads what is indexed, or
 * small: files, interchanges, sets.
 */
export interface FindStore {
  filesNamed(name: string, limit: number): Promise<FileRow[]>;
  interchangesNumbered(controlNumbers: readonly string[], limit: number): Promise<FoundInterchange[]>;
  setsNumbered(numbers: SetNumbers, limit: number): Promise<FoundSet[]>;
  setById(setId: number): Promise<FoundSet | undefined>;
  interchangeById(interchangeId: number): Promise<FoundInterchange | undefined>;
  /** What an intake batch took in: files sent from it answer that. */
  interchangeOfBatch(batchId: number): Promise<FoundInterchange | undefined>;
  /** Of the keys that begin with `keyPrefix`, those of this member. */
  claimsOfMember(keyPrefix: string, memberId: string, limit: number): Promise<ClaimRow[]>;
  claimsOfProvider(
    provider: { readonly billingNpi: string } | { readonly taxId: string },
    limit: number,
  ): Promise<ClaimRow[]>;
  outboxFound(
    by:
      | { readonly name: string }
      | { readonly sha256: string }
      | { readonly isa13: number }
      | { readonly gs06: number }
      | { readonly outboxId: number },
    limit: number,
  ): Promise<FoundOutbox[]>;
  paymentByTrace(traceNumber: string): Promise<PaymentRow | undefined>;
  paymentById(paymentId: number): Promise<PaymentRow | undefined>;
  paymentsOfFile(outboxId: number): Promise<PaymentRow[]>;
  paymentsOfPayee(payeeId: string, limit: number): Promise<PaymentRow[]>;
}

/** What settlement sorts by (DESIGN decision 6); the columns of a claim's index row. */
export interface SettlementKey {
  readonly receivedDate: string;
  /** See {@link frequencyRank}. */
  readonly frequencyRank: number;
  readonly serviceFrom: string;
  readonly payeeId: string;
  readonly memberId: string;
  readonly patientControlNumber: string;
  readonly sliceHash: string;
  readonly file: string;
  readonly offsetBytes: number;
}

/** CLM05-3 → 0 for originals, 1 for replacements, 2 for voids: a correction may arrive in the same run as its original. */
export function frequencyRank(frequency: string): number {
  if (frequency === '8') return 2;
  return frequency === '7' ? 1 : 0;
}

/** Received date, rank, first service date, payee, member, CLM01, SHA-256 of the slice, place. By code unit, no locale. */
export function compareForSettlement(left: SettlementKey, right: SettlementKey): number {
  return (
    text(left.receivedDate, right.receivedDate) ||
    left.frequencyRank - right.frequencyRank ||
    text(left.serviceFrom, right.serviceFrom) ||
    text(left.payeeId, right.payeeId) ||
    text(left.memberId, right.memberId) ||
    text(left.patientControlNumber, right.patientControlNumber) ||
    text(left.sliceHash, right.sliceHash) ||
    text(left.file, right.file) ||
    left.offsetBytes - right.offsetBytes
  );
}

function text(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

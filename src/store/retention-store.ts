/** What is taken row by row; the audit trail is no part of the store. */
export type GoneClass = 'raw' | 'outputs' | 'claimDetail' | 'traces';

/** CCYYMMDD by class: what came to its end before it may be taken. A class that is not named keeps everything. */
export type RetentionHorizon = Readonly<Partial<Record<GoneClass, string>>>;

export interface OldOutput {
  readonly outboxId: number;
  readonly name: string;
  readonly partnerId: string;
  readonly sizeBytes: number;
}

export interface OldClaim {
  readonly claimId: number;
  readonly claimNumber: string;
  readonly payeeId: string;
  readonly partnerId: string;
  readonly fileName: string;
  readonly fileSha256: string;
}

/** Rows of the store that retention may take, or has to take with a file. */
export interface OldRows {
  readonly outputs: readonly OldOutput[];
  readonly claims: readonly OldClaim[];
  /** Ids of blocks of traces. */
  readonly traces: readonly number[];
}

/** What a legal hold keeps beside what it names: files and remittances of its claims, and blocks with their traces. */
export interface HeldRows {
  readonly fileSha256s: ReadonlySet<string>;
  readonly outboxIds: ReadonlySet<number>;
  readonly traceBlockIds: ReadonlySet<number>;
}

export interface RetentionTake {
  /** The instant of the act; the same again is a no-op. */
  readonly asOf: string;
  readonly fileIds: readonly number[];
  readonly outboxIds: readonly number[];
  readonly claimIds: readonly number[];
  readonly traceBlockIds: readonly number[];
}

/** What retention takes from the store, and what is known of it afterwards. */
export interface RetentionStore {
  /** Everything of a class that has come to its end before its day; what waits, or waits for a person, never is. */
  oldRows(horizon: RetentionHorizon): Promise<OldRows>;
  /** What has to stay because of claims and payees that are named. */
  heldRows(names: readonly string[]): Promise<HeldRows>;
  /** One whole act, the only one that takes from tables that are append-only. The freed pages are wiped. */
  takeByRetention(act: RetentionTake): Promise<void>;
  /** By row id: the instant of the act that took it. Empty where nothing was taken. */
  goneRows(of: GoneClass): Promise<ReadonlyMap<number, string>>;
}

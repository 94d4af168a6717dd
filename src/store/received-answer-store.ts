/** What a partner's TA1 or 999 says of a file of ours. */
export interface ReceivedAnswer {
  readonly type: 'TA1' | '999';
  /** The file it answers; undefined where nothing went to that partner under these numbers. */
  readonly outboxId?: number;
  /** ISA13 for a TA1, GS06 for a 999, as it names them. */
  readonly controlNumber: string;
  /** ST02; '' where it speaks of the whole. */
  readonly setControlNumber: string;
  readonly result: 'accepted' | 'accepted with errors' | 'rejected';
  /** Codes (TA105, IK502, IK304, IK403, AK905) and segment ids: never a value. */
  readonly reasons: string;
}

export interface ReceivedAnswerRow extends ReceivedAnswer {
  readonly answerId: number;
  /** The interchange it came in: its partner, file and date. */
  readonly partnerId: string;
  readonly fileName: string;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  /** Of the file it answers; '' where none is known. */
  readonly outboxName: string;
  readonly outboxType: string;
  /** What a person did about it. */
  readonly resolution?: { readonly actor: string; readonly reason: string; readonly asOf: string };
}

export interface ReceivedAnswerStore {
  /** A file of ours by the number under which a partner got it; the latest where a number came round again. */
  sentFile(
    partnerId: string,
    number: { readonly isa13: number } | { readonly gs06: number },
  ): Promise<{ outboxId: number; type: string } | undefined>;
  /** Newest first. `open`: refusals that nobody has seen to. Default: everything. */
  receivedAnswers(filter: {
    readonly open?: boolean;
    readonly outboxId?: number;
  }): Promise<ReceivedAnswerRow[]>;
  /**
   * One act, final.
   *
   * @throws Fault `REFUSAL-UNKNOWN` when there is no open refusal of that number
   */
  resolveAnswer(resolution: {
    readonly answerId: number;
    readonly actor: string;
    readonly reason: string;
    readonly asOf: string;
  }): Promise<void>;
}

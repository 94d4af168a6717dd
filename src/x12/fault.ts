/** What went wrong for the operator, not for the partner: a full disk, a broken configuration, a lock held. */
export interface FaultOptions {
  /** Stable name, e.g. `STORE-LOCKED`. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** True when the same call may succeed later without a change (exit 75). Unknown means false. */
  readonly retryable?: boolean;
  /** Exit code of the command line: 1 internal, 2 usage or configuration, 4 out of balance, 74 input/output, 75 try again. */
  readonly exitCode?: 1 | 2 | 4 | 74 | 75;
  readonly cause?: unknown;
}

/** A fault is thrown; a {@link Finding} never is. The message never contains patient data. */
export class Fault extends Error {
  readonly code: string;
  readonly hint: string;
  readonly retryable: boolean;
  readonly exitCode: 1 | 2 | 4 | 74 | 75;

  constructor(options: FaultOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.code = options.code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.exitCode = options.exitCode ?? (this.retryable ? 75 : 1);
  }
}

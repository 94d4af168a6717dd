import { EnvelopeContext } from './envelope-context.ts';
import { type EnvelopeFindingCode, makeFinding } from './envelope-findings.ts';
import { EnvelopeWalk } from './envelope-walk.ts';
import { findHeader, type HeaderSearch } from './header-search.ts';
import type { InterchangeHandler, ReadOutcome } from './interchange.ts';
import { DEFAULT_LIMITS, SCAN_PIECE_BYTES, type X12Limits } from './limits.ts';
import { Tokenizer } from './tokenizer.ts';

export type {
  FunctionalGroup,
  Interchange,
  InterchangeHandler,
  ReadOutcome,
  TransactionSet,
} from './interchange.ts';

/**
 * Reads a file of interchanges: delimiters anew at each ISA, every count and control number of the envelope checked,
 * everything told to the handler in the order of the file. `push` bytes cut anywhere, then `end`.
 * Faults of the data are findings; it throws only what the handler throws.
 */
export class InterchangeReader {
  readonly #handler: InterchangeHandler;
  readonly #context: EnvelopeContext;
  readonly #walk: EnvelopeWalk;
  readonly #tokenizer: Tokenizer;
  #bytes = 0;
  /** Nothing stands outside the interchanges. */
  #clean = true;
  #wrapped = false;
  /** Why there is no ISA; told at the end, when the extent is known. */
  #unreadable: EnvelopeFindingCode | undefined;
  /** Where data outside any interchange began. */
  #junk: { offsetBytes: number; line: number } | undefined;

  constructor(file: string, handler: InterchangeHandler, limits: X12Limits = DEFAULT_LIMITS) {
    this.#handler = handler;
    this.#context = new EnvelopeContext(file, handler, limits);
    const walk = new EnvelopeWalk(this.#context, handler, limits, () => this.#tokenizer.pause());
    this.#walk = walk;
    this.#tokenizer = new Tokenizer((segment) => walk.take(segment), {
      limits,
      onIrregularity: (irregularity) => walk.takeIrregularity(irregularity),
      onPause: (ended) => this.#beginInterchange(ended),
    });
  }

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    // A piece at a time: once there is no ISA to be found, the rest is only counted.
    for (let from = 0; from < bytes.length && this.#unreadable === undefined; from += SCAN_PIECE_BYTES)
      this.#tokenizer.push(bytes.subarray(from, from + SCAN_PIECE_BYTES));
  }

  end(): ReadOutcome {
    if (this.#unreadable === undefined) this.#tokenizer.end();
    this.#walk.leave('X12-FILE-CUT', this.#bytes, this.#tokenizer.line);
    this.#endJunk(this.#bytes);
    const unreadable =
      this.#unreadable === undefined
        ? undefined
        : makeFinding(this.#unreadable, this.#context.place(0, this.#bytes, 1));
    if (unreadable !== undefined) {
      this.#context.findingCount += 1;
      this.#handler.finding(unreadable);
    }
    return {
      bytes: this.#bytes,
      interchanges: this.#walk.interchanges,
      groups: this.#walk.groups,
      sets: this.#walk.sets,
      findings: this.#context.findingCount,
      complete: this.#clean && this.#walk.complete && unreadable === undefined,
      ...(unreadable === undefined ? {} : { unreadable }),
    };
  }

  /** The tokenizer has no delimiters: the beginning of the file, after an IEA, or an ISA after a terminator. */
  #beginInterchange(ended: boolean): boolean {
    const tokenizer = this.#tokenizer;
    if (this.#unreadable !== undefined) return false;
    const first = this.#walk.interchanges === 0;
    const search = findHeader(tokenizer.waiting(), {
      ended,
      first,
      atStart: tokenizer.offsetBytes === 0,
      wrapped: this.#wrapped,
    });
    switch (search.kind) {
      case 'more':
        tokenizer.skip(search.skipBytes);
        if (first && ended) this.#unreadable = 'X12-FILE-EMPTY';
        return false;
      case 'unreadable':
        if (!first) return this.#readOnAsJunk(search.skipBytes);
        this.#unreadable = search.code;
        return false;
      case 'other':
        return this.#readOnAsJunk(search.skipBytes);
      case 'header':
        this.#enter(search);
        return true;
    }
  }

  #enter(search: Extract<HeaderSearch, { kind: 'header' }>): void {
    const tokenizer = this.#tokenizer;
    if (search.wrapped && !this.#wrapped) {
      this.#wrapped = true;
      tokenizer.ignoreLineBreaks();
    }
    tokenizer.skip(search.skipBytes - search.junkBytes);
    const junk = this.#context.place(tokenizer.offsetBytes, search.junkBytes, tokenizer.line);
    tokenizer.skip(search.junkBytes);
    const offsetBytes = tokenizer.offsetBytes;
    this.#walk.leave('X12-IEA-MISSING', tokenizer.offsetBytes, tokenizer.line);
    this.#endJunk(offsetBytes);
    if (search.junkBytes > 0) {
      this.#clean = false;
      this.#context.tell('X12-JUNK-BEFORE-ISA', junk);
    }
    if (this.#wrapped && this.#walk.interchanges === 0) {
      this.#context.tell('X12-LINES-WRAPPED', this.#context.place(offsetBytes, 0, tokenizer.line));
    }
    this.#walk.open(search.header, offsetBytes, tokenizer.line, this.#wrapped);
    tokenizer.skip(search.header.lengthBytes);
    tokenizer.setDelimiters(search.header.delimiters);
  }

  /** Not an ISA after an IEA: read past it with the delimiters at hand, up to an ISA after a terminator. */
  #readOnAsJunk(skipBytes: number): boolean {
    const tokenizer = this.#tokenizer;
    tokenizer.skip(skipBytes);
    this.#walk.leave('X12-IEA-MISSING', tokenizer.offsetBytes, tokenizer.line);
    this.#clean = false;
    this.#junk ??= { offsetBytes: tokenizer.offsetBytes, line: tokenizer.line };
    tokenizer.resume();
    return true;
  }

  #endJunk(offsetBytes: number): void {
    const junk = this.#junk;
    if (junk === undefined) return;
    this.#junk = undefined;
    this.#context.tell(
      'X12-JUNK-AFTER-IEA',
      this.#context.place(junk.offsetBytes, offsetBytes - junk.offsetBytes, junk.line),
    );
  }
}

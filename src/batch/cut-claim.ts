import { UNIT_BYTES } from '../claim/limits.ts';
import { RawWindow } from '../translation/raw-window.ts';
import { Fault } from '../x12/fault.ts';
import type { FunctionalGroup, Interchange, InterchangeHandler, TransactionSet } from '../x12/reader.ts';
import { InterchangeReader } from '../x12/reader.ts';
import { type Segment, tagOf } from '../x12/segment.ts';

const ST = tagOf('ST');
const SE = tagOf('SE');
const HL = tagOf('HL');
const LX = tagOf('LX');
const CLM = tagOf('CLM');
const CLP = tagOf('CLP');
const PLB = tagOf('PLB');
const REF = tagOf('REF');

/** ISA01 … ISA16 have fixed lengths. */
const ISA_LENGTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

/** One claim as a file of its own. */
export interface CutClaim {
  /** An interchange with one group, one set and one claim. */
  readonly bytes: Buffer;
  readonly transactionSet: '837' | '835';
  /** Where the claim stands in the file it was cut from. */
  readonly interchange: string;
  readonly set: string;
  readonly segmentOrdinal: number;
  readonly offsetBytes: number;
}

export interface CutResult {
  /** Of the claim asked for; undefined when there is none. */
  readonly claim: CutClaim | undefined;
  /** Claims of that id in the file. */
  readonly matches: number;
}

/**
 * Cuts one claim with its ancestors: the exact bytes of its segments and of those it inherits from, in a new envelope
 * with the old control numbers. HL01, HL02, HL04, SE01, GE01 and IEA01 are counted anew. Of an 835, the payment's
 * header stays as it is: BPR02 is the amount of the whole payment, so that the third balance does not hold for a part.
 *
 * @param id CLM01 or the number a clearinghouse gave (REF*D9) of an 837; CLP01 or CLP07 of an 835
 * @param ordinal which of the claims with that id, from 1
 */
export async function cutClaim(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  id: string,
  ordinal = 1,
): Promise<CutResult> {
  const cutting = new Cutting(id, ordinal);
  const reader = new InterchangeReader('', cutting);
  for await (const chunk of chunks) {
    cutting.raw.append(chunk);
    reader.push(chunk);
  }
  reader.end();
  return { claim: cutting.claim, matches: cutting.matches };
}

/** The claim being read: its segments, and whether one of them bears the id. */
interface OpenClaim {
  readonly segments: string[];
  readonly segmentOrdinal: number;
  readonly offsetBytes: number;
  lengthBytes: number;
  isMatch: boolean;
}

class Cutting implements InterchangeHandler {
  readonly raw = new RawWindow();
  claim: CutClaim | undefined;
  matches = 0;
  readonly #id: string;
  readonly #ordinal: number;
  #interchange: Interchange | undefined;
  #lineBreak: string | undefined;
  #gs = '';
  /** ST up to the first HL or LX, then the open HL20, HL22, HL23 or LX. */
  #levels: string[][] = [];
  #open: OpenClaim | undefined;

  constructor(id: string, ordinal: number) {
    this.#id = id;
    this.#ordinal = ordinal;
  }

  interchangeStart(interchange: Interchange): void {
    this.#interchange = interchange;
    this.#lineBreak = undefined;
  }

  groupStart({ interchange, offsetBytes }: FunctionalGroup): void {
    this.#gs = this.raw.segmentFrom(offsetBytes, interchange.delimiters.terminator).replace(/[\r\n]/g, '');
    this.#lineBreak ??= this.#lineBreakBefore(offsetBytes);
  }

  setStart(): void {
    this.#levels = [];
    this.#open = undefined;
  }

  segment(segment: Segment, set: TransactionSet): void {
    switch (segment.tag) {
      case ST:
        this.#levels = [[segment.text()]];
        return;
      case HL:
        this.#finish(set);
        this.#beginLevel(segment, set);
        return;
      case LX:
        if (set.id !== '835') break;
        this.#finish(set);
        this.#levels = [this.#levels[0] ?? [], [segment.text()]];
        return;
      case CLM:
      case CLP:
        if (segment.tag !== (set.id === '835' ? CLP : CLM)) break;
        this.#finish(set);
        this.#open = {
          segments: [segment.text()],
          segmentOrdinal: segment.ordinal,
          offsetBytes: segment.offsetBytes,
          lengthBytes: segment.lengthBytes,
          isMatch: segment.equals(1, this.#id) || (set.id === '835' && segment.equals(7, this.#id)),
        };
        return;
      case PLB:
      case SE:
        this.#finish(set);
        return;
    }
    this.#add(segment);
  }

  setEnd(set: TransactionSet): void {
    this.#finish(set);
  }

  groupEnd(): void {}

  interchangeEnd(): void {}

  finding(): void {}

  #add(segment: Segment): void {
    const open = this.#open;
    if (open === undefined) {
      this.#levels.at(-1)?.push(segment.text());
      return;
    }
    open.lengthBytes += segment.lengthBytes + 1;
    if (open.lengthBytes > UNIT_BYTES) throw tooLong();
    if (segment.tag === REF && segment.equals(1, 'D9') && segment.equals(2, this.#id)) open.isMatch = true;
    open.segments.push(segment.text());
  }

  /** 20, 22 and 23 stand under each other; another kind under the header. */
  #beginLevel(segment: Segment, set: TransactionSet): void {
    const depth = set.id === '837' ? ['', '20', '22', '23'].indexOf(segment.element(3)) : 1;
    this.#levels.length = Math.min(this.#levels.length, Math.max(depth, 1));
    this.#levels.push([segment.text()]);
  }

  #finish(set: TransactionSet): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined || !open.isMatch) return;
    this.matches += 1;
    if (this.matches !== this.#ordinal) return;
    const { segmentOrdinal, offsetBytes } = open;
    this.claim = {
      bytes: this.#envelope(set, open.segments),
      transactionSet: set.id === '835' ? '835' : '837',
      interchange: this.#interchange!.controlNumber,
      set: set.controlNumber,
      segmentOrdinal,
      offsetBytes,
    };
  }

  #envelope(set: TransactionSet, claim: readonly string[]): Buffer {
    const { delimiters, isa, controlNumber } = this.#interchange!;
    const separator = String.fromCharCode(delimiters.element);
    const [header = [], ...levels] = this.#levels;
    const hierarchy = set.id === '837' ? renumbered(levels, separator) : levels;
    const body = [...header, ...hierarchy.flat(), ...claim];
    const segments = [
      ['ISA', ...ISA_LENGTHS.map((length, index) => (isa[index] ?? '').padEnd(length))].join(separator),
      ...(this.#gs === '' ? [] : [this.#gs]),
      ...body,
      ['SE', body.length + 1, set.controlNumber].join(separator),
      ...(this.#gs === '' ? [] : [['GE', 1, set.group.controlNumber].join(separator)]),
      ['IEA', this.#gs === '' ? 0 : 1, controlNumber].join(separator),
    ];
    const end = String.fromCharCode(delimiters.terminator) + (this.#lineBreak ?? '');
    return Buffer.from(segments.map((text) => text + end).join(''), 'latin1');
  }

  /** What stands before a GS stands between all segments, as far as it is a line break. */
  #lineBreakBefore(offsetBytes: number): string {
    if (this.#interchange!.wrapped || this.raw.byteAt(offsetBytes - 1) !== 0x0a) return '';
    if (this.#interchange!.delimiters.terminator === 0x0a) return '';
    return this.raw.byteAt(offsetBytes - 2) === 0x0d ? '\r\n' : '\n';
  }
}

/** One claim's levels count from 1; the last has no children. */
function renumbered(levels: readonly string[][], separator: string): string[][] {
  return levels.map(([hl = '', ...rest], index) => {
    const elements = hl.split(separator);
    elements[1] = String(index + 1);
    elements[2] = index === 0 ? '' : String(index);
    if (elements.length > 4) elements[4] = index < levels.length - 1 ? '1' : '0';
    return [elements.join(separator), ...rest];
  });
}

function tooLong(): Fault {
  return new Fault({
    code: 'CLAIM-UNIT-TOO-LONG',
    message: `A claim is longer than ${UNIT_BYTES} bytes.`,
    hint: 'No legal claim is that long. Look at the file with `remit validate`.',
  });
}

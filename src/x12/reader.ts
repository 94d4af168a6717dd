import {
  controlNumberValue,
  declaresCount,
  sameNumericControlNumber,
  sameTextControlNumber,
} from './control-number.ts';
import { type EnvelopeFault, groupFaults, isaFaults, separatorFaults, setFaults } from './envelope-checks.ts';
import { type EnvelopeFindingCode, type FindingOverrides, makeFinding } from './envelope-findings.ts';
import type { Finding } from './finding.ts';
import { findHeader, type HeaderSearch } from './header-search.ts';
import type {
  FunctionalGroup,
  Interchange,
  InterchangeHandler,
  ReadOutcome,
  TransactionSet,
} from './interchange.ts';
import type { IsaHeader } from './isa-header.ts';
import { DEFAULT_LIMITS, type X12Limits } from './limits.ts';
import type { Place } from './place.ts';
import { type Segment, tagOf } from './segment.ts';
import { type Irregularity, Tokenizer } from './tokenizer.ts';

export type {
  FunctionalGroup,
  Interchange,
  InterchangeHandler,
  ReadOutcome,
  TransactionSet,
} from './interchange.ts';

const GS = tagOf('GS');
const ST = tagOf('ST');
const SE = tagOf('SE');
const GE = tagOf('GE');
const IEA = tagOf('IEA');
const TA1 = tagOf('TA1');

/** A cut IEA must not count as one: it needs both elements. */
const IEA_ELEMENTS = 2;

/**
 * Reads a file of interchanges: delimiters anew at each ISA, every count and control number of the envelope checked,
 * everything told to the handler in the order of the file. `push` bytes cut anywhere, then `end`.
 * Faults of the data are findings; it throws only what the handler throws.
 */
export class InterchangeReader {
  readonly #file: string;
  readonly #handler: InterchangeHandler;
  readonly #limits: X12Limits;
  readonly #tokenizer: Tokenizer;
  #bytes = 0;
  #interchanges = 0;
  #groups = 0;
  #sets = 0;
  #findings = 0;
  #complete = true;
  #wrapped = false;
  /** Why there is no ISA; told at the end, when the extent is known. */
  #unreadable: EnvelopeFindingCode | undefined;
  #interchange: Interchange | undefined;
  #group: FunctionalGroup | undefined;
  #set: TransactionSet | undefined;
  #groupNumbers = new Set<string>();
  #setNumbers = new Set<string>();
  /** Where data outside any interchange began. */
  #junk: { offsetBytes: number; line: number } | undefined;
  /** One finding per run of segments that stand where none belongs. */
  #strayTold = false;

  constructor(file: string, handler: InterchangeHandler, limits: X12Limits = DEFAULT_LIMITS) {
    this.#file = file;
    this.#handler = handler;
    this.#limits = limits;
    this.#tokenizer = new Tokenizer((segment) => this.#take(segment), {
      limits,
      onIrregularity: (irregularity) => this.#takeIrregularity(irregularity),
      onPause: (ended) => this.#beginInterchange(ended),
    });
  }

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#unreadable === undefined) this.#tokenizer.push(bytes);
  }

  end(): ReadOutcome {
    if (this.#unreadable === undefined) this.#tokenizer.end();
    if (this.#interchange !== undefined) {
      this.#tell('X12-FILE-CUT', this.#placeOfEnd());
      this.#closeInterchange(this.#bytes);
    }
    this.#endJunk(this.#bytes);
    const unreadable =
      this.#unreadable === undefined
        ? undefined
        : makeFinding(this.#unreadable, this.#place(0, this.#bytes, 1));
    if (unreadable !== undefined) {
      this.#findings += 1;
      this.#handler.finding(unreadable);
    }
    return {
      bytes: this.#bytes,
      interchanges: this.#interchanges,
      groups: this.#groups,
      sets: this.#sets,
      findings: this.#findings,
      complete: this.#complete && unreadable === undefined,
      ...(unreadable === undefined ? {} : { unreadable }),
    };
  }

  /** The tokenizer has no delimiters: the beginning of the file, after an IEA, or an ISA after a terminator. */
  #beginInterchange(ended: boolean): boolean {
    const tokenizer = this.#tokenizer;
    if (this.#unreadable !== undefined) return false;
    const first = this.#interchanges === 0;
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
    const junk = this.#place(tokenizer.offsetBytes, search.junkBytes, tokenizer.line);
    tokenizer.skip(search.junkBytes);
    const offsetBytes = tokenizer.offsetBytes;
    this.#leaveOpenInterchange();
    this.#endJunk(offsetBytes);
    if (search.junkBytes > 0) {
      this.#complete = false;
      this.#tell('X12-JUNK-BEFORE-ISA', junk);
    }
    if (this.#wrapped && this.#interchanges === 0) {
      this.#tell('X12-LINES-WRAPPED', this.#place(offsetBytes, 0, tokenizer.line));
    }
    this.#open(search.header, offsetBytes, tokenizer.line);
    tokenizer.skip(search.header.lengthBytes);
    tokenizer.setDelimiters(search.header.delimiters);
  }

  /** An ISA stands where the open interchange should have had its IEA before. */
  #leaveOpenInterchange(): void {
    if (this.#interchange === undefined) return;
    const { offsetBytes, line } = this.#tokenizer;
    this.#tell('X12-IEA-MISSING', this.#place(offsetBytes, 0, line));
    this.#closeInterchange(offsetBytes);
  }

  #open(header: IsaHeader, offsetBytes: number, line: number): void {
    const interchange: Interchange = {
      file: this.#file,
      index: this.#interchanges,
      isa: header.elements,
      delimiters: header.delimiters,
      controlNumber: header.elements[12] ?? '',
      offsetBytes,
      line,
      wrapped: this.#wrapped,
      lengthBytes: 0,
      closed: false,
      refused: !header.regular || separatorFaults(header).length > 0,
      groupCount: 0,
      declaredGroupCount: undefined,
      findings: [],
    };
    this.#interchange = interchange;
    this.#interchanges += 1;
    this.#groupNumbers.clear();
    this.#strayTold = false;
    this.#handler.interchangeStart(interchange);
    const place = this.#place(offsetBytes, header.lengthBytes - 1, line, 'ISA');
    for (const fault of isaFaults(header)) this.#tellFault(fault, place);
  }

  /** Not an ISA after an IEA: read past it with the delimiters at hand, up to an ISA after a terminator. */
  #readOnAsJunk(skipBytes: number): boolean {
    this.#tokenizer.skip(skipBytes);
    this.#leaveOpenInterchange();
    this.#complete = false;
    this.#junk ??= { offsetBytes: this.#tokenizer.offsetBytes, line: this.#tokenizer.line };
    this.#tokenizer.resume();
    return true;
  }

  #endJunk(offsetBytes: number): void {
    const junk = this.#junk;
    if (junk === undefined) return;
    this.#junk = undefined;
    this.#tell(
      'X12-JUNK-AFTER-IEA',
      this.#place(junk.offsetBytes, offsetBytes - junk.offsetBytes, junk.line),
    );
  }

  #take(segment: Segment): void {
    const tag = segment.tag;
    const set = this.#set;
    if (set !== undefined && tag !== SE && tag !== ST && tag !== GE && tag !== GS && tag !== IEA) {
      // The half of a segment at the end of a cut file is none of the set's.
      if (!segment.terminated) {
        this.#handler.stray?.(segment);
        return;
      }
      set.segmentCount += 1;
      segment.ordinal = set.segmentCount;
      if (segment.hasNoData()) this.#tell('X12-SEGMENT-NO-DATA', this.#placeOf(segment));
      this.#handler.segment(segment, set);
      return;
    }
    this.#takeEnvelope(segment);
  }

  #takeEnvelope(segment: Segment): void {
    segment.ordinal = 0;
    const interchange = this.#interchange;
    if (interchange === undefined) {
      this.#handler.stray?.(segment);
      return;
    }
    if (!segment.terminated && !isWholeTrailer(segment, interchange)) {
      this.#handler.stray?.(segment);
      return;
    }
    switch (segment.tag) {
      case GS:
        this.#takeGs(segment, interchange);
        break;
      case ST:
        this.#takeSt(segment, interchange);
        break;
      case SE:
        if (this.#set === undefined) this.#takeStray(segment);
        else this.#takeSe(segment, this.#set);
        break;
      case GE:
        this.#takeGe(segment);
        break;
      case IEA:
        this.#takeIea(segment, interchange);
        break;
      case TA1:
        if (this.#group === undefined) this.#handler.ta1?.(segment, interchange);
        else this.#takeStray(segment);
        break;
      default:
        this.#takeStray(segment);
    }
  }

  #takeGs(segment: Segment, interchange: Interchange): void {
    this.#closeGroupEarly(segment.offsetBytes, segment);
    const group = this.#newGroup(interchange, segment.offsetBytes, segment.line, segment);
    const place = this.#placeOf(segment);
    for (const fault of groupFaults(segment)) this.#tellFault(fault, place);
    const value = controlNumberValue(group.controlNumber);
    const key = value === undefined ? group.controlNumber : String(value);
    if (this.#groupNumbers.has(key)) this.#tell('X12-GS06-DUPLICATE', { ...place, elementOrdinal: 6 });
    if (interchange.groupCount === this.#limits.groupsPerInterchange + 1) {
      interchange.refused = true;
      this.#tell('X12-GROUPS-LIMIT', place);
    } else if (interchange.groupCount <= this.#limits.groupsPerInterchange) this.#groupNumbers.add(key);
  }

  #newGroup(interchange: Interchange, offsetBytes: number, line: number, gs?: Segment): FunctionalGroup {
    const group: FunctionalGroup = {
      interchange,
      functionalId: gs?.element(1) ?? '',
      sender: gs?.element(2) ?? '',
      receiver: gs?.element(3) ?? '',
      date: gs?.element(4) ?? '',
      time: gs?.element(5) ?? '',
      controlNumber: gs?.element(6) ?? '',
      version: gs?.element(8) ?? '',
      offsetBytes,
      line,
      lengthBytes: 0,
      setCount: 0,
      declaredSetCount: undefined,
      closed: false,
      findings: [],
    };
    this.#group = group;
    this.#groups += 1;
    if (gs !== undefined) interchange.groupCount += 1;
    this.#setNumbers.clear();
    this.#strayTold = false;
    this.#handler.groupStart(group);
    return group;
  }

  #takeSt(segment: Segment, interchange: Interchange): void {
    this.#closeSetEarly(segment.offsetBytes, segment);
    if (this.#group === undefined) {
      this.#newGroup(interchange, segment.offsetBytes, segment.line);
      this.#tell('X12-GS-MISSING', this.#placeOf(segment));
    }
    const group = this.#group!;
    const set: TransactionSet = {
      group,
      id: segment.element(1),
      controlNumber: segment.element(2),
      implementation: segment.element(3),
      offsetBytes: segment.offsetBytes,
      line: segment.line,
      lengthBytes: 0,
      segmentCount: 1,
      declaredSegmentCount: undefined,
      closed: false,
      findings: [],
    };
    this.#set = set;
    this.#sets += 1;
    group.setCount += 1;
    this.#strayTold = false;
    segment.ordinal = 1;
    this.#handler.setStart(set);
    const place = this.#placeOf(segment);
    for (const fault of setFaults(segment)) this.#tellFault(fault, place);
    if (this.#setNumbers.has(set.controlNumber))
      this.#tell('X12-ST02-DUPLICATE', { ...place, elementOrdinal: 2 });
    if (group.setCount === this.#limits.setsPerGroup + 1) this.#tell('X12-SETS-LIMIT', place);
    else if (group.setCount <= this.#limits.setsPerGroup) this.#setNumbers.add(set.controlNumber);
    this.#handler.segment(segment, set);
  }

  #takeSe(segment: Segment, set: TransactionSet): void {
    set.segmentCount += 1;
    segment.ordinal = set.segmentCount;
    set.declaredSegmentCount = controlNumberValue(segment.element(1));
    const place = this.#placeOf(segment);
    if (!declaresCount(segment.element(1), set.segmentCount)) {
      this.#tell('X12-SE01-COUNT', { ...place, elementOrdinal: 1 });
    }
    const trailer = segment.element(2);
    if (!sameTextControlNumber(set.controlNumber, trailer)) {
      const padded =
        controlNumberValue(trailer) !== undefined && sameNumericControlNumber(set.controlNumber, trailer);
      const code = padded ? 'X12-SE02-PADDING' : 'X12-SE02-CONTROL-NUMBER';
      this.#tell(code, { ...place, elementOrdinal: 2 });
    }
    this.#handler.segment(segment, set);
    set.closed = true;
    this.#closeSet(endOf(segment));
  }

  #takeGe(segment: Segment): void {
    this.#closeSetEarly(segment.offsetBytes, segment);
    const group = this.#group;
    if (group === undefined) {
      this.#takeStray(segment);
      return;
    }
    const place = this.#placeOf(segment);
    group.declaredSetCount = controlNumberValue(segment.element(1));
    if (!declaresCount(segment.element(1), group.setCount)) {
      this.#tell('X12-GE01-COUNT', { ...place, elementOrdinal: 1 });
    }
    if (!sameNumericControlNumber(group.controlNumber, segment.element(2))) {
      this.#tell('X12-GE02-CONTROL-NUMBER', { ...place, elementOrdinal: 2 });
    }
    group.closed = true;
    this.#closeGroup(endOf(segment));
  }

  #takeIea(segment: Segment, interchange: Interchange): void {
    this.#closeGroupEarly(segment.offsetBytes, segment);
    const place = this.#placeOf(segment);
    interchange.declaredGroupCount = controlNumberValue(segment.element(1));
    if (!declaresCount(segment.element(1), interchange.groupCount)) {
      this.#tell('X12-IEA01-COUNT', { ...place, elementOrdinal: 1 });
    }
    if (!sameNumericControlNumber(interchange.controlNumber.trim(), segment.element(2))) {
      this.#tell('X12-IEA02-CONTROL-NUMBER', { ...place, elementOrdinal: 2 });
    }
    if (!segment.terminated) this.#tell('X12-IEA-UNTERMINATED', place);
    interchange.closed = true;
    this.#closeInterchange(endOf(segment));
    this.#tokenizer.pause();
  }

  #takeStray(segment: Segment): void {
    if (!this.#strayTold) {
      this.#strayTold = true;
      const code = this.#group === undefined ? 'X12-SEGMENT-OUTSIDE-GROUP' : 'X12-SEGMENT-OUTSIDE-SET';
      this.#tell(code, this.#placeOf(segment));
    }
    this.#handler.stray?.(segment);
  }

  #takeIrregularity(irregularity: Irregularity): void {
    if (this.#interchange === undefined) return;
    const place = this.#place(
      irregularity.offsetBytes,
      irregularity.lengthBytes,
      irregularity.line,
      irregularity.segmentId === '' ? undefined : irregularity.segmentId,
    );
    if (irregularity.kind === 'empty-segment') {
      this.#tell('X12-SEGMENT-EMPTY', place);
      return;
    }
    const code =
      irregularity.kind === 'segment-too-long' ? 'X12-SEGMENT-TOO-LONG' : 'X12-SEGMENT-TOO-MANY-ELEMENTS';
    if (this.#set === undefined) {
      this.#interchange.refused = true;
      this.#tell(code, place, { level: 'interchange', acknowledgment: { ta1: '022' } });
      return;
    }
    this.#set.segmentCount += 1;
    this.#tell(code, { ...place, segmentOrdinal: this.#set.segmentCount });
  }

  #closeSetEarly(offsetBytes: number, at: Segment): void {
    if (this.#set === undefined) return;
    this.#tell('X12-SE-MISSING', {
      ...this.#place(offsetBytes, 0, at.line, 'SE'),
      segmentOrdinal: this.#set.segmentCount + 1,
    });
    this.#closeSet(offsetBytes);
  }

  #closeGroupEarly(offsetBytes: number, at: Segment): void {
    this.#closeSetEarly(offsetBytes, at);
    if (this.#group === undefined) return;
    // A group that had no GS is told already.
    if (this.#group.controlNumber !== '' || this.#group.functionalId !== '') {
      this.#tell('X12-GE-MISSING', this.#place(offsetBytes, 0, at.line, 'GE'));
    }
    this.#closeGroup(offsetBytes);
  }

  #closeSet(offsetBytes: number): void {
    const set = this.#set;
    if (set === undefined) return;
    this.#set = undefined;
    this.#strayTold = false;
    set.lengthBytes = offsetBytes - set.offsetBytes;
    this.#handler.setEnd(set);
  }

  #closeGroup(offsetBytes: number): void {
    const group = this.#group;
    if (group === undefined) return;
    this.#group = undefined;
    this.#strayTold = false;
    group.lengthBytes = offsetBytes - group.offsetBytes;
    this.#handler.groupEnd(group);
  }

  #closeInterchange(offsetBytes: number): void {
    const interchange = this.#interchange!;
    this.#closeSet(offsetBytes);
    this.#closeGroup(offsetBytes);
    interchange.lengthBytes = offsetBytes - interchange.offsetBytes;
    if (!interchange.closed) this.#complete = false;
    this.#interchange = undefined;
    this.#handler.interchangeEnd(interchange);
  }

  #tellFault(fault: EnvelopeFault, place: Place): void {
    this.#tell(
      fault.code,
      fault.elementOrdinal === 0 ? place : { ...place, elementOrdinal: fault.elementOrdinal },
    );
  }

  #tell(code: EnvelopeFindingCode, place: Place, overrides?: FindingOverrides): void {
    this.#findings += 1;
    if (this.#findings > this.#limits.findingsPerFile) {
      if (this.#interchange !== undefined) this.#interchange.refused = true;
      if (this.#findings > this.#limits.findingsPerFile + 1) return;
      this.#hand(makeFinding('X12-FINDINGS-LIMIT', place));
      return;
    }
    this.#hand(makeFinding(code, place, overrides));
  }

  /** To the object it belongs to: its level's, or the next one around it that is open. */
  #hand(finding: Finding): void {
    const { level } = finding;
    if (level === 'set' && this.#set !== undefined) this.#set.findings.push(finding);
    else if ((level === 'set' || level === 'group') && this.#group !== undefined)
      this.#group.findings.push(finding);
    else if (level !== 'file') this.#interchange?.findings.push(finding);
    this.#handler.finding(finding);
  }

  #placeOf(segment: Segment): Place {
    const place = this.#place(segment.offsetBytes, segment.lengthBytes, segment.line, segment.id);
    return segment.ordinal === 0 ? place : { ...place, segmentOrdinal: segment.ordinal };
  }

  #placeOfEnd(): Place {
    return this.#place(this.#bytes, 0, this.#tokenizer.line);
  }

  #place(offsetBytes: number, lengthBytes: number, line: number, segmentId?: string): Place {
    return {
      file: this.#file,
      offsetBytes,
      lengthBytes,
      line,
      ...(this.#interchange === undefined ? {} : { interchange: this.#interchange.controlNumber }),
      ...(this.#group === undefined ? {} : { group: this.#group.controlNumber }),
      ...(this.#set === undefined ? {} : { set: this.#set.controlNumber }),
      ...(segmentId === undefined ? {} : { segmentId }),
    };
  }
}

/** Through the terminator, when there is one. */
function endOf(segment: Segment): number {
  return segment.offsetBytes + segment.lengthBytes + (segment.terminated ? 1 : 0);
}

/** The only segment that may lack its terminator: an IEA with its control number whole. */
function isWholeTrailer(segment: Segment, interchange: Interchange): boolean {
  return (
    segment.tag === IEA &&
    segment.elementCount === IEA_ELEMENTS &&
    sameNumericControlNumber(interchange.controlNumber.trim(), segment.element(2))
  );
}

import {
  controlNumberValue,
  declaresCount,
  sameNumericControlNumber,
  sameTextControlNumber,
} from './control-number.ts';
import { type EnvelopeFault, groupFaults, isaFaults, separatorFaults, setFaults } from './envelope-checks.ts';
import type { EnvelopeContext } from './envelope-context.ts';
import type { Finding } from './finding.ts';
import type { FunctionalGroup, Interchange, InterchangeHandler, TransactionSet } from './interchange.ts';
import type { IsaHeader } from './isa-header.ts';
import type { X12Limits } from './limits.ts';
import type { Place } from './place.ts';
import { type Segment, tagOf } from './segment.ts';
import type { Irregularity } from './tokenizer.ts';

const GS = tagOf('GS');
const ST = tagOf('ST');
const SE = tagOf('SE');
const GE = tagOf('GE');
const IEA = tagOf('IEA');
const TA1 = tagOf('TA1');

/** A cut IEA must not count as one: it needs both elements. */
const IEA_ELEMENTS = 2;

/** Follows ISA, GS, ST, SE, GE and IEA: opens and closes what they open and close, and checks that they agree. */
export class EnvelopeWalk {
  interchanges = 0;
  groups = 0;
  sets = 0;
  /** No interchange ended without its IEA. */
  complete = true;
  readonly #context: EnvelopeContext;
  readonly #handler: InterchangeHandler;
  readonly #limits: X12Limits;
  /** An IEA ended the interchange: what follows is outside. */
  readonly #onClosed: () => void;
  #groupNumbers = new Set<string>();
  #setNumbers = new Set<string>();
  /** One finding per run of segments that stand where none belongs. */
  #strayTold = false;

  constructor(
    context: EnvelopeContext,
    handler: InterchangeHandler,
    limits: X12Limits,
    onClosed: () => void,
  ) {
    this.#context = context;
    this.#handler = handler;
    this.#limits = limits;
    this.#onClosed = onClosed;
  }

  /** An ISA was read. */
  open(header: IsaHeader, offsetBytes: number, line: number, wrapped: boolean): void {
    const interchange: Interchange = {
      file: this.#context.file,
      index: this.interchanges,
      isa: header.elements,
      delimiters: header.delimiters,
      controlNumber: header.elements[12] ?? '',
      offsetBytes,
      line,
      wrapped,
      lengthBytes: 0,
      closed: false,
      refused: !header.regular || separatorFaults(header).length > 0,
      groupCount: 0,
      declaredGroupCount: undefined,
      findings: [],
    };
    this.#context.interchange = interchange;
    this.interchanges += 1;
    this.#groupNumbers.clear();
    this.#strayTold = false;
    this.#handler.interchangeStart(interchange);
    const place = this.#context.place(offsetBytes, header.lengthBytes - 1, line, 'ISA');
    for (const fault of isaFaults(header)) this.#tellFault(fault, place);
  }

  /** The open interchange, if any, ends without IEA at `offsetBytes`: the next ISA stands there, or nothing. */
  leave(code: 'X12-IEA-MISSING' | 'X12-FILE-CUT', offsetBytes: number, line: number): void {
    if (this.#context.interchange === undefined) return;
    this.#context.tell(code, this.#context.place(offsetBytes, 0, line));
    this.#closeInterchange(offsetBytes);
  }

  take(segment: Segment): void {
    const tag = segment.tag;
    const set = this.#context.set;
    if (set !== undefined && tag !== SE && tag !== ST && tag !== GE && tag !== GS && tag !== IEA) {
      // The half of a segment at the end of a cut file is none of the set's.
      if (!segment.terminated) {
        this.#handler.stray?.(segment);
        return;
      }
      set.segmentCount += 1;
      segment.ordinal = set.segmentCount;
      if (segment.hasNoData() && this.#handler.tellsNoData?.(set) !== true)
        this.#context.tell('X12-SEGMENT-NO-DATA', this.#context.placeOf(segment));
      this.#handler.segment(segment, set);
      return;
    }
    this.#takeEnvelope(segment);
  }

  #takeEnvelope(segment: Segment): void {
    segment.ordinal = 0;
    const interchange = this.#context.interchange;
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
        if (this.#context.set === undefined) this.#takeStray(segment);
        else this.#takeSe(segment, this.#context.set);
        break;
      case GE:
        this.#takeGe(segment);
        break;
      case IEA:
        this.#takeIea(segment, interchange);
        break;
      case TA1:
        if (this.#context.group === undefined) this.#handler.ta1?.(segment, interchange);
        else this.#takeStray(segment);
        break;
      default:
        this.#takeStray(segment);
    }
  }

  #takeGs(segment: Segment, interchange: Interchange): void {
    this.#closeGroupEarly(segment.offsetBytes, segment);
    const group = this.#newGroup(interchange, segment.offsetBytes, segment.line, segment);
    const place = this.#context.placeOf(segment);
    for (const fault of groupFaults(segment)) this.#tellFault(fault, place);
    const value = controlNumberValue(group.controlNumber);
    const key = value === undefined ? group.controlNumber : String(value);
    if (this.#groupNumbers.has(key))
      this.#context.tell('X12-GS06-DUPLICATE', { ...place, elementOrdinal: 6 });
    if (interchange.groupCount === this.#limits.groupsPerInterchange + 1) {
      interchange.refused = true;
      this.#context.tell('X12-GROUPS-LIMIT', place);
    } else if (interchange.groupCount <= this.#limits.groupsPerInterchange) this.#groupNumbers.add(key);
  }

  #newGroup(interchange: Interchange, offsetBytes: number, line: number, gs?: Segment): FunctionalGroup {
    const group: FunctionalGroup = {
      interchange,
      functionalId: gs?.ownElement(1) ?? '',
      sender: gs?.ownElement(2) ?? '',
      receiver: gs?.ownElement(3) ?? '',
      date: gs?.ownElement(4) ?? '',
      time: gs?.ownElement(5) ?? '',
      controlNumber: gs?.ownElement(6) ?? '',
      version: gs?.ownElement(8) ?? '',
      offsetBytes,
      line,
      lengthBytes: 0,
      setCount: 0,
      declaredSetCount: undefined,
      closed: false,
      findings: [],
    };
    this.#context.group = group;
    this.groups += 1;
    if (gs !== undefined) interchange.groupCount += 1;
    this.#setNumbers.clear();
    this.#strayTold = false;
    this.#handler.groupStart(group);
    return group;
  }

  #takeSt(segment: Segment, interchange: Interchange): void {
    this.#closeSetEarly(segment.offsetBytes, segment);
    if (this.#context.group === undefined) {
      this.#newGroup(interchange, segment.offsetBytes, segment.line);
      this.#context.tell('X12-GS-MISSING', this.#context.placeOf(segment));
    }
    const group = this.#context.group!;
    const set: TransactionSet = {
      group,
      id: segment.ownElement(1),
      controlNumber: segment.ownElement(2),
      implementation: segment.ownElement(3),
      offsetBytes: segment.offsetBytes,
      line: segment.line,
      lengthBytes: 0,
      segmentCount: 1,
      declaredSegmentCount: undefined,
      closed: false,
      findings: [],
    };
    this.#context.set = set;
    this.sets += 1;
    group.setCount += 1;
    this.#strayTold = false;
    segment.ordinal = 1;
    this.#handler.setStart(set);
    const place = this.#context.placeOf(segment);
    for (const fault of setFaults(segment)) this.#tellFault(fault, place);
    if (this.#setNumbers.has(set.controlNumber))
      this.#context.tell('X12-ST02-DUPLICATE', { ...place, elementOrdinal: 2 });
    if (group.setCount === this.#limits.setsPerGroup + 1) this.#context.tell('X12-SETS-LIMIT', place);
    else if (group.setCount <= this.#limits.setsPerGroup) this.#setNumbers.add(set.controlNumber);
    this.#handler.segment(segment, set);
  }

  #takeSe(segment: Segment, set: TransactionSet): void {
    set.segmentCount += 1;
    segment.ordinal = set.segmentCount;
    set.declaredSegmentCount = controlNumberValue(segment.element(1));
    const place = this.#context.placeOf(segment);
    if (!declaresCount(segment.element(1), set.segmentCount)) {
      this.#context.tell('X12-SE01-COUNT', { ...place, elementOrdinal: 1 });
    }
    const trailer = segment.element(2);
    if (
      !isTold(set.findings, 'X12-ST02-CONTROL-NUMBER') &&
      !sameTextControlNumber(set.controlNumber, trailer)
    ) {
      const padded =
        controlNumberValue(trailer) !== undefined && sameNumericControlNumber(set.controlNumber, trailer);
      const code = padded ? 'X12-SE02-PADDING' : 'X12-SE02-CONTROL-NUMBER';
      this.#context.tell(code, { ...place, elementOrdinal: 2 });
    }
    this.#handler.segment(segment, set);
    set.closed = true;
    this.#closeSet(endOf(segment));
  }

  #takeGe(segment: Segment): void {
    this.#closeSetEarly(segment.offsetBytes, segment);
    const group = this.#context.group;
    if (group === undefined) {
      this.#takeStray(segment);
      return;
    }
    const place = this.#context.placeOf(segment);
    group.declaredSetCount = controlNumberValue(segment.element(1));
    if (!declaresCount(segment.element(1), group.setCount)) {
      this.#context.tell('X12-GE01-COUNT', { ...place, elementOrdinal: 1 });
    }
    const isGroupTold = isTold(group.findings, 'X12-GS06-CONTROL-NUMBER');
    if (!isGroupTold && !sameNumericControlNumber(group.controlNumber, segment.element(2))) {
      this.#context.tell('X12-GE02-CONTROL-NUMBER', { ...place, elementOrdinal: 2 });
    }
    group.closed = true;
    this.#closeGroup(endOf(segment));
  }

  #takeIea(segment: Segment, interchange: Interchange): void {
    this.#closeGroupEarly(segment.offsetBytes, segment);
    const place = this.#context.placeOf(segment);
    interchange.declaredGroupCount = controlNumberValue(segment.element(1));
    if (!declaresCount(segment.element(1), interchange.groupCount)) {
      this.#context.tell('X12-IEA01-COUNT', { ...place, elementOrdinal: 1 });
    }
    const isInterchangeTold = isTold(interchange.findings, 'X12-ISA13-CONTROL-NUMBER');
    if (
      !isInterchangeTold &&
      !sameNumericControlNumber(interchange.controlNumber.trim(), segment.element(2))
    ) {
      this.#context.tell('X12-IEA02-CONTROL-NUMBER', { ...place, elementOrdinal: 2 });
    }
    if (!segment.terminated) this.#context.tell('X12-IEA-UNTERMINATED', place);
    interchange.closed = true;
    this.#closeInterchange(endOf(segment));
    this.#onClosed();
  }

  #takeStray(segment: Segment): void {
    if (!this.#strayTold) {
      this.#strayTold = true;
      const code =
        this.#context.group === undefined ? 'X12-SEGMENT-OUTSIDE-GROUP' : 'X12-SEGMENT-OUTSIDE-SET';
      this.#context.tell(code, this.#context.placeOf(segment));
    }
    this.#handler.stray?.(segment);
  }

  takeIrregularity(irregularity: Irregularity): void {
    if (this.#context.interchange === undefined) return;
    const place = this.#context.place(
      irregularity.offsetBytes,
      irregularity.lengthBytes,
      irregularity.line,
      irregularity.segmentId === '' ? undefined : irregularity.segmentId,
    );
    if (irregularity.kind === 'empty-segment') {
      this.#context.tell('X12-SEGMENT-EMPTY', place);
      return;
    }
    const code =
      irregularity.kind === 'segment-too-long' ? 'X12-SEGMENT-TOO-LONG' : 'X12-SEGMENT-TOO-MANY-ELEMENTS';
    if (this.#context.set === undefined) {
      this.#context.interchange.refused = true;
      this.#context.tell(code, place, { level: 'interchange', acknowledgment: { ta1: '022' } });
      return;
    }
    this.#context.set.segmentCount += 1;
    this.#context.tell(code, { ...place, segmentOrdinal: this.#context.set.segmentCount });
  }

  #closeSetEarly(offsetBytes: number, at: Segment): void {
    if (this.#context.set === undefined) return;
    this.#context.tell('X12-SE-MISSING', {
      ...this.#context.place(offsetBytes, 0, at.line, 'SE'),
      segmentOrdinal: this.#context.set.segmentCount + 1,
    });
    this.#closeSet(offsetBytes);
  }

  #closeGroupEarly(offsetBytes: number, at: Segment): void {
    this.#closeSetEarly(offsetBytes, at);
    if (this.#context.group === undefined) return;
    // A group that had no GS is told already.
    if (this.#context.group.controlNumber !== '' || this.#context.group.functionalId !== '') {
      this.#context.tell('X12-GE-MISSING', this.#context.place(offsetBytes, 0, at.line, 'GE'));
    }
    this.#closeGroup(offsetBytes);
  }

  #closeSet(offsetBytes: number): void {
    const set = this.#context.set;
    if (set === undefined) return;
    this.#context.set = undefined;
    this.#strayTold = false;
    set.lengthBytes = offsetBytes - set.offsetBytes;
    this.#handler.setEnd(set);
  }

  #closeGroup(offsetBytes: number): void {
    const group = this.#context.group;
    if (group === undefined) return;
    this.#context.group = undefined;
    this.#strayTold = false;
    group.lengthBytes = offsetBytes - group.offsetBytes;
    this.#handler.groupEnd(group);
  }

  #closeInterchange(offsetBytes: number): void {
    const interchange = this.#context.interchange!;
    this.#closeSet(offsetBytes);
    this.#closeGroup(offsetBytes);
    interchange.lengthBytes = offsetBytes - interchange.offsetBytes;
    if (!interchange.closed) this.complete = false;
    this.#context.interchange = undefined;
    this.#handler.interchangeEnd(interchange);
  }

  #tellFault(fault: EnvelopeFault, place: Place): void {
    this.#context.tell(
      fault.code,
      fault.elementOrdinal === 0 ? place : { ...place, elementOrdinal: fault.elementOrdinal },
    );
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

/** The header's number is wrong in itself: the trailer cannot be held against it. */
function isTold(findings: readonly Finding[], code: string): boolean {
  return findings.some((finding) => finding.code === code);
}

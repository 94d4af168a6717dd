import { type AnswerFact, FunctionalAnswerReader, factOfTa1 } from '../acknowledgment/received-answer.ts';
import { type StatusRequest, StatusRequestReader } from '../acknowledgment/status-request.ts';
import { ClaimCutter, type CutSet, type Parcel } from '../claim/claim-cutter.ts';
import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { ContextChecker } from '../validation/context-checker.ts';
import {
  groupSupportFindings,
  inquiriesFinding,
  isRefused,
  membershipFindings,
} from '../validation/group-support.ts';
import type { Finding } from '../x12/finding.ts';
import {
  type FunctionalGroup,
  type Interchange,
  type InterchangeHandler,
  InterchangeReader,
  type ReadOutcome,
  type TransactionSet,
} from '../x12/reader.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { nothing, type Tally } from './books.ts';

const CLM = tagOf('CLM');
const BHT = tagOf('BHT');

/** Requests for the status of claims. */
export const STATUS_REQUEST_SET = '276';

/** Findings kept above the claims of one set; a set with more is refused by the first of them anyway. */
const FINDINGS_PER_SET = 1000;

/** A TA1 answers one interchange; more than these in one are a flood. */
const TA1S_PER_INTERCHANGE = 1000;

/** What the main thread itself counts while it cuts: one side of the books. */
export interface SetCount {
  claimsSeen: number;
  chargeSeenCents: number;
  batchReference: string;
  /** HL numbers, and the structure of the set above its claims. */
  contextFindings: Finding[];
  /** Of a 276 set. */
  statusRequest?: StatusRequest;
  /** Of a 999 set. */
  facts?: readonly AnswerFact[];
}

function emptyCount(): SetCount {
  return { claimsSeen: 0, chargeSeenCents: 0, batchReference: '', contextFindings: [] };
}

/** What a file holds above its claims, in its order: a closed union. */
export type FrameEvent =
  | { readonly kind: 'interchange start'; readonly interchange: Interchange }
  | { readonly kind: 'set start'; readonly set: TransactionSet; readonly guide: Guide | undefined }
  | {
      readonly kind: 'set end';
      readonly set: TransactionSet;
      readonly guide: Guide | undefined;
      readonly count: SetCount;
    }
  | { readonly kind: 'group end'; readonly group: FunctionalGroup }
  | {
      readonly kind: 'interchange end';
      readonly interchange: Interchange;
      /** What its TA1s say of interchanges of ours. */
      readonly ta1s: readonly AnswerFact[];
      /** Claims that stood in it outside of every set. */
      readonly stray: Tally;
    };

/** What intake takes one by one. */
export type IntakeEvent =
  | FrameEvent
  | { readonly kind: 'parcel'; readonly set: TransactionSet; readonly parcel: Parcel };

/** What a {@link FileReading} tells. */
export type FileEvent = FrameEvent | { readonly kind: 'finding'; readonly finding: Finding };

/** Who takes the segments of the sets, beside the {@link FileReading} that looks at what stands above the claims. */
export interface SetSegments {
  setStart(set: TransactionSet, place: CutSet): void;
  segment(segment: Segment): void;
  setEnd(): void;
}

/**
 * Follows one file and tells what it holds, in its order. Everything above the claims is checked on the way; the
 * segments go on to who reads or cuts the claims.
 */
export class FileReading implements InterchangeHandler {
  readonly #reader: InterchangeReader;
  readonly #guides: GuideCatalogue;
  readonly #file: string;
  readonly #tell: (event: FileEvent) => void;
  readonly #segments: SetSegments;
  /** By guide; that of sets without one under undefined. */
  readonly #contexts = new Map<Guide | undefined, ContextChecker>();
  #context: ContextChecker | undefined;
  #request: StatusRequestReader | undefined;
  #answer: FunctionalAnswerReader | undefined;
  #ta1s: AnswerFact[] = [];
  #guide: Guide | undefined;
  #count: SetCount = emptyCount();
  #stray: Tally = nothing;
  /** Claims of the file that stood outside of every set, and of every interchange. */
  strayClaims = 0;

  constructor(file: string, guides: GuideCatalogue, segments: SetSegments, tell: (event: FileEvent) => void) {
    this.#file = file;
    this.#guides = guides;
    this.#segments = segments;
    this.#tell = tell;
    this.#reader = new InterchangeReader(file, this);
  }

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }

  end(): ReadOutcome {
    return this.#reader.end();
  }

  ta1(segment: Segment): void {
    if (this.#ta1s.length < TA1S_PER_INTERCHANGE) this.#ta1s.push(factOfTa1(segment));
  }

  interchangeStart(interchange: Interchange): void {
    this.#ta1s = [];
    this.#stray = nothing;
    this.#tell({ kind: 'interchange start', interchange });
  }

  groupStart(group: FunctionalGroup): void {
    if (isRefused(group)) return;
    for (const finding of groupSupportFindings(group, this.#guides)) {
      group.findings.push(finding);
      this.finding(finding);
    }
  }

  setStart(set: TransactionSet): void {
    this.#guide = this.#guides.find(
      set.id,
      set.implementation === '' ? set.group.version : set.implementation,
    );
    const count = emptyCount();
    this.#count = count;
    this.#tell({ kind: 'set start', set, guide: this.#guide });
    const { interchange } = set.group;
    const origin = {
      file: this.#file,
      interchange: interchange.controlNumber,
      group: set.group.controlNumber,
      set: set.controlNumber,
    };
    const isSilent = this.#guide === undefined && isRefused(set.group);
    this.#context = this.#contextOf(this.#guide);
    this.#context.begin(origin, (finding) => {
      if (isSilent) return;
      if (count.contextFindings.length < FINDINGS_PER_SET) count.contextFindings.push(finding);
    });
    count.contextFindings.push(...membershipFindings(set, this.#guide));
    this.#request =
      this.#guide?.transactionSet === STATUS_REQUEST_SET ? new StatusRequestReader() : undefined;
    this.#answer = this.#guide?.transactionSet === '999' ? new FunctionalAnswerReader() : undefined;
    this.#segments.setStart(set, {
      file: this.#file,
      interchangeControlNumber: interchange.controlNumber,
      groupControlNumber: set.group.controlNumber,
      setControlNumber: set.controlNumber,
      guideId: this.#guide?.id ?? '',
      delimiters: interchange.delimiters,
      wrapped: interchange.wrapped,
    });
  }

  #contextOf(guide: Guide | undefined): ContextChecker {
    let context = this.#contexts.get(guide);
    if (context === undefined) {
      context = new ContextChecker(guide);
      this.#contexts.set(guide, context);
    }
    return context;
  }

  segment(segment: Segment): void {
    if (segment.tag === CLM) {
      this.#count.claimsSeen += 1;
      // A charge that is no number is counted as a claim and not summed.
      this.#count.chargeSeenCents += segment.amountCents(2) ?? 0;
    } else if (segment.tag === BHT && this.#count.batchReference === '') {
      this.#count.batchReference = segment.element(3);
    }
    this.#context?.segment(segment);
    this.#request?.segment(segment);
    this.#answer?.segment(segment);
    this.#segments.segment(segment);
  }

  setEnd(set: TransactionSet): void {
    this.#context?.end();
    this.#context = undefined;
    this.#segments.setEnd();
    this.#endRequest(set);
    if (this.#answer) this.#count.facts = this.#answer.end();
    this.#answer = undefined;
    this.#tell({ kind: 'set end', set, guide: this.#guide, count: this.#count });
  }

  #endRequest(set: TransactionSet): void {
    const request = this.#request?.end();
    this.#request = undefined;
    if (request === undefined) return;
    this.#count.statusRequest = request;
    if (request.isTooLarge) this.#count.contextFindings.push(inquiriesFinding(set, this.#file));
  }

  groupEnd(group: FunctionalGroup): void {
    this.#tell({ kind: 'group end', group });
  }

  interchangeEnd(interchange: Interchange): void {
    this.#tell({ kind: 'interchange end', interchange, ta1s: this.#ta1s, stray: this.#stray });
    this.#stray = nothing;
  }

  finding(finding: Finding): void {
    this.#tell({ kind: 'finding', finding });
  }

  /** Claim sets are held against their guide, which says of each segment what it must have. */
  tellsNoData({ id }: TransactionSet): boolean {
    return id === '837' && this.#guide !== undefined;
  }

  /** Nobody reads it, but it was seen: the finding of its place says so to the sender, the books to us. */
  stray(segment: Segment): void {
    if (segment.tag !== CLM) return;
    this.strayClaims += 1;
    const cents = segment.amountCents(2) ?? 0;
    this.#stray = { claims: this.#stray.claims + 1, cents: this.#stray.cents + cents };
  }
}

/** Reads one file into events; the claims of a set come as parcels of source bytes. Synchronous: the caller paces it. */
export class IntakeReading {
  readonly #reading: FileReading;
  readonly #findings: Finding[] = [];
  #events: IntakeEvent[] = [];
  #cutter: ClaimCutter | undefined;

  constructor(file: string, guides: GuideCatalogue) {
    const segments: SetSegments = {
      setStart: (set, place) => {
        this.#cutter = new ClaimCutter(place, {}, (parcel) =>
          this.#events.push({ kind: 'parcel', set, parcel }),
        );
      },
      segment: (segment) => this.#cutter!.segment(segment),
      setEnd: () => this.#cutter!.end(),
    };
    this.#reading = new FileReading(file, guides, segments, (event) => {
      if (event.kind === 'finding') this.#findings.push(event.finding);
      else this.#events.push(event);
    });
  }

  push(bytes: Uint8Array): IntakeEvent[] {
    this.#reading.push(bytes);
    return this.#take();
  }

  end(): { events: IntakeEvent[]; outcome: ReadOutcome; findings: readonly Finding[] } {
    const outcome = this.#reading.end();
    return { events: this.#take(), outcome, findings: this.#findings };
  }

  #take(): IntakeEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

import { type AnswerFact, FunctionalAnswerReader, factOfTa1 } from '../acknowledgment/received-answer.ts';
import { type StatusRequest, StatusRequestReader } from '../acknowledgment/status-request.ts';
import { ClaimCutter, type Parcel } from '../claim/claim-cutter.ts';
import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { ContextChecker } from '../validation/context-checker.ts';
import {
  groupSupportFindings,
  inquiriesFinding,
  isRefused,
  membershipFindings,
} from '../validation/group-support.ts';
import { parseAmountCents } from '../x12/amount.ts';
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

/** What a file holds, in its order: a closed union that intake takes one by one. */
export type IntakeEvent =
  | { readonly kind: 'interchange start'; readonly interchange: Interchange }
  | { readonly kind: 'set start'; readonly set: TransactionSet; readonly guide: Guide | undefined }
  | { readonly kind: 'parcel'; readonly set: TransactionSet; readonly parcel: Parcel }
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

/** Reads one file into events; the claims of a set come as parcels of source bytes. Synchronous: the caller paces it. */
export class IntakeReading implements InterchangeHandler {
  readonly #reader: InterchangeReader;
  readonly #guides: GuideCatalogue;
  readonly #file: string;
  #events: IntakeEvent[] = [];
  #findings: Finding[] = [];
  #cutter: ClaimCutter | undefined;
  #context: ContextChecker | undefined;
  #request: StatusRequestReader | undefined;
  #answer: FunctionalAnswerReader | undefined;
  #ta1s: AnswerFact[] = [];
  #guide: Guide | undefined;
  #count: SetCount = emptyCount();
  #stray: Tally = nothing;
  /** Claims of the file that stood outside of every set, and of every interchange. */
  strayClaims = 0;

  constructor(file: string, guides: GuideCatalogue) {
    this.#file = file;
    this.#guides = guides;
    this.#reader = new InterchangeReader(file, this);
  }

  push(bytes: Uint8Array): IntakeEvent[] {
    this.#reader.push(bytes);
    return this.#take();
  }

  end(): { events: IntakeEvent[]; outcome: ReadOutcome; findings: readonly Finding[] } {
    const outcome = this.#reader.end();
    return { events: this.#take(), outcome, findings: this.#findings };
  }

  #take(): IntakeEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  ta1(segment: Segment): void {
    if (this.#ta1s.length < TA1S_PER_INTERCHANGE) this.#ta1s.push(factOfTa1(segment));
  }

  interchangeStart(interchange: Interchange): void {
    this.#ta1s = [];
    this.#stray = nothing;
    this.#events.push({ kind: 'interchange start', interchange });
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
    this.#events.push({ kind: 'set start', set, guide: this.#guide });
    const { interchange } = set.group;
    const origin = {
      file: this.#file,
      interchange: interchange.controlNumber,
      group: set.group.controlNumber,
      set: set.controlNumber,
    };
    const isSilent = this.#guide === undefined && isRefused(set.group);
    this.#context = new ContextChecker(this.#guide, origin, (finding) => {
      if (isSilent) return;
      if (count.contextFindings.length < FINDINGS_PER_SET) count.contextFindings.push(finding);
    });
    count.contextFindings.push(...membershipFindings(set, this.#guide));
    this.#request =
      this.#guide?.transactionSet === STATUS_REQUEST_SET ? new StatusRequestReader() : undefined;
    this.#answer = this.#guide?.transactionSet === '999' ? new FunctionalAnswerReader() : undefined;
    this.#cutter = new ClaimCutter(
      {
        file: this.#file,
        interchangeControlNumber: interchange.controlNumber,
        groupControlNumber: set.group.controlNumber,
        setControlNumber: set.controlNumber,
        guideId: this.#guide?.id ?? '',
        delimiters: interchange.delimiters,
        wrapped: interchange.wrapped,
      },
      {},
      (parcel) => this.#events.push({ kind: 'parcel', set, parcel }),
    );
  }

  segment(segment: Segment): void {
    if (segment.tag === CLM) {
      this.#count.claimsSeen += 1;
      // A charge that is no number is counted as a claim and not summed.
      this.#count.chargeSeenCents += parseAmountCents(segment.element(2)) ?? 0;
    } else if (segment.tag === BHT && this.#count.batchReference === '') {
      this.#count.batchReference = segment.element(3);
    }
    this.#context?.segment(segment);
    this.#request?.segment(segment);
    this.#answer?.segment(segment);
    this.#cutter?.segment(segment);
  }

  setEnd(set: TransactionSet): void {
    this.#context?.end();
    this.#context = undefined;
    this.#cutter?.end();
    this.#cutter = undefined;
    this.#endRequest(set);
    if (this.#answer) this.#count.facts = this.#answer.end();
    this.#answer = undefined;
    this.#events.push({ kind: 'set end', set, guide: this.#guide, count: this.#count });
  }

  #endRequest(set: TransactionSet): void {
    const request = this.#request?.end();
    this.#request = undefined;
    if (request === undefined) return;
    this.#count.statusRequest = request;
    if (request.isTooLarge) this.#count.contextFindings.push(inquiriesFinding(set, this.#file));
  }

  groupEnd(group: FunctionalGroup): void {
    this.#events.push({ kind: 'group end', group });
  }

  interchangeEnd(interchange: Interchange): void {
    this.#events.push({ kind: 'interchange end', interchange, ta1s: this.#ta1s, stray: this.#stray });
    this.#stray = nothing;
  }

  finding(finding: Finding): void {
    this.#findings.push(finding);
  }

  /** Claim sets are held against their guide, which says of each segment what it must have. */
  tellsNoData({ id }: TransactionSet): boolean {
    return id === '837' && this.#guide !== undefined;
  }

  /** Nobody reads it, but it was seen: the finding of its place says so to the sender, the books to us. */
  stray(segment: Segment): void {
    if (segment.tag !== CLM) return;
    this.strayClaims += 1;
    const cents = parseAmountCents(segment.element(2)) ?? 0;
    this.#stray = { claims: this.#stray.claims + 1, cents: this.#stray.cents + cents };
  }
}

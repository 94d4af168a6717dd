import { strict as assert } from 'node:assert';
import type { AnswerFact } from '../acknowledgment/received-answer.ts';
import type { Guide } from '../guide/guide.ts';
import type { Partner } from '../reference/partner.ts';
import type { FileRow, InterchangeRow, RunRow } from '../store/rows.ts';
import type { StagedParcel, StagedPart, Store } from '../store/store.ts';
import { checkParcel } from '../validation/check-parcel.ts';
import { addFaults, NO_FAULTS, setJudgement } from '../validation/fates.ts';
import { senderFindings } from '../validation/sender-findings.ts';
import { supportFindings } from '../validation/set-support.ts';
import { applyPolicy } from '../validation/severity.ts';
import { addDays } from '../x12/calendar.ts';
import type { Interchange, TransactionSet } from '../x12/reader.ts';
import { nothing } from './books.ts';
import type { CheckedParcel } from './check-claims.ts';
import { closeInterchange } from './close-interchange.ts';
import { ControlNumbers, claimScope } from './control-numbers.ts';
import type { Instant } from './instant.ts';
import { type IntakeEvent, type SetCount, STATUS_REQUEST_SET } from './intake-reading.ts';
import {
  FINDINGS_PER_INTERCHANGE,
  keepFinding,
  type OpenInterchange,
  type OpenSet,
  placeKey,
  setInput,
} from './open-interchange.ts';
import type { Settings } from './settings.ts';
import type { WorkerPool } from './worker-pool.ts';
import { payersHere, type Workplace } from './workplace.ts';

/** Source bytes of the parcels whose results are awaited: what bounds memory when storing is slower than checking. */
const BYTES_AHEAD = 3 * 2 ** 20;

/** Claim sets: only these hold claims. */
const CLAIM_SET = '837';

export interface SequenceOptions {
  readonly store: Store;
  readonly settings: Settings;
  readonly workplace: Workplace;
  readonly pool: WorkerPool;
  readonly run: RunRow;
  readonly instant: Instant;
  readonly file: FileRow;
  readonly partner: Partner;
  /** Interchanges of this file that an interrupted run had closed: they are read past. */
  readonly finished: readonly InterchangeRow[];
}

/** Claims staged in one act: parcels of small sets are small. */
const STAGED_CLAIMS = 2000;

interface StagingSet {
  readonly set: OpenSet;
  readonly parcels: StagedParcel[];
  close?: NonNullable<StagedPart['close']>;
}

type Waiting =
  | { readonly event: Exclude<IntakeEvent, { kind: 'parcel' }> }
  | {
      readonly event: Extract<IntakeEvent, { kind: 'parcel' }>;
      readonly checked: Promise<CheckedParcel> | undefined;
    };

/**
 * Takes the events of a file in their order. Parcels are checked ahead on the workers; their claims are staged, sets
 * closed and interchanges made real one after the other, so the outcome does not depend on who was faster.
 */
export class IntakeSequence {
  readonly #options: SequenceOptions;
  readonly #waiting: Waiting[] = [];
  #open: OpenInterchange | undefined;
  #set: OpenSet | undefined;
  #bytesAhead = 0;
  #staging: StagingSet[] = [];
  #stagingClaims = 0;
  claimsSeen = 0;

  constructor(options: SequenceOptions) {
    this.#options = options;
  }

  async take(events: readonly IntakeEvent[]): Promise<void> {
    for (const event of events) {
      if (event.kind === 'interchange start') {
        // Whether its parcels are worth checking, and from which number, is known only once it is open.
        await this.#drain(0);
        await this.#openInterchange(event.interchange);
      } else if (event.kind === 'parcel') {
        this.claimsSeen += event.parcel.claimCount;
        this.#waiting.push({ event, checked: this.#check(event) });
        this.#bytesAhead += event.parcel.bodyLengthBytes;
        await this.#drain(BYTES_AHEAD);
      } else {
        this.#waiting.push({ event });
      }
    }
  }

  async end(): Promise<void> {
    await this.#drain(0);
  }

  /** Claim numbers are given here, in the order of the file, over claims seen (DESIGN decision 8). */
  #check({ parcel, set }: Extract<IntakeEvent, { kind: 'parcel' }>): Promise<CheckedParcel> | undefined {
    const open = this.#open;
    const holdsClaims = set.id === CLAIM_SET && parcel.guideId !== '';
    if (!open || open.isCountedOnly || !holdsClaims) return undefined;
    const { pool, partner, file } = this.#options;
    const firstSequence = open.nextSequence;
    open.nextSequence += parcel.claimCount;
    const checked = pool.run({
      kind: 'check',
      parcel,
      partnerId: partner.id,
      receivedDate: file.receivedDate,
      firstSequence,
      isTest: partner.usage === 'T',
      isWrapped: open.interchange.wrapped,
    });
    // It may fail before its turn comes; the await at its turn still throws.
    checked.catch(() => {});
    return checked;
  }

  async #drain(bytesLeft: number): Promise<void> {
    while (this.#waiting.length > 0 && (bytesLeft === 0 || this.#bytesAhead > bytesLeft)) {
      const next = this.#waiting.shift()!;
      switch (next.event.kind) {
        case 'interchange start':
          break;
        case 'set start':
          this.#startSet(next.event.set, next.event.guide);
          break;
        case 'parcel':
          this.#bytesAhead -= next.event.parcel.bodyLengthBytes;
          this.#checkRequest(next.event);
          await this.#stage(await ('checked' in next ? next.checked : undefined));
          break;
        case 'set end':
          this.#endSet(next.event.count);
          break;
        case 'group end':
          break;
        case 'interchange end':
          if (this.#open) this.#open.stray = next.event.stray;
          await this.#closeInterchange(next.event.ta1s);
          break;
      }
    }
  }

  async #openInterchange(interchange: Interchange): Promise<void> {
    const { store, file, partner, run, finished, workplace, settings } = this.#options;
    if (finished.some((row) => row.ordinal === interchange.index && row.state === 'closed')) {
      this.#open = undefined;
      return;
    }
    const key = senderKey(interchange);
    const found = senderFindings(interchange, {
      partner,
      profiles: payersHere(settings, workplace),
      wasSeen: await this.#wasSeen(key, interchange.controlNumber),
    });
    const batch = await store.openBatch(
      run.runId,
      'intake',
      `${file.sha256.slice(0, 16)}/${interchange.index}`,
    );
    const interchangeId = await store.openInterchange({
      batchId: batch.batchId,
      fileId: file.fileId,
      ordinal: interchange.index,
      partnerId: partner.id,
      controlNumber: interchange.controlNumber,
      senderKey: key,
      usage: (interchange.isa[14] ?? '').trim(),
      offsetBytes: interchange.offsetBytes,
      delimiters: interchange.delimiters,
      receivedDate: file.receivedDate,
    });
    const numbers = new ControlNumbers(store);
    const firstSequence = (await store.counter(claimScope(file.receivedDate))) + 1;
    this.#open = {
      interchange,
      interchangeId,
      batchId: batch.batchId,
      senderFindings: found,
      isCountedOnly: interchange.refused || found.some((finding) => finding.severity === 'reject'),
      numbers,
      firstSequence,
      nextSequence: firstSequence,
      stray: nothing,
      groups: [],
      kept: [],
      patientControlNumbers: new Map(),
    };
  }

  async #wasSeen(key: string, controlNumber: string): Promise<boolean> {
    const { store, partner, run } = this.#options;
    if (partner.duplicateLookBackDays === 0) return false;
    return store.interchangeWasSeen(
      key,
      controlNumber,
      addDays(run.businessDate, -partner.duplicateLookBackDays),
    );
  }

  #startSet(set: TransactionSet, guide: Guide | undefined): void {
    const open = this.#open;
    if (!open) return;
    this.#set = {
      set,
      guide,
      isStaged: set.id === CLAIM_SET && guide !== undefined && !open.isCountedOnly,
      setId: undefined,
      claims: NO_FAULTS,
      findings: [],
      parcelFindings: [],
      count: { claimsSeen: 0, chargeSeenCents: 0, batchReference: '', contextFindings: [] },
    };
    let group = open.groups.at(-1);
    if (!group || group.group !== set.group) {
      group = { group: set.group, sets: [] };
      open.groups.push(group);
    }
    group.sets.push(this.#set);
    if (this.#set.isStaged) this.#staging.push({ set: this.#set, parcels: [] });
  }

  async #stage(parcel: CheckedParcel | undefined): Promise<void> {
    const open = this.#open;
    const set = this.#set;
    if (!open || !set || !parcel) return;
    assert(set.isStaged, 'claims were checked for a set that is not staged');
    this.#stagedPart(set).parcels.push({ claims: parcel.claims, answers: parcel.answers });
    this.#stagingClaims += parcel.claims.length;
    set.claims = addFaults(set.claims, parcel.claimFaults);
    set.parcelFindings.push(
      ...parcel.setFindings.slice(0, FINDINGS_PER_INTERCHANGE - set.parcelFindings.length),
    );
    for (const finding of parcel.setFindings) keepFinding(open, set, finding);
    for (const { finding, claimNumber, patientControlNumber } of parcel.claimFindings) {
      keepFinding(open, set, finding, claimNumber);
      if (patientControlNumber !== undefined)
        open.patientControlNumbers.set(placeKey(finding), patientControlNumber);
    }
    if (this.#stagingClaims >= STAGED_CLAIMS) await this.#flush();
  }

  /** Requests for status are few and small: they are checked here, for their 999. */
  #checkRequest({ set: { id }, parcel }: Extract<IntakeEvent, { kind: 'parcel' }>): void {
    const open = this.#open;
    const set = this.#set;
    if (!open || !set || id !== STATUS_REQUEST_SET || parcel.guideId === '' || open.isCountedOnly) return;
    const { workplace, partner, file } = this.#options;
    const context = {
      guides: workplace.guides,
      policy: partner,
      receivedDate: file.receivedDate,
      profiles: [],
    };
    const { findings, contextFindings } = checkParcel(parcel, context, () => {});
    for (const finding of [...findings, ...contextFindings]) {
      if (set.parcelFindings.length < FINDINGS_PER_INTERCHANGE) set.parcelFindings.push(finding);
      keepFinding(open, set, finding);
    }
  }

  /** What waits to be staged becomes rows in one act. */
  async #flush(): Promise<void> {
    const staging = this.#staging;
    const open = this.#open;
    this.#staging = [];
    this.#stagingClaims = 0;
    if (!open || staging.length === 0) return;
    const ids = await this.#options.store.stageSets(
      staging.map(({ set, parcels, close }) => ({
        ...(set.setId === undefined ? {} : { setId: set.setId }),
        interchangeId: open.interchangeId,
        groupControlNumber: set.set.group.controlNumber,
        controlNumber: set.set.controlNumber,
        guideId: set.guide!.id,
        parcels,
        ...(close ? { close } : {}),
      })),
    );
    for (const [index, { set }] of staging.entries()) set.setId = ids[index]!;
  }

  /** The part of the set that waits; a new one where an act has taken the earlier ones. */
  #stagedPart(set: OpenSet): StagingSet {
    let part = this.#staging.at(-1);
    if (part?.set !== set) {
      part = { set, parcels: [] };
      this.#staging.push(part);
    }
    return part;
  }

  #endSet(count: SetCount): void {
    const open = this.#open;
    const set = this.#set;
    this.#set = undefined;
    if (!open || !set) return;
    set.count = count;
    for (const finding of [
      ...set.set.findings,
      ...count.contextFindings,
      ...supportFindings(set.set, set.guide),
    ]) {
      const seen = applyPolicy(finding, this.#options.partner);
      if (seen) keepFinding(open, set, seen);
    }
    if (!set.isStaged) return;
    this.#stagedPart(set).close = {
      fate: setJudgement(setInput(set), this.#options.partner).fate,
      batchReference: count.batchReference,
      claimsSeen: count.claimsSeen,
      chargeSeenCents: count.chargeSeenCents,
    };
  }

  async #closeInterchange(ta1s: readonly AnswerFact[]): Promise<void> {
    await this.#flush();
    const open = this.#open;
    this.#open = undefined;
    if (open) await closeInterchange(open, ta1s, this.#options);
  }
}

function senderKey({ isa }: Interchange): string {
  return [isa[4], isa[5], isa[7]].map((value) => (value ?? '').trim()).join('/');
}

import { strict as assert } from 'node:assert';
import type { GroupAnswer, SetAnswer } from '../acknowledgment/group-answer.ts';
import { isSegmentFinding, SEGMENT_ERRORS_PER_SET } from '../acknowledgment/segment-error.ts';
import type { Guide } from '../guide/guide.ts';
import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { FileRow, InterchangeRow, RunRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import {
  addFaults,
  type ClaimFaults,
  type GroupJudgement,
  interchangeJudgement,
  NO_FAULTS,
  type SetInput,
  setJudgement,
} from '../validation/fates.ts';
import { senderFindings } from '../validation/sender-findings.ts';
import { supportFindings } from '../validation/set-support.ts';
import { applyPolicy } from '../validation/severity.ts';
import type { Finding } from '../x12/finding.ts';
import type { FunctionalGroup, Interchange, TransactionSet } from '../x12/reader.ts';
import { type AnsweredSet, renderAnswers } from './answers.ts';
import { balance, outOfBalance, type Tally } from './books.ts';
import type { CheckedParcel } from './check-claims.ts';
import { ControlNumbers, claimScope } from './control-numbers.ts';
import { addDays, type Instant } from './instant.ts';
import type { IntakeEvent, SetCount } from './intake-reading.ts';
import type { Settings } from './settings.ts';
import type { WorkerPool } from './worker-pool.ts';
import { payersHere, type Workplace } from './workplace.ts';

/** Findings kept for the store and the 999 of one interchange; further ones are only counted (DESIGN decision 15). */
export const FINDINGS_PER_INTERCHANGE = 10_000;

/** Parcels whose results are awaited: what bounds memory when storing is slower than checking. */
const PARCELS_AHEAD = 6;

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

interface KeptFinding {
  readonly finding: Finding;
  readonly setId?: number;
  readonly claimNumber?: string;
}

interface OpenSet {
  readonly set: TransactionSet;
  readonly guide: Guide | undefined;
  /** Undefined where its claims are not staged: the interchange is refused, or it is no claim set. */
  readonly setId: number | undefined;
  claims: ClaimFaults;
  /** What the 999 lists. */
  readonly findings: Finding[];
  /** Of level set, found with the parcels. */
  readonly parcelFindings: Finding[];
  count: SetCount;
}

interface OpenGroup {
  readonly group: FunctionalGroup;
  readonly sets: OpenSet[];
}

interface OpenInterchange {
  readonly interchange: Interchange;
  readonly interchangeId: number;
  readonly batchId: number;
  /** Of level interchange, beyond those that the reader finds. */
  readonly senderFindings: readonly Finding[];
  /** Its claims are counted, not staged. */
  readonly isCountedOnly: boolean;
  readonly numbers: ControlNumbers;
  readonly firstSequence: number;
  nextSequence: number;
  readonly groups: OpenGroup[];
  readonly kept: KeptFinding[];
  readonly patientControlNumbers: Map<string, string>;
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
  #parcels = 0;
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
        this.#parcels += 1;
        await this.#drain(PARCELS_AHEAD);
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
    const { pool, partner, run } = this.#options;
    const firstSequence = open.nextSequence;
    open.nextSequence += parcel.claimCount;
    const checked = pool.run({
      kind: 'check',
      parcel,
      partnerId: partner.id,
      receivedDate: run.businessDate,
      firstSequence,
      isTest: partner.usage === 'T',
      isWrapped: open.interchange.wrapped,
    });
    // It may fail before its turn comes; the await at its turn still throws.
    checked.catch(() => {});
    return checked;
  }

  async #drain(parcelsLeft: number): Promise<void> {
    while (this.#waiting.length > 0 && (parcelsLeft === 0 || this.#parcels > parcelsLeft)) {
      const next = this.#waiting.shift()!;
      switch (next.event.kind) {
        case 'interchange start':
          break;
        case 'set start':
          await this.#startSet(next.event.set, next.event.guide);
          break;
        case 'parcel':
          this.#parcels -= 1;
          await this.#stage(await ('checked' in next ? next.checked : undefined));
          break;
        case 'set end':
          await this.#endSet(next.event.count);
          break;
        case 'group end':
          break;
        case 'interchange end':
          await this.#closeInterchange();
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
      receivedDate: run.businessDate,
    });
    const numbers = new ControlNumbers(store);
    const firstSequence = (await store.counter(claimScope(run.businessDate))) + 1;
    this.#open = {
      interchange,
      interchangeId,
      batchId: batch.batchId,
      senderFindings: found,
      isCountedOnly: interchange.refused || found.some((finding) => finding.severity === 'reject'),
      numbers,
      firstSequence,
      nextSequence: firstSequence,
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

  async #startSet(set: TransactionSet, guide: Guide | undefined): Promise<void> {
    const open = this.#open;
    if (!open) return;
    const holdsClaims = set.id === CLAIM_SET && guide !== undefined && !open.isCountedOnly;
    const setId = holdsClaims
      ? await this.#options.store.openSet({
          interchangeId: open.interchangeId,
          groupControlNumber: set.group.controlNumber,
          controlNumber: set.controlNumber,
          guideId: guide.id,
        })
      : undefined;
    this.#set = {
      set,
      guide,
      setId,
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
  }

  async #stage(parcel: CheckedParcel | undefined): Promise<void> {
    const open = this.#open;
    const set = this.#set;
    if (!open || !set || !parcel) return;
    assert(set.setId !== undefined, 'claims were checked for a set that is not staged');
    await this.#options.store.stageClaims(set.setId, parcel.claims);
    set.claims = addFaults(set.claims, parcel.claimFaults);
    set.parcelFindings.push(
      ...parcel.setFindings.slice(0, FINDINGS_PER_INTERCHANGE - set.parcelFindings.length),
    );
    for (const finding of parcel.setFindings) this.#keep(open, set, finding);
    for (const { finding, claimNumber, patientControlNumber } of parcel.claimFindings) {
      this.#keep(open, set, finding, claimNumber);
      if (patientControlNumber !== undefined)
        open.patientControlNumbers.set(placeKey(finding), patientControlNumber);
    }
  }

  #keep(open: OpenInterchange, set: OpenSet | undefined, finding: Finding, claimNumber?: string): void {
    if (set && isSegmentFinding(finding) && set.findings.length < SEGMENT_ERRORS_PER_SET)
      set.findings.push(finding);
    if (open.kept.length >= FINDINGS_PER_INTERCHANGE) return;
    open.kept.push({
      finding,
      ...(set?.setId === undefined ? {} : { setId: set.setId }),
      ...(claimNumber === undefined ? {} : { claimNumber }),
    });
  }

  async #endSet(count: SetCount): Promise<void> {
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
      if (seen) this.#keep(open, set, seen);
    }
    if (set.setId === undefined) return;
    await this.#options.store.closeSet({
      setId: set.setId,
      fate: setJudgement(setInput(set), this.#options.partner).fate,
      batchReference: count.batchReference,
      claimsSeen: count.claimsSeen,
      chargeSeenCents: count.chargeSeenCents,
    });
  }

  async #closeInterchange(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (!open) return;
    const { store, partner, instant, run } = this.#options;
    const { interchange } = open;
    const envelopeFindings = [...interchange.findings, ...open.senderFindings];
    for (const finding of [...envelopeFindings, ...open.groups.flatMap(({ group }) => group.findings)]) {
      const seen = applyPolicy(finding, partner);
      if (seen) this.#keep(open, undefined, seen);
    }
    const judgement = interchangeJudgement(
      {
        findings: envelopeFindings,
        refused: interchange.refused,
        groups: open.groups.map(({ group, sets }) => ({
          findings: group.findings,
          sets: sets.map(setInput),
        })),
      },
      partner,
    );
    await this.#closeRefusedSets(open, judgement.groups);
    const books = await this.#prove(open);
    if (open.nextSequence > open.firstSequence) await this.#reserveClaimNumbers(open);
    const answers = await renderAnswers({
      store,
      numbers: open.numbers,
      instant,
      partner,
      interchange,
      fate: judgement.fate,
      note: judgement.note,
      groups: groupAnswers(open, judgement.groups),
      senderApplicationId: open.groups[0]?.group.sender ?? '',
      sets: this.#answeredSets(open, judgement.groups),
      patientControlNumberOf: (finding) => open.patientControlNumbers.get(placeKey(finding)),
      receiptNumber: `${run.businessDate.slice(2)}R${open.interchangeId}`,
    });
    await store.closeInterchange({
      interchangeId: open.interchangeId,
      batchId: open.batchId,
      lengthBytes: interchange.lengthBytes,
      fate: judgement.fate,
      note: judgement.note,
      findings: open.kept,
      answers,
      counters: open.numbers.moves(),
      books,
    });
  }

  /** A set that its own faults would pass may stand in a group or interchange that is refused. */
  async #closeRefusedSets(open: OpenInterchange, groups: readonly GroupJudgement[]): Promise<void> {
    for (const [g, { sets }] of open.groups.entries()) {
      for (const [s, set] of sets.entries()) {
        const judgement = groups[g]!.sets[s]!;
        if (set.setId === undefined || judgement.refusedBy === 'nothing' || judgement.refusedBy === 'set')
          continue;
        await this.#options.store.closeSet({
          setId: set.setId,
          fate: judgement.fate,
          batchReference: set.count.batchReference,
          claimsSeen: set.count.claimsSeen,
          chargeSeenCents: set.count.chargeSeenCents,
        });
      }
    }
  }

  /** seen = staged + refused + counted only; the main thread's count against the store's rows. */
  async #prove(open: OpenInterchange): Promise<string> {
    const sets = open.groups.flatMap((group) => group.sets);
    const tally = (some: readonly OpenSet[]): Tally => ({
      claims: some.reduce((sum, { count }) => sum + count.claimsSeen, 0),
      cents: some.reduce((sum, { count }) => sum + count.chargeSeenCents, 0),
    });
    const counts = await this.#options.store.countClaims({ interchangeId: open.interchangeId });
    const of = (state: string): Tally => ({
      claims: counts.filter((row) => row.state === state).reduce((sum, row) => sum + row.claims, 0),
      cents: counts.filter((row) => row.state === state).reduce((sum, row) => sum + row.chargeCents, 0),
    });
    const books = balance(
      ['seen', tally(sets)],
      [
        ['sound', of('staged')],
        ['refused', of('refused')],
        ['not read', tally(sets.filter((set) => set.setId === undefined))],
      ],
    );
    if (!books.closes)
      throw outOfBalance(`interchange ${open.interchange.index + 1} of ${this.#options.file.name}`, books);
    return books.text;
  }

  /** The numbers given are spent with the act that closes the interchange, and come back when it never closes. */
  async #reserveClaimNumbers(open: OpenInterchange): Promise<void> {
    const scope = claimScope(this.#options.run.businessDate);
    open.numbers.take(scope, open.firstSequence - 1, open.nextSequence - 1);
  }

  #answeredSets(open: OpenInterchange, groups: readonly GroupJudgement[]): AnsweredSet[] {
    const payer = this.#answeringPayer();
    return open.groups.flatMap(({ sets }, g) =>
      sets.flatMap((set, s) =>
        set.setId === undefined || groups[g]!.sets[s]!.fate === 'rejected'
          ? []
          : [
              {
                setId: set.setId,
                batchReference: set.count.batchReference,
                payer: { name: payer.name, id: payer.payerIds[0]! },
              },
            ],
      ),
    );
  }

  #answeringPayer(): PayerProfile {
    const { partner, workplace } = this.#options;
    const profile = workplace.snapshot.profile(partner.payers[0] ?? '') ?? workplace.snapshot.profiles[0];
    assert(profile, 'a partner without a payer was let through by the specs check');
    return profile;
  }
}

function setInput(set: OpenSet): SetInput {
  const findings = [
    ...set.set.findings,
    ...set.count.contextFindings,
    ...set.parcelFindings,
    ...supportFindings(set.set, set.guide),
  ];
  return { findings, claims: set.claims };
}

/** A 999 answers every group but those that are answers themselves. */
function groupAnswers(open: OpenInterchange, judgements: readonly GroupJudgement[]): GroupAnswer[] {
  return open.groups.flatMap(({ group, sets }, g) => {
    if (group.functionalId === 'FA') return [];
    const judgement = judgements[g]!;
    const answer: GroupAnswer = {
      functionalId: group.functionalId,
      controlNumber: group.controlNumber,
      version: group.version,
      ...(group.declaredSetCount === undefined ? {} : { declaredSetCount: group.declaredSetCount }),
      receivedSetCount: sets.length,
      rejected: judgement.rejected,
      ak905: judgement.ak905,
      sets: sets.map(
        (set, s): SetAnswer => ({
          setId: set.set.id,
          controlNumber: set.set.controlNumber,
          implementation: set.set.implementation,
          fate: judgement.sets[s]!.fate,
          ik502: judgement.sets[s]!.ik502,
          findings: set.findings,
        }),
      ),
    };
    return [answer];
  });
}

function senderKey({ isa }: Interchange): string {
  return [isa[4], isa[5], isa[7]].map((value) => (value ?? '').trim()).join('/');
}

function placeKey({ place }: Finding): string {
  return `${place.offsetBytes}/${place.segmentOrdinal ?? 0}`;
}

import type { GroupAnswer, SetAnswer } from '../acknowledgment/group-answer.ts';
import { isSegmentFinding, SEGMENT_ERRORS_PER_SET } from '../acknowledgment/segment-error.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { Remittance835Prover } from '../remittance/prove-835.ts';
import type { CheckedClaim, ParcelFindings } from '../validation/check-parcel.ts';
import {
  addFaults,
  type ClaimFaults,
  groupJudgement,
  interchangeJudgement,
  NO_FAULTS,
  setJudgement,
} from '../validation/fates.ts';
import { senderFindings } from '../validation/sender-findings.ts';
import { SetChecker } from '../validation/set-checker.ts';
import { applyPolicy, DEFAULT_POLICY, type FindingPolicy } from '../validation/severity.ts';
import type { Finding } from '../x12/finding.ts';
import type { FunctionalGroup, Interchange, ReadOutcome, TransactionSet } from '../x12/reader.ts';
import { type FileEvent, FileReading, type SetCount, type SetSegments } from './intake-reading.ts';
import { answerOf, type StagedAnswer } from './staged-answer.ts';
import type {
  ValidatedClaimSet,
  ValidatedFile,
  ValidatedInterchange,
  ValidationOutcome,
} from './validated-file.ts';

/** Findings listed of one file; the ones beyond are counted (DESIGN decision 15). */
export const FINDINGS_PER_FILE = 10_000;

export interface ValidateOptions {
  readonly guides: GuideCatalogue;
  /** Its severities, ids and payers; without one every finding has its own severity and any sender is right. */
  readonly partner?: Partner;
  /** Of that partner; empty: no payer's own rules. */
  readonly profiles?: readonly PayerProfile[];
  /** CCYYMMDD: service dates after it are in the future. */
  readonly receivedDate: string;
  /** What the answers are written from is kept only when somebody asks for it. */
  readonly onInterchange?: (interchange: ValidatedInterchange) => void;
}

/**
 * Reads a file against guides and specs alone: no member, provider or duplicate is looked up. Every claim seen is
 * either read or refused; memory does not grow with the file.
 *
 * @param chunks the file's bytes, cut anywhere; a buffer may be used again for the next chunk
 * @param file as findings and the result name it
 */
export async function validateFile(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  file: string,
  options: ValidateOptions,
): Promise<ValidatedFile> {
  const validation = new Validation(file, options);
  for await (const chunk of chunks) validation.push(chunk);
  return validation.end();
}

/** Claims, and what has a fate of its own: claims of a set that has some, else the set, group or interchange itself. */
interface Tally {
  claimsRead: number;
  claimsRefused: number;
  accepted: number;
  refused: number;
}

const emptyTally = (): Tally => ({ claimsRead: 0, claimsRefused: 0, accepted: 0, refused: 0 });

/** The set whose parcels are coming. */
interface OpenSet {
  readonly set: TransactionSet;
  claimsAccepted: number;
  claimFaults: ClaimFaults;
  /** Of level set, one of each kind: enough to know its fate. */
  readonly kinds: Map<string, Finding>;
  /** What its 999 lists. */
  readonly listed: Finding[];
  /** What its 277CA says, kept when somebody asks for it. */
  readonly answers: StagedAnswer[];
  payer: ValidatedClaimSet['payer'];
}

class Validation {
  readonly #file: string;
  readonly #options: ValidateOptions;
  readonly #policy: FindingPolicy;
  readonly #reading: FileReading;
  /** Of the balances of the set that ended last. */
  #unbalanced: readonly Finding[] = [];
  readonly #findings: Finding[] = [];
  #findingsNotListed = 0;
  #isFileRefused = false;
  readonly #total = emptyTally();
  #ofInterchange = emptyTally();
  #ofGroup = emptyTally();
  #set: OpenSet | undefined;
  #sets: SetAnswer[] = [];
  #groups: GroupAnswer[] = [];
  #ofGroupSets: ValidatedClaimSet[] = [];
  #claimSets: ValidatedClaimSet[] = [];
  #firstGroup: FunctionalGroup | undefined;
  #patientControlNumbers = new Map<Finding, string>();

  constructor(file: string, options: ValidateOptions) {
    const { guides, partner, profiles = [], receivedDate } = options;
    this.#file = file;
    this.#options = options;
    this.#policy = partner ?? DEFAULT_POLICY;
    const context = { guides, policy: this.#policy, receivedDate, profiles };
    const checker = new SetChecker(
      context,
      (checked) => this.#takeClaim(checked),
      (part) => this.#takePart(part),
    );
    const prover = new Remittance835Prover(({ findings }) => {
      this.#unbalanced = findings;
    });
    const segments: SetSegments = {
      setStart: (set, place) => {
        this.#unbalanced = [];
        checker.start(place);
        prover.setStart(set);
      },
      segment: (segment) => {
        checker.segment(segment);
        prover.segment(segment);
      },
      setEnd: () => {
        checker.end();
        prover.setEnd();
      },
    };
    this.#reading = new FileReading(file, guides, segments, (event) => this.#take(event));
  }

  push(chunk: Uint8Array): void {
    this.#reading.push(chunk);
  }

  end(): ValidatedFile {
    const outcome = this.#reading.end();
    const { strayClaims } = this.#reading;
    const { claimsRead } = this.#total;
    const claimsRefused = this.#total.claimsRefused + strayClaims;
    return {
      file: this.#file,
      outcome: this.#outcome(outcome, strayClaims),
      interchanges: outcome.interchanges,
      groups: outcome.groups,
      sets: outcome.sets,
      claimsSeen: claimsRead + claimsRefused,
      claimsRead,
      claimsRefused,
      findings: this.#findings.sort((one, other) => one.place.offsetBytes - other.place.offsetBytes),
      ...(this.#findingsNotListed === 0 ? {} : { findingsNotListed: this.#findingsNotListed }),
    };
  }

  #outcome(outcome: ReadOutcome, strayClaims: number): ValidationOutcome {
    if (outcome.unreadable) return 'unreadable';
    const { accepted, refused } = this.#total;
    if (refused === 0 && strayClaims === 0 && !this.#isFileRefused) return 'accepted';
    return accepted > 0 ? 'partly' : 'rejected';
  }

  #take(event: FileEvent): void {
    switch (event.kind) {
      case 'interchange start':
        this.#ofInterchange = emptyTally();
        this.#groups = [];
        this.#claimSets = [];
        this.#firstGroup = undefined;
        this.#patientControlNumbers = new Map();
        break;
      case 'set start':
        this.#set = {
          set: event.set,
          claimsAccepted: 0,
          claimFaults: NO_FAULTS,
          kinds: new Map(),
          listed: [],
          answers: [],
          payer: { name: '', id: '' },
        };
        break;
      case 'finding':
        this.#list([event.finding]);
        break;
      case 'set end':
        this.#closeSet(event.count);
        break;
      case 'group end':
        this.#closeGroup(event.group);
        break;
      case 'interchange end':
        this.#closeInterchange(event.interchange);
        break;
    }
  }

  #takeClaim(checked: CheckedClaim): void {
    const { fate, findings, findingsDropped, claim } = checked;
    const set = this.#set!;
    if (fate === 'accepted') set.claimsAccepted += 1;
    this.#keepAnswer(set, checked);
    if (findings.length === 0) return;
    this.#list(findings);
    this.#keep(set, findings, claim.patientControlNumber);
    this.#findingsNotListed += findingsDropped;
  }

  #takePart({ findings, contextFindings, claimFaults }: ParcelFindings): void {
    const set = this.#set!;
    set.claimFaults = addFaults(set.claimFaults, claimFaults);
    this.#list(contextFindings);
    this.#keep(set, contextFindings);
    this.#addToSet(set, findings);
  }

  #closeSet(count: SetCount): void {
    const open = this.#set!;
    const { set, kinds, claimFaults } = open;
    this.#set = undefined;
    this.#addToSet(open, [...count.contextFindings, ...this.#unbalanced]);
    // Those of the envelope were listed when the reader told them.
    for (const finding of set.findings) kinds.set(kindOf(finding), finding);
    this.#keep(open, set.findings);
    const judgement = setJudgement({ findings: [...kinds.values()], claims: claimFaults }, this.#policy);
    const isRefused = judgement.fate === 'rejected';
    const claimsRead = isRefused ? 0 : open.claimsAccepted;
    const claimsRefused = count.claimsSeen - claimsRead;
    const hasClaims = count.claimsSeen > 0;
    addTo(this.#ofGroup, {
      claimsRead,
      claimsRefused,
      accepted: hasClaims ? claimsRead : isRefused ? 0 : 1,
      refused: hasClaims ? claimsRefused : isRefused ? 1 : 0,
    });
    if (!this.#options.onInterchange) return;
    if (!isRefused && open.answers.length > 0)
      this.#ofGroupSets.push({
        batchReference: count.batchReference,
        payer: open.payer,
        answers: open.answers,
      });
    this.#sets.push({
      setId: set.id,
      controlNumber: set.controlNumber,
      implementation: set.implementation,
      fate: judgement.fate,
      ik502: judgement.ik502,
      findings: open.listed,
    });
  }

  #closeGroup(group: FunctionalGroup): void {
    const { rejected, ak905 } = groupJudgement({ findings: group.findings, sets: [] }, this.#policy);
    addTo(this.#ofInterchange, rejected ? refusedWhole(this.#ofGroup) : this.#ofGroup);
    this.#ofGroup = emptyTally();
    this.#firstGroup ??= group;
    const sets = this.#sets;
    this.#sets = [];
    if (!rejected) this.#claimSets.push(...this.#ofGroupSets);
    this.#ofGroupSets = [];
    // An answer is not answered (X231 1.3.2).
    if (!this.#options.onInterchange || group.functionalId === 'FA') return;
    this.#groups.push({
      functionalId: group.functionalId,
      controlNumber: group.controlNumber,
      version: group.version,
      ...(group.declaredSetCount === undefined ? {} : { declaredSetCount: group.declaredSetCount }),
      receivedSetCount: sets.length,
      rejected,
      ak905,
      sets: rejected ? sets.map((set) => ({ ...set, fate: 'rejected' as const })) : sets,
    });
  }

  #closeInterchange(interchange: Interchange): void {
    const { partner, profiles = [], onInterchange } = this.#options;
    const ofSender = partner ? senderFindings(interchange, { partner, profiles, wasSeen: false }) : [];
    this.#list(ofSender);
    const { fate, note } = interchangeJudgement(
      { findings: [...interchange.findings, ...ofSender], refused: interchange.refused, groups: [] },
      this.#policy,
    );
    const whole = this.#ofInterchange;
    if (whole.accepted + whole.refused === 0) whole.accepted = 1;
    addTo(this.#total, fate === 'rejected' ? refusedWhole(whole) : whole);
    const patientControlNumbers = this.#patientControlNumbers;
    onInterchange?.({
      interchange,
      fate,
      note,
      senderApplicationId: this.#firstGroup?.sender ?? '',
      receiverApplicationId: this.#firstGroup?.receiver ?? '',
      groups: this.#groups,
      claimSets: fate === 'rejected' ? [] : this.#claimSets,
      patientControlNumberOf: (finding) => patientControlNumbers.get(finding),
    });
  }

  #addToSet(set: OpenSet, findings: readonly Finding[]): void {
    for (const finding of findings) set.kinds.set(kindOf(finding), finding);
    this.#list(findings);
    this.#keep(set, findings);
  }

  #keepAnswer(set: OpenSet, checked: CheckedClaim): void {
    if (!this.#options.onInterchange) return;
    const { lastName: name, id } = checked.claim.payer;
    if (set.answers.length === 0) set.payer = { name, id };
    set.answers.push(answerOf(checked));
  }

  /** For the 999, which lists a thousand at most. */
  #keep(set: OpenSet, findings: readonly Finding[], patientControlNumber?: string): void {
    if (!this.#options.onInterchange) return;
    for (const finding of findings) {
      if (set.listed.length >= SEGMENT_ERRORS_PER_SET) return;
      const seen = applyPolicy(finding, this.#policy);
      if (!seen || !isSegmentFinding(seen)) continue;
      set.listed.push(seen);
      if (patientControlNumber !== undefined) this.#patientControlNumbers.set(seen, patientControlNumber);
    }
  }

  #list(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const seen = applyPolicy(finding, this.#policy);
      if (!seen) continue;
      if (seen.level === 'file' && seen.severity === 'reject') this.#isFileRefused = true;
      if (this.#findings.length < FINDINGS_PER_FILE) this.#findings.push(seen);
      else this.#findingsNotListed += 1;
    }
  }
}

/** Findings of one kind weigh the same and become the same code. */
function kindOf({ code, severity, acknowledgment }: Finding): string {
  const { ik304 = '', ik403 = '', ik502 = '' } = acknowledgment;
  return `${code} ${severity} ${ik304} ${ik403} ${ik502}`;
}

function addTo(total: Tally, more: Tally): void {
  total.claimsRead += more.claimsRead;
  total.claimsRefused += more.claimsRefused;
  total.accepted += more.accepted;
  total.refused += more.refused;
}

/** What stands in something refused is refused with it; an empty one is refused itself. */
function refusedWhole(tally: Tally): Tally {
  return {
    claimsRead: 0,
    claimsRefused: tally.claimsRead + tally.claimsRefused,
    accepted: 0,
    refused: Math.max(1, tally.accepted + tally.refused),
  };
}

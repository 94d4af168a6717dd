import { type AnswerEnvelope, openAnswerGroup } from '../acknowledgment/answer-envelope.ts';
import { Claim277Writer, IMPLEMENTATION_277CA } from '../acknowledgment/claim-277ca.ts';
import {
  type ClaimStatus,
  IMPLEMENTATION_277,
  writeClaimStatus,
} from '../acknowledgment/claim-status-277.ts';
import { isEchoable } from '../acknowledgment/echoed-text.ts';
import { write999 } from '../acknowledgment/functional-999.ts';
import type { GroupAnswer } from '../acknowledgment/group-answer.ts';
import type { StatusInquiry, StatusRequest } from '../acknowledgment/status-request.ts';
import { writeTa1 } from '../acknowledgment/ta1.ts';
import type { AnswerPolicy, Partner } from '../reference/partner.ts';
import type { OutboxFile, Store } from '../store/store.ts';
import { ID_QUALIFIERS } from '../x12/envelope-checks.ts';
import type { Finding } from '../x12/finding.ts';
import type { Interchange } from '../x12/reader.ts';
import type { EnvelopeWriter } from '../x12/writer.ts';
import { type ControlNumbers, groupScope, interchangeScope } from './control-numbers.ts';
import type { Instant } from './instant.ts';
import { outboxName } from './outbox-name.ts';
import { type NumberedAnswer, unpackAnswers } from './staged-answer.ts';
import { type ClaimSet, totalsOf, writeClaimSet } from './write-claim-set.ts';

/** A new 277CA file begins when one has reached this size: partners load answers whole. */
const FILE_BYTES = 16 * 1024 * 1024;

export type InterchangeFate = 'accepted' | 'accepted with errors' | 'rejected';

/** A claim set whose claims are answered one by one. */
export interface AnsweredSet {
  readonly setId: number;
  readonly batchReference: string;
  readonly payer: { readonly name: string; readonly id: string };
}

/** A request for the status of claims, with what is told of each. */
export interface AnsweredRequest {
  readonly request: StatusRequest;
  readonly answers: ReadonlyMap<StatusInquiry, readonly ClaimStatus[]>;
}

export interface AnswerInput {
  readonly store: Store;
  readonly numbers: ControlNumbers;
  readonly instant: Instant;
  readonly partner: Partner;
  readonly interchange: Interchange;
  readonly fate: InterchangeFate;
  /** TA105. */
  readonly note: string;
  readonly groups: readonly GroupAnswer[];
  /** It holds TA1s and nothing else: two partners that always answer would answer each other for ever. */
  readonly isOnlyTa1: boolean;
  /** GS02 of the first group, for partners that may send under any id. */
  readonly senderApplicationId: string;
  readonly sets: readonly AnsweredSet[];
  readonly statusRequests: readonly AnsweredRequest[];
  readonly patientControlNumberOf: (finding: Finding) => string | undefined;
  /** The value in error, read again from the archived bytes: a finding does not carry it. */
  readonly badDataOf?: (finding: Finding) => string | undefined;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  /** Our own number of this receipt. */
  readonly receiptNumber: string;
}

/** Everything a partner gets back for one interchange: TA1, 999s, 277CAs; a refused interchange gets its TA1 alone. */
export async function renderAnswers(input: AnswerInput): Promise<OutboxFile[]> {
  const files: OutboxFile[] = [];
  if (wantsTa1(input)) files.push(await ta1File(input));
  if (input.fate === 'rejected') return files;
  if (input.groups.length > 0 && wants(input.partner.functional999, hasErrors(input.groups)))
    files.push(await file999(input));
  if (input.partner.claim277 !== 'never') files.push(...(await files277(input)));
  files.push(...(await statusFiles(input)));
  return files;
}

/** Asked for by ISA14, or something is wrong with the envelope. */
function wantsTa1({ partner, interchange, fate, isOnlyTa1 }: AnswerInput): boolean {
  if (isOnlyTa1) return false;
  const asked = (interchange.isa[13] ?? '').trim() === '1';
  return wants(partner.ta1, asked || fate !== 'accepted');
}

function wants(policy: AnswerPolicy, hasReason: boolean): boolean {
  return policy === 'always' || (policy === 'asked' && hasReason);
}

function hasErrors(groups: readonly GroupAnswer[]): boolean {
  return groups.some((group) => group.rejected || group.sets.some((set) => set.fate !== 'accepted'));
}

async function envelopeFor({
  numbers,
  partner,
  interchange,
  senderApplicationId,
  instant,
}: AnswerInput): Promise<AnswerEnvelope> {
  return {
    partner: addressed(partner, interchange, senderApplicationId),
    usage: (interchange.isa[14] ?? '').trim() === 'T' ? 'T' : 'P',
    date8: instant.date,
    date6: instant.date.slice(2),
    time4: instant.time,
    isa13: await numbers.next(interchangeScope(partner.id)),
    gs06: await numbers.next(groupScope(partner.id)),
    st02: 1,
  };
}

/** A partner that may send under any id is answered under the ids it used, and so are we where it may name us anyhow. */
function addressed(
  partner: Partner,
  { isa }: Interchange,
  senderApplicationId: string,
): AnswerEnvelope['partner'] {
  const received = (position: number) => {
    const id = (isa[position - 1] ?? '').trim();
    if (position % 2 === 1) return ID_QUALIFIERS.has(id) ? id : 'ZZ';
    return isEchoable(id, 15) ? id : 'UNKNOWN';
  };
  const or = (id: string, other: string) => (id === '*' ? other : id);
  return {
    qualifier: or(partner.qualifier, received(5)),
    interchangeId: or(partner.interchangeId, received(6)),
    applicationId: or(partner.applicationId, senderApplicationId || received(6)),
    ourQualifier: or(partner.ourQualifier, received(7)),
    ourInterchangeId: or(partner.ourInterchangeId, received(8)),
    ourApplicationId: or(partner.ourApplicationId, received(8)),
    newlineAfterSegment: partner.newlineAfterSegment,
  };
}

function fileOf(
  { partner, instant }: AnswerInput,
  type: OutboxFile['type'],
  envelope: AnswerEnvelope,
  bytes: Uint8Array,
): OutboxFile {
  return { name: outboxName(partner.id, type, envelope.isa13, instant), partnerId: partner.id, type, bytes };
}

async function ta1File(input: AnswerInput): Promise<OutboxFile> {
  const { interchange, fate, note } = input;
  const envelope = await envelopeFor(input);
  const bytes = writeTa1(envelope, {
    isa13: interchange.controlNumber,
    isa09: interchange.isa[8] ?? '',
    isa10: interchange.isa[9] ?? '',
    code: fate === 'accepted' ? 'A' : fate === 'accepted with errors' ? 'E' : 'R',
    note,
  });
  return fileOf(input, 'TA1', envelope, bytes);
}

async function file999(input: AnswerInput): Promise<OutboxFile> {
  const envelope = await envelopeFor(input);
  const echo = {
    patientControlNumber: input.patientControlNumberOf,
    ...(input.badDataOf ? { badData: input.badDataOf } : {}),
  };
  return fileOf(input, '999', envelope, write999(envelope, input.groups, echo));
}

/** One 277CA set for each claim set that the 999 let pass. */
async function files277(input: AnswerInput): Promise<OutboxFile[]> {
  const files: OutboxFile[] = [];
  let open: { envelope: AnswerEnvelope; writer: EnvelopeWriter; sets: Claim277Writer } | undefined;
  const close = () => {
    if (open) files.push(fileOf(input, '277CA', open.envelope, open.writer.end()));
    open = undefined;
  };
  for (const set of input.sets) {
    const blocks = new AnswerBlocks(input.store, set.setId);
    const answers = () => blocks.answers();
    const totals = await totalsOf(answers());
    if (totals.all.acceptedCount + totals.all.rejectedCount === 0) continue;
    if (!open) {
      const envelope = await envelopeFor(input);
      const writer = openAnswerGroup(envelope, 'HN', IMPLEMENTATION_277CA);
      open = { envelope, writer, sets: new Claim277Writer(writer, envelope) };
    }
    await writeClaimSet(open.sets, acknowledgedSet(set, input), totals, answers());
    if (open.writer.lengthBytes >= FILE_BYTES) close();
  }
  close();
  return files;
}

/** One 277 set for each 276 set that the 999 let pass: who asks is answered, whatever else a partner wants. */
async function statusFiles(input: AnswerInput): Promise<OutboxFile[]> {
  const files: OutboxFile[] = [];
  let open: { envelope: AnswerEnvelope; writer: EnvelopeWriter; sets: number } | undefined;
  const close = () => {
    if (open) files.push(fileOf(input, '277', open.envelope, open.writer.end()));
    open = undefined;
  };
  for (const { request, answers } of input.statusRequests) {
    if (!open) {
      const envelope = await envelopeFor(input);
      open = { envelope, writer: openAnswerGroup(envelope, 'HN', IMPLEMENTATION_277), sets: 0 };
    }
    writeClaimStatus(open.writer, open.envelope, open.sets, request, (inquiry) => answers.get(inquiry) ?? []);
    open.sets += 1;
    if (open.writer.lengthBytes >= FILE_BYTES) close();
  }
  close();
  return files;
}

function acknowledgedSet(
  { setId, payer, batchReference }: AnsweredSet,
  { instant, receiptNumber, receivedDate }: AnswerInput,
): ClaimSet {
  const reference = `${receiptNumber}S${setId}`;
  return { reference, payer, batchReference, receiptNumber, receivedDate, processedDate: instant.date };
}

/** The answers of a set, parcel by parcel; that of a set of one parcel is unpacked once, however often it is asked for. */
class AnswerBlocks {
  readonly #store: Store;
  readonly #setId: number;
  #first: { readonly lastClaimId: number; readonly answers: readonly NumberedAnswer[] } | undefined;

  constructor(store: Store, setId: number) {
    this.#store = store;
    this.#setId = setId;
  }

  async *answers(): AsyncGenerator<NumberedAnswer> {
    for (let parcel = await this.#firstParcel(); parcel; parcel = await this.#parcelAfter(parcel.lastClaimId))
      yield* parcel.answers;
  }

  async #firstParcel() {
    this.#first ??= await this.#parcelAfter(0);
    return this.#first;
  }

  async #parcelAfter(claimId: number) {
    const parcel = await this.#store.stagedAnswers(this.#setId, claimId);
    return parcel && { lastClaimId: parcel.lastClaimId, answers: unpackAnswers(parcel.answers) };
  }
}

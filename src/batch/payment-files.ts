import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { paymentEntry } from '../ledger/payment-entry.ts';
import type { Partner } from '../reference/partner.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { checkAdjustmentCodes } from '../remittance/code-check.ts';
import { memberPage } from '../remittance/member-page.ts';
import type { PaymentTerms } from '../remittance/payment-terms.ts';
import type { Remittance, RemittanceItem, RemittedClaims } from '../remittance/remittance.ts';
import {
  InterchangeSplitter,
  type RemittanceEnvelope,
  type WrittenInterchange,
} from '../remittance/write-835.ts';
import { releaseBytes } from '../store/release-bytes.ts';
import type { RunRow } from '../store/rows.ts';
import type { PostPayments } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { ControlNumbers, groupScope, interchangeScope, noticeScope, traceScope } from './control-numbers.ts';
import { appendTo, dropFile, syncFile, writeDurably } from './durable-files.ts';
import type { Instant } from './instant.ts';
import { outboxName } from './outbox-name.ts';
import { type AskedPayee, type ClaimsDesk, itemsOfClaims, payeeClaims } from './payee-claims.ts';
import { beginClaims, type ClaimsThreads } from './payee-claims-threads.ts';
import {
  type PayeesOfRun,
  PaymentPlanner,
  type PlannedRemittance,
  type PlanOptions,
  payeesOfRun,
  type WaitingPayee,
} from './payment-plan.ts';
import { SpoolReader } from './prove-spooled.ts';
import type { FileProof, Prover } from './prover.ts';

/** Written bytes in memory at a time. */
const PIECE_BYTES = 1 << 20;

type Payment = PostPayments['payments'][number];

export interface PaymentFilesOptions extends PlanOptions {
  readonly prover: Prover;
  /** Default: everything on this thread. */
  readonly claimsThreads?: ClaimsThreads | undefined;
  readonly run: RunRow;
  /** Folder on the data root for files that are not posted yet. */
  readonly spool: string;
  readonly batchId: number;
}

/** A file that waits to be posted, once it has proved itself; its bytes are in the spool. */
interface WrittenFile {
  readonly type: '835' | 'NOTICE';
  readonly partnerId: string;
  readonly path: string;
  readonly payments: readonly Payment[];
  readonly proved?: Promise<void>;
}

/**
 * All 835s of a payer's run, and its letters to members, are written and checked before the first is posted: one bad code anywhere and nothing of
 * the run exists (KP-89). A piece of one interchange is in memory at a time, the rest waits in the spool.
 */
export async function writeAndPost(
  profile: PayerProfile,
  terms: PaymentTerms,
  options: PaymentFilesOptions,
): Promise<void> {
  const files: WrittenFile[] = [];
  // Of a run that was killed: it wrote them for trace numbers that are given out anew now.
  dropSpooled(options.spool);
  try {
    const planner = await PaymentPlanner.begin(profile, terms, options);
    const desk = deskOf(profile, terms, options);
    const { byPartner, members } = await payeesOfRun(profile, options);
    await writeRemittances(byPartner, planner, desk, files, options);
    for (const member of members) {
      const parts = payeeClaims(asked(member, undefined), desk);
      for await (const planned of planner.plan(member, parts)) {
        files.push(await writeLetter(planned, terms.noticeFolder, files.length, options));
      }
    }
    for (const { proved } of files) await proved;
    // Posting has files in memory: what the proofs held is given back first.
    await options.prover.close();
    const reader = new SpoolReader();
    for (const file of files) await post(file, reader, profile, options);
    reader.end();
  } finally {
    dropSpooled(options.spool);
  }
}

/** Claims are read and written by payee, on other threads where there are any; here they are paid, in order. */
async function writeRemittances(
  byPartner: PayeesOfRun['byPartner'],
  planner: PaymentPlanner,
  desk: ClaimsDesk,
  files: WrittenFile[],
  options: PaymentFilesOptions,
): Promise<void> {
  const { snapshot } = options.workplace;
  const payees = [...byPartner].flatMap(([partnerId, own]) => {
    const lineBreaks = snapshot.partner(partnerId)?.newlineAfterSegment ?? false;
    return own.map((payee) => ({ ...asked(payee, lineBreaks), items: payee.items }));
  });
  const claims = beginClaims(payees, desk, options.claimsThreads);
  try {
    for (const [partnerId, own] of byPartner) {
      const writing = new PartnerFiles(partnerId, await envelopes(partnerId, options), desk, files, options);
      for (const payee of own)
        for await (const planned of planner.plan(payee, claims.next())) await writing.add(planned);
      writing.end();
    }
  } finally {
    await claims.end();
  }
}

function deskOf(
  profile: PayerProfile,
  terms: PaymentTerms,
  { store, workplace, instant }: PaymentFilesOptions,
): ClaimsDesk {
  const run = { profileId: profile.id, date: instant.date, interest: terms.interest };
  return { store, codes: workplace.adjustmentCodes, run };
}

function asked(
  { payee: { payeeId }, fund, reversals }: WaitingPayee,
  lineBreaks: boolean | undefined,
): AskedPayee {
  return { payeeId, fund, hasReversals: reversals > 0, lineBreaks };
}

/** What of an interchange stands in the spool. */
interface SpooledFile {
  readonly path: string;
  readonly proof: FileProof;
  lengthBytes: number;
}

/** The files of one receiving partner, written one behind the other. */
class PartnerFiles {
  readonly #partnerId: string;
  readonly #desk: ClaimsDesk;
  readonly #options: PaymentFilesOptions;
  readonly #files: WrittenFile[];
  readonly #splitter: InterchangeSplitter;
  /** Of the interchange in hand. */
  #payments: Payment[] = [];
  #open: SpooledFile | undefined;

  constructor(
    partnerId: string,
    envelopeOf: (ordinal: number) => RemittanceEnvelope,
    desk: ClaimsDesk,
    files: WrittenFile[],
    options: PaymentFilesOptions,
  ) {
    this.#partnerId = partnerId;
    this.#desk = desk;
    this.#options = options;
    this.#files = files;
    this.#splitter = new InterchangeSplitter(envelopeOf);
  }

  async add({ sequence, payment }: PlannedRemittance): Promise<void> {
    const { instant, run } = this.#options;
    const { claims, remittance } = payment;
    const problems = [
      ...claims.problems,
      ...checkAdjustmentCodes(remittance.providerAdjustments, this.#desk.codes),
    ];
    if (problems.length > 0) throw codesFault(problems);
    const written = this.#splitter.add(await this.#writable(remittance, claims));
    if (written) this.#keep(written);
    this.#payments.push(postedPayment(payment, sequence, run.asOf, instant.date));
    if (this.#splitter.waitingBytes < PIECE_BYTES) return;
    const { proof, lengthBytes } = this.#spool(this.#splitter.take());
    proof.reach(lengthBytes);
  }

  /** Claims are read again where delimiters other than the customary ones are in play. */
  async #writable(remittance: Remittance, claims: RemittedClaims): Promise<Remittance> {
    const { written, ...planned } = remittance;
    if (claims.itemIds.length === 0 || (written && !this.#splitter.needsItems)) return remittance;
    const { payee, fund } = remittance;
    const items = await itemsOfClaims(claims, { payeeId: payee.payeeId, fund }, this.#desk);
    return { ...planned, items };
  }

  end(): void {
    const written = this.#splitter.end();
    if (written) this.#keep(written);
  }

  /** One interchange is written and proved piece by piece. */
  #spool(bytes: Uint8Array): SpooledFile {
    const { prover, spool, batchId } = this.#options;
    if (this.#open === undefined) {
      const path = join(spool, `pay-${batchId}-${this.#files.length + 1}.part`);
      this.#open = { path, proof: prover.begin(path), lengthBytes: 0 };
    }
    appendTo(this.#open.path, bytes);
    this.#open.lengthBytes += bytes.length;
    releaseBytes(bytes);
    return this.#open;
  }

  #keep({ bytes, remittances }: WrittenInterchange): void {
    const payments = this.#payments.splice(0, remittances);
    const { path, proof } = this.#spool(bytes);
    this.#open = undefined;
    syncFile(path);
    const proved = prove(proof, payments);
    // A later one may fail before an earlier one is awaited; whoever posts awaits all of them.
    proved.catch(() => {});
    this.#files.push({ type: '835', partnerId: this.#partnerId, path, payments, proved });
  }
}

/** A long one on another thread, while more is written. */
async function prove(proof: FileProof, payments: readonly Payment[]): Promise<void> {
  const { findingCount, firstCode, sets } = await proof.end();
  const agrees =
    findingCount === 0 &&
    sets.length === payments.length &&
    sets.every(
      ({ bprCents, traceNumber }, index) =>
        bprCents === payments[index]!.paidCents && traceNumber === payments[index]!.traceNumber,
    );
  if (!agrees) throw unproved(firstCode ?? 'BPR02 differs from the ledger');
}

/** A payment to a member stands on a letter of its own (OW-01): an 835 is for providers. */
async function writeLetter(
  { sequence, payment }: PlannedRemittance,
  folder: string,
  written: number,
  { store, instant, run, spool, batchId }: PaymentFilesOptions,
): Promise<WrittenFile> {
  const { payee, items } = payment.remittance;
  const name =
    memberName(items) ?? (await store.payments({ payeeId: payee.payeeId })).at(-1)?.payeeName ?? '';
  const remittance = { ...payment.remittance, payee: { ...payee, name } };
  const path = join(spool, `pay-${batchId}-${written + 1}.part`);
  writeDurably(path, new TextEncoder().encode(memberPage(remittance)));
  const posted = postedPayment({ ...payment, remittance }, sequence, run.asOf, instant.date);
  return { type: 'NOTICE', partnerId: folder, path, payments: [posted] };
}

/** The insured, as on the claim; undefined when only what is owed from before is paid. */
function memberName(items: readonly RemittanceItem[]): string | undefined {
  const facts = items[0]?.decision.facts;
  if (!facts) return undefined;
  const { firstName, middleName, lastName, suffix } = facts.insured ?? facts.patient;
  return [firstName, middleName, lastName, suffix].filter((part) => part !== '').join(' ');
}

/** TRN02, ISA13, GS06 and the outbox row are given in the act that posts the money. */
async function post(
  { type, partnerId, path, payments }: WrittenFile,
  reader: SpoolReader,
  profile: PayerProfile,
  { store, instant, batchId }: PaymentFilesOptions,
): Promise<void> {
  const numbers = new ControlNumbers(store);
  const number = await numbers.next(type === '835' ? interchangeScope(partnerId) : noticeScope(profile.id));
  if (type === '835') await numbers.next(groupScope(partnerId));
  for (const _ of payments) await numbers.next(traceScope(profile.id));
  await store.postPayments({
    batchId,
    file: {
      name: outboxName(partnerId, type, number, instant),
      partnerId,
      type,
      bytes: reader.read(path),
    },
    payments,
    counters: numbers.moves(),
  });
}

function dropSpooled(spool: string): void {
  for (const name of readdirSync(spool))
    if (/^pay-.*\.part(\.draft)?$/.test(name)) dropFile(join(spool, name));
}

async function envelopes(
  partnerId: string,
  { store, instant, workplace }: PaymentFilesOptions,
): Promise<(ordinal: number) => RemittanceEnvelope> {
  const partner = workplace.snapshot.partner(partnerId);
  if (!partner) throw unknownPartner(partnerId);
  const lastInterchange = await store.counter(interchangeScope(partnerId));
  const lastGroup = await store.counter(groupScope(partnerId));
  return (ordinal) => envelopeOf(partner, instant, lastInterchange + ordinal, lastGroup + ordinal);
}

function envelopeOf(partner: Partner, instant: Instant, isa13: number, gs06: number): RemittanceEnvelope {
  return {
    interchange: {
      senderQualifier: partner.ourQualifier,
      senderId: partner.ourInterchangeId,
      receiverQualifier: partner.qualifier === '*' ? 'ZZ' : partner.qualifier,
      receiverId: ownId(partner.interchangeId, partner),
      date6: instant.date.slice(2),
      time4: instant.time,
      controlNumber: isa13,
      usage: 'P',
    },
    group: {
      sender: partner.ourApplicationId,
      receiver: ownId(partner.applicationId, partner),
      date8: instant.date,
      time: instant.time,
      controlNumber: gs06,
    },
    lineBreaks: partner.newlineAfterSegment,
    receiverId: ownId(partner.interchangeId, partner),
  };
}

/** A partner that may send under any id is still addressed by one: its own name here. */
function ownId(id: string, partner: Partner): string {
  return id === '*' ? partner.id.toUpperCase().slice(0, 15) : id;
}

function postedPayment(
  payment: PlannedRemittance['payment'],
  sequence: number,
  asOf: string,
  runDate: string,
): Payment {
  const { remittance, claims, forwardInCents, forwardedCents, adjustmentCents, interestCents, adjustments } =
    payment;
  const { payer, payee, fund, traceNumber, method, paymentDate, paidCents, providerAdjustments } = remittance;
  const { payeeId } = payee;
  return {
    profileId: payer.id,
    payeeId,
    payeeName: payee.name,
    fund,
    traceNumber,
    method,
    paymentDate,
    claimsCents: paidCents + forwardInCents - forwardedCents + adjustmentCents - interestCents,
    adjustmentCents,
    interestCents,
    paidCents,
    forwardInCents,
    forwardInTrace:
      providerAdjustments.find((each) => each.code === 'FB' && each.amountCents > 0)?.reference ?? '',
    forwardOutCents: forwardedCents,
    itemIds: claims.itemIds,
    interest: claims.interest,
    adjustmentIds: adjustments.map(({ adjustmentId }) => adjustmentId),
    entry: paymentEntry({
      payeeId,
      fund,
      runDate,
      sequence,
      traceNumber,
      paidCents,
      forwardInCents,
      forwardOutCents: forwardedCents,
      interestCents,
      asOf,
    }),
  };
}

function codesFault(problems: readonly string[]): Fault {
  return new Fault({
    code: 'CODES-INVALID',
    message: `codes that an 835 may not carry today: ${problems.slice(0, 5).join('; ')}`,
    hint: 'Correct the dispositions in the payer profile (`remit specs check`); nothing of this payment run is published.',
    exitCode: 4,
  });
}

/** CLP04, PLB and BPR02 come from the ledger, CAS from the decisions: the bytes must tie them (DESIGN decision 12). */
function unproved(what: string): Fault {
  return new Fault({
    code: 'REMITTANCE-UNBALANCED',
    message: `an 835 does not prove itself from its own bytes (${what})`,
    hint: 'Nothing of this payment run is published. Keep the data root and report the batch.',
    exitCode: 4,
  });
}

function unknownPartner(partnerId: string): Fault {
  return new Fault({
    code: 'PARTNER-UNKNOWN',
    message: `partner ${partnerId} of a contract is not in the specs`,
    hint: 'Add specs/partners/…xml for it, or correct remittance_partner in the contracts.',
    exitCode: 2,
  });
}

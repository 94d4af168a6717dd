import { isMemberPayee } from '../adjudication/decision-parts.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { readRemittance } from '../remittance/read-remittance.ts';
import type { Store } from '../store/store.ts';
import { answeredRefusal } from './answered-refusal.ts';
import type { Archive } from './archive.ts';
import { unpackPlaces } from './claim-reader.ts';
import { claimSegments } from './claim-segments.ts';
import type { Thing } from './find.ts';
import { maskText } from './mask-segment.ts';

/** Amounts are cents and their names end so; `show` is how the thing of a row is asked for. */
export type ShownRow = Readonly<Record<string, string | number>>;

/** A thing as it is told: what it is, and lists of what it holds. Lists that are empty are left out. */
export interface Shown {
  readonly facts: ShownRow;
  readonly lists: Readonly<Record<string, readonly ShownRow[]>>;
}

export interface ShowOptions {
  readonly archive: Archive;
  readonly guides: () => GuideCatalogue;
  readonly phi: boolean;
  /** Rows of a list. */
  readonly limit: number;
}

type Of<Kind extends Thing['kind']> = Extract<Thing, { kind: Kind }>['row'];

/** From the file to the cent, one thing at a time. */
export async function showThing(store: Store, thing: Thing, options: ShowOptions): Promise<Shown> {
  const { facts, lists } = await shownOf(store, thing, options);
  const cut = Object.entries(lists).map(([name, rows]) => [name, rows.slice(0, options.limit)] as const);
  return { facts, lists: Object.fromEntries(cut.filter(([, rows]) => rows.length > 0)) };
}

function shownOf(store: Store, thing: Thing, options: ShowOptions): Promise<Shown> {
  switch (thing.kind) {
    case 'file':
      return showFile(store, thing.row, options);
    case 'interchange':
      return showInterchange(store, thing.row);
    case 'set':
      return showSet(store, thing.row, options);
    case 'claim':
      return showClaim(store, thing.row, options);
    case 'sent':
      return showSent(store, thing.row);
    case 'payment':
      return showPayment(store, thing.row, options);
  }
}

async function showFile(store: Store, row: Of<'file'>, { archive }: ShowOptions): Promise<Shown> {
  const { fileId, name, partnerId, sha256, sizeBytes, receivedDate, state, reason } = row;
  const interchanges = await store.interchangesOfFile(fileId);
  const sent: ShownRow[] = [];
  for (const { batchId } of interchanges) sent.push(...(await sentOf(store, batchId)));
  const archived = archive.has(sha256) ? 'yes' : 'no: taken by retention';
  return {
    facts: { name, partnerId, sha256, sizeBytes, receivedDate, state, reason, archived },
    lists: {
      interchanges: interchanges.map(
        ({ interchangeId, controlNumber, usage, fate, note, offsetBytes, lengthBytes }) => ({
          show: `interchange:${interchangeId}`,
          isa13: controlNumber.trim(),
          usage,
          fate,
          note,
          offsetBytes,
          lengthBytes,
        }),
      ),
      claims: await claimCounts(
        store,
        interchanges.map(({ interchangeId }) => interchangeId),
      ),
      answers: sent,
    },
  };
}

async function showInterchange(store: Store, row: Of<'interchange'>): Promise<Shown> {
  const { interchangeId, batchId, controlNumber, partnerId, usage, fate, note, fileName, receivedDate } = row;
  const sets = await store.setsOfInterchange(interchangeId);
  return {
    facts: {
      isa13: controlNumber.trim(),
      partnerId,
      usage,
      fate,
      note,
      receivedDate,
      file: fileName,
      offsetBytes: row.offsetBytes,
      lengthBytes: row.lengthBytes,
    },
    lists: {
      sets: sets.map((set) => ({
        show: `set:${set.setId}`,
        gs06: set.groupControlNumber,
        st02: set.controlNumber,
        guide: set.guideId,
        fate: set.fate,
        claims: set.claimsSeen,
        chargeCents: set.chargeSeenCents,
      })),
      claims: await claimCounts(store, [interchangeId]),
      findings: (await store.findingsOfInterchange(interchangeId)).map((finding) => ({ ...finding })),
      answers: await sentOf(store, batchId),
    },
  };
}

async function showSet(store: Store, row: Of<'set'>, { limit, phi }: ShowOptions): Promise<Shown> {
  const claims = await store.claimsOfSet(row.setId, 0, limit);
  return {
    facts: {
      st02: row.controlNumber,
      gs06: row.groupControlNumber,
      isa13: row.interchangeControlNumber.trim(),
      file: row.fileName,
      guide: row.guideId,
      batchReference: row.batchReference,
      fate: row.fate,
      claims: row.claimsSeen,
      chargeCents: row.chargeSeenCents,
    },
    lists: {
      claims: claims.map((claim) => ({
        show: claim.claimNumber,
        state: claim.state,
        account: shown(claim.patientControlNumber, phi),
        serviceFrom: claim.serviceFrom,
        lines: claim.lineCount,
        chargeCents: claim.chargeCents,
      })),
    },
  };
}

async function showClaim(store: Store, row: Of<'claim'>, options: ShowOptions): Promise<Shown> {
  const { archive, guides, phi } = options;
  const isRefused = row.state === 'rejected' || row.state === 'refused';
  const refusal = isRefused ? await answeredRefusal(store, row) : undefined;
  const remittances: ShownRow[] = [];
  for (const { act, amountCents, paymentId } of await store.itemsOfClaim(row.claimId)) {
    const payment = paymentId === undefined ? undefined : await store.paymentById(paymentId);
    remittances.push({
      show: payment === undefined ? '' : `payment:${payment.traceNumber}`,
      act,
      amountCents,
      date: payment?.paymentDate ?? 'waits',
      file: payment?.outboxName ?? '',
    });
  }
  const decisions = await store.decisionsOfClaim(row.claimId);
  const hasBytes = archive.has(row.fileSha256);
  return {
    facts: {
      claimNumber: row.claimNumber,
      state: row.state,
      kind: row.kind,
      frequency: row.frequency,
      account: shown(row.patientControlNumber, phi),
      memberId: shown(row.memberId, phi),
      npi: row.billingNpi,
      taxId: row.taxId,
      payee: row.payeeId,
      serviceFrom: row.serviceFrom,
      serviceTo: row.serviceTo,
      chargeCents: row.chargeCents,
      receivedDate: row.receivedDate,
      followedBy: row.supersededBy,
      refusedWith: refusal?.statuses.join(' ') ?? '',
      file: row.fileName,
      isa13: row.interchangeControlNumber.trim(),
      gs06: row.groupControlNumber,
      st02: row.setControlNumber,
      segmentOrdinal: row.segmentOrdinal,
      offsetBytes: row.offsetBytes,
      archived: hasBytes ? 'yes' : 'no: taken by retention',
    },
    lists: {
      decisions: decisions.map(({ version, act, status, asOf, outcome }) => ({
        version,
        act,
        status,
        asOf,
        ...(outcome.kind === 'decision'
          ? {
              chargeCents: outcome.decision.chargeCents,
              allowedCents: outcome.decision.allowedCents,
              memberCents: outcome.decision.patientResponsibilityCents,
              paidCents: outcome.decision.paidCents,
            }
          : {}),
      })),
      remittances,
      segments: hasBytes ? claimSegments(row, archive, guides(), phi).map((segment) => ({ ...segment })) : [],
    },
  };
}

async function showSent(store: Store, row: Of<'sent'>): Promise<Shown> {
  const { name, partnerId, type, isa13, gs06, sha256, sizeBytes, state } = row;
  const answers = await store.receivedAnswers({ outboxId: row.outboxId });
  return {
    facts: {
      name,
      partnerId,
      type,
      isa13: isa13 === 0 ? '' : String(isa13).padStart(9, '0'),
      gs06: gs06 === 0 ? '' : String(gs06),
      sha256,
      sizeBytes,
      state,
    },
    lists: {
      payments: (await store.paymentsOfFile(row.outboxId)).map((payment) => ({
        show: `payment:${payment.traceNumber}`,
        payee: payment.payeeId,
        method: payment.method,
        date: payment.paymentDate,
        claims: payment.claimCount,
        paidCents: payment.paidCents,
      })),
      answers: answers.map((answer) => ({
        type: answer.type,
        set: answer.setControlNumber,
        result: answer.result,
        reasons: answer.reasons,
        receivedDate: answer.receivedDate,
        file: answer.fileName,
        resolved: answer.resolution?.reason ?? '',
      })),
    },
  };
}

async function showPayment(store: Store, row: Of<'payment'>, { phi }: ShowOptions): Promise<Shown> {
  const { traceNumber, method, paymentDate, payeeId, fund, outboxName } = row;
  // A payment to a member stands on a letter, which no reader takes apart.
  const remittance = isMemberPayee(payeeId)
    ? undefined
    : readRemittance(await store.outboxFile(row.outboxId), traceNumber);
  return {
    facts: {
      traceNumber,
      method,
      paymentDate,
      payee: payeeId,
      fund,
      file: outboxName,
      claimsCents: row.claimsCents,
      providerAdjustmentsCents: -row.adjustmentCents,
      interestCents: row.interestCents,
      takenInCents: -row.forwardInCents,
      carriedForwardCents: row.forwardOutCents,
      paidCents: row.paidCents,
    },
    lists: {
      claims: (remittance?.claims ?? []).map((claim) => ({
        show: claim.claimNumber,
        account: shown(claim.patientControlNumber, phi),
        status: claim.status,
        chargeCents: claim.chargeCents,
        memberCents: claim.patientCents,
        paidCents: claim.paidCents,
      })),
      providerAdjustments: (remittance?.providerAdjustments ?? []).map((each) => ({ ...each })),
    },
  };
}

/** Claims by state over some interchanges. */
async function claimCounts(store: Store, interchangeIds: readonly number[]): Promise<ShownRow[]> {
  const byState = new Map<string, { claims: number; chargeCents: number }>();
  for (const interchangeId of interchangeIds) {
    for (const { state, claims, chargeCents } of await store.countClaims({ interchangeId })) {
      const before = byState.get(state) ?? { claims: 0, chargeCents: 0 };
      byState.set(state, {
        claims: before.claims + claims,
        chargeCents: before.chargeCents + chargeCents,
      });
    }
  }
  return [...byState].map(([state, counts]) => ({ state, ...counts }));
}

async function sentOf(store: Store, batchId: number): Promise<ShownRow[]> {
  return (await store.outboxOfBatch(batchId)).map(({ outboxId, type, name, state }) => ({
    show: `sent:${outboxId}`,
    type,
    name,
    state,
  }));
}

const shown = (value: string, phi: boolean): string => (phi ? value : maskText(value));

/** Where the exact bytes of a thing are. */
export type BytesOf =
  | {
      readonly kind: 'archive';
      readonly sha256: string;
      readonly offsetBytes: number;
      readonly lengthBytes: number;
    }
  | { readonly kind: 'outbox'; readonly outboxId: number };

/** Undefined for what is no run of bytes by itself: a set, a payment. */
export async function bytesOf(store: Store, thing: Thing): Promise<BytesOf | undefined> {
  switch (thing.kind) {
    case 'file':
      return { kind: 'archive', sha256: thing.row.sha256, offsetBytes: 0, lengthBytes: thing.row.sizeBytes };
    case 'interchange': {
      const file = await store.file(thing.row.fileId);
      const { offsetBytes, lengthBytes } = thing.row;
      return file && { kind: 'archive', sha256: file.sha256, offsetBytes, lengthBytes };
    }
    case 'claim': {
      const { offsetBytes, lengthBytes } = unpackPlaces(thing.row.source).slice;
      return { kind: 'archive', sha256: thing.row.fileSha256, offsetBytes, lengthBytes };
    }
    case 'sent':
      return { kind: 'outbox', outboxId: thing.row.outboxId };
    case 'set':
    case 'payment':
      return undefined;
  }
}

import { isClaimNumber } from '../adjudication/claim-number.ts';
import { normalizeMemberId } from '../adjudication/edits/identify-member.ts';
import { memberKeyPrefix } from '../adjudication/same-service-key.ts';
import type { FoundInterchange, FoundOutbox, FoundSet } from '../store/find-store.ts';
import type { ClaimRow, FileRow, PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** What an id may be of; in the order in which it is tried. */
export const ID_KINDS = Object.freeze([
  'claim-number',
  'patient-control-number',
  'member-id',
  'npi',
  'tax-id',
  'payee',
  'trace',
  'file-name',
  'sha256',
  'isa13',
  'gs06',
  'st02',
  'batch-reference',
] as const);

export type IdKind = (typeof ID_KINDS)[number];

interface ThingRows {
  readonly file: FileRow;
  readonly interchange: FoundInterchange;
  readonly set: FoundSet;
  readonly claim: ClaimRow;
  readonly sent: FoundOutbox;
  readonly payment: PaymentRow;
}

type ThingOf<Kind extends keyof ThingRows> = { readonly kind: Kind; readonly row: ThingRows[Kind] };

/** What there is to find; `sent` is a file of ours. */
export type Thing = { [Kind in keyof ThingRows]: ThingOf<Kind> }[keyof ThingRows];

export interface Found {
  /** What the id was taken for. */
  readonly as: IdKind;
  readonly thing: Thing;
}

/** What a payer asks for with a claim inquiry (KP-05), beside the id: what is not named does not matter. */
export interface ClaimFacts {
  readonly npi?: string;
  readonly taxId?: string;
  /** CCYYMMDD, a day of the claim's service. */
  readonly serviceDate?: string;
  readonly chargeCents?: number;
  readonly kind?: 'professional' | 'institutional';
  readonly receivedDate?: string;
  /** Member ids and patient control numbers, each of which the claim has as one or the other. */
  readonly alsoNamed?: readonly string[];
}

export interface FindOptions {
  /** Try it as this only. Default: as everything its form allows. */
  readonly as?: IdKind;
  readonly facts?: ClaimFacts;
  /** Things of each kind, the newest. */
  readonly limit: number;
}

/** Claims looked through for those that the facts name: some 40 ms. */
const CLAIMS_LOOKED_AT = 2000;

const PATH = /^([^/]+)\/([^/]+)(?:\/([^/]+))?$/;

/**
 * Everything that has this id, whatever kind of id it is; the newest first within a kind. With facts, only claims that
 * agree with all of them.
 */
export async function findThings(store: Store, asked: string, options: FindOptions): Promise<Found[]> {
  const { facts } = options;
  const kinds = options.as === undefined ? ID_KINDS.filter((kind) => mayBe(kind, asked)) : [options.as];
  const limit = facts === undefined ? options.limit : CLAIMS_LOOKED_AT;
  const found: Found[] = [];
  for (const as of kinds) {
    const things = await lookUp(store, as, asked, limit);
    const wanted =
      facts === undefined
        ? things
        : things.filter((thing) => thing.kind === 'claim' && agrees(thing.row, facts));
    for (const thing of wanted.slice(0, options.limit)) {
      if (!found.some((other) => referenceOf(other.thing) === referenceOf(thing))) found.push({ as, thing });
    }
  }
  return found;
}

/** How `remit show` is asked for it: never with what names a patient. */
export function referenceOf(thing: Thing): string {
  switch (thing.kind) {
    case 'file':
      return `file:${thing.row.fileId}`;
    case 'interchange':
      return `interchange:${thing.row.interchangeId}`;
    case 'set':
      return `set:${thing.row.setId}`;
    case 'claim':
      return thing.row.claimNumber;
    case 'sent':
      return `sent:${thing.row.outboxId}`;
    case 'payment':
      return `payment:${thing.row.traceNumber}`;
  }
}

/** The thing of a reference; undefined when it is none, or names nothing. */
export async function thingOf(store: Store, reference: string): Promise<Thing | undefined> {
  if (isClaimNumber(reference)) return thing('claim', await store.claimByNumber(reference));
  const [, kind, id = ''] = /^(file|interchange|set|sent|payment):(\S+)$/.exec(reference) ?? [];
  if (kind === 'payment') return thing('payment', await store.paymentByTrace(id));
  if (kind === undefined || !/^\d{1,15}$/.test(id)) return undefined;
  if (kind === 'file') return thing('file', await store.file(Number(id)));
  if (kind === 'interchange') return thing('interchange', await store.interchangeById(Number(id)));
  if (kind === 'set') return thing('set', await store.setById(Number(id)));
  return thing('sent', (await store.outboxFound({ outboxId: Number(id) }, 1))[0]);
}

/** Whether the form of an id allows it: what it cannot be is not looked for. */
function mayBe(kind: IdKind, asked: string): boolean {
  switch (kind) {
    case 'claim-number':
      return isClaimNumber(asked);
    case 'npi':
      return /^[12]\d{9}$/.test(asked);
    case 'tax-id':
      return /^\d{2}-?\d{7}$/.test(asked);
    case 'payee':
      return /^\d{9}-\S+$/.test(asked);
    case 'sha256':
      return /^[0-9a-f]{64}$/i.test(asked);
    case 'isa13':
    case 'gs06':
      return /^\d{1,9}$/.test(asked);
    case 'st02':
      return /^[0-9A-Za-z]{4,9}$/.test(asked) || PATH.test(asked);
    case 'trace':
    case 'file-name':
    case 'batch-reference':
    case 'patient-control-number':
    case 'member-id':
      return asked !== '';
  }
}

async function lookUp(store: Store, kind: IdKind, asked: string, limit: number): Promise<Thing[]> {
  switch (kind) {
    case 'claim-number':
      return things('claim', [await store.claimByNumber(asked)]);
    case 'patient-control-number':
      return things('claim', (await store.claimsByPatientControlNumber(asked)).reverse().slice(0, limit));
    case 'member-id': {
      const memberId = normalizeMemberId(asked);
      return things('claim', await store.claimsOfMember(memberKeyPrefix(memberId), memberId, limit));
    }
    case 'npi':
      return things('claim', await store.claimsOfProvider({ billingNpi: asked }, limit));
    case 'tax-id':
      return things('claim', await store.claimsOfProvider({ taxId: asked.replace('-', '') }, limit));
    case 'payee':
      return things('payment', await store.paymentsOfPayee(asked, limit));
    case 'trace':
      return things('payment', [await store.paymentByTrace(asked)]);
    case 'file-name':
      return [
        ...things('file', await store.filesNamed(asked, limit)),
        ...things('sent', await store.outboxFound({ name: asked }, limit)),
      ];
    case 'sha256': {
      const sha256 = asked.toLowerCase();
      return [
        ...things('file', [await store.fileBySha256(sha256)]),
        ...things('sent', await store.outboxFound({ sha256 }, limit)),
      ];
    }
    case 'isa13':
      return [
        ...things('interchange', await store.interchangesNumbered(spellings(asked), limit)),
        ...things('sent', await store.outboxFound({ isa13: Number(asked) }, limit)),
      ];
    case 'gs06':
      return [
        ...things('set', await store.setsNumbered({ group: spellings(asked) }, limit)),
        ...things('sent', await store.outboxFound({ gs06: Number(asked) }, limit)),
      ];
    case 'st02':
      return things('set', await store.setsNumbered(numbersOf(asked), limit));
    case 'batch-reference':
      return things('set', await store.setsNumbered({ batchReference: asked }, limit));
  }
}

/** `0001`, `GS06/ST02` or `ISA13/GS06/ST02`. */
function numbersOf(asked: string) {
  const [, first, second, third] = PATH.exec(asked) ?? [];
  if (first === undefined || second === undefined) return { set: [asked] };
  if (third === undefined) return { group: spellings(first), set: [second] };
  return { interchange: spellings(first), group: spellings(second), set: [third] };
}

/** A control number with and without zeros in front. */
function spellings(number: string): string[] {
  const bare = number.replace(/^0+(?=.)/, '');
  return [...new Set([number, bare, bare.padStart(4, '0'), bare.padStart(9, '0')])];
}

/** Whether the claim agrees with every fact given. */
export function agrees(row: ClaimRow, facts: ClaimFacts): boolean {
  const { npi, taxId, serviceDate, chargeCents, kind, receivedDate, alsoNamed = [] } = facts;
  return (
    (npi === undefined || row.billingNpi === npi) &&
    (taxId === undefined || row.taxId === taxId) &&
    (serviceDate === undefined || (row.serviceFrom <= serviceDate && serviceDate <= row.serviceTo)) &&
    (chargeCents === undefined || row.chargeCents === chargeCents) &&
    (kind === undefined || row.kind === kind) &&
    (receivedDate === undefined || row.receivedDate === receivedDate) &&
    alsoNamed.every((id) => row.patientControlNumber === id || row.memberId === normalizeMemberId(id))
  );
}

function thing<Kind extends keyof ThingRows>(
  kind: Kind,
  row: ThingRows[Kind] | undefined,
): ThingOf<Kind> | undefined {
  return row === undefined ? undefined : { kind, row };
}

function things<Kind extends keyof ThingRows>(
  kind: Kind,
  rows: readonly (ThingRows[Kind] | undefined)[],
): ThingOf<Kind>[] {
  return rows.flatMap((row) => thing(kind, row) ?? []);
}

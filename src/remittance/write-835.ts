import { ok } from 'node:assert/strict';
import type { Address } from '../claim/claim.ts';
import type { PayerContact } from '../reference/payer-profile.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import {
  amount,
  cleanText,
  EnvelopeWriter,
  type GroupFields,
  type InterchangeFields,
} from '../x12/writer.ts';
import type { Remittance } from './remittance.ts';
import { canCarry, delimitersFor, isCustomary, type SegmentSink } from './segment-sink.ts';
import { appendClaims, writeClaims } from './written-claims.ts';

/** GS08. An 835 has no ST03. */
const GUIDE = '005010X221A1';
/** Pairs of one PLB. */
const PAIRS_PER_PLB = 6;
/** A new interchange begins behind the set that reaches this length (DESIGN decision 11). */
export const INTERCHANGE_LENGTH_BYTES = 16 * 1024 * 1024;

export interface RemittanceEnvelope {
  readonly interchange: InterchangeFields;
  readonly group: Omit<GroupFields, 'functionalId' | 'version'>;
  readonly lineBreaks: boolean;
  /** Who receives the file, for REF*EV where that is not the payee; '' or '*' when not known. */
  readonly receiverId: string;
}

export interface WrittenInterchange {
  /** Of this run and receiver, from 1. */
  readonly ordinal: number;
  /** How many sets are in it. */
  readonly remittances: number;
  /** What was not taken before. */
  readonly bytes: Buffer;
}

/** One interchange with one set for each remittance; at least one. */
export function writeRemittanceInterchange(
  remittances: readonly Remittance[],
  envelope: RemittanceEnvelope,
): Buffer {
  const writer = openInterchange(envelope, delimitersFor(remittances));
  for (const remittance of remittances) addSet(writer, remittance, envelope);
  return writer.end();
}

/**
 * The sets of one run, payer and receiving partner, sharing interchanges up to their length; a set is never cut. A
 * remittance whose ids the open interchange's delimiters cannot carry begins a new one. Only the interchange in hand
 * is in memory, and what has been handed out does not change what comes: a run that was cut goes on with the same bytes.
 */
export class InterchangeSplitter {
  readonly #envelopeOf: (ordinal: number) => RemittanceEnvelope;
  readonly #lengthBytes: number;
  #ordinal = 0;
  #remittances = 0;
  #takenBytes = 0;
  #open: { writer: EnvelopeWriter; envelope: RemittanceEnvelope } | undefined;

  /** @param envelopeOf Envelope of the first, second … interchange (from 1), with its own control numbers. */
  constructor(
    envelopeOf: (ordinal: number) => RemittanceEnvelope,
    lengthBytes: number = INTERCHANGE_LENGTH_BYTES,
  ) {
    this.#envelopeOf = envelopeOf;
    this.#lengthBytes = lengthBytes;
  }

  /** Whether the next remittance has to come by its items: the open interchange has other delimiters. */
  get needsItems(): boolean {
    return this.#open !== undefined && !this.#isLong && !isCustomary(this.#open.writer.delimiters);
  }

  get #isLong(): boolean {
    return this.#open !== undefined && this.#open.writer.lengthBytes >= this.#lengthBytes;
  }

  /** Returns the interchange before, when this remittance begins another. */
  add(remittance: Remittance): WrittenInterchange | undefined {
    const isFull =
      this.#open !== undefined && (this.#isLong || !canCarry(this.#open.writer.delimiters, remittance));
    const written = isFull ? this.end() : undefined;
    if (this.#open === undefined) {
      this.#ordinal += 1;
      const envelope = this.#envelopeOf(this.#ordinal);
      this.#open = { envelope, writer: openInterchange(envelope, delimitersFor([remittance])) };
    }
    addSet(this.#open.writer, remittance, this.#open.envelope);
    this.#remittances += 1;
    return written;
  }

  /** Bytes of the interchange in hand that nobody has taken. */
  get waitingBytes(): number {
    return this.#open === undefined ? 0 : this.#open.writer.lengthBytes - this.#takenBytes;
  }

  /** Takes them, so that a long interchange need not be in memory. */
  take(): Buffer {
    ok(this.#open !== undefined, 'an interchange is in hand');
    this.#takenBytes = this.#open.writer.lengthBytes;
    return this.#open.writer.take();
  }

  /** The interchange in hand; undefined when nothing was added since the last. */
  end(): WrittenInterchange | undefined {
    if (this.#open === undefined) return undefined;
    const written = {
      ordinal: this.#ordinal,
      remittances: this.#remittances,
      bytes: this.#open.writer.end(),
    };
    this.#open = undefined;
    this.#takenBytes = 0;
    this.#remittances = 0;
    return written;
  }
}

function openInterchange(envelope: RemittanceEnvelope, delimiters: Delimiters): EnvelopeWriter {
  const writer = new EnvelopeWriter(delimiters, { lineBreaks: envelope.lineBreaks });
  writer.beginInterchange(envelope.interchange);
  writer.beginGroup({ ...envelope.group, functionalId: 'HP', version: GUIDE });
  return writer;
}

function addSet(writer: EnvelopeWriter, remittance: Remittance, { receiverId }: RemittanceEnvelope): void {
  writer.beginSet('835');
  writeRemittanceSet(writer, remittance, receiverId);
  writer.endSet();
}

/** BPR to the last PLB, inside a set the caller has opened and closes. */
export function writeRemittanceSet(sink: SegmentSink, remittance: Remittance, receiverId = ''): void {
  writePayment(sink, remittance, receiverId);
  writePayer(sink, remittance);
  writePayee(sink, remittance);
  if (remittance.written) appendClaims(sink, remittance.written);
  else writeClaims(sink, remittance.items);
  writeProviderAdjustments(sink, remittance);
}

function writePayment(sink: SegmentSink, remittance: Remittance, receiverId: string): void {
  const { payer, payee, method, paidCents, paymentDate, productionDate, traceNumber } = remittance;
  const originator = `1${payer.taxId}`;
  const isAch = method === 'ACH';
  const banks = [
    'CCP',
    '01',
    payer.bank.routing,
    'DA',
    payer.bank.account,
    originator,
    '',
    '01',
    payee.bankRouting,
    'DA',
    payee.bankAccount,
  ];
  sink.segment(
    'BPR',
    method === 'NON' ? 'H' : 'I',
    amount(paidCents),
    'C',
    method,
    ...banks.map((part) => (isAch ? part : '')),
    paymentDate,
  );
  sink.segment('TRN', '1', traceNumber, originator);
  const isKnownReceiver = receiverId !== '' && receiverId !== '*';
  if (isKnownReceiver && receiverId !== payee.taxId && receiverId !== payee.npi)
    sink.segment('REF', 'EV', receiverId);
  if (productionDate !== '') sink.segment('DTM', '405', productionDate);
}

function writePayer(sink: SegmentSink, { payer }: Remittance): void {
  sink.segment('N1', 'PR', cleanText(payer.name, sink.delimiters));
  writeAddress(sink, payer.address);
  if (payer.naic !== '') sink.segment('REF', 'NF', payer.naic);
  if (payer.businessContact) writeContact(sink, 'CX', payer.businessContact);
  for (const contact of payer.technicalContacts) writeContact(sink, 'BL', contact);
}

function writePayee(sink: SegmentSink, { payee }: Remittance): void {
  const name = cleanText(payee.name, sink.delimiters);
  const hasNpi = payee.npi !== '';
  sink.segment('N1', 'PE', name, hasNpi ? 'XX' : 'FI', hasNpi ? payee.npi : payee.taxId);
  writeAddress(sink, payee.address);
  if (hasNpi) sink.segment('REF', 'TJ', payee.taxId);
}

function writeAddress(sink: SegmentSink, { lines, city, state, postalCode, country }: Address): void {
  const clean = (text: string) => cleanText(text, sink.delimiters);
  const [first = '', second = ''] = lines.map(clean).filter((line) => line !== '');
  if (first === '' || clean(city) === '') return;
  sink.segment('N3', first, second);
  sink.segment('N4', clean(city), state, postalCode, country === 'US' ? '' : country);
}

function writeContact(sink: SegmentSink, role: 'CX' | 'BL', { name, qualifier, number }: PayerContact): void {
  sink.segment('PER', role, cleanText(name, sink.delimiters), qualifier, number);
}

/** PLB02 is the end of the provider's fiscal year: 31 December where unknown. */
function writeProviderAdjustments(sink: SegmentSink, remittance: Remittance): void {
  const { payee, paymentDate } = remittance;
  const pairs = remittance.providerAdjustments.filter(({ amountCents }) => amountCents !== 0);
  for (let index = 0; index < pairs.length; index += PAIRS_PER_PLB) {
    const elements = pairs
      .slice(index, index + PAIRS_PER_PLB)
      .flatMap(({ code, reference, amountCents }) => [
        reference === '' ? code : [code, cleanText(reference, sink.delimiters)],
        amount(amountCents),
      ]);
    sink.segment('PLB', payee.npi || payee.taxId, `${paymentDate.slice(0, 4)}1231`, ...elements);
  }
}

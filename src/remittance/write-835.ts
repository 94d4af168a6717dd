import type { Address } from '../claim/claim.ts';
import type { PayerContact } from '../reference/payer-profile.ts';
import {
  amount,
  cleanText,
  EnvelopeWriter,
  type GroupFields,
  type InterchangeFields,
} from '../x12/writer.ts';
import type { Remittance } from './remittance.ts';
import { delimitersFor, type SegmentSink } from './segment-sink.ts';
import { writeClaimPayment } from './write-claim-payment.ts';

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
  readonly envelope: RemittanceEnvelope;
  readonly remittances: readonly Remittance[];
  readonly bytes: Buffer;
}

/** One interchange with one set for each remittance; at least one. */
export function writeRemittanceInterchange(
  remittances: readonly Remittance[],
  envelope: RemittanceEnvelope,
): Buffer {
  return splitInterchanges(remittances, () => envelope, Number.POSITIVE_INFINITY)[0]!.bytes;
}

/**
 * The sets of one run, payer and receiving partner, sharing interchanges up to their length. A set is never cut.
 *
 * @param envelopeOf Envelope of the first, second … interchange (from 1), with its own control numbers.
 */
export function splitInterchanges(
  remittances: readonly Remittance[],
  envelopeOf: (ordinal: number) => RemittanceEnvelope,
  lengthBytes = INTERCHANGE_LENGTH_BYTES,
): WrittenInterchange[] {
  const written: WrittenInterchange[] = [];
  const delimiters = delimitersFor(remittances);
  let next = 0;
  while (next < remittances.length) {
    const first = next;
    const envelope = envelopeOf(written.length + 1);
    const writer = new EnvelopeWriter(delimiters, { lineBreaks: envelope.lineBreaks });
    writer.beginInterchange(envelope.interchange);
    writer.beginGroup({ ...envelope.group, functionalId: 'HP', version: GUIDE });
    do {
      writer.beginSet('835');
      writeRemittanceSet(writer, remittances[next]!, envelope.receiverId);
      writer.endSet();
      next += 1;
    } while (next < remittances.length && writer.lengthBytes < lengthBytes);
    written.push({ envelope, remittances: remittances.slice(first, next), bytes: writer.end() });
  }
  return written;
}

/** BPR to the last PLB, inside a set the caller has opened and closes. */
export function writeRemittanceSet(sink: SegmentSink, remittance: Remittance, receiverId = ''): void {
  writePayment(sink, remittance, receiverId);
  writePayer(sink, remittance);
  writePayee(sink, remittance);
  if (remittance.items.length > 0) sink.segment('LX', '1');
  for (const item of remittance.items) writeClaimPayment(sink, item);
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

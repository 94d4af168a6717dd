import assert from 'node:assert/strict';
import type { Period } from '../claim/claim.ts';
import { isDate8 } from '../x12/date.ts';
import { amount, type ElementValue, type EnvelopeWriter } from '../x12/writer.ts';
import { type AnswerEnvelope, setControlNumber } from './answer-envelope.ts';
import { type AnswerTotals, addTotals, chargesOf, NO_TOTALS, totalAmount } from './answer-totals.ts';
import {
  type AcknowledgedProvider,
  type AcknowledgedSet,
  type ClaimAnswer,
  RECEIVED,
  type RefusedLine,
} from './claim-answer.ts';
import { echoedText } from './echoed-text.ts';
import { MAX_STATUSES } from './finding-status.ts';

export const IMPLEMENTATION_277CA = '005010X214';

/** 277CA categories: acknowledgments and refusals only, and no finalized or pending ones (X12 RFI 960, 991). */
const ACCEPTING = /^A[0125]:\d+(:[0-9A-Z]{2,3})?$/;
const REFUSING = /^A[34678]:\d+(:[0-9A-Z]{2,3})?$/;

/** Stands where the guide requires a name or an id and the refused claim has none. */
const UNKNOWN = 'UNKNOWN';

/** TRN02 of a level whose own trace was not sent. */
const NO_TRACE = '0';

const SOURCE_LEVEL = 1;
const RECEIVER_LEVEL = 2;

/** Procedure qualifiers that SVC01-1 of this guide knows. */
const PROCEDURE_QUALIFIERS = new Set(['AD', 'ER', 'HC', 'HP', 'IV', 'WK']);

/**
 * Writes 277CA sets into an open `HN` group, one for each 837 set: `begin`, then each `provider` with its `claim`s,
 * `end`. Totals stand before what they sum up, so the caller gives them first; `end` asserts that they were right.
 * Source: 005010X214.
 */
export class Claim277Writer {
  readonly #writer: EnvelopeWriter;
  readonly #envelope: AnswerEnvelope;
  #set: AcknowledgedSet | undefined;
  #setIndex = 0;
  #level = 0;
  #providerLevel = 0;
  #setTotals = NO_TOTALS;
  #setCounted = NO_TOTALS;
  #providerTotals = NO_TOTALS;
  #providerCounted = NO_TOTALS;

  constructor(writer: EnvelopeWriter, envelope: AnswerEnvelope) {
    this.#writer = writer;
    this.#envelope = envelope;
  }

  /** ST to 2200B, with the totals of the whole set. */
  begin(set: AcknowledgedSet, totals: AnswerTotals): void {
    assert(this.#set === undefined, 'a 277CA set begins inside another');
    this.#set = set;
    this.#setTotals = totals;
    this.#setCounted = NO_TOTALS;
    this.#level = RECEIVER_LEVEL;
    this.#providerLevel = 0;
    const writer = this.#writer;
    const { date8, time4 } = this.#envelope;
    writer.beginSet('277', IMPLEMENTATION_277CA, setControlNumber(this.#envelope, this.#setIndex));
    this.#setIndex += 1;
    writer.segment('BHT', '0085', '08', set.reference, date8, time4, 'TH');
    this.#source(set);
    this.#receiver(set, set.refusal === undefined ? childCode(totals) : '0');
    this.#status(set.refusal ?? [RECEIVED], set.refusal === undefined, set.processedDate, chargesOf(totals));
    this.#totals(totals, '90', 'AA');
  }

  /** 2000C to 2200C, with the totals of this provider's claims. */
  provider(provider: AcknowledgedProvider, totals: AnswerTotals): void {
    assert(this.#set && this.#set.refusal === undefined, 'a refused 277CA set has no providers');
    this.#closeProvider();
    this.#providerTotals = totals;
    this.#level += 1;
    this.#providerLevel = this.#level;
    const writer = this.#writer;
    writer.segment('HL', String(this.#level), String(RECEIVER_LEVEL), '19', childCode(totals));
    const isNpi = provider.idQualifier === 'XX' && provider.id !== '';
    writer.segment(
      'NM1',
      '85',
      provider.entityType === '1' ? '1' : '2',
      echoedText(provider.lastName, 60) || UNKNOWN,
      echoedText(provider.firstName, 35),
      echoedText(provider.middleName, 25),
      '',
      echoedText(provider.suffix, 10),
      isNpi ? 'XX' : 'FI',
      identifier(isNpi ? provider.id : provider.taxId),
    );
    writer.segment('TRN', '1', NO_TRACE);
    // A segment for each: STC10 and STC11 of this level do not know a provider as the entity. The date of a status stands at
    // the other levels only.
    for (const status of provider.refusal ?? [RECEIVED])
      this.#status([status], provider.refusal === undefined, '', chargesOf(totals));
    this.#totals(totals, 'QA', 'QC');
  }

  /** 2000D with one 2200D, and 2220D for the lines that caused a refusal. */
  claim(claim: ClaimAnswer): void {
    assert(this.#set && this.#providerLevel > 0, 'a 277CA claim stands outside of a provider');
    const writer = this.#writer;
    const isAccepted = claim.status === 'accepted';
    this.#providerCounted = addTotals(this.#providerCounted, totalsOf(claim));
    this.#level += 1;
    writer.segment('HL', String(this.#level), String(this.#providerLevel), 'PT');
    writer.segment(
      'NM1',
      'QC',
      '1',
      echoedText(claim.patient.lastName, 60) || UNKNOWN,
      echoedText(claim.patient.firstName, 35),
      echoedText(claim.patient.middleName, 25),
      '',
      echoedText(claim.patient.suffix, 10),
      claim.patient.idQualifier === 'II' ? 'II' : 'MI',
      identifier(claim.patient.id),
    );
    writer.segment('TRN', '2', echoedText(claim.patientControlNumber, 50) || NO_TRACE);
    this.#status(claim.statuses, isAccepted, this.#set.processedDate, claim.chargeCents ?? 0);
    if (isAccepted) {
      assert(claim.claimNumber !== '', 'an accepted claim has no number');
      writer.segment('REF', '1K', claim.claimNumber);
    }
    this.#reference('D9', claim.clearinghouseNumber);
    this.#reference('BLT', claim.typeOfBill);
    // The guide requires the segment; a refused claim without a usable date is dated by its receipt.
    const { receivedDate } = this.#set;
    this.#serviceDate(isPeriod(claim.period) ? claim.period : { from: receivedDate, to: receivedDate });
    if (!isAccepted) for (const line of claim.lines ?? []) this.#line(line);
  }

  /** SE. Asserts that claims and charges came to the totals given before them. */
  end(): void {
    assert(this.#set, 'no 277CA set is open');
    this.#closeProvider();
    if (this.#set.refusal === undefined) assertTotals(this.#setCounted, this.#setTotals);
    else assert.equal(this.#setTotals.acceptedCount, 0, 'a refused set has no accepted claims');
    this.#writer.endSet();
    this.#set = undefined;
  }

  #closeProvider(): void {
    if (this.#providerLevel === 0) return;
    assertTotals(this.#providerCounted, this.#providerTotals);
    this.#setCounted = addTotals(this.#setCounted, this.#providerCounted);
    this.#providerCounted = NO_TOTALS;
    this.#providerLevel = 0;
  }

  #source(set: AcknowledgedSet): void {
    const writer = this.#writer;
    writer.segment('HL', String(SOURCE_LEVEL), '', '20', '1');
    writer.segment('NM1', 'PR', '2', echoedText(set.payer.name, 60), '', '', '', '', 'PI', set.payer.id);
    writer.segment('TRN', '1', set.receiptNumber);
    writer.segment('DTP', '050', 'D8', set.receivedDate);
    writer.segment('DTP', '009', 'D8', set.processedDate);
  }

  #receiver(set: AcknowledgedSet, childCode: string): void {
    const writer = this.#writer;
    const { submitter } = set;
    writer.segment('HL', String(RECEIVER_LEVEL), String(SOURCE_LEVEL), '21', childCode);
    writer.segment(
      'NM1',
      '41',
      submitter.entityType === '1' ? '1' : '2',
      echoedText(submitter.lastName, 60) || UNKNOWN,
      echoedText(submitter.firstName, 35),
      echoedText(submitter.middleName, 25),
      '',
      '',
      '46',
      identifier(submitter.id),
    );
    writer.segment('TRN', '2', echoedText(set.batchReference, 50) || NO_TRACE);
  }

  /** A level that accepts or refuses nothing says so by leaving the pair out. */
  #totals(totals: AnswerTotals, acceptedQualifier: string, rejectedQualifier: string): void {
    const { acceptedCount, rejectedCount, acceptedCents, rejectedCents } = totals;
    const writer = this.#writer;
    if (acceptedCount > 0) writer.segment('QTY', acceptedQualifier, String(acceptedCount));
    if (rejectedCount > 0) writer.segment('QTY', rejectedQualifier, String(rejectedCount));
    if (acceptedCount > 0) writer.segment('AMT', 'YU', totalAmount(acceptedCents));
    if (rejectedCount > 0) writer.segment('AMT', 'YY', totalAmount(rejectedCents));
  }

  #status(statuses: readonly string[], isAccepted: boolean, date: string, chargeCents: number): void {
    const [first, second, third] = statusComposites(statuses, isAccepted ? ACCEPTING : REFUSING);
    const action = isAccepted ? 'WQ' : 'U';
    this.#writer.segment(
      'STC',
      first,
      date,
      action,
      totalAmount(chargeCents),
      '',
      '',
      '',
      '',
      '',
      second,
      third,
    );
  }

  #line(line: RefusedLine): void {
    const writer = this.#writer;
    const revenueCode = echoedText(line.revenueCode, 48);
    const procedure = echoedText(line.procedure, 48);
    const qualifier = PROCEDURE_QUALIFIERS.has(line.procedureQualifier) ? line.procedureQualifier : 'HC';
    const modifiers = line.modifiers.slice(0, 4).map((modifier) => echoedText(modifier, 2));
    // Without a procedure the revenue code is the service, and does not stand a second time in SVC04.
    writer.segment(
      'SVC',
      procedure === '' ? ['NU', revenueCode || UNKNOWN] : [qualifier, procedure, ...modifiers],
      amount(line.chargeCents ?? 0),
      '',
      procedure === '' ? '' : revenueCode,
      '',
      '',
      line.unitsMilli === undefined ? '' : String(line.unitsMilli / 1000),
    );
    const [first, second, third] = statusComposites(line.statuses, REFUSING);
    writer.segment('STC', first, '', 'U', '', '', '', '', '', '', second, third);
    this.#reference('FJ', line.controlNumber || line.lineNumber);
    if (line.serviceDate && isPeriod(line.serviceDate)) this.#serviceDate(line.serviceDate);
  }

  #reference(qualifier: string, value: string): void {
    const text = echoedText(value, 50);
    if (text !== '') this.#writer.segment('REF', qualifier, text);
  }

  #serviceDate({ from, to }: Period): void {
    if (from === to) this.#writer.segment('DTP', '472', 'D8', from);
    else this.#writer.segment('DTP', '472', 'RD8', `${from}-${to}`);
  }
}

/** HL04: whether levels follow below. A set or a provider may have come without a claim. */
function childCode(totals: AnswerTotals): string {
  return totals.acceptedCount + totals.rejectedCount > 0 ? '1' : '0';
}

function assertTotals(counted: AnswerTotals, given: AnswerTotals): void {
  // The caller's object may carry more than the four fields.
  const message = 'the totals given before the claims of a 277CA level are not theirs';
  assert.deepEqual(counted, addTotals(NO_TOTALS, given), message);
}

function totalsOf(claim: ClaimAnswer): AnswerTotals {
  const chargeCents = claim.chargeCents ?? 0;
  return claim.status === 'accepted'
    ? { ...NO_TOTALS, acceptedCount: 1, acceptedCents: chargeCents }
    : { ...NO_TOTALS, rejectedCount: 1, rejectedCents: chargeCents };
}

/** STC01, STC10 and STC11 with their components. */
function statusComposites(statuses: readonly string[], allowed: RegExp): ElementValue[] {
  assert(statuses.length > 0 && statuses.length <= MAX_STATUSES, 'a status has one to three codes');
  for (const status of statuses) assert(allowed.test(status), `${status} cannot stand here`);
  return [0, 1, 2].map((index) => statuses[index]?.split(':') ?? '');
}

/** NM109 has at least two characters. */
function identifier(value: string): string {
  const text = echoedText(value, 80);
  return text.length < 2 ? UNKNOWN : text;
}

function isPeriod({ from, to }: Period): boolean {
  return isDate8(from) && isDate8(to) && from <= to;
}

import { strict as assert } from 'node:assert';
import type { Period } from '../claim/claim.ts';
import { isDate8 } from '../x12/date.ts';
import { amount, type ElementValue, type EnvelopeWriter } from '../x12/writer.ts';
import { type AnswerEnvelope, setControlNumber } from './answer-envelope.ts';
import { echoedText } from './echoed-text.ts';
import type {
  StatusInquiry,
  StatusParty,
  StatusPatient,
  StatusProvider,
  StatusReceiver,
  StatusRequest,
  StatusSource,
  StatusSubscriber,
} from './status-request.ts';

export const IMPLEMENTATION_277 = '005010X212';

/** Categories of this answer, with a status code and the entity it is about. */
const STATUS = /^(A[0-8]|P[0-5]|F[0-4]|F3[FN]|R\d+|E[0-4]|D0):\d+(:[0-9A-Z]{2,3})?$/;

/** STC01, STC10 and STC11. */
const MAX_STATUSES = 3;

const UNKNOWN = 'UNKNOWN';

/** STC09 holds sixteen characters. */
const TRACE_LENGTH = 16;

/** Procedure qualifiers that SVC01-1 knows. */
const PROCEDURE_QUALIFIERS = new Set(['AD', 'ER', 'HC', 'HP', 'IV', 'WK']);

/** One line of a decided claim. */
export interface LineStatus {
  readonly procedureQualifier: string;
  readonly procedure: string;
  readonly modifiers: readonly string[];
  readonly revenueCode: string;
  readonly unitsMilli: number;
  readonly chargeCents: number;
  readonly paidCents: number;
  /** REF*6R of the claim. */
  readonly controlNumber: string;
  readonly serviceDate: Period;
  readonly statuses: readonly string[];
}

/** What is told of one claim, or of an inquiry that found none. */
export interface ClaimStatus {
  /** `category:code[:entity]`, one to three; the most important first. */
  readonly statuses: readonly string[];
  /** CCYYMMDD: since when it is so. */
  readonly date: string;
  /** Absent where no claim was found. */
  readonly claim?: {
    readonly claimNumber: string;
    readonly patientControlNumber: string;
    readonly chargeCents: number;
    readonly period: Period;
  };
  /** Once it is decided. */
  readonly decided?: {
    readonly paidCents: number;
    readonly date: string;
    readonly lines: readonly LineStatus[];
  };
  /** Once it stands on a remittance. */
  readonly remitted?: { readonly date: string; readonly traceNumber: string };
}

/**
 * The 277 to one 276 set: the levels of the request again, with what became of each claim under the trace it was
 * asked with. Source: 005010X212.
 *
 * @param index of the set in its group, from 0
 * @param answersTo never empty
 */
export function writeClaimStatus(
  writer: EnvelopeWriter,
  envelope: AnswerEnvelope,
  index: number,
  request: StatusRequest,
  answersTo: (inquiry: StatusInquiry) => readonly ClaimStatus[],
): void {
  new StatusSetWriter(writer, answersTo).write(envelope, index, request);
}

class StatusSetWriter {
  readonly #writer: EnvelopeWriter;
  readonly #answersTo: (inquiry: StatusInquiry) => readonly ClaimStatus[];
  #level = 0;

  constructor(writer: EnvelopeWriter, answersTo: (inquiry: StatusInquiry) => readonly ClaimStatus[]) {
    this.#writer = writer;
    this.#answersTo = answersTo;
  }

  write(envelope: AnswerEnvelope, index: number, request: StatusRequest): void {
    const { date8, time4 } = envelope;
    this.#writer.beginSet('277', IMPLEMENTATION_277, setControlNumber(envelope, index));
    this.#writer.segment('BHT', '0010', '08', echoedText(request.reference, 50) || '0', date8, time4, 'DG');
    for (const source of request.sources) this.#source(source);
    this.#writer.endSet();
  }

  #source({ name, receivers }: StatusSource): void {
    const level = this.#hl('', '20', '1');
    this.#writer.segment(
      'NM1',
      'PR',
      '2',
      echoedText(name.lastName, 60) || UNKNOWN,
      ...['', '', '', ''],
      name.idQualifier === 'XV' ? 'XV' : 'PI',
      identifier(name.id),
    );
    for (const receiver of receivers) this.#receiver(level, receiver);
  }

  #receiver(parent: string, { name, providers }: StatusReceiver): void {
    const level = this.#hl(parent, '21', providers.length > 0 ? '1' : '0');
    this.#name('41', name, '46');
    for (const provider of providers) this.#provider(level, provider);
  }

  #provider(parent: string, { names, subscribers }: StatusProvider): void {
    const level = this.#hl(parent, '19', subscribers.length > 0 ? '1' : '0');
    for (const name of names.slice(0, 2)) this.#name('1P', name, name.idQualifier);
    for (const subscriber of subscribers) this.#subscriber(level, subscriber);
  }

  #subscriber(parent: string, subscriber: StatusSubscriber): void {
    const { name, dependents } = subscriber;
    const level = this.#hl(parent, '22', dependents.length > 0 ? '1' : '0');
    this.#name('IL', name, name.idQualifier);
    this.#claims(subscriber);
    for (const dependent of dependents) {
      this.#hl(level, '23', '');
      this.#name('QC', { ...dependent.name, entityType: '1' }, '');
      this.#claims(dependent);
    }
  }

  #hl(parent: string, code: string, children: string): string {
    this.#level += 1;
    const level = String(this.#level);
    this.#writer.segment('HL', level, parent, code, children);
    return level;
  }

  /** A name as it came; without a qualifier the level has no id. */
  #name(role: string, name: StatusParty, idQualifier: string): void {
    const isPerson = name.entityType === '1';
    const given = (text: string, length: number) => (isPerson ? echoedText(text, length) : '');
    this.#writer.segment(
      'NM1',
      role,
      isPerson ? '1' : '2',
      echoedText(name.lastName, 60) || UNKNOWN,
      given(name.firstName, 35),
      given(name.middleName, 25),
      '',
      role === '41' ? '' : given(name.suffix, 10),
      idQualifier,
      idQualifier === '' ? '' : identifier(name.id),
    );
  }

  #claims({ inquiries }: StatusPatient): void {
    for (const inquiry of inquiries) {
      const answers = this.#answersTo(inquiry);
      assert(answers.length > 0, 'an inquiry has an answer');
      for (const answer of answers) this.#claim(inquiry, answer);
    }
  }

  #claim(inquiry: StatusInquiry, { statuses, date, claim, decided, remitted }: ClaimStatus): void {
    const writer = this.#writer;
    writer.segment('TRN', '2', echoedText(inquiry.trace, 50) || '0');
    const [first, second, third] = composites(statuses);
    writer.segment(
      'STC',
      first,
      date,
      '',
      claim === undefined ? '' : amount(claim.chargeCents),
      decided === undefined ? '' : amount(decided.paidCents),
      decided?.date ?? '',
      '',
      remitted?.date ?? '',
      (remitted?.traceNumber ?? '').slice(0, TRACE_LENGTH),
      second,
      third,
    );
    this.#reference('1K', claim?.claimNumber ?? '');
    this.#reference('BLT', claim === undefined ? '' : inquiry.billType);
    this.#reference('EJ', claim?.patientControlNumber ?? inquiry.patientControlNumber);
    this.#reference('D9', inquiry.clearinghouseNumber);
    const period = claim?.period ?? inquiry.period;
    if (period) this.#serviceDate(period);
    for (const line of decided?.lines ?? []) this.#line(line, date, period);
  }

  #line(line: LineStatus, date: string, claimPeriod: Period | undefined): void {
    // The guide wants a date; a line of a stay may have none of its own.
    const period = isPeriod(line.serviceDate) ? line.serviceDate : claimPeriod;
    if (!period || !isPeriod(period)) return;
    const writer = this.#writer;
    const revenueCode = echoedText(line.revenueCode, 48);
    const procedure = echoedText(line.procedure, 48);
    const qualifier = PROCEDURE_QUALIFIERS.has(line.procedureQualifier) ? line.procedureQualifier : 'HC';
    writer.segment(
      'SVC',
      procedure === ''
        ? ['NU', revenueCode || UNKNOWN]
        : [qualifier, procedure, ...line.modifiers.slice(0, 4).map((modifier) => echoedText(modifier, 2))],
      amount(line.chargeCents),
      amount(line.paidCents),
      procedure === '' ? '' : revenueCode,
      '',
      '',
      String(line.unitsMilli / 1000),
    );
    const [first, second, third] = composites(line.statuses);
    writer.segment('STC', first, date, ...['', '', '', '', '', '', ''], second, third);
    this.#reference('FJ', line.controlNumber);
    this.#serviceDate(period);
  }

  #reference(qualifier: string, value: string): void {
    const text = echoedText(value, 50);
    if (text !== '') this.#writer.segment('REF', qualifier, text);
  }

  #serviceDate({ from, to }: Period): void {
    if (!isPeriod({ from, to })) return;
    if (from === to) this.#writer.segment('DTP', '472', 'D8', from);
    else this.#writer.segment('DTP', '472', 'RD8', `${from}-${to}`);
  }
}

function composites(statuses: readonly string[]): ElementValue[] {
  assert(statuses.length > 0, 'a claim has a status');
  for (const status of statuses) assert(STATUS.test(status), `${status} cannot stand in a 277`);
  return Array.from({ length: MAX_STATUSES }, (_, index) => statuses[index]?.split(':') ?? '');
}

function isPeriod({ from, to }: Period): boolean {
  return isDate8(from) && isDate8(to) && from <= to;
}

/** NM109 has at least two characters. */
function identifier(value: string): string {
  const text = echoedText(value, 80);
  return text.length < 2 ? UNKNOWN : text;
}

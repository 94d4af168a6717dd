import { prove835 } from '../remittance/prove-835.ts';
import { Fault } from '../x12/fault.ts';
import {
  amount,
  type ElementValue,
  EnvelopeWriter,
  type GroupFields,
  type InterchangeFields,
} from '../x12/writer.ts';
import type {
  AdviceName,
  AdviceParty,
  BankAccount,
  ClaimPayment,
  Contact,
  Payment,
  ProviderLevelAdjustment,
  RemittanceAdvice,
  Service,
  ServicePayment,
} from './remittance-advice.ts';

const GUIDE = '005010X221A1';
const TRIOS_PER_CAS = 6;
const PAIRS_PER_PLB = 6;

/** Who sends the file to whom, when, and under which numbers. */
export interface AdviceEnvelope {
  readonly interchange: InterchangeFields;
  /** GS02 … GS06; GS01 is HP, GS08 005010X221A1. */
  readonly group: Omit<GroupFields, 'functionalId' | 'version'>;
  /** A line feed after each segment. Default false. */
  readonly lineBreaks?: boolean;
}

/** What is written of a remittance: as it is read, without the places and totals. */
export type WritableAdvice = Pick<RemittanceAdvice, 'payment' | 'payer' | 'payee' | 'providerAdjustments'> & {
  readonly claims: readonly Omit<ClaimPayment, 'place' | 'remarks'>[];
};

/**
 * One interchange with one 835 set for each remittance, in the order of the guide, proved from its bytes: line, claim
 * and payment balance, or nothing is given.
 *
 * @throws Fault `REMITTANCE-NOT-BALANCED`; `X12-UNWRITABLE` where a value holds a delimiter or is too long
 */
export function writeAdvices(advices: readonly WritableAdvice[], envelope: AdviceEnvelope): Buffer {
  const options = envelope.lineBreaks === undefined ? {} : { lineBreaks: envelope.lineBreaks };
  const writer = new EnvelopeWriter(undefined, options);
  writer.beginInterchange(envelope.interchange);
  writer.beginGroup({ ...envelope.group, functionalId: 'HP', version: GUIDE });
  for (const advice of advices) {
    writer.beginSet('835');
    writeAdvice(writer, advice);
    writer.endSet();
  }
  const bytes = writer.end();
  const proof = prove835(bytes);
  if (!proof.balanced || proof.findings.length > 0) throw notBalanced(proof.findings.map(({ code }) => code));
  return bytes;
}

function writeAdvice(writer: EnvelopeWriter, advice: WritableAdvice): void {
  writePayment(writer, advice.payment);
  writeParty(writer, 'PR', advice.payer);
  writeParty(writer, 'PE', advice.payee);
  let header: ClaimPayment['header'];
  let headers = 0;
  for (const claim of advice.claims) {
    if (headers === 0 || claim.header !== header) {
      headers += 1;
      header = claim.header;
      writer.segment('LX', header?.number || String(headers));
      if (header?.summary) writer.segment('TS3', ...header.summary);
      if (header?.supplement) writer.segment('TS2', ...header.supplement);
    }
    writeClaim(writer, claim);
  }
  writeProviderAdjustments(writer, advice.providerAdjustments ?? []);
}

function writePayment(writer: EnvelopeWriter, payment: Payment): void {
  writer.segment(
    'BPR',
    payment.handling,
    amountText(payment.paidCents),
    payment.creditOrDebit,
    payment.method,
    payment.format,
    ...bankElements(payment.payerBank),
    payment.originatorId,
    payment.originatorCode,
    ...bankElements(payment.payeeBank),
    payment.date,
  );
  writer.segment('TRN', '1', payment.traceNumber, payment.payerIdentifier, payment.traceCode);
  if (payment.currency !== '') writer.segment('CUR', 'PR', payment.currency);
  writeReferences(writer, payment.references);
  if (payment.productionDate !== '') writer.segment('DTM', '405', payment.productionDate);
}

function writeParty(writer: EnvelopeWriter, role: 'PR' | 'PE', party: AdviceParty): void {
  writer.segment('N1', role, party.name, party.idQualifier, party.id);
  const { address } = party;
  if (address) {
    if (address.lines.length > 0) writer.segment('N3', ...address.lines.slice(0, 2));
    const { city, state, postalCode, country } = address;
    if (city !== '') writer.segment('N4', city, state, postalCode, country);
  }
  writeReferences(writer, party.references);
  for (const contact of party.contacts) writeContact(writer, contact);
}

function writeClaim(writer: EnvelopeWriter, claim: WritableAdvice['claims'][number]): void {
  writer.segment(
    'CLP',
    claim.patientControlNumber,
    claim.status,
    amountText(claim.chargeCents),
    amountText(claim.paidCents),
    amountText(claim.patientResponsibilityCents),
    claim.claimFilingIndicator,
    claim.claimNumber,
    claim.facilityCode,
    claim.frequency,
    '',
    claim.drg,
    claim.drgWeight,
    claim.dischargeFraction,
  );
  writeAdjustments(writer, claim.adjustments);
  writeName(writer, 'QC', claim.patient);
  writeName(writer, 'IL', claim.insured);
  writeName(writer, '74', claim.correctedPatient);
  writeName(writer, '82', claim.rendering);
  writeName(writer, 'TT', claim.crossover);
  writeName(writer, 'PR', claim.correctedPayer);
  writeName(writer, 'GB', claim.otherSubscriber);
  if (claim.inpatient) writer.segment('MIA', ...claim.inpatient);
  if (claim.outpatient) writer.segment('MOA', ...claim.outpatient);
  writeReferences(writer, claim.references);
  for (const { qualifier, date } of claim.dates) writer.segment('DTM', qualifier, date);
  for (const contact of claim.contacts) writeContact(writer, contact);
  writeAmounts(writer, claim);
  for (const line of claim.lines) writeLine(writer, line);
}

function writeLine(writer: EnvelopeWriter, line: ServicePayment): void {
  writer.segment(
    'SVC',
    composite(line.service),
    amountText(line.chargeCents),
    amountText(line.paidCents),
    line.revenueCode,
    line.paidUnits,
    line.submitted === undefined ? undefined : composite(line.submitted),
    line.submittedUnits,
  );
  for (const { qualifier, date } of line.dates) writer.segment('DTM', qualifier, date);
  writeAdjustments(writer, line.adjustments);
  writeReferences(writer, line.references);
  writeAmounts(writer, line);
  for (const { qualifier, code } of line.remarks) writer.segment('LQ', qualifier, code);
}

/** All six trios of a CAS are filled before the group is repeated (RFI 213). */
function writeAdjustments(writer: EnvelopeWriter, adjustments: ServicePayment['adjustments']): void {
  for (const [group, trios] of Map.groupBy(adjustments, (adjustment) => adjustment.group)) {
    for (let index = 0; index < trios.length; index += TRIOS_PER_CAS) {
      const elements = trios
        .slice(index, index + TRIOS_PER_CAS)
        .flatMap(({ reason, amountCents, quantity }) => [reason, amount(amountCents), quantity]);
      writer.segment('CAS', group, ...elements);
    }
  }
}

function writeName(writer: EnvelopeWriter, role: string, name: AdviceName | undefined): void {
  if (name === undefined) return;
  const { entityType, lastName, firstName, middleName, suffix, idQualifier, id } = name;
  writer.segment('NM1', role, entityType, lastName, firstName, middleName, '', suffix, idQualifier, id);
}

function writeReferences(writer: EnvelopeWriter, references: Payment['references']): void {
  for (const { qualifier, value } of references) writer.segment('REF', qualifier, value);
}

function writeContact(writer: EnvelopeWriter, { role, name, numbers }: Contact): void {
  writer.segment('PER', role, name, ...numbers.flatMap(({ qualifier, number }) => [qualifier, number]));
}

function writeAmounts(
  writer: EnvelopeWriter,
  { amounts, quantities }: Pick<ServicePayment, 'amounts' | 'quantities'>,
): void {
  for (const { qualifier, amountCents } of amounts) writer.segment('AMT', qualifier, amountText(amountCents));
  for (const { qualifier, quantity } of quantities) writer.segment('QTY', qualifier, quantity);
}

function writeProviderAdjustments(
  writer: EnvelopeWriter,
  adjustments: readonly ProviderLevelAdjustment[],
): void {
  const byProvider = Map.groupBy(adjustments, (each) => `${each.providerId}*${each.fiscalPeriodEnd}`);
  for (const pairs of byProvider.values()) {
    const { providerId, fiscalPeriodEnd } = pairs[0]!;
    for (let index = 0; index < pairs.length; index += PAIRS_PER_PLB) {
      const elements = pairs
        .slice(index, index + PAIRS_PER_PLB)
        .flatMap(({ code, reference, amountCents }): ElementValue[] => [
          [code, reference],
          amountText(amountCents),
        ]);
      writer.segment('PLB', providerId, fiscalPeriodEnd, ...elements);
    }
  }
}

function composite({ qualifier, code, modifiers, description }: Service): ElementValue {
  const places = [0, 1, 2, 3].map((index) => modifiers[index] ?? '');
  return [qualifier, code, ...places, description];
}

function bankElements(bank: BankAccount | undefined): string[] {
  if (bank === undefined) return ['', '', '', ''];
  return [bank.routingQualifier, bank.routing, bank.accountQualifier, bank.account];
}

function amountText(cents: number | undefined): string {
  return cents === undefined ? '' : amount(cents);
}

function notBalanced(codes: readonly string[]): Fault {
  return new Fault({
    code: 'REMITTANCE-NOT-BALANCED',
    message: `The remittance does not balance: ${[...new Set(codes)].join(', ') || 'nothing to prove'}.`,
    hint: 'SVC02 − Σ CAS = SVC03 on lines, CLP03 − Σ CAS = CLP04 on claims, Σ CLP04 − Σ PLB = BPR02.',
    exitCode: 4,
  });
}

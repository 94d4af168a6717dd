import { ok } from 'node:assert/strict';
import type { LineDecision, RemittanceName } from '../adjudication/decision.ts';
import type { Period } from '../claim/claim.ts';
import { isDate8 } from '../x12/date.ts';
import { amount, cleanText, type ElementValue } from '../x12/writer.ts';
import {
  type CasTrio,
  claimPaidCents,
  claimStatusOf,
  patientResponsibilityCents,
  REMARKS_PER_CLAIM,
  signed,
  trios,
} from './claim-payment.ts';
import { isInpatientBill } from './inpatient.ts';
import { quantityText } from './quantity.ts';
import type { RemittanceItem } from './remittance.ts';
import { carriable, type SegmentSink } from './segment-sink.ts';

/** Trios of one CAS: all six are filled before the group is repeated (RFI 213). */
const TRIOS_PER_CAS = 6;
/** 2110 loops of one claim. */
const LINES_PER_CLAIM = 999;

const PATIENT_ID_QUALIFIERS: ReadonlySet<string> = new Set(['34', 'HN', 'II', 'MI', 'MR']);
const INSURED_ID_QUALIFIERS: ReadonlySet<string> = new Set(['FI', 'II', 'MI']);
const RENDERING_ID_QUALIFIERS: ReadonlySet<string> = new Set('BD BS FI MC PC SL UP XX'.split(' '));
const PROCEDURE_QUALIFIERS: ReadonlySet<string> = new Set('AD ER HC HP IV N4 N6 NU UI WK'.split(' '));

/** Loop 2100 with its 2110 loops: CLP to the last LQ. */
export function writeClaimPayment(sink: SegmentSink, item: RemittanceItem): void {
  const { decision, act } = item;
  const { facts, lines } = decision;
  const clean = (text: string) => cleanText(text, sink.delimiters);
  const reportsLines = lines.length <= LINES_PER_CLAIM && lines.every(hasCode);
  const shareCents = patientResponsibilityCents(item);
  sink.segment(
    'CLP',
    carriable(facts.patientControlNumber) || '0',
    claimStatusOf(item),
    amount(signed(decision.chargeCents, item)),
    amount(claimPaidCents(item)),
    shareCents === 0 ? '' : amount(shareCents),
    facts.claimFilingIndicator,
    facts.claimNumber,
    facts.facilityCode.length <= 2 ? clean(facts.facilityCode) : '',
    facts.frequency.length === 1 ? clean(facts.frequency) : '',
    '',
    facts.drg.length <= 4 ? clean(facts.drg) : '',
  );
  // Lines that cannot be named leave their money at the claim: it still balances, and nothing is invented.
  const atClaim = reportsLines ? [] : lines.flatMap((line) => line.adjustments);
  writeCas(sink, trios([...decision.adjustments, ...atClaim], item));
  writeName(sink, 'QC', facts.patient, PATIENT_ID_QUALIFIERS);
  if (facts.insured) writeName(sink, 'IL', facts.insured, INSURED_ID_QUALIFIERS, 'MI');
  if (facts.rendering?.id) writeName(sink, '82', facts.rendering, RENDERING_ID_QUALIFIERS, 'XX');
  if (act === 'payment') {
    writeClaimRemarks(sink, item);
    const { originalClaimNumber, claimNumber } = facts;
    if (originalClaimNumber !== '' && originalClaimNumber !== claimNumber) {
      sink.segment('REF', 'F8', clean(originalClaimNumber));
    }
  }
  writeDates(sink, facts.period, '232', '233');
  if (act === 'payment') {
    // Prompt-pay interest runs from the receipt (KP-90).
    if (facts.receivedDate !== '') sink.segment('DTM', '050', facts.receivedDate);
    const coveredCents = coveredChargeCents(item);
    if (coveredCents !== 0) sink.segment('AMT', 'AU', amount(coveredCents));
  }
  const interestCents = item.interestCents ?? 0;
  if (interestCents !== 0) sink.segment('AMT', 'I', amount(interestCents));
  if (reportsLines) for (const line of lines) writeLine(sink, item, line);
}

function writeLine(sink: SegmentSink, item: RemittanceItem, line: LineDecision): void {
  const clean = (text: string) => cleanText(text, sink.delimiters);
  const isRevenueOnly = line.procedure === '';
  const code: ElementValue = isRevenueOnly
    ? ['NU', clean(line.revenueCode)]
    : [
        PROCEDURE_QUALIFIERS.has(line.procedureQualifier) ? line.procedureQualifier : 'HC',
        clean(line.procedure),
        ...line.modifiers.slice(0, 4).map(clean),
      ];
  const submittedMilli = signed(line.unitsMilli, item);
  const paidMilli = isDenied(line) ? 0 : submittedMilli;
  sink.segment(
    'SVC',
    code,
    amount(signed(line.chargeCents, item)),
    amount(signed(line.paidCents, item)),
    // The revenue code stands here beside a procedure; alone it is SVC01.
    isRevenueOnly ? '' : clean(line.revenueCode),
    quantityText(paidMilli),
    '',
    paidMilli === submittedMilli ? '' : quantityText(submittedMilli),
  );
  const { from, to } = line.serviceDate;
  if (to === '' || to === from) writeDates(sink, { from, to: from }, '472', '');
  else writeDates(sink, line.serviceDate, '150', '151');
  writeCas(sink, trios(line.adjustments, item));
  if (line.controlNumber !== '') sink.segment('REF', '6R', carriable(line.controlNumber));
  if (item.act === 'reversal') return;
  if (line.allowedCents !== 0) sink.segment('AMT', 'B6', amount(line.allowedCents));
  for (const remark of new Set(line.remarks)) sink.segment('LQ', 'HE', remark);
}

/** CAS01, then up to six trios of reason, amount and (unused) quantity; groups in order of first appearance. */
function writeCas(sink: SegmentSink, reported: readonly CasTrio[]): void {
  for (let left = reported; left.length > 0; ) {
    const { group } = left[0]!;
    const others: CasTrio[] = [];
    let elements: string[] = [];
    for (const trio of left) {
      if (trio.group !== group) {
        others.push(trio);
        continue;
      }
      if (elements.length === TRIOS_PER_CAS * 3) {
        sink.segment('CAS', group, ...elements);
        elements = [];
      }
      elements.push(trio.reason, amount(trio.amountCents), '');
    }
    sink.segment('CAS', group, ...elements);
    left = others;
  }
}

/** An id whose qualifier this loop does not know goes under `otherwise`, or not at all. */
function writeName(
  sink: SegmentSink,
  role: 'QC' | 'IL' | '82',
  name: RemittanceName,
  qualifiers: ReadonlySet<string>,
  otherwise = '',
): void {
  const id = carriable(name.id);
  const qualifier = qualifiers.has(name.idQualifier) ? name.idQualifier : otherwise;
  sink.segment(
    'NM1',
    role,
    role !== 'QC' && name.entityType === '2' ? '2' : '1',
    carriable(name.lastName),
    carriable(name.firstName),
    carriable(name.middleName),
    '',
    carriable(name.suffix),
    ...(id === '' || qualifier === '' ? [] : [qualifier, id]),
  );
}

/** Claim-level remarks: MIA for an inpatient stay (MIA01 is always 0), MOA for everything else. */
function writeClaimRemarks(sink: SegmentSink, item: RemittanceItem): void {
  const remarks = [...new Set(item.decision.remarks)];
  if (remarks.length === 0) return;
  ok(remarks.length <= REMARKS_PER_CLAIM, 'a claim has room for five remark codes of its own');
  const [first, ...others] = remarks;
  const { isInstitutional, facilityCode } = item.decision.facts;
  if (isInstitutional && isInpatientBill(facilityCode)) {
    // MIA06 … MIA19 are amounts nobody here computes.
    sink.segment('MIA', '0', '', '', '', first, ...(Array(14).fill('') as string[]), ...others);
  } else sink.segment('MOA', '', '', ...remarks);
}

/** Dates are as received: what is no day stays away rather than spoil the set. */
function writeDates(
  sink: SegmentSink,
  { from, to }: Period,
  fromQualifier: string,
  toQualifier: string,
): void {
  if (isDate8(from)) sink.segment('DTM', fromQualifier, from);
  if (to !== from && isDate8(to)) sink.segment('DTM', toQualifier, to);
}

/** AMT*AU: the charges the plan considered for payment. */
function coveredChargeCents({ decision }: RemittanceItem): number {
  let cents = 0;
  for (const line of decision.lines) if (line.allowedCents !== 0) cents += line.chargeCents;
  return cents;
}

/** Charged and nothing allowed: no unit is paid. A line whose allowed amount the member owes is not denied. */
function isDenied(line: LineDecision): boolean {
  return line.chargeCents !== 0 && line.allowedCents === 0 && line.paidCents === 0;
}

function hasCode(line: LineDecision): boolean {
  return line.procedure.trim() !== '' || line.revenueCode.trim() !== '';
}

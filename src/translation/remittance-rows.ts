import type { ReportedAdjustment } from '../claim/claim.ts';
import { dollars } from './decimal-text.ts';
import type {
  AdviceHeader,
  ClaimPayment,
  ProviderLevelAdjustment,
  ServicePayment,
} from './remittance-advice.ts';

interface RowSource {
  readonly record: 'line' | 'claim' | 'provider adjustment';
  readonly header: AdviceHeader;
  readonly claim?: ClaimPayment;
  readonly line?: ServicePayment;
  readonly lineOrdinal?: number;
  readonly adjustment?: ProviderLevelAdjustment;
}

type Cell = (row: RowSource) => string;

/**
 * What begins with `payment_` or `claim_` stands on every row of its payment or claim. `plb_amount` is taken from the
 * payment when positive: Σ claim_paid over claims − Σ plb_amount = payment_amount.
 */
const COLUMNS: readonly (readonly [string, Cell])[] = [
  ['record', ({ record }) => record],
  ['interchange', ({ header }) => header.place.interchange],
  ['set', ({ header }) => header.place.set],
  ['trace_number', ({ header }) => header.payment.traceNumber],
  ['payment_date', ({ header }) => header.payment.date],
  ['payment_method', ({ header }) => header.payment.method],
  ['payment_amount', ({ header }) => dollars(header.payment.paidCents)],
  ['payer_name', ({ header }) => header.payer.name],
  ['payee_id', ({ header }) => header.payee.id],
  ['payee_name', ({ header }) => header.payee.name],
  ['patient_control_number', ({ claim }) => claim?.patientControlNumber ?? ''],
  ['claim_number', ({ claim }) => claim?.claimNumber ?? ''],
  ['claim_status', ({ claim }) => claim?.status ?? ''],
  ['claim_charge', ({ claim }) => dollars(claim?.chargeCents)],
  ['claim_paid', ({ claim }) => dollars(claim?.paidCents)],
  ['claim_patient_responsibility', ({ claim }) => dollars(claim?.patientResponsibilityCents)],
  ['claim_adjustments', ({ claim }) => adjustmentsText(claim?.adjustments)],
  ['claim_remarks', ({ claim }) => claim?.remarks.join(' ') ?? ''],
  ['patient_last_name', ({ claim }) => claim?.patient?.lastName ?? ''],
  ['patient_first_name', ({ claim }) => claim?.patient?.firstName ?? ''],
  ['patient_id', ({ claim }) => claim?.patient?.id ?? ''],
  ['rendering_npi', ({ claim }) => (claim?.rendering?.idQualifier === 'XX' ? claim.rendering.id : '')],
  ['line', ({ lineOrdinal }) => (lineOrdinal === undefined ? '' : String(lineOrdinal))],
  ['service_from', ({ line }) => dateOf(line, '150')],
  ['service_to', ({ line }) => dateOf(line, '151')],
  ['procedure', ({ line }) => line?.service.code ?? ''],
  ['modifiers', ({ line }) => line?.service.modifiers.join(' ') ?? ''],
  ['revenue_code', ({ line }) => line?.revenueCode ?? ''],
  ['units_paid', ({ line }) => line?.paidUnits ?? ''],
  ['line_charge', ({ line }) => dollars(line?.chargeCents)],
  [
    'line_allowed',
    ({ line }) => dollars(line?.amounts.find(({ qualifier }) => qualifier === 'B6')?.amountCents),
  ],
  ['line_paid', ({ line }) => dollars(line?.paidCents)],
  ['line_adjustments', ({ line }) => adjustmentsText(line?.adjustments)],
  ['line_remarks', ({ line }) => line?.remarks.map(({ code }) => code).join(' ') ?? ''],
  ['line_control_number', ({ line }) => referenceOf(line, '6R')],
  ['plb_provider', ({ adjustment }) => adjustment?.providerId ?? ''],
  ['plb_code', ({ adjustment }) => adjustment?.code ?? ''],
  ['plb_reference', ({ adjustment }) => adjustment?.reference ?? ''],
  ['plb_amount', ({ adjustment }) => dollars(adjustment?.amountCents)],
  ['segment_ordinal', ({ header, claim }) => String((claim ?? header).place.segmentOrdinal)],
  ['offset_bytes', ({ header, claim }) => String((claim ?? header).place.offsetBytes)],
];

export const REMITTANCE_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** A row for each service line; one of record `claim` for a claim without lines. */
export function claimPaymentRows(header: AdviceHeader, claim: ClaimPayment): string[][] {
  if (claim.lines.length === 0) return [cells({ record: 'claim', header, claim })];
  return claim.lines.map((line, index) =>
    cells({ record: 'line', header, claim, line, lineOrdinal: index + 1 }),
  );
}

/** A row for each PLB pair: without them the paid amounts do not add up to the payment. */
export function providerAdjustmentRows(
  header: AdviceHeader,
  adjustments: readonly ProviderLevelAdjustment[],
): string[][] {
  return adjustments.map((adjustment) => cells({ record: 'provider adjustment', header, adjustment }));
}

function cells(row: RowSource): string[] {
  return COLUMNS.map(([, cell]) => cell(row));
}

/** `CO 45 30.00; PR 1 10.00`. */
function adjustmentsText(adjustments: readonly ReportedAdjustment[] = []): string {
  return adjustments
    .map(({ group, reason, amountCents }) => `${group} ${reason} ${dollars(amountCents)}`)
    .join('; ');
}

/** DTM*472 is a single day: both ends of the period. */
function dateOf(line: ServicePayment | undefined, qualifier: string): string {
  const dates = line?.dates ?? [];
  const found =
    dates.find((each) => each.qualifier === qualifier) ?? dates.find((each) => each.qualifier === '472');
  return found?.date ?? '';
}

function referenceOf(line: ServicePayment | undefined, qualifier: string): string {
  return line?.references.find((each) => each.qualifier === qualifier)?.value ?? '';
}

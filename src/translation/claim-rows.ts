import { type Claim, type ServiceLine, servicePeriod } from '../claim/claim.ts';
import { dollars, quantity } from './decimal-text.ts';

type Cell = (claim: Claim, line: ServiceLine | undefined) => string;

/** What begins with `claim_` stands on every row of its claim: sum `line_charge`, not `claim_charge`. */
const COLUMNS: readonly (readonly [string, Cell])[] = [
  ['interchange', ({ source }) => source.interchangeControlNumber],
  ['group', ({ source }) => source.groupControlNumber],
  ['set', ({ source }) => source.setControlNumber],
  ['kind', ({ part }) => part.kind],
  ['patient_control_number', (claim) => claim.patientControlNumber],
  ['claim_charge', (claim) => dollars(claim.chargeCents)],
  ['facility_code', (claim) => claim.facilityCode],
  ['frequency', (claim) => claim.frequency],
  ['claim_from', (claim) => servicePeriod(claim).from],
  ['claim_to', (claim) => servicePeriod(claim).to],
  [
    'original_claim_number',
    ({ references }) => references.find((each) => each.qualifier === 'F8')?.value ?? '',
  ],
  ['payer_id', ({ payer }) => payer.id],
  ['payer_name', ({ payer }) => payer.lastName],
  ['billing_npi', ({ billing }) => billing.npi],
  ['billing_tax_id', ({ billing }) => billing.taxId],
  ['billing_name', ({ billing }) => billing.lastName],
  ['subscriber_id', ({ subscriber }) => subscriber.id],
  ['group_number', ({ subscriber }) => subscriber.groupNumber],
  ['patient_last_name', ({ patient }) => patient.lastName],
  ['patient_first_name', ({ patient }) => patient.firstName],
  ['patient_birth_date', ({ patient }) => patient.birthDate],
  ['relationship', ({ patient }) => patient.relationship],
  ['principal_diagnosis', ({ codes }) => codes.find(({ qualifier }) => qualifier === 'ABK')?.code ?? ''],
  [
    'other_diagnoses',
    ({ codes }) =>
      codes
        .filter(isOtherDiagnosis)
        .map(({ code }) => code)
        .join(' '),
  ],
  ['drg', ({ part }) => (part.kind === 'institutional' ? part.drg : '')],
  ['line', (_, line) => (line === undefined ? '' : String(line.ordinal))],
  ['service_from', (_, line) => line?.serviceDate?.from ?? ''],
  ['service_to', (_, line) => line?.serviceDate?.to ?? ''],
  ['revenue_code', (_, line) => line?.revenueCode ?? ''],
  ['procedure', (_, line) => line?.procedure ?? ''],
  ['modifiers', (_, line) => line?.modifiers.join(' ') ?? ''],
  ['units', (_, line) => quantity(line?.unitsMilli)],
  ['unit', (_, line) => line?.unit ?? ''],
  ['line_charge', (_, line) => dollars(line?.chargeCents)],
  ['place_of_service', (_, line) => line?.placeOfService ?? ''],
  ['diagnosis_pointers', (_, line) => line?.pointers.join(' ') ?? ''],
  ['ndc', (_, line) => line?.drug?.ndc ?? ''],
  ['rendering_npi', ({ rendering }, line) => (line?.rendering ?? rendering)?.npi ?? ''],
  ['line_control_number', (_, line) => line?.controlNumber ?? ''],
  ['segment_ordinal', ({ source }, line) => String(line?.segmentOrdinal ?? source.slice.firstOrdinal)],
  ['offset_bytes', ({ source }, line) => String(line?.offsetBytes ?? source.slice.offsetBytes)],
];

export const CLAIM_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** A row for each service line; one without line columns for a claim that has none. */
export function claimRows(claim: Claim): string[][] {
  const lines = claim.lines.length === 0 ? [undefined] : claim.lines;
  return lines.map((line) => COLUMNS.map(([, cell]) => cell(claim, line)));
}

function isOtherDiagnosis({ qualifier }: { readonly qualifier: string }): boolean {
  return qualifier === 'ABF';
}

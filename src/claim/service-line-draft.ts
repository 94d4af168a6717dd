import type { Segment } from '../x12/segment.ts';
import { readAdjustments } from './adjustments.ts';
import type { Drug, LineAdjudication, ServiceLine } from './claim.ts';
import { readNote, readReference } from './claim-draft.ts';
import { readDate } from './dates.ts';
import { append, NONE, type WholeDraft } from './draft.ts';
import { AMT, CAS, CTP, DTP, LIN, NTE, REF, SV1, SV2, SVD } from './tags.ts';

export type ServiceLineDraft = WholeDraft<ServiceLine>;

/** LX begins a line. */
export function beginServiceLine(segment: Segment, ordinal: number): ServiceLineDraft {
  return {
    lineNumber: segment.element(1),
    ordinal,
    segmentOrdinal: segment.ordinal,
    offsetBytes: segment.offsetBytes,
    serviceOrdinal: 0,
    lengthBytes: segment.lengthBytes,
    procedureQualifier: '',
    procedure: '',
    modifiers: NONE,
    description: '',
    revenueCode: '',
    chargeCents: undefined,
    unit: '',
    unitsMilli: undefined,
    placeOfService: '',
    pointers: NONE,
    emergency: false,
    nonCoveredCents: undefined,
    serviceDate: undefined,
    dates: NONE,
    controlNumber: '',
    references: NONE,
    notes: NONE,
    drug: undefined,
    rendering: undefined,
    serviceFacility: undefined,
    adjudications: NONE,
  };
}

/** A segment of 2400 after its LX. */
export function readServiceLine(line: ServiceLineDraft, segment: Segment): void {
  switch (segment.tag) {
    case SV1:
      readProfessionalService(line, segment);
      return;
    case SV2:
      readInstitutionalService(line, segment);
      return;
    case DTP: {
      const date = readDate(segment);
      line.dates = append(line.dates, date);
      if (line.serviceDate === undefined && date.qualifier === '472') {
        line.serviceDate = { from: date.from, to: date.to };
      }
      return;
    }
    case REF:
      readLineReference(line, segment);
      return;
    case NTE:
      line.notes = append(line.notes, readNote(segment));
      return;
  }
}

function readProfessionalService(line: ServiceLineDraft, segment: Segment): void {
  line.serviceOrdinal = segment.ordinal;
  readProcedure(line, segment, 1);
  readChargeAndUnits(line, segment, 2);
  line.placeOfService = segment.element(5);
  const pointers = segment.componentCount(7);
  for (let c = 1; c <= pointers; c += 1) {
    const pointer = segment.component(7, c);
    if (pointer !== '') line.pointers = append(line.pointers, pointer);
  }
  line.emergency = segment.equals(9, 'Y');
}

function readInstitutionalService(line: ServiceLineDraft, segment: Segment): void {
  line.serviceOrdinal = segment.ordinal;
  line.revenueCode = segment.element(1);
  readProcedure(line, segment, 2);
  readChargeAndUnits(line, segment, 3);
  line.nonCoveredCents = segment.amountCents(7) ?? line.nonCoveredCents;
}

/** Charge, unit and quantity stand side by side in SV1 and SV2. */
function readChargeAndUnits(line: ServiceLineDraft, segment: Segment, n: number): void {
  line.chargeCents = segment.amountCents(n) ?? line.chargeCents;
  line.unit = segment.element(n + 1);
  line.unitsMilli = segment.quantityMilli(n + 2) ?? line.unitsMilli;
}

function readProcedure(line: ServiceLineDraft, segment: Segment, n: number): void {
  const parts = segment.componentCount(n);
  if (parts === 0) return;
  line.procedureQualifier = segment.component(n, 1);
  line.procedure = segment.component(n, 2);
  for (let c = 3; c <= 6 && c <= parts; c += 1) {
    const modifier = segment.component(n, c);
    if (modifier !== '') line.modifiers = append(line.modifiers, modifier);
  }
  if (parts >= 7) line.description = segment.component(n, 7);
}

/** REF of 2400 and 2410. */
export function readLineReference(line: ServiceLineDraft, segment: Segment): void {
  const reference = readReference(segment);
  const { qualifier, value } = reference;
  line.references = append(line.references, reference);
  if (qualifier === '6R' && line.controlNumber === '') line.controlNumber = value;
}

/** A segment of 2410; UPN and other numbers than the NDC are not kept. */
export function readDrug(line: ServiceLineDraft, segment: Segment): void {
  switch (segment.tag) {
    case LIN:
      if (line.drug === undefined && segment.equals(2, 'N4')) {
        line.drug = { ndc: segment.element(3), quantity: '', unit: '' };
      }
      return;
    case CTP: {
      const drug = line.drug as WholeDraft<Drug> | undefined;
      if (drug === undefined || drug.quantity !== '') return;
      drug.quantity = segment.element(4);
      drug.unit = segment.component(5, 1);
      return;
    }
    case REF:
      readLineReference(line, segment);
      return;
  }
}

/** A segment of 2430; SVD begins one. */
export function readLineAdjudication(line: ServiceLineDraft, segment: Segment): void {
  if (segment.tag === SVD) {
    const adjudication: WholeDraft<LineAdjudication> = {
      payerId: segment.element(1),
      paidCents: segment.amountCents(2) ?? 0,
      procedure: segment.component(3, 2),
      units: segment.element(5),
      adjustments: NONE,
      adjudicationDate: '',
      remainingLiabilityCents: undefined,
    };
    line.adjudications = append(line.adjudications, adjudication as LineAdjudication);
    return;
  }
  const adjudication = line.adjudications.at(-1) as WholeDraft<LineAdjudication> | undefined;
  if (adjudication === undefined) return;
  switch (segment.tag) {
    case CAS:
      adjudication.adjustments = readAdjustments(segment, adjudication.adjustments);
      return;
    case DTP:
      if (segment.equals(1, '573')) adjudication.adjudicationDate = readDate(segment).from;
      return;
    case AMT: {
      const cents = segment.equals(1, 'EAF') ? segment.amountCents(2) : undefined;
      if (cents !== undefined) adjudication.remainingLiabilityCents = cents;
      return;
    }
  }
}

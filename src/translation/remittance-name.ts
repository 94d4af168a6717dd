import type { Segment } from '../x12/segment.ts';
import type { AdviceName } from './remittance-advice.ts';
import type { ClaimPaymentDraft } from './remittance-draft.ts';

/** NM1 of a 2100 loop, the first of each kind. */
export function readName(claim: ClaimPaymentDraft, segment: Segment): void {
  const name: AdviceName = {
    entityType: segment.element(2),
    lastName: segment.element(3),
    firstName: segment.element(4),
    middleName: segment.element(5),
    suffix: segment.element(7),
    idQualifier: segment.element(8),
    id: segment.element(9),
  };
  const role = NAME_ROLES[segment.element(1)];
  if (role !== undefined) claim[role] ??= name;
}

const NAME_ROLES: Readonly<Record<string, NameRole>> = Object.freeze({
  QC: 'patient',
  IL: 'insured',
  '74': 'correctedPatient',
  '82': 'rendering',
  TT: 'crossover',
  PR: 'correctedPayer',
  GB: 'otherSubscriber',
});

type NameRole =
  | 'patient'
  | 'insured'
  | 'correctedPatient'
  | 'rendering'
  | 'crossover'
  | 'correctedPayer'
  | 'otherSubscriber';

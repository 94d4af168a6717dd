import type { RuleKind } from './rule-kinds.ts';

const kind = (
  clauses: readonly string[],
  requiredParameters: readonly string[] = [],
  optionalParameters: readonly string[] = [],
): RuleKind => ({ clauses, requiredParameters, parameters: [...requiredParameters, ...optionalParameters] });

/** Kinds of rules that price a service or edit codes by published tables. */
export const PRICING_RULE_KINDS: readonly (readonly [name: string, kind: RuleKind])[] = [
  ['lower-of', kind(['', 'excess'], [], ['outOfNetworkPercents'])],
  [
    'rbrvs',
    kind(
      [
        'no-value',
        'bundled',
        'not-covered',
        'modifier',
        'not-permitted',
        'multiple',
        'global',
        'global-paid',
      ],
      ['rounding', 'facilityPlaces'],
      [
        'linesOfBusiness',
        'localities',
        'carrier',
        'payableStatuses',
        'bundledStatuses',
        'noncoveredStatuses',
        'modifierPercents',
        'multiplePercents',
        'unrankedModifiers',
        'globalVisits',
        'globalProcedures',
      ],
    ),
  ],
  ['gap-filler', kind([], ['schedules'], ['linesOfBusiness'])],
  ['by-report', kind([''], ['statuses'], ['linesOfBusiness', 'procedures'])],
  ['drug-limits', kind([''], [], ['linesOfBusiness', 'percentOfLimit'])],
  [
    'anesthesia',
    kind(
      [''],
      ['procedures', 'unitsPerHour', 'rounding', 'modifierPercents'],
      ['linesOfBusiness', 'untimed', 'byReport', 'supervisionUnits', 'localities', 'carrier'],
    ),
  ],
  [
    'labor-anesthesia',
    kind([], ['procedures', 'firstHourUnits', 'furtherHourUnits'], ['addBaseUnits', 'linesOfBusiness']),
  ],
  ['anesthesiologist-procedures', kind([], ['taxonomies'])],
  ['facility-evaluation', kind([''], ['linesOfBusiness', 'procedures'])],
  [
    'surgical-center',
    kind(
      ['modifier', 'not-listed', 'packaged', 'multiple'],
      ['taxonomies', 'places', 'packagedIndicators'],
      ['modifierPercents', 'multiplePercents', 'linesOfBusiness'],
    ),
  ],
  [
    'outpatient-groups',
    kind(
      ['data', 'packaged', 'multiple', 'inpatient-only', 'not-covered'],
      ['noncoveredStatuses'],
      ['procedureRevenueCodes', 'modifierPercents', 'multiplePercents', 'facilityPlaces', 'linesOfBusiness'],
    ),
  ],
  ['drg', kind(['absent'], [], ['linesOfBusiness'])],
  [
    'transfer',
    kind(
      [''],
      ['method', 'statuses'],
      ['postAcuteStatuses', 'postAcute', 'excludedGroups', 'doubleFirstDay', 'linesOfBusiness'],
    ),
  ],
  ['post-acute-transfer', kind([], ['system', 'groups'], ['linesOfBusiness'])],
  ['received-transfer', kind([], ['admissionSources'], ['linesOfBusiness'])],
  ['capitation', kind([''], [], ['linesOfBusiness'])],
  ['bill-review', kind([''], ['thresholdCents', 'methods'], ['documents'])],
  [
    'code-edits',
    kind(
      ['units', 'pair', 'mutually-exclusive', 'add-on', 'age', 'sex'],
      ['partingModifiers'],
      ['linesOfBusiness'],
    ),
  ],
  ['discharge-status', kind([''], ['stillPatient'], ['linesOfBusiness'])],
  [
    'pre-admission-tests',
    kind(['surgery', 'stay'], ['testRevenueCodes', 'surgeryRevenueCodes'], ['days', 'linesOfBusiness']),
  ],
  ['early-discharge-visit', kind([], ['words'], ['linesOfBusiness'])],
  ['itemized-dates', kind([''], ['revenueCodes'], ['linesOfBusiness'])],
  ['linked-stays', kind(['', 'one-episode'], ['days'], ['procedureQualifiers', 'linesOfBusiness'])],
  ['benefits-exhausted', kind([''], ['occurrenceCodes'], ['linesOfBusiness'])],
];

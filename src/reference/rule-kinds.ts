import { MONEY_RULE_KINDS } from './money-rule-kinds.ts';
import { PRICING_RULE_KINDS } from './pricing-rule-kinds.ts';

/** What a profile may and must say about a rule of one kind. The kind itself is code. */
export interface RuleKind {
  /** Names the code reads; a name ending in `.*` takes any category after the point. */
  readonly parameters: readonly string[];
  readonly requiredParameters: readonly string[];
  /** Clauses the code answers with; '' is the only clause of a rule that has one. */
  readonly clauses: readonly string[];
}

const kind = (
  clauses: readonly string[],
  requiredParameters: readonly string[] = [],
  optionalParameters: readonly string[] = [],
): RuleKind => ({ clauses, requiredParameters, parameters: [...requiredParameters, ...optionalParameters] });

/** Every kind of rule that acts. A rule that only records has no kind and may carry any parameter. */
export const RULE_KINDS: ReadonlyMap<string, RuleKind> = new Map([
  ['payer-id', kind(['receiver', 'payer', 'adjudicated'])],
  [
    'provider-identifiers',
    kind(
      [
        'npi-missing',
        'npi-invalid',
        'taxonomy-missing',
        'taxonomy-invalid',
        'tax-id-missing',
        'tax-id-invalid',
        'provider-unknown',
        'adjudicated-npi-missing',
        'adjudicated-npi-invalid',
        'adjudicated-npi-unmatched',
        'adjudicated-billing-taxonomy',
        'adjudicated-rendering-taxonomy',
        'adjudicated-tax-id',
        'adjudicated-billing-id',
      ],
      ['taxonomyRequired'],
    ),
  ],
  ['member-id', kind(['unknown', 'vanished', 'before-coverage', 'after-coverage'], ['length'])],
  ['member-name', kind(['subscriber', 'patient', 'adjudicated'], ['foldCase'])],
  ['duplicate', kind([''], ['lookBackDays'])],
  ['whole-units', kind([''], ['fractionalUnits'], ['fractionalProcedures'])],
  ['replacement', kind([], ['frequency', 'claimKind'])],
  ['original-number', kind(['absent', 'not-found'], ['sources'])],
  ['void', kind(['differs'], ['frequency'])],
  ['awkward-target', kind(['pended', 'voided', 'repeated'])],
  [
    'timely-filing',
    kind(
      ['original', 'adjustment'],
      ['linesOfBusiness', 'months', 'anchor'],
      [
        'adjustmentMonths',
        'adjustmentAnchor',
        'situation',
        'receivedBy',
        'months.*',
        'adjustmentMonths.*',
        'payerMonths',
        'payerAnchor',
      ],
    ),
  ],
  ['unchanged', kind([''])],
  [
    'code-sets',
    kind(
      ['procedure', 'modifier', 'diagnosis', 'revenue'],
      [],
      ['procedureList', 'modifierList', 'diagnosisList', 'revenueList'],
    ),
  ],
  ['diagnosis-position', kind(['specificity', 'principal', 'position'], [], ['diagnoses.unspecific'])],
  ['diagnosis-pointer', kind(['pointer', 'disagrees'], [], ['procedures.*', 'diagnoses.*'])],
  ['drug-code', kind(['code', 'count', 'unit'], ['units', 'procedures.drugs'])],
  ['present-on-admission', kind([''], ['billTypes', 'indicators'], ['exempt'])],
  [
    'revenue-procedure',
    kind(['absent', 'disagrees'], ['billTypes', 'revenueCodes.needing'], ['revenueCodes.*', 'procedures.*']),
  ],
  [
    'anesthesia-form',
    kind(
      ['modifier', 'modifier-invalid', 'minutes'],
      ['modifiers', 'procedures.anesthesia'],
      ['informationalModifiers', 'procedures.untimed'],
    ),
  ],
  [
    'records-request',
    kind(
      ['review', 'asked', 'not-come'],
      ['mode', 'days'],
      ['pendModifiers', 'flagModifiers', 'procedures.pend', 'procedures.flag'],
    ),
  ],
  ['complete-claim', kind([])],
  ['attachments', kind([''], ['days'])],
  ['copay-by-provider', kind([], ['categories', 'taxonomies'])],
  ['copay-lists', kind([], [], ['procedures.*', 'revenueCodes.*'])],
  ['qmb', kind(['primary', 'secondary'])],
  ['hospice', kind(['related', 'medicare-first'])],
  ['crossover', kind([''], ['remarks'], ['submitters'])],
  ['secondary-fields', kind(['primary', 'plan', 'paid', 'cause'], [], ['exemptIndicators'])],
  ['coordination', kind(['impact', 'rest', 'excess'], [], ['maintenancePlans', 'maintenanceBase'])],
  ['dual-plans', kind([''])],
  ['medicare-stay', kind([''])],
  ['known-coverage', kind([''])],
  ['auto-accident', kind(['unknown', 'first-party', 'liability'])],
  ['work-injury', kind([''], [], ['coveredPlans'])],
  ['authorization-waiver', kind([])],
  ['maintenance-authorization', kind([], ['plans'])],
  ['visiting-authorization', kind(['pend', 'deny'], ['mode'], ['procedures.home', 'revenueCodes.home'])],
  ['medical-necessity', kind(['not-necessary'])],
  ['named-criterion', kind([])],
  ['blind-review', kind([])],
  ['credentialing', kind([''])],
  ['assignment', kind([''])],
  ['newborn', kind(['after'], ['days', 'recognizedDays'])],
  ['interim-bills', kind(['out-of-chain'], ['billTypes'])],
  ...PRICING_RULE_KINDS,
  [
    'benefits',
    kind(
      ['deductible', 'coinsurance', 'copay', 'limit'],
      [],
      ['procedures.*', 'revenueCodes.*', 'billTypes.*'],
    ),
  ],
  ['no-share', kind([], ['linesOfBusiness'])],
  ['credit-balance', kind([])],
  ['offset', kind([])],
  ['forward-balance', kind([], ['plb'])],
  ...MONEY_RULE_KINDS,
  ['hipaa-codes', kind([])],
]);

/** Is `name` a parameter that the kind reads? */
export function isParameterOf(ruleKind: RuleKind, name: string): boolean {
  return ruleKind.parameters.some((known) =>
    known.endsWith('.*')
      ? name.startsWith(known.slice(0, -1)) && name.length >= known.length
      : name === known,
  );
}

import type { RuleKind } from './rule-kinds.ts';

const kind = (
  requiredParameters: readonly string[] = [],
  optionalParameters: readonly string[] = [],
): RuleKind => ({
  clauses: [],
  requiredParameters,
  parameters: [...requiredParameters, ...optionalParameters],
});

/** Kinds of rules about money that has been decided: payment runs, recoveries, interest, reconsiderations. */
export const MONEY_RULE_KINDS: readonly (readonly [string, RuleKind])[] = [
  [
    'payment-calendar',
    kind(
      ['every'],
      ['transferFormat', 'holidays', 'holidayMoves', 'monthEnd', 'minimumCheckCents', 'register'],
    ),
  ],
  ['fund-wall', kind()],
  ['refund-demand', kind(['days'])],
  ['recovery', kind(['contestDays', 'waitMonths'], ['mailingDays'])],
  ['notice', kind(['folder'])],
  ['interest', kind(['days', 'annualRatePercent', 'dayCount'], ['plb'])],
  ['clean-claim', kind()],
  ['ageing', kind(['days'])],
  [
    'reconsideration',
    kind(['months', 'coordinationMonths'], ['nonContractDenialDays', 'nonContractAmountDays']),
  ],
];

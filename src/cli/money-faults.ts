import type { KnownFault } from './fault-table.ts';

function fault(exitCode: KnownFault['exitCode'], message: string, hint: string): KnownFault {
  return { exitCode, message, hint };
}

/** Faults of acts on money: what a person asked for cannot be done, and nothing was changed. */
export const MONEY_FAULTS: Readonly<Record<string, KnownFault>> = Object.freeze({
  'ACT-FINISHED': fault(
    2,
    'The same act had been interrupted and was finished now; it was not done twice.',
    'Give it again only if it is meant twice.',
  ),
  'ADJUSTMENT-REFUSED': fault(
    2,
    'A provider-level adjustment cannot be entered so.',
    'The message says why.',
  ),
  'APPEAL-LEVEL': fault(2, 'The second level needs the first one upheld.', 'Begin with --level 1.'),
  'APPEAL-OF-MEMBER': fault(2, 'The member is liable for a denied line.', "It goes the members' way."),
  'APPEAL-OPEN': fault(2, 'The claim has an open reconsideration.', 'Decide it with `remit appeal decide`.'),
  'APPEAL-OUTCOME': fault(
    2,
    'Overturned gives money back, upheld does not.',
    'Give --line for each line given back.',
  ),
  'APPEAL-UNKNOWN': fault(2, 'There is no such open reconsideration.', '`remit appeal list` names them.'),
  'CLAIM-NOT-LIVE': fault(
    2,
    'The claim has no payment that could be corrected: it was replaced, voided or never decided.',
    'Look at it with `remit explain`.',
  ),
  'CORRECTION-IMPOSSIBLE': fault(
    2,
    'The line has not that much to take or to give back.',
    'Look at its lines with `remit explain`.',
  ),
  'FUND-UNKNOWN': fault(2, 'No payer has this fund.', 'It is written PAYER/FUND, e.g. 91051/commercial.'),
  'HOLD-OPEN': fault(2, 'The payee is on hold already.', '`remit payment holds` names it.'),
  'HOLD-UNKNOWN': fault(2, 'There is no such hold.', '`remit payment holds` names them.'),
  'PAYEE-UNKNOWN': fault(2, 'No contract has this payee.', 'A payee is written TAXID-NPI.'),
  'PAYMENT-REFUSED': fault(2, 'This cannot become of the payment now.', 'See `remit payment show`.'),
  'PAYMENT-UNKNOWN': fault(2, 'No payment has this trace number.', 'It is TRN02 of the 835.'),
  'RECOVERY-EMPTY': fault(
    2,
    'Nothing would be recovered.',
    'An underpayment is corrected by `remit appeal`.',
  ),
  'RECOVERY-OPEN': fault(2, 'The claim has an open recovery.', 'Look at it with `remit recovery list`.'),
  'RECOVERY-REFUSED': fault(
    2,
    'The recovery does not allow this act on this day.',
    'See `remit recovery show`.',
  ),
  'RECOVERY-SHOWN': fault(
    2,
    'The reversal of the recovery stands on a remittance already.',
    'Give the money back with `remit appeal`.',
  ),
  'RECOVERY-UNKNOWN': fault(2, 'There is no such recovery.', '`remit recovery list` names them.'),
  'RECOVERY-UNPAID': fault(2, 'The claim stands on no remittance yet.', 'Wait for its remittance.'),
  'REFUND-EMPTY': fault(2, 'The check is worth nothing.', 'Look at the amount.'),
  'REFUND-WRONG': fault(2, 'More is meant for other payers than the check is worth.', 'Look at the amounts.'),
  'REMITTANCE-MISSING': fault(4, 'The 835 of a payment does not hold its set.', 'Run `remit reconcile`.'),
});

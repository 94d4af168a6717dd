import type { MoneyDesk } from './money-act.ts';
import { payeeOf } from './payment-case.ts';
import { refused } from './payment-correction.ts';
import { adjust } from './recovery.ts';

export interface ProgramPayment {
  readonly payeeId: string;
  readonly fund: string;
  /** DE 426. */
  readonly code: string;
  readonly reference: string;
  /** As a person says it: positive is paid to the provider, negative taken from it. PLB has the opposite sign. */
  readonly toProviderCents: number;
}

/** Of codes that belong to an act of their own: they would leave its case and its balances behind. */
const OWN_VERB: ReadonlyMap<string, string> = new Map([
  ['FB', 'a remittance forwards its balance itself'],
  ['L6', 'interest is computed'],
  ['WO', 'use `remit recovery`'],
  ['72', 'use `remit credit refund` or `remit recovery refund`'],
  ['B2', 'use `remit credit refund`'],
  ['B3', 'use `remit credit refund`'],
]);

/** Capitation, bonuses, levies, lump sums …: money of a payee and fund that no claim explains. */
export async function payProgram(
  { workplace, asOf, draft }: MoneyDesk,
  wanted: ProgramPayment,
): Promise<string> {
  const { payeeId, fund, code, reference, toProviderCents } = wanted;
  payeeOf(workplace, payeeId);
  const profile = workplace.snapshot.profiles.find(({ id }) => fund.startsWith(`${id}/`));
  if (!profile) throw refused('FUND-UNKNOWN', 'no payer has this fund', 'It is written PAYER/FUND.');
  const own = OWN_VERB.get(code);
  if (own !== undefined) throw refused('ADJUSTMENT-REFUSED', `${code}: ${own}`, 'Choose another reason.');
  const known = workplace.adjustmentCodes.providerAdjustments.get(code);
  if (!known) throw refused('ADJUSTMENT-REFUSED', `${code} is no reason of a PLB`, 'See specs/codes.');
  if (known.needsReference && reference === '') {
    throw refused('ADJUSTMENT-REFUSED', `${code} needs a reference`, 'Give --reference.');
  }
  if (!Number.isSafeInteger(toProviderCents) || toProviderCents === 0) {
    throw refused('ADJUSTMENT-REFUSED', 'an amount of nothing', 'Give whole cents, and some.');
  }
  const key = await draft.nextCaseKey('program');
  adjust(
    draft,
    { key, profileId: profile.id, payeeId, fund, code, reference, amountCents: -toProviderCents },
    asOf,
  );
  return key;
}

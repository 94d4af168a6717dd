import { isMemberPayee } from '../adjudication/decision-parts.ts';
import type { Contract } from '../reference/records.ts';
import type { PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { refused } from './payment-correction.ts';
import type { Workplace } from './workplace.ts';

/** A member has no contract: a check, and a letter instead of an 835. */
export function memberAsPayee(payeeId: string): Contract {
  return {
    payeeId,
    taxId: '',
    npi: '',
    name: '',
    address: { lines: [], city: '', state: '', postalCode: '', country: '' },
    paymentMethod: 'CHK',
    bankRouting: '',
    bankAccount: '',
    remittancePartner: '',
    terms: [],
  };
}

/** The contract of a payee, today. */
export function payeeOf({ snapshot }: Workplace, payeeId: string): Contract {
  const payee = isMemberPayee(payeeId) ? memberAsPayee(payeeId) : snapshot.contractOfPayee(payeeId);
  if (payee) return payee;
  throw refused(
    'PAYEE-UNKNOWN',
    'no contract has this payee',
    'A payee is written TAXID-NPI, as in the contracts.',
  );
}

/** @throws Fault `PAYMENT-UNKNOWN` */
export async function paymentOfTrace(store: Store, traceNumber: string): Promise<PaymentRow> {
  const [payment] = await store.payments({ traceNumber });
  if (payment) return payment;
  throw refused('PAYMENT-UNKNOWN', 'no payment has this trace number', 'It is TRN02 of the 835.');
}

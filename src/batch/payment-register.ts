import { formatCents } from '../money/cents.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { ControlNumbers, registerScope } from './control-numbers.ts';
import type { Instant } from './instant.ts';
import { outboxName } from './outbox-name.ts';

const COLUMNS = [
  'trace',
  'date',
  'method',
  'amount',
  'payee_id',
  'payee',
  'fund',
  'remittance_file',
] as const;

/** One row for each payment of a run, zero ones too, for whoever moves the money: RFC 4180, UTF-8. */
export function registerCsv(payments: readonly PaymentRow[]): string {
  const rows = payments.map((payment) => [
    payment.traceNumber,
    payment.paymentDate,
    payment.method,
    formatCents(payment.paidCents),
    payment.payeeId,
    payment.payeeName,
    payment.fund,
    payment.outboxName,
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** Quoted where it has to be; a text that a spreadsheet would take for a formula loses its power by a quote mark. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export interface RegisterOptions {
  readonly store: Store;
  readonly instant: Instant;
  readonly asOf: string;
  readonly batchId: number;
  /** Outbox folder; '' when the payer wants none. */
  readonly folder: string;
}

/** The register of a payment run, once: a run that was cut behind it finds it there. */
export async function writeRegister(profile: PayerProfile, options: RegisterOptions): Promise<void> {
  const { store, instant, asOf, batchId, folder } = options;
  const payments = await store.payments({ batchId });
  const isWritten = (await store.outboxOfBatch(batchId)).some((row) => row.type === 'REGISTER');
  if (folder === '' || payments.length === 0 || isWritten) return;
  const numbers = new ControlNumbers(store);
  const number = await numbers.next(registerScope(profile.id));
  const csv = registerCsv(payments);
  await store.postMoney({
    batchId,
    asOf,
    entries: [],
    adjustments: [],
    corrections: [],
    cases: [],
    events: [],
    files: [
      {
        name: outboxName(folder, 'REGISTER', number, instant),
        partnerId: folder,
        type: 'REGISTER',
        bytes: new TextEncoder().encode(csv),
      },
    ],
    counters: numbers.moves(),
  });
}

import type { LineDecision } from '../adjudication/decision.ts';
import { claimPaidCents, patientResponsibilityCents, signed } from './claim-payment.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { dayText, dollars } from './notice-page.ts';
import type { Remittance, RemittanceItem } from './remittance.ts';

/**
 * What a member reads with a payment of benefits that were not assigned to the provider (OW-01): the claims, what the
 * plan pays of them, and what of an earlier payment is taken or left. Its amounts are those of the ledger.
 */
export function memberPage(remittance: Remittance): string {
  const { payer, payee, paidCents, method, traceNumber, paymentDate, items } = remittance;
  const title = `Payment of your benefits ${traceNumber}`;
  const body = [
    `<address>${escapeHtml(payer.name)}</address>`,
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="note">${dayText(paymentDate)}</p>`,
    '<table><tbody>',
    row('To', payee.name),
    row('Paid', dollars(paidCents)),
    row('By', method === 'CHK' ? `check ${traceNumber}` : 'nothing is paid now'),
    '</tbody></table>',
    '<p>The provider was not paid for these services: you did not assign the benefits. It may ask you for the money.</p>',
    ...items.map(claimSection),
    adjustmentSection(remittance),
  ];
  return htmlPage(title, body.filter((part) => part !== '').join('\n'));
}

function claimSection(item: RemittanceItem): string {
  const { facts, lines, chargeCents } = item.decision;
  const head = item.act === 'reversal' ? 'taken back' : 'paid';
  const { interestCents = 0 } = item;
  return [
    '<section>',
    `<h2>${escapeHtml(facts.patient.firstName)} ${escapeHtml(facts.patient.lastName)} · claim ${facts.claimNumber} · ${head}</h2>`,
    '<table>',
    '<thead><tr><th>Service</th><th>Date</th><th class="amount">Charge</th><th>Not paid</th><th class="amount">Paid</th></tr></thead>',
    '<tbody>',
    ...lines.map((line) => lineRow(line, item)),
    `<tr class="total"><td colspan="2">Claim</td><td class="amount">${dollars(signed(chargeCents, item))}</td><td>${shareText(item)}</td><td class="amount">${dollars(claimPaidCents(item))}</td></tr>`,
    ...(interestCents === 0
      ? []
      : [
          `<tr><td colspan="4">Interest, as it is paid late</td><td class="amount">${dollars(interestCents)}</td></tr>`,
        ]),
    '</tbody></table>',
    '</section>',
  ].join('\n');
}

function lineRow(line: LineDecision, item: RemittanceItem): string {
  const service = [line.revenueCode, line.procedure, ...line.modifiers]
    .filter((part) => part !== '')
    .join(' ');
  const reasons = line.adjustments.map(
    ({ group, carc, amountCents }) => `${group} ${carc} ${dollars(signed(amountCents, item))}`,
  );
  return `<tr><td>${escapeHtml(service)}</td><td>${dayText(line.serviceDate.from)}</td><td class="amount">${dollars(signed(line.chargeCents, item))}</td><td>${reasons.map(escapeHtml).join('<br>')}</td><td class="amount">${dollars(signed(line.paidCents, item))}</td></tr>`;
}

/** The member's own share, besides what it is paid to hand on. */
function shareText(item: RemittanceItem): string {
  const cents = patientResponsibilityCents(item);
  return cents === 0 ? '' : `your share ${dollars(cents)}`;
}

function adjustmentSection({ providerAdjustments }: Remittance): string {
  if (providerAdjustments.length === 0) return '';
  return [
    '<section>',
    '<h2>Besides these claims</h2>',
    '<table><tbody>',
    ...providerAdjustments.map(({ code, reference, amountCents }) =>
      row(adjustmentText(code, reference, amountCents), dollars(amountCents === 0 ? 0 : -amountCents)),
    ),
    '</tbody></table>',
    '</section>',
  ].join('\n');
}

function adjustmentText(code: string, reference: string, amountCents: number): string {
  if (code === 'L6') return 'Interest';
  if (code === 'FB')
    return amountCents < 0
      ? 'Paid too much: taken from your next payment'
      : `Paid too much with payment ${reference}`;
  return `${code} ${reference}`.trimEnd();
}

function row(name: string, value: string): string {
  return `<tr><th scope="row">${escapeHtml(name)}</th><td class="amount">${escapeHtml(value)}</td></tr>`;
}

import type { CodeWords, WordList } from './code-words.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { dayText, dollars } from './notice-page.ts';
import type { ReadAdjustment, ReadClaim, ReadLine, ReadParty, ReadRemittance } from './read-remittance.ts';

const METHODS: Readonly<Record<string, string>> = {
  ACH: 'electronic transfer',
  CHK: 'check',
  NON: 'no payment',
  FWT: 'wire transfer',
  BOP: "payer's choice",
};

/**
 * An explanation of payment as a provider's office reads it: every amount and total is what the bytes of the 835 say,
 * codes in words beside them. One page, no script, nothing to fetch.
 */
export function explanationPage(remittance: ReadRemittance, words: CodeWords): string {
  const title = `Explanation of payment ${remittance.traceNumber}`;
  const used = new UsedCodes();
  const body = [
    header(title, remittance),
    ...remittance.claims.map((claim) => claimSection(claim, words, used)),
    adjustmentSection(remittance, words),
    totalSection(remittance),
    used.section(words),
  ];
  return htmlPage(title, body.filter((part) => part !== '').join('\n'));
}

function header(
  title: string,
  { payer, payee, paidCents, method, date, traceNumber }: ReadRemittance,
): string {
  return `<div class="parties">${party('From', payer)}${party('To', payee)}</div>
<h1>${escapeHtml(title)}</h1>
<table><tbody>
${row('Paid', dollars(paidCents))}
${row('By', METHODS[method] ?? method)}
${row(method === 'CHK' ? 'Check number' : 'Trace number', traceNumber)}
${row('Date', dayOf(date))}
</tbody></table>`;
}

function party(role: string, { name, ids, address, contacts }: ReadParty): string {
  const lines = [name, ...address, ...ids, ...contacts].filter((line) => line !== '');
  return `<address><span class="note">${role}</span><br>${lines.map(escapeHtml).join('<br>')}</address>`;
}

function claimSection(claim: ReadClaim, words: CodeWords, used: UsedCodes): string {
  const { lines, adjustments, remarks } = claim;
  const facts = [
    claim.patientId === '' ? '' : `member ${claim.patientId}`,
    `claim ${claim.claimNumber}`,
    claim.originalClaimNumber === '' ? '' : `corrects ${claim.originalClaimNumber}`,
    claim.rendering === '' ? '' : `by ${claim.rendering}`,
    claim.dates.length === 0 ? '' : claim.dates.map(dayOf).join(' to '),
    claim.receivedDate === '' ? '' : `received ${dayOf(claim.receivedDate)}`,
  ];
  const status = words.of('claim-statuses', claim.status);
  const remarked = [...remarks.map((code) => used.remark(code))].join(' ');
  return `<section>
<h2>${escapeHtml(claim.patient)} · ${escapeHtml(claim.patientControlNumber)}</h2>
<p class="note">${escapeHtml([`status ${claim.status}${status === '' ? '' : `, ${status}`}`, ...facts].filter((fact) => fact !== '').join(' · '))}</p>
<table>
<thead><tr><th>Service</th><th>Date</th><th>Units</th><th class="amount">Charge</th><th class="amount">Allowed</th><th>Adjustments</th><th class="amount">Paid</th></tr></thead>
<tbody>
${lines.map((line) => lineRow(line, used)).join('\n')}
${adjustments.length === 0 && remarked === '' ? '' : `<tr><td colspan="5">Of the whole claim</td><td>${adjustmentText(adjustments, used)}${escapeHtml(remarked)}</td><td></td></tr>`}
<tr class="total"><td colspan="3">Claim</td><td class="amount">${dollars(claim.chargeCents)}</td><td></td><td>${claim.patientCents === 0 ? '' : `patient owes ${dollars(claim.patientCents)}`}</td><td class="amount">${dollars(claim.paidCents)}</td></tr>
${claim.interestCents === 0 ? '' : `<tr><td colspan="6">Interest, paid with the remittance</td><td class="amount">${dollars(claim.interestCents)}</td></tr>`}
</tbody>
</table>
</section>`;
}

function lineRow(line: ReadLine, used: UsedCodes): string {
  const { service, dates, units, chargeCents, allowedCents, paidCents, adjustments, remarks } = line;
  const remarked = remarks.map((code) => used.remark(code)).join(' ');
  return `<tr><td>${escapeHtml(service)}</td><td>${escapeHtml(dates.map(dayOf).join(' to '))}</td><td>${escapeHtml(units)}</td><td class="amount">${dollars(chargeCents)}</td><td class="amount">${allowedCents === undefined ? '' : dollars(allowedCents)}</td><td>${adjustmentText(adjustments, used)}${escapeHtml(remarked)}</td><td class="amount">${dollars(paidCents)}</td></tr>`;
}

function adjustmentText(adjustments: readonly ReadAdjustment[], used: UsedCodes): string {
  return adjustments
    .map(
      ({ group, reason, amountCents }) =>
        `${escapeHtml(used.reason(group, reason))} ${dollars(amountCents)}<br>`,
    )
    .join('');
}

/** The sign is turned to the reader's side: what PLB takes is a minus here. */
function adjustmentSection({ providerAdjustments }: ReadRemittance, words: CodeWords): string {
  if (providerAdjustments.length === 0) return '';
  const rows = providerAdjustments.map(({ code, reference, amountCents }) => {
    const direction =
      code === 'FB'
        ? amountCents < 0
          ? 'carried forward to a later remittance'
          : 'taken in from an earlier remittance'
        : amountCents < 0
          ? 'added to this payment'
          : 'taken from this payment';
    return `<tr><td>${escapeHtml(code)}</td><td>${escapeHtml(words.of('provider-adjustments', code))}</td><td>${escapeHtml(reference)}</td><td>${direction}</td><td class="amount">${dollars(amountCents === 0 ? 0 : -amountCents)}</td></tr>`;
  });
  return `<section>
<h2>Adjustments that belong to no claim</h2>
<table>
<thead><tr><th>Code</th><th>Meaning</th><th>Reference</th><th></th><th class="amount">Amount</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>`;
}

function totalSection({ proof: { totals, balanced } }: ReadRemittance): string {
  return `<section>
<h2>Total</h2>
<table><tbody>
${row(`${totals.claims} claims, charged`, dollars(totals.chargeCents))}
${row('Paid on claims', dollars(totals.paidCents))}
${row('Other adjustments', dollars(totals.plbCents === 0 ? 0 : -totals.plbCents))}
${row('This payment', dollars(totals.bprCents))}
</tbody></table>
${balanced ? '' : '<p><strong>The amounts of this remittance do not add up. Ask the payer before you post it.</strong></p>'}
</section>`;
}

/** Collects what the page has to explain. */
class UsedCodes {
  readonly #codes = new Map<string, readonly [WordList, string]>();

  reason(group: string, code: string): string {
    this.#codes.set(`a ${group}`, ['groups', group]).set(`b ${code}`, ['reasons', code]);
    return `${group} ${code}`;
  }

  remark(code: string): string {
    this.#codes.set(`c ${code}`, ['remarks', code]);
    return code;
  }

  section(words: CodeWords): string {
    if (this.#codes.size === 0) return '';
    const rows = [...this.#codes]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, [list, code]]) => row(code, words.of(list, code)));
    return `<section>
<h2>Codes</h2>
<table><tbody>
${rows.join('\n')}
</tbody></table>
</section>`;
  }
}

function row(name: string, value: string): string {
  return `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`;
}

function dayOf(date: string): string {
  return /^\d{8}$/.test(date) ? dayText(date) : date;
}

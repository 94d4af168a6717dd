import { formatCents } from '../money/cents.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import type { Contract } from '../reference/records.ts';
import { escapeHtml, htmlPage } from './html.ts';

export interface Notice {
  readonly title: string;
  readonly payer: PayerProfile;
  readonly payee: Contract;
  /** CCYYMMDD. */
  readonly date: string;
  /** What it is about, name and value, in order. */
  readonly facts: readonly (readonly [string, string])[];
  /** What the provider is told, a paragraph each. */
  readonly paragraphs: readonly string[];
}

/** A letter to a provider (KP-85, KP-86, KP-87): who, what, how much, until when, and whom to write to. */
export function noticePage({ title, payer, payee, date, facts, paragraphs }: Notice): string {
  const contact = payer.businessContact ?? payer.technicalContacts[0];
  const lines = [
    '<div class="parties">',
    `<address><strong>${escapeHtml(payer.name)}</strong><br>${addressOf(payer.address)}</address>`,
    `<address><strong>${escapeHtml(payee.name)}</strong><br>${addressOf(payee.address)}</address>`,
    '</div>',
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="note">${dayText(date)}</p>`,
    '<table><tbody>',
    ...facts.map(
      ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
    ),
    '</tbody></table>',
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
  ];
  if (contact) {
    lines.push(`<p>Write or call: ${escapeHtml(contact.name)}, ${escapeHtml(contact.number)}.</p>`);
  }
  return htmlPage(title, lines.join('\n'));
}

/** 2025-11-03. */
export function dayText(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

/** 1,234.50 as `$1234.50`. */
export function dollars(cents: number): string {
  return cents < 0 ? `-$${formatCents(-cents)}` : `$${formatCents(cents)}`;
}

function addressOf({ lines, city, state, postalCode }: PayerProfile['address']): string {
  const rows = [...lines, [city, state, postalCode].filter((part) => part !== '').join(' ')];
  return rows
    .filter((row) => row !== '')
    .map(escapeHtml)
    .join('<br>');
}

import type { Attachment } from '../case-records.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['claim_number', 'control_number', 'type', 'received'] as const;

/** Documents that have come. A row names our claim number, the sender's attachment control number, or both. */
export function importAttachments(text: string, { file }: ImportOptions): ImportResult<Attachment> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const claimNumber = row.pattern(
      'claim_number',
      /^(\d{13})?$/,
      'a claim number of thirteen digits, or empty',
    );
    const controlNumber = row.text('control_number');
    if (claimNumber === '' && controlNumber === '')
      row.problem('claim_number', 'or control_number is needed');
    const type = row.pattern('type', /^[A-Z0-9]{2}$/, 'a report type of two characters');
    const received = row.date('received');
    const key = `${claimNumber} ${controlNumber} ${type}`;
    if (seen.has(key)) row.problem('control_number', 'stands twice for this claim and type');
    seen.add(key);
    return { claimNumber, controlNumber, type, received };
  });
}

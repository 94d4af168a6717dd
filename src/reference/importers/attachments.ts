import type { Attachment } from '../case-records.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['claim_number', 'control_number', 'type', 'received'] as const;

/** Documents that have come. A row names our claim number, the sender's attachment control number, or both. */
export function importAttachments(text: string, { file }: ImportOptions): ImportResult<Attachment> {
  return importTable(text, file, COLUMNS, (row) => {
    const claimNumber = row.pattern(
      'claim_number',
      /^(\d{13})?$/,
      'a claim number of thirteen digits, or empty',
    );
    const controlNumber = row.text('control_number');
    if (claimNumber === '' && controlNumber === '')
      row.problem('claim_number', 'or control_number is needed');
    return {
      claimNumber,
      controlNumber,
      type: row.pattern('type', /^[A-Z0-9]{2}$/, 'a report type of two characters'),
      received: row.date('received'),
    };
  });
}

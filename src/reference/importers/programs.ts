import type { ProgramSpan } from '../case-records.ts';
import { dateSpan, memberIdOf } from './record-columns.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['member_id', 'program', 'detail', 'from', 'to'] as const;

/** Programs a member is in besides a plan. `detail` is the home region of a visiting member, empty otherwise. */
export function importPrograms(text: string, { file }: ImportOptions): ImportResult<ProgramSpan> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const program = row.oneOf('program', ['hospice', 'qmb', 'visiting']);
    const detail = row.text('detail');
    if ((program === 'visiting') !== (detail !== '')) {
      row.problem('detail', 'is the home region of a visiting member, and only of one');
    }
    const span = { memberId: memberIdOf(row), program, detail, ...dateSpan(row) };
    const key = `${span.memberId} ${program} ${span.from}`;
    if (seen.has(key)) row.problem('program', 'stands twice for this member and day');
    seen.add(key);
    return span;
  });
}

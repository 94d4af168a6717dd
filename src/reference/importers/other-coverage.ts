import type { OtherCoverage, OtherCoverageKind } from '../case-records.ts';
import { dateSpan, memberIdOf } from './record-columns.ts';
import type { ImportOptions, ImportResult } from './table.ts';
import { importTable } from './table.ts';

const COLUMNS = ['member_id', 'kind', 'before_us', 'payer_id', 'from', 'to', 'notified'] as const;
const KINDS: readonly OtherCoverageKind[] = [
  'group',
  'medicare',
  'medicare-a',
  'auto',
  'liability',
  'no-auto',
  'work',
];

/** One row per coverage elsewhere. `before_us` is Y or N; `notified` is the day we were told of it. */
export function importOtherCoverage(text: string, { file }: ImportOptions): ImportResult<OtherCoverage> {
  const seen = new Set<string>();
  return importTable(text, file, COLUMNS, (row) => {
    const coverage = {
      memberId: memberIdOf(row),
      kind: row.oneOf('kind', KINDS),
      isBeforeUs: row.oneOf('before_us', ['N', 'Y']) === 'Y',
      payerId: row.text('payer_id'),
      ...dateSpan(row),
      notified: row.date('notified'),
    };
    const key = `${coverage.memberId} ${coverage.kind} ${coverage.payerId} ${coverage.from}`;
    if (seen.has(key)) row.problem('kind', 'stands twice for this member, payer and day');
    seen.add(key);
    return coverage;
  });
}

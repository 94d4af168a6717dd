import { LINES_OF_BUSINESS } from '../read-plan.ts';
import type { Coverage, Member } from '../records.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';
import { importTable } from './table.ts';

const PERSON = [
  'subscriber_id',
  'last_name',
  'first_name',
  'middle_name',
  'suffix',
  'birth_date',
  'gender',
] as const;
const COLUMNS = [
  'member_id',
  ...PERSON,
  'plan_id',
  'line_of_business',
  'employer_group',
  'from',
  'to',
] as const;
const MEMBER_ID_DIGITS = 8;

/** One row per coverage: rows of one member repeat the person exactly. Short ids are filled with zeros (KP-03). */
export function importMembers(text: string, { file }: ImportOptions): ImportResult<Member> {
  const known = new Map<string, { readonly row: TableRow; readonly coverages: Coverage[] }>();
  const subscribers: { readonly row: TableRow; readonly subscriberId: string }[] = [];
  const imported = importTable(text, file, COLUMNS, (row): Member | undefined => {
    const memberId = idOf(row, 'member_id');
    const subscriberId = idOf(row, 'subscriber_id');
    const coverage = coverageOf(row);
    const earlier = known.get(memberId);
    if (earlier !== undefined) {
      for (const column of PERSON) {
        if (row.text(column) !== earlier.row.text(column)) {
          row.problem(column, `differs from the member's row in line ${earlier.row.line}`);
        }
      }
      if (
        earlier.coverages.some(({ planId, from }) => planId === coverage.planId && from === coverage.from)
      ) {
        row.problem('plan_id', 'stands twice for this member and day');
      }
      earlier.coverages.push(coverage);
      return undefined;
    }
    const coverages = [coverage];
    known.set(memberId, { row, coverages });
    if (subscriberId !== memberId) subscribers.push({ row, subscriberId });
    return {
      memberId,
      subscriberId,
      lastName: row.filled('last_name'),
      firstName: row.text('first_name'),
      middleName: row.text('middle_name'),
      suffix: row.text('suffix'),
      birthDate: row.date('birth_date'),
      gender: row.oneOf('gender', ['F', 'M', 'U']),
      coverages,
    };
  });
  if (imported.problems.length > 0) return imported;
  const orphans = subscribers.filter(({ subscriberId }) => !known.has(subscriberId));
  if (orphans.length === 0) return imported;
  const column = COLUMNS.indexOf('subscriber_id') + 1;
  return {
    rows: [],
    problems: orphans.map(
      ({ row }) => `${file}:${row.line}:${column} subscriber_id is no member of the file`,
    ),
  };
}

/** KP-03 fills numbers to eight digits; the ids of other payers may have letters and any length an 837 can carry. */
function idOf(row: TableRow, column: string): string {
  const id = row.pattern(column, /^[\x21-\x7e][\x20-\x7e]{0,79}$/, 'up to 80 printable characters');
  return /^\d+$/.test(id) ? id.padStart(MEMBER_ID_DIGITS, '0') : id;
}

function coverageOf(row: TableRow): Coverage {
  const coverage: Coverage = {
    from: row.date('from'),
    to: row.dateOrOpen('to'),
    planId: row.filled('plan_id'),
    lineOfBusiness: row.oneOf('line_of_business', LINES_OF_BUSINESS),
    employerGroup: row.pattern('employer_group', /^[A-Z0-9-]*$/, 'capital letters, digits and hyphens'),
  };
  if (coverage.to !== '' && coverage.to < coverage.from) row.problem('to', 'is before from');
  // The group is the fund: without it a self-funded credit could meet another employer's claims (KP-83).
  if ((coverage.lineOfBusiness === 'self-funded') !== (coverage.employerGroup !== '')) {
    row.problem('employer_group', 'goes with the self-funded line of business, and only with it');
  }
  return coverage;
}

import type { GpciRow } from '../records.ts';
import type { PublishedForm } from './published.ts';
import { readPublished } from './published.ts';
import type { ImportOptions, ImportResult } from './table.ts';

/** Addendum E of the physician fee schedule rule; the year in its headings changes with each. */
const FORM: PublishedForm = {
  title: 'table of practice cost indices (Addendum E)',
  separator: ',',
  headingLines: 1,
  key: /^\d{5}$/,
  columns: [
    ['carrier', /^Medicare Administrative Contractor \(MAC\)$/],
    ['state', /^State$/],
    ['locality number', /^Locality Number$/],
    ['locality name', /^Locality Name$/],
    ['work', /^20\d\d PW GPCI \(with 1\.0 Floor\)$/],
    ['practice', /^20\d\d PE GPCI$/],
    ['malpractice', /^20\d\d MP GPCI$/],
  ],
};
const INDEX_DECIMALS = 3;

/** One row per carrier and locality. */
export function importGpciAddendumE(text: string, options: ImportOptions): ImportResult<GpciRow> {
  const rows = new Map<string, GpciRow>();
  const reading = readPublished(text, options.file, FORM, (row) => {
    const carrier = row.pattern('carrier', FORM.key, 'five digits');
    const number = row.pattern('locality number', /^\d{2}$/, 'two digits');
    const locality = carrier + number;
    if (rows.has(locality)) row.problem('locality number', 'stands twice for the carrier');
    rows.set(locality, {
      locality,
      workThousandths: row.scaled('work', INDEX_DECIMALS),
      practiceThousandths: row.scaled('practice', INDEX_DECIMALS),
      malpracticeThousandths: row.scaled('malpractice', INDEX_DECIMALS),
      from: options.effective,
      to: '',
    });
  });
  const problems = [...reading.problems];
  const year = options.effective.slice(0, 4);
  for (const [index, heading] of problems.length > 0 ? [] : reading.headings.entries()) {
    if (/^20\d\d /.test(heading) && !heading.startsWith(year))
      problems.push(
        `${options.file}:${reading.headingLine}:${index + 1} heading is not of the year of the day given`,
      );
  }
  return problems.length === 0 ? { rows: [...rows.values()], problems } : { rows: [], problems };
}

import type {
  AddOn,
  AgeSexLimit,
  CodeSpan,
  Composite,
  DrgWeight,
  Fee,
  RateKind,
  RateTable,
  UnitLimit,
} from '../rate-tables.ts';
import { importedTables, rateTable } from './rate-import.ts';
import type { ImportOptions, ImportResult, TableRow } from './table.ts';
import { importTable } from './table.ts';

/** Tables in our own CSV form: columns by name, one table per value of the first column where a file holds several. */

const CODE = /^[A-Z0-9]\d{3}[A-Z0-9]$/;

/** Groups of a system (MS, CMS, AP, APR or a contract's own name) with weight and length of stay. */
export function importDrgWeights(text: string, options: ImportOptions): ImportResult<RateTable> {
  const columns = ['system', 'drg', 'weight', 'gmlos', 'post_acute', 'special_pay'];
  return byPart('drg-weights', text, options, columns, (row): readonly [string, string, DrgWeight] => [
    row.pattern('system', /^[A-Z0-9-]{2,20}$/, 'the name of a system'),
    row.pattern('drg', /^\d{3}$/, 'three digits'),
    {
      weightE4: row.scaled('weight', 4),
      gmlosTenths: row.text('gmlos') === '' ? 0 : row.scaled('gmlos', 1),
      isPostAcute: row.oneOf('post_acute', ['', 'Y', 'N']) === 'Y',
      isSpecialPay: row.oneOf('special_pay', ['', 'Y', 'N']) === 'Y',
    },
  ]);
}

/** Flat fees of a schedule: `laboratory`, `gap-filler`. */
export function importFees(text: string, options: ImportOptions): ImportResult<RateTable> {
  const columns = ['schedule', 'code', 'modifier', 'nonfacility', 'facility'];
  return byPart('fees', text, options, columns, (row): readonly [string, string, Fee] => {
    const modifier = row.pattern('modifier', /^([A-Z0-9]{2})?$/, 'empty or two characters');
    return [
      row.pattern('schedule', /^[a-z0-9]+(-[a-z0-9]+)*$/, 'the name of a schedule'),
      `${row.pattern('code', CODE, 'a procedure code')} ${modifier}`,
      { nonFacilityCents: row.scaled('nonfacility', 2), facilityCents: row.scaled('facility', 2) },
    ];
  });
}

/** Units of a code that are unlikely: on one line (1) or in one day (2, 3). */
export function importMue(text: string, options: ImportOptions): ImportResult<RateTable> {
  const columns = ['setting', 'code', 'units', 'mai'];
  return byPart('mue', text, options, columns, (row): readonly [string, string, UnitLimit] => [
    row.oneOf('setting', ['practitioner', 'outpatient']),
    row.pattern('code', CODE, 'a procedure code'),
    { units: row.scaled('units', 0), indicator: row.oneOf('mai', ['1', '2', '3']) },
  ]);
}

/** Outpatient codes that are paid together: the publisher names them in a document, not in a table. */
export function importComposites(text: string, options: ImportOptions): ImportResult<RateTable> {
  const columns = ['code', 'family', 'composite_apc', 'when'];
  return byPart('opps-composites', text, options, columns, (row): readonly [string, string, Composite] => [
    '',
    row.pattern('code', CODE, 'a procedure code'),
    {
      family: row.pattern('family', /^[a-z0-9]+(-[a-z0-9]+)*$/, 'the name of a family'),
      apc: row.pattern('composite_apc', /^\d{4}$/, 'four digits'),
      when: row.oneOf('when', ['two', 'above']),
    },
  ]);
}

export function importAgeSex(text: string, options: ImportOptions): ImportResult<RateTable> {
  const columns = ['code', 'sex', 'from_years', 'to_years'];
  return byPart('age-sex', text, options, columns, (row): readonly [string, string, AgeSexLimit] => {
    const limit: AgeSexLimit = {
      sex: row.oneOf('sex', ['', 'F', 'M']),
      fromYears: row.text('from_years') === '' ? 0 : row.scaled('from_years', 0),
      toYears: row.text('to_years') === '' ? OLDEST_YEARS : row.scaled('to_years', 0),
    };
    if (limit.toYears < limit.fromYears) row.problem('to_years', 'is below from_years');
    return ['', row.pattern('code', CODE, 'a procedure code'), limit];
  });
}

const OLDEST_YEARS = 150;
const LISTS = [
  'icd-10-cm',
  'icd-10-pcs',
  'hcpcs',
  'modifier',
  'taxonomy',
  'revenue',
  'place-of-service',
  'carc',
  'rarc',
] as const;

/** Which codes of a list may be used when; descriptions are not kept. */
export function importCodeList(text: string, options: ImportOptions): ImportResult<RateTable> {
  return byPart(
    'code-list',
    text,
    options,
    ['list', 'code', 'from', 'to'],
    (row): readonly [string, string, CodeSpan] => {
      const span = { from: row.dateOrOpen('from'), to: row.dateOrOpen('to') };
      if (span.to !== '' && span.to < span.from) row.problem('to', 'is before from');
      return [
        row.oneOf('list', LISTS),
        row.pattern('code', /^[A-Z0-9]{1,10}$/, 'a code without points'),
        span,
      ];
    },
  );
}

/** One row per add-on and primary code; the primary is empty where contractors name them all. */
export function importAddOnCodes(text: string, options: ImportOptions): ImportResult<RateTable> {
  const addOns = new Map<string, { readonly type: AddOn['type']; readonly primaries: Set<string> }>();
  const imported = importTable(text, options.file, ['add_on', 'primary', 'type'], (row) => {
    const code = row.pattern('add_on', CODE, 'a procedure code');
    const primary = row.pattern('primary', /^([A-Z0-9]\d{3}[A-Z0-9])?$/, 'empty or a procedure code');
    const type = row.oneOf('type', ['1', '2', '3']);
    const known = addOns.get(code);
    if (known?.primaries.has(primary)) row.problem('primary', 'stands twice with this add-on code');
    // A code that contractors may extend stays open even if another row of it is closed.
    const held = known ?? { type, primaries: new Set<string>() };
    held.primaries.add(primary);
    addOns.set(code, type > held.type ? { ...held, type } : held);
    return row.line;
  });
  return importedTables(
    [rateTable('add-on-codes', text, options, addOns, imported.rows.length)],
    imported.problems,
  );
}

type MapKind = 'opps-composites' | 'drg-weights' | 'fees' | 'mue' | 'age-sex' | 'code-list';

/** One table for each part that the file names. */
function byPart<K extends MapKind & RateKind, Row>(
  kind: K,
  text: string,
  options: ImportOptions,
  columns: readonly string[],
  read: (row: TableRow) => readonly [part: string, key: string, value: Row],
): ImportResult<RateTable> {
  const parts = new Map<string, Map<string, Row>>();
  const { problems } = importTable(text, options.file, columns, (row) => {
    const [part, key, value] = read(row);
    let map = parts.get(part);
    if (map === undefined) parts.set(part, (map = new Map()));
    if (map.has(key)) row.problem(columns[part === '' ? 0 : 1]!, 'stands twice');
    map.set(key, value);
    return undefined;
  });
  const tables = [...parts].map(([part, map]) =>
    rateTable(kind, text, options, map as never, map.size, { part }),
  );
  return importedTables(tables, problems);
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { roundedTime } from '../../src/adjudication/pricing/anesthesia.ts';
import { transferFractionE4 } from '../../src/adjudication/pricing/transfer.ts';
import { anesthesiaFactorCents } from '../../src/money/anesthesia-factor.ts';
import { medicareFeeCents, rbrvsRate, shareCents } from '../../src/money/rate.ts';
import { productHalfUp, unitFeeCents } from '../../src/money/unit-fee.ts';
import { importReference, type ReferenceKind } from '../../src/reference/importers/import-reference.ts';
import { parseScaled } from '../../src/reference/parse-scaled.ts';
import type { RateKind, RateTable } from '../../src/reference/rate-tables.ts';
import type { GpciRow } from '../../src/reference/records.ts';
import { priced, rbrvsRule } from '../adjudication/pricing/priced.ts';
import { centsOf, tableFile } from './table-file.ts';

// Prices everything that the publisher prices, from the files as published, and says per table "matched N of M".
// Usage: run-oracles.ts --data DIR. 0: all matched; 1: a miss; 2: no such folder.

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const directory = values.data ?? '';
if (directory === '' || !existsSync(join(directory, 'oracles'))) {
  console.error('run-oracles: --data DIR must name a folder with oracles/ and the published tables.');
  process.exit(2);
}

let misses = 0;

function report(name: string, results: readonly boolean[], ms = 0): void {
  const matched = results.filter(Boolean).length;
  misses += results.length - matched;
  if (results.length === 0) misses += 1;
  console.log(`${name}: matched ${matched} of ${results.length}${ms > 0 ? ` (${Math.round(ms)} ms)` : ''}`);
}

interface PublishedFile {
  readonly kind: ReferenceKind;
  readonly path: string;
  readonly effective: string;
  readonly rowCount: number;
}

const FILES: readonly PublishedFile[] = [
  { kind: 'pprrvu', path: 'mpfs/PPRRVU2025_Oct_nodesc.csv', effective: '20250101', rowCount: 19_090 },
  { kind: 'gpci-addendum-e', path: 'mpfs/GPCI2025.csv', effective: '20250101', rowCount: 109 },
  { kind: 'locality-county', path: 'mpfs/25LOCCO.csv', effective: '20250101', rowCount: 205 },
  {
    kind: 'zip5-locality',
    path: 'mpfs/ZIP5_OCT2025_sample_every20th.txt',
    effective: '20251001',
    rowCount: 2148,
  },
  {
    kind: 'anesthesia-base-units',
    path: 'mpfs/anesthesia_base_units_2022.tsv',
    effective: '20220101',
    rowCount: 276,
  },
  { kind: 'anesthesia-cf', path: 'mpfs/ANES2025.csv', effective: '20250101', rowCount: 109 },
  {
    kind: 'anesthesia-cf',
    path: 'mpfs/anesthesia_cf_2025_locality.tsv',
    effective: '20250101',
    rowCount: 109,
  },
  { kind: 'asp-limits', path: 'asp/asp_2026_01_payment_limits.csv', effective: '20260101', rowCount: 876 },
  {
    kind: 'ndc-hcpcs',
    path: 'asp/asp_2026_01_ndc_hcpcs_crosswalk_nodesc.csv',
    effective: '20260101',
    rowCount: 7124,
  },
  { kind: 'opps-addendum-a', path: 'opps/addendum_A_cy2025.tsv', effective: '20250101', rowCount: 994 },
  {
    kind: 'opps-addendum-b',
    path: 'opps/addendum_B_oct2025_nodesc.csv',
    effective: '20251001',
    rowCount: 18_798,
  },
  { kind: 'asc-addendum-aa', path: 'asc/asc_2026_01_AA.csv', effective: '20260101', rowCount: 4821 },
  { kind: 'asc-addendum-bb', path: 'asc/asc_2026_01_BB.csv', effective: '20260101', rowCount: 2504 },
  { kind: 'asc-addendum-ff', path: 'asc/asc_2026_01_FF.csv', effective: '20260101', rowCount: 4821 },
];

const tables = new Map<string, RateTable>();
const gpcis = new Map<string, GpciRow>();

for (const { kind, path, effective, rowCount } of FILES) {
  const begun = performance.now();
  const text = readFileSync(join(directory, path), 'utf8');
  const { data, rowCount: found, problems } = importReference(kind, text, { file: path, effective });
  for (const table of data.rates) tables.set(path, table);
  for (const row of data.gpcis) gpcis.set(row.locality, row);
  for (const problem of problems.slice(0, 3)) console.log(`  ${problem}`);
  report(`import ${kind} ${path} (${found} rows)`, [found === rowCount], performance.now() - begun);
}

const rows = <K extends RateKind>(path: string): RateTable<K>['rows'] | undefined =>
  (tables.get(path) as RateTable<K> | undefined)?.rows;
const pprrvu = tables.get(FILES[0]!.path) as RateTable<'pprrvu'>;
const CF = 323_465;
const MEDICARE = [rbrvsRule('KP-44', 'fee-cents')];

/** The engine's own price of one unit: table, place of service, rounding and all. */
function enginePrice(procedure: string, modifier: string, place: string, gpci: Partial<GpciRow>): number {
  const claim = priced(
    { lines: [{ procedure, modifiers: modifier === '' ? [] : [modifier], place, chargeCents: 100_000_000 }] },
    { term: { conversionFactorE4: CF }, rules: MEDICARE, tables: [pprrvu], gpci },
  );
  return claim.lines[0]!.allowedCents;
}

const scaled = (text: string | undefined, decimals: number): number =>
  parseScaled(text ?? '', decimals) ?? Number.NaN;

// 1. Amounts the publisher gave itself: by the figures of the row, and by the engine from the published tables.
const pfrev = tableFile(directory, 'oracles/mpfs_pfrev2025_oracle.csv');
report(
  'mpfs_pfrev2025_oracle.csv, formula on the figures of the row',
  pfrev.map((row) => {
    const fee = (practice: string): number =>
      medicareFeeCents({
        workHundredths: scaled(row.get('work'), 2),
        practiceHundredths: scaled(row.get(practice), 2),
        malpracticeHundredths: scaled(row.get('mp'), 2),
        workGpciThousandths: scaled(row.get('work_gpci'), 3),
        practiceGpciThousandths: scaled(row.get('pe_gpci'), 3),
        malpracticeGpciThousandths: scaled(row.get('mp_gpci'), 3),
        conversionFactorE4: scaled(row.get('cf'), 4),
      });
    return (
      fee('nf_pe') === centsOf(row.get('expected_nonfacility')) &&
      fee('f_pe') === centsOf(row.get('expected_facility'))
    );
  }),
);
const begun = performance.now();
report(
  'mpfs_pfrev2025_oracle.csv, engine on the published tables, both settings',
  pfrev.map((row) => {
    const gpci = gpcis.get(`${row.get('carrier')}${row.get('locality')}`);
    if (!gpci) return false;
    const price = (place: string): number => enginePrice(row.get('hcpcs')!, row.get('mod')!, place, gpci);
    return (
      price('11') === centsOf(row.get('expected_nonfacility')) &&
      price('22') === centsOf(row.get('expected_facility'))
    );
  }),
  performance.now() - begun,
);

// 2. Facility and non-facility differ.
const examples = tableFile(directory, 'oracles/mpfs_computed_2025_examples.csv');
report(
  'mpfs_computed_2025_examples.csv, facility and non-facility',
  examples.map((row) => {
    const gpci =
      row.get('carrier') === 'national' ? {} : gpcis.get(`${row.get('carrier')}${row.get('locality')}`);
    if (!gpci) return false;
    const price = (place: string): number => enginePrice(row.get('hcpcs')!, row.get('mod')!, place, gpci);
    return price('11') === centsOf(row.get('nonfacility')) && price('22') === centsOf(row.get('facility'));
  }),
);

// 3. Anesthesia conversion factors: from shares and indices, against both published tables.
const published = rows<'anesthesia-cf'>('mpfs/ANES2025.csv') as ReadonlyMap<string, number> | undefined;
const publishedLong = rows<'anesthesia-cf'>('mpfs/anesthesia_cf_2025_locality.tsv') as
  | ReadonlyMap<string, number>
  | undefined;
report(
  'anesthesia conversion factors of 2025',
  [...gpcis].map(([locality, gpci]) => {
    const cents = anesthesiaFactorCents(203_178, gpci);
    return published?.get(locality) === cents * 100 && publishedLong?.get(locality) === cents * 100;
  }),
);

// 4. Transfers: fraction and amount.
const weights = new Map(
  tableFile(directory, 'ipps/msdrg_fy2026_cms_pricer.csv').map((row) => [row.get('ms_drg'), row]),
);
const BASE_CENTS = 662_439;
report(
  'ipps_transfer_computed.csv',
  tableFile(directory, 'oracles/ipps_transfer_computed.csv').map((row) => {
    const group = row.get('ms_drg')!;
    const weight = weights.get(group.padStart(3, '0'));
    const weightE4 = scaled(weight?.get('weight'), 4);
    if (weightE4 !== scaled(row.get('weight'), 4)) return false;
    const full = productHalfUp(10_000, BASE_CENTS, weightE4);
    const isExcluded = group === '789';
    const fraction = isExcluded
      ? 10_000
      : transferFractionE4(
          Number(row.get('los_days')),
          scaled(weight?.get('gmlos'), 1),
          row.get('method') === 'special',
          true,
        );
    const paid = productHalfUp(100_000_000, BASE_CENTS, weightE4, fraction);
    return (
      full === centsOf(row.get('full_drg_operating_at_6624.39')) &&
      fraction === scaled(row.get('fraction_4dp'), 4) &&
      paid === centsOf(row.get('transfer_operating'))
    );
  }),
);
report(
  'ms-drg table as our own form',
  [...weights.values()].map(
    (row) => scaled(row.get('weight'), 4) > 0 || ['998', '999'].includes(row.get('ms_drg')!),
  ),
);

// 5. Figures of manuals and other payers.
const fee = (rvus: readonly number[], gpci: readonly number[], factorE4: number) => ({
  workHundredths: rvus[0]!,
  practiceHundredths: rvus[1]!,
  malpracticeHundredths: rvus[2]!,
  workGpciThousandths: gpci[0]!,
  practiceGpciThousandths: gpci[1]!,
  malpracticeGpciThousandths: gpci[2]!,
  conversionFactorE4: factorE4,
});
const FLORIDA = [1000, 1000, 1724];
const ONE = [1000, 1000, 1000];
const LOCAL = [1000, 883, 1125];
report('single figures: relative values', [
  medicareFeeCents(fee([97, 80, 5], FLORIDA, 368_729)) === 6844,
  medicareFeeCents(fee([97, 80, 5], FLORIDA, 360_846)) === 6698,
  unitFeeCents(rbrvsRate(fee([97, 80, 5], ONE, 380_000)).fee, 1) === 6916,
  medicareFeeCents(fee([626, 436, 99], LOCAL, 327_440)) === 36_751,
  medicareFeeCents(fee([626, 792, 99], LOCAL, 327_440)) === 47_044,
]);
report('single figures: participation', [
  shareCents(10_000, 9500) === 9500,
  shareCents(9500, 11_500) === 10_925,
  shareCents(8588, 9500) === 8159,
  shareCents(8159, 11_500) === 9383,
  shareCents(8159, 8000) === 6527,
  9383 - shareCents(8159, 8000) === 2856,
]);
const tenths = (minutes: number, perHour: number): number =>
  roundedTime(minutes * 1000, perHour, 'time-units-1') / 10;
report('single figures: anesthesia time units of fifteen minutes', [
  ...[1, 2].map((minutes) => tenths(minutes, 4) === 1),
  tenths(3, 4) === 2,
  ...[4, 5].map((minutes) => tenths(minutes, 4) === 3),
  tenths(6, 4) === 4,
  ...[7, 8].map((minutes) => tenths(minutes, 4) === 5),
  ...[16, 17].map((minutes) => tenths(minutes, 4) === 11),
  tenths(18, 4) === 12,
  ...[19, 20].map((minutes) => tenths(minutes, 4) === 13),
  tenths(21, 4) === 14,
  tenths(84, 4) === 56,
  tenths(84, 6) === 84,
  roundedTime(127_000, 4, 'time-units-2') === 847,
  roundedTime(38_000, 4, 'time-units-0') === 300,
]);
report('single figures: anesthesia time units of twelve minutes', [
  tenths(60, 5) === 50,
  tenths(84, 5) === 70,
  tenths(90, 5) === 75,
  tenths(45, 5) === 38,
  roundedTime(45_000, 5, 'time-units-2') === 375,
]);
const anesthesiaCents = (base: number, minutes: number, perHour: number, factorE4: number): number =>
  productHalfUp(10_000, base * 100 + roundedTime(minutes * 1000, perHour, 'time-units-1'), factorE4);
report('single figures: anesthesia payments', [
  anesthesiaCents(5, 90, 4, 193_100) === 21_241,
  anesthesiaCents(5, 90, 5, 193_100) === 24_138,
  anesthesiaCents(5, 90, 4, 278_600) === 30_646,
  anesthesiaCents(5, 90, 5, 278_600) === 34_825,
  anesthesiaCents(25, 180, 4, 212_200) === 78_514,
  anesthesiaCents(25, 180, 5, 212_200) === 84_880,
  anesthesiaCents(7, 84, 4, 203_178) === 25_600,
  anesthesiaCents(7, 84, 5, 203_178) === 28_445,
]);
const apc = rows<'opps-addendum-a'>('opps/addendum_A_cy2025.tsv') as
  | ReadonlyMap<string, { rateE3: number }>
  | undefined;
const asp = rows<'asp-limits'>('asp/asp_2026_01_payment_limits.csv') as
  | ReadonlyMap<string, { limitE3: number }>
  | undefined;
report('single figures: groups and drugs', [
  apc?.get('5012')?.rateE3 === 128_870,
  apc?.get('5025')?.rateE3 === 613_100,
  apc?.get('8011')?.rateE3 === 2_647_730,
  asp?.get('90371')?.limitE3 === 137_828,
]);
console.log(misses === 0 ? 'all matched' : `${misses} missed`);
process.exitCode = misses === 0 ? 0 : 1;

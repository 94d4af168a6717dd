import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Decimal } from 'decimal.js';
import { priceClaim } from '../../src/adjudication/price-claim.ts';
import { medicareFeeCents, rbrvsRate } from '../../src/money/rate.ts';
import { unitFeeCents } from '../../src/money/unit-fee.ts';
import { buildSnapshot } from '../../src/reference/build-snapshot.ts';
import {
  emptyReferenceData,
  importReference,
  type ReferenceKind,
} from '../../src/reference/importers/import-reference.ts';
import { mergeReferenceData } from '../../src/reference/merge-reference-data.ts';
import type { GpciRow } from '../../src/reference/records.ts';
import type { ReferenceData } from '../../src/reference/snapshot.ts';
import { claimOf, contract, type LineSpec, NPI, world } from '../adjudication/fixtures.ts';
import { pricingRules, profileWith, rbrvsRule } from '../adjudication/pricing/priced.ts';
import { medianOf } from './measure.ts';
import { Random } from './random.ts';

// Prices by relative values on whole numbers against the same on decimal.js, imports of tables (invented, or published
// ones of --data DIR), whole claims through the pricing order, and through a night of --mb megabytes (0: none).
// Usage: pricing.ts [--lines 1000000] [--claims 50000] [--mb 5] [--data DIR]

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    claims: { type: 'string', default: '50000' },
    mb: { type: 'string', default: '5' },
    data: { type: 'string', default: '' },
  },
});
const LINES = Number(values.lines);
const CLAIMS = Number(values.claims);
const numbers = new Random(20250101);
const below = (limit: number): number => Math.floor(numbers.next() * limit);
/** Time of this process on a core: what others do on the machine does not count. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const perSecond = (count: number, ms: number): string => Math.round((count / ms) * 1000).toLocaleString('en');

/** Of a tenth of a second each: V8 still compiles in the first. decimal.js takes ten seconds, and is asked once. */
const ROUNDS = 5;

/** Values of a line in one typed row: three of values, three of indices, factor, units. */
const WIDTH = 8;
const made = new Int32Array(LINES * WIDTH);
for (let at = 0; at < made.length; at += WIDTH) {
  made[at] = below(4000);
  made[at + 1] = below(6000);
  made[at + 2] = below(800);
  made[at + 3] = 900 + below(700);
  made[at + 4] = 800 + below(700);
  made[at + 5] = 300 + below(2000);
  made[at + 6] = 200_000 + below(500_000);
  made[at + 7] = 1 + below(4);
}
const factorsAt = (at: number) => ({
  workHundredths: made[at]!,
  practiceHundredths: made[at + 1]!,
  malpracticeHundredths: made[at + 2]!,
  workGpciThousandths: made[at + 3]!,
  practiceGpciThousandths: made[at + 4]!,
  malpracticeGpciThousandths: made[at + 5]!,
  conversionFactorE4: made[at + 6]!,
});

function timed(price: (at: number) => number): { readonly cents: Float64Array; readonly ms: number } {
  const cents = new Float64Array(LINES);
  const begun = cpuMs();
  for (let line = 0; line < LINES; line += 1) cents[line] = price(line * WIDTH);
  return { cents, ms: cpuMs() - begun };
}

function rvusOf(at: number): Decimal {
  const part = (value: number, index: number): Decimal =>
    new Decimal(value).div(100).times(new Decimal(index).div(1000));
  return part(made[at]!, made[at + 3]!)
    .plus(part(made[at + 1]!, made[at + 4]!))
    .plus(part(made[at + 2]!, made[at + 5]!));
}

const cf = (at: number): Decimal => new Decimal(made[at + 6]!).div(10_000);
const ROUNDINGS = [
  {
    name: 'total of values rounded (KP-41)',
    whole: (at: number) => unitFeeCents(rbrvsRate(factorsAt(at)).fee, made[at + 7]!),
    decimal: (at: number) =>
      rvusOf(at)
        .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
        .times(cf(at))
        .times(made[at + 7]!)
        .times(100)
        .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
        .toNumber(),
  },
  {
    name: 'fee rounded once (KP-44)',
    whole: (at: number) =>
      unitFeeCents({ amount: medicareFeeCents(factorsAt(at)), perCent: 1 }, made[at + 7]!),
    decimal: (at: number) =>
      rvusOf(at)
        .times(cf(at))
        .times(100)
        .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
        .times(made[at + 7]!)
        .toNumber(),
  },
];
let isWrong = false;
for (const { name, whole, decimal } of ROUNDINGS) {
  timed(whole);
  const rounds = Array.from({ length: ROUNDS }, () => timed(whole));
  const fast = { cents: rounds[0]!.cents, ms: medianOf(rounds.map(({ ms }) => ms)) };
  const oracle = timed(decimal);
  const differ = fast.cents.reduce((count, cents, line) => count + (cents === oracle.cents[line] ? 0 : 1), 0);
  isWrong ||= differ > 0;
  console.log(
    `${name}: ${perSecond(LINES, fast.ms)} lines/s, decimal.js ${perSecond(LINES, oracle.ms)} lines/s, ` +
      `ratio ${(oracle.ms / fast.ms).toFixed(1)}, ${differ} of ${LINES} differ`,
  );
}

const hasData = values.data !== '' && existsSync(join(values.data, 'mpfs'));
const SHORT_ROWS = 10_000;
const FILES: readonly (readonly [kind: ReferenceKind, path: string, effective: string])[] = [
  ['pprrvu', 'mpfs/PPRRVU2025_Oct_nodesc.csv', '20250101'],
  ['gpci-addendum-e', 'mpfs/GPCI2025.csv', '20250101'],
  ['zip5-locality', 'mpfs/ZIP5_OCT2025_sample_every20th.txt', '20251001'],
  ['anesthesia-base-units', 'mpfs/anesthesia_base_units_2022.tsv', '20220101'],
  ['anesthesia-cf', 'mpfs/ANES2025.csv', '20250101'],
  ['asp-limits', 'asp/asp_2026_01_payment_limits.csv', '20260101'],
  ['ndc-hcpcs', 'asp/asp_2026_01_ndc_hcpcs_crosswalk_nodesc.csv', '20260101'],
  ['opps-addendum-a', 'opps/addendum_A_cy2025.tsv', '20250101'],
  ['opps-addendum-b', 'opps/addendum_B_oct2025_nodesc.csv', '20251001'],
  ['asc-addendum-aa', 'asc/asc_2026_01_AA.csv', '20260101'],
  ['asc-addendum-bb', 'asc/asc_2026_01_BB.csv', '20260101'],
];

function importAll(): ReferenceData {
  let data = emptyReferenceData;
  let rowCount = 0;
  const begun = cpuMs();
  for (const [kind, path, effective] of FILES) {
    const text = readFileSync(join(values.data, path), 'utf8');
    const imported = importReference(kind, text, { file: path, effective });
    rowCount += imported.rowCount;
    data = mergeReferenceData(data, imported.data);
  }
  printImports(FILES.length, rowCount, cpuMs() - begun);
  return data;
}

function printImports(files: number, rows: number, ms: number): void {
  const filesPerSecond = ((files / ms) * 1000).toFixed(1);
  console.log(
    `imports, one core: ${files} files, ${rows} rows, ${filesPerSecond} files/s, ${perSecond(rows, ms)} rows/s`,
  );
}

globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
const imported = hasData ? importAll() : shortTables();
const CODES = hasData ? codesOf(imported) : Array.from({ length: 100 }, (_, index) => `G${1000 + index}`);
const profile = {
  ...profileWith([rbrvsRule('KP-41', 'rvu-total-2', { carrier: '02402' }), ...pricingRules]),
  localities: new Map([['', '02']]),
};
const snapshot = buildSnapshot(
  { profiles: [profile], partners: [] },
  {
    ...imported,
    members: world.members,
    contracts: [contract],
    providers: [{ npi: NPI, taxId: '', name: '', taxonomy: '', isFacility: false, from: '', to: '' }],
  },
);
globalThis.gc?.();
const held = (process.memoryUsage().heapUsed - before) / 2 ** 20;
console.log(
  `tables held: ${held.toFixed(1)} MiB${globalThis.gc ? '' : ' (run with --expose-gc for the exact figure)'}`,
);

const claims = Array.from({ length: 1000 }, () =>
  claimOf({
    lines: Array.from(
      { length: 3 },
      (): LineSpec => ({
        procedure: CODES[below(CODES.length)]!,
        chargeCents: 10_000 + below(90_000),
        place: '11',
      }),
    ),
  }),
);
const context = { profile, snapshot, receivedDate: '20250401', claimNumber: '2509100000018' };
for (const claim of claims) priceClaim(claim, context);
const begun = cpuMs();
let allowedCents = 0;
for (let index = 0; index < CLAIMS; index += 1)
  for (const line of priceClaim(claims[index % claims.length]!, context).lines)
    allowedCents += line.allowedCents;
const ms = cpuMs() - begun;
console.log(
  `pricing order with trace, one core: ${perSecond(CLAIMS, ms)} claims/s, ${perSecond(CLAIMS * 3, ms)} lines/s (${allowedCents} cents)`,
);
if (Number(values.mb) > 0) printPipeline(values.mb);
process.exitCode = isWrong ? 1 : 0;

/** The same lines in a night: read from the archive, priced by workers, settled and posted. */
function printPipeline(megabytes: string): void {
  const night = join(import.meta.dirname, 'night.ts');
  const people = ['--members', '10000', '--providers', '1000'];
  const told = execFileSync(process.execPath, [night, '--mb', megabytes, ...people], { encoding: 'utf8' });
  for (const line of told.split('\n').filter((each) => /^(837|adjudicate)/.test(each)))
    console.log(`in the pipeline: ${line}`);
}

/** Without published tables: the short form of the fee schedule, invented. */
function shortTables(): ReferenceData {
  const gpci: GpciRow = {
    locality: '02',
    workThousandths: 1043,
    practiceThousandths: 1220,
    malpracticeThousandths: 853,
    from: '20250101',
    to: '',
  };
  const header = 'code,modifier,status,work_rvu,pe_nonfacility_rvu,pe_facility_rvu,mp_rvu\n';
  const rows = Array.from(
    { length: SHORT_ROWS },
    (_, index) => `G${String(index).padStart(4, '0')},,A,1.${10 + (index % 80)},2.00,1.00,0.10`,
  );
  const text = `${header}${rows.join('\n')}\n`;
  const begun = cpuMs();
  const { data, rowCount } = importReference('fee-schedule', text, { file: 'bench', effective: '20250101' });
  printImports(1, rowCount, cpuMs() - begun);
  return { ...data, gpcis: [gpci] };
}

/** Codes that relative values price, bare of modifiers. */
function codesOf({ rates }: ReferenceData): string[] {
  const table = rates.find(({ kind }) => kind === 'pprrvu')!.rows as ReadonlyMap<
    string,
    { status: string; code: string; modifier: string; workHundredths: number }
  >;
  return [...table.values()]
    .filter(({ status, modifier, workHundredths }) => status === 'A' && modifier === '' && workHundredths > 0)
    .map(({ code }) => code);
}

import { closeSync, createReadStream, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { Decimal } from 'decimal.js';

// What one would put together from packages in an afternoon: x12-parser reads, decimal.js prices every line, better-sqlite3
// keeps a row for each claim and line, strings are joined to an 835. No checks, no acknowledgments, no history, nothing that
// survives a second start. The night is measured against it.
// Usage: naive-night.ts --file FILE --reference DIR --out DIR

const CLAIMS_OF_A_TRANSACTION = 10_000;
const CLAIMS_OF_A_REMITTANCE = 1000;
const CLAIM_COLUMNS = 20;
const LINE_COLUMNS = 14;
const SHIPPED = fileURLToPath(new URL('../../edi-samples/reference', import.meta.url));

type Segment = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, string>>;

interface Line {
  readonly procedure: string;
  readonly charge: Decimal;
  readonly units: number;
  date: string;
  allowed: Decimal;
  deductible: Decimal;
  coinsurance: Decimal;
  paid: Decimal;
}

interface Claim {
  readonly id: string;
  readonly charge: Decimal;
  readonly place: string;
  readonly npi: string;
  readonly memberId: string;
  readonly patient: string;
  diagnosis: string;
  readonly lines: Line[];
}

const { values } = parseArgs({
  options: { file: { type: 'string' }, reference: { type: 'string' }, out: { type: 'string' } },
});
const members = table(join(values.reference!, 'members.csv'), 'member_id');
const contracts = table(join(values.reference!, 'contracts.csv'), 'npi');
const fees = table(join(SHIPPED, 'fee-schedule-2025.csv'), 'code');
const gpci = table(join(SHIPPED, 'gpci-2025.csv'), 'locality').get('02')!;
const deductibles = new Map<string, Decimal>();

const cpu = process.cpuUsage();
const startMs = performance.now();
const claims = await night();
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - startMs) / 1000;
console.log(JSON.stringify({ claims, seconds, coreSeconds: (user + system) / 1e6 }));

async function night(): Promise<number> {
  const db = new Database(join(values.out!, 'naive.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE claim (id INTEGER PRIMARY KEY, ${columns(CLAIM_COLUMNS - 1)});
    CREATE UNIQUE INDEX claim_by_number ON claim (c0);
    CREATE TABLE line (claim INTEGER, ordinal INTEGER, ${columns(LINE_COLUMNS - 2)},
      PRIMARY KEY (claim, ordinal)) WITHOUT ROWID`);
  const insertClaim = db.prepare(`INSERT INTO claim VALUES (${places(CLAIM_COLUMNS)})`);
  const insertLine = db.prepare(`INSERT INTO line VALUES (${places(LINE_COLUMNS)})`);
  const remittances = openSync(join(values.out!, 'naive.835'), 'w');
  let count = 0;
  let batch: Claim[] = [];
  db.exec('BEGIN');
  for await (const claim of readClaims(values.file!)) {
    price(claim);
    count += 1;
    insertClaim.run(count, ...claimRow(claim));
    for (const [index, line] of claim.lines.entries()) insertLine.run(count, index + 1, ...lineRow(line));
    batch.push(claim);
    if (batch.length === CLAIMS_OF_A_REMITTANCE) {
      writeSync(remittances, remittance(batch, count));
      batch = [];
    }
    if (count % CLAIMS_OF_A_TRANSACTION === 0) db.exec('COMMIT; BEGIN');
  }
  if (batch.length > 0) writeSync(remittances, remittance(batch, count));
  db.exec('COMMIT');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  fsyncSync(remittances);
  closeSync(remittances);
  return count;
}

async function* readClaims(file: string): AsyncGenerator<Claim> {
  // By name at run time: a tree without its development packages still type-checks.
  const name: string = 'x12-parser';
  const { X12parser } = (await import(name)) as { readonly X12parser: new () => NodeJS.ReadWriteStream };
  const segments = createReadStream(file).pipe(new X12parser()) as AsyncIterable<unknown>;
  let npi = '';
  let memberId = '';
  let patient = '';
  let claim: Claim | undefined;
  for await (const each of segments) {
    const segment = each as Segment;
    switch (segment.name) {
      case 'NM1':
        if (segment['1'] === '85') npi = segment['9'] ?? '';
        else if (segment['1'] === 'IL' && claim === undefined) memberId = segment['9'] ?? '';
        if (claim === undefined && ['IL', 'QC'].includes(segment['1']!))
          patient = `${segment['3']}*${segment['4']}`;
        break;
      case 'HL':
      case 'SE':
        if (claim !== undefined) yield claim;
        claim = undefined;
        break;
      case 'CLM':
        if (claim !== undefined) yield claim;
        claim = {
          id: segment['1']!,
          charge: new Decimal(segment['2']!),
          place: segment['5']!,
          ...{ npi, memberId, patient, diagnosis: '', lines: [] },
        };
        break;
      case 'HI':
        claim!.diagnosis = segment['1-1'] ?? '';
        break;
      case 'SV1':
        claim!.lines.push(lineOf(segment['1-1']!, segment['2']!, segment['4']!));
        break;
      case 'SV2':
        claim!.lines.push(lineOf(segment['2-1'] ?? '', segment['3']!, segment['5']!));
        break;
      case 'DTP': {
        const line = claim?.lines.at(-1);
        if (segment['1'] === '472' && line !== undefined) line.date = segment['3']!.slice(0, 8);
        break;
      }
    }
  }
}

function lineOf(procedure: string, charge: string, units: string): Line {
  const none = new Decimal(0);
  return {
    procedure,
    charge: new Decimal(charge),
    units: Number(units),
    date: '',
    ...{ allowed: none, deductible: none, coinsurance: none, paid: none },
  };
}

/** Relative values by locality × factor × units, at most the charge; then a deductible of the year and 20 percent. */
function price(claim: Claim): void {
  const member = members.get(claim.memberId);
  const contract = contracts.get(claim.npi);
  let open = deductibles.get(claim.memberId) ?? new Decimal(500);
  for (const line of claim.lines) {
    const fee = fees.get(line.procedure);
    if (member === undefined || contract === undefined || fee === undefined) continue;
    const practice = claim.place === '11' ? fee.pe_nonfacility_rvu! : fee.pe_facility_rvu!;
    const values = new Decimal(fee.work_rvu!)
      .times(gpci.work!)
      .plus(new Decimal(practice).times(gpci.practice!))
      .plus(new Decimal(fee.mp_rvu!).times(gpci.malpractice!))
      .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    const priced = values
      .times(contract.conversion_factor || '50')
      .times(line.units)
      .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    line.allowed = Decimal.min(priced, line.charge);
    line.deductible = Decimal.min(open, line.allowed);
    open = open.minus(line.deductible);
    line.coinsurance = line.allowed
      .minus(line.deductible)
      .times('0.2')
      .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    line.paid = line.allowed.minus(line.deductible).minus(line.coinsurance);
  }
  deductibles.set(claim.memberId, open);
}

function claimRow(claim: Claim): (string | number)[] {
  const sum = (of: (line: Line) => Decimal): number =>
    claim.lines.reduce((total, line) => total.plus(of(line)), new Decimal(0)).toNumber();
  const known = [
    claim.id,
    claim.npi,
    claim.memberId,
    claim.patient,
    claim.place,
    claim.diagnosis,
    claim.charge.toNumber(),
    claim.lines.length,
    claim.lines[0]?.date ?? '',
    sum(({ allowed }) => allowed),
    sum(({ deductible }) => deductible),
    sum(({ coinsurance }) => coinsurance),
    sum(({ paid }) => paid),
  ];
  return filled(known, CLAIM_COLUMNS - 1);
}

function lineRow({ procedure, charge, units, date, allowed, deductible, coinsurance, paid }: Line) {
  const amounts = [charge, allowed, deductible, coinsurance, paid].map((amount) => amount.toNumber());
  return filled([procedure, units, date, ...amounts], LINE_COLUMNS - 2);
}

/** One 835 of these claims: every segment an array that is joined. */
function remittance(claims: readonly Claim[], number: number): string {
  const control = String(number).padStart(9, '0');
  const total = claims
    .flatMap(({ lines }) => lines)
    .reduce((sum, { paid }) => sum.plus(paid), new Decimal(0));
  const segments = [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      'ZZ',
      '91051'.padEnd(15),
      'ZZ',
      'HARBORCLEAR'.padEnd(15),
    ],
    ['GS', 'HP', '91051', 'HARBORCLEAR', '20251103', '2000', number, 'X', '005010X221A1'],
    ['ST', '835', '0001'],
    ['BPR', 'I', total.toFixed(2), 'C', 'ACH'],
    ['TRN', '1', control, '1910001000'],
  ];
  for (const claim of claims) {
    const paid = claim.lines.reduce((sum, line) => sum.plus(line.paid), new Decimal(0));
    const owed = claim.lines.reduce(
      (sum, line) => sum.plus(line.deductible).plus(line.coinsurance),
      new Decimal(0),
    );
    segments.push(['CLP', claim.id, '1', claim.charge.toString(), paid.toString(), owed.toString(), 'HM']);
    segments.push(['NM1', 'QC', '1', claim.patient, '', '', '', 'MI', claim.memberId]);
    for (const line of claim.lines) {
      const { procedure, charge, allowed, units, date } = line;
      segments.push([
        'SVC',
        ['HC', procedure].join(':'),
        charge.toString(),
        line.paid.toString(),
        '',
        String(units),
      ]);
      segments.push(['DTM', '472', date]);
      if (!charge.equals(allowed)) segments.push(['CAS', 'CO', '45', charge.minus(allowed).toString()]);
      if (line.deductible.greaterThan(0)) segments.push(['CAS', 'PR', '1', line.deductible.toString()]);
      if (line.coinsurance.greaterThan(0)) segments.push(['CAS', 'PR', '2', line.coinsurance.toString()]);
      segments.push(['AMT', 'B6', allowed.toString()]);
    }
  }
  segments.push(['SE', String(segments.length - 1), '0001'], ['GE', '1', number], ['IEA', '1', control]);
  return `${segments.map((segment) => segment.join('*')).join('~')}~`;
}

function table(path: string, key: string): ReadonlyMap<string, Row> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map((line): Row => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
  return new Map(rows.map((row) => [row[key]!, row]));
}

function columns(count: number): string {
  return Array.from({ length: count }, (_, index) => `c${index}`).join(', ');
}

function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

function filled(known: (string | number)[], count: number): (string | number)[] {
  return [...known, ...Array.from({ length: count - known.length }, (_, index) => `value-${index}`)];
}

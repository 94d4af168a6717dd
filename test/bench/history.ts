import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { formatClaimNumber } from '../../src/adjudication/claim-number.ts';
import { memberKeyPrefix } from '../../src/adjudication/same-service-key.ts';
import { runBatch } from '../../src/batch/run.ts';
import { settingsFrom } from '../../src/batch/settings.ts';

const SPECS = fileURLToPath(new URL('../../specs', import.meta.url));
const AS_OF = '2025-11-02T20:00:00-08:00';
/** Copies have numbers of days in another year than the nights, so many to a day. */
const YEAR_OF_COPIES = '2024';
const COPIES_OF_A_DAY = 9_000_000;
/** From the member of one copy to that of the next: prime to the number of members. */
const STRIDE = 7919;

/**
 * Years of claims in minutes: one night is run as it is, then the claims it paid are copied with other numbers, members,
 * services and days of the same kind, each with its state, decision, services, items and postings, until there are as many
 * as asked. Indexes are made anew afterwards, as large and as mixed as the acts of as many nights would have left them.
 */
export async function makeHistory(options: {
  readonly root: string;
  readonly reference: string;
  readonly claims: number;
}): Promise<void> {
  const settings = settingsFrom(
    { dataRoot: options.root, specs: SPECS, partners: ['harborclear'], workers: 1, settleSeconds: 0 },
    'the bench',
    SPECS,
  );
  await runBatch({
    settings,
    asOf: AS_OF,
    pay: 'now',
    stages: ['intake', 'adjudicate', 'pay', 'publish'],
    unchangedBeforeMs: Number.POSITIVE_INFINITY,
  });
  const db = new Database(join(options.root, 'remit.db'));
  try {
    copyClaims(db, membersOf(options.reference), options.claims);
  } finally {
    db.close();
  }
}

/** Of each table copied: what is not the model's in the copy, and which rows are models. */
const TABLES: Readonly<
  Record<string, { readonly other: Readonly<Record<string, string>>; readonly of: string }>
> = {
  claim: {
    other: {
      claim_id: 'claim_id + @copy * @claims',
      claim_number: 'number_of(claim_id + @copy * @claims)',
      patient_control_number: 'other_text(patient_control_number, @copy)',
      member_id: 'other_member(member_id, @copy)',
      slice_hash: 'other_text(slice_hash, @copy)',
      same_service_key: 'other_key(same_service_key, member_id, @copy)',
    },
    of: 'claim_id IN paid_claim',
  },
  claim_state: { other: { claim_id: 'claim_id + @copy * @claims' }, of: 'claim_id IN paid_claim' },
  decision: {
    other: { decision_id: 'decision_id + @copy * @decisions', claim_id: 'claim_id + @copy * @claims' },
    of: 'claim_id IN paid_claim',
  },
  payment: {
    other: {
      payment_id: 'payment_id + @copy * @payments',
      trace_number: `printf('C%012d', payment_id + @copy * @payments)`,
    },
    of: 'payment_id <= @payments',
  },
  remittance_item: {
    other: {
      item_id: 'item_id + @copy * @items',
      decision_id: 'decision_id + @copy * @decisions',
      claim_id: 'claim_id + @copy * @claims',
      payment_id: 'payment_id + @copy * @payments',
    },
    of: 'item_id <= @items AND payment_id IS NOT NULL',
  },
  global_service: {
    other: { claim_id: 'claim_id + @copy * @claims', member_id: 'other_member(member_id, @copy)' },
    of: 'claim_id IN paid_claim',
  },
  ledger_entry: {
    other: {
      entry_id: 'entry_id + @copy * @entries',
      decision_id: 'decision_id + @copy * @decisions',
      key: `printf('%08d/', @copy) || key`,
    },
    of: 'entry_id <= @entries',
  },
  posting: { other: { entry_id: 'entry_id + @copy * @entries' }, of: 'entry_id <= @entries' },
};

function copyClaims(db: Database.Database, members: readonly string[], claims: number): void {
  db.pragma('foreign_keys = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -500000');
  const one = (sql: string): number => db.prepare(sql).pluck().get() as number;
  db.exec(
    `CREATE TEMP TABLE paid_claim AS SELECT claim_id FROM claim_state WHERE state = 'remitted';
     CREATE UNIQUE INDEX temp.paid_claim_by_id ON paid_claim (claim_id)`,
  );
  const models = one('SELECT COUNT(*) FROM paid_claim');
  if (models === 0) throw new Error('the earlier night has paid no claims');
  const given = {
    claims: one('SELECT MAX(claim_id) FROM claim'),
    decisions: one('SELECT MAX(decision_id) FROM decision'),
    payments: one('SELECT MAX(payment_id) FROM payment'),
    items: one('SELECT MAX(item_id) FROM remittance_item'),
    entries: one('SELECT MAX(entry_id) FROM ledger_entry'),
  };
  addFunctions(db, members);
  const put = withoutIndexes(db);
  const statements = Object.keys(TABLES).map((table) => db.prepare(copySql(db, table)));
  const copyAll = db.transaction((copy: number) => {
    for (const statement of statements) statement.run({ ...given, copy });
  });
  const copies = Math.ceil(claims / models) - 1;
  for (let copy = 1; copy <= copies; copy += 1) copyAll(copy);
  put();
  // A payment run begins with the balances kept by the last two before it.
  db.exec(
    `CREATE TEMP TABLE kept AS
       SELECT account_id, SUM(amount_cents) AS balance_cents
       FROM (SELECT credit_account_id AS account_id, amount_cents FROM posting
             UNION ALL SELECT debit_account_id, -amount_cents FROM posting)
       GROUP BY account_id;
     INSERT INTO balance_checkpoint
       SELECT b.batch_id, (SELECT MAX(entry_id) FROM ledger_entry), k.account_id, k.balance_cents
       FROM (SELECT MIN(batch_id) AS batch_id FROM batch UNION SELECT MAX(batch_id) FROM balance_checkpoint) b
       CROSS JOIN kept k WHERE true
       ON CONFLICT (batch_id, account_id) DO UPDATE
       SET last_entry_id = excluded.last_entry_id, balance_cents = excluded.balance_cents`,
  );
  keepTotals(db, copies);
}

/** What `status` tells: counted anew, but for adjustments, which only the models' decisions say. */
function keepTotals(db: Database.Database, copies: number): void {
  db.exec(
    `DELETE FROM claim_total; DELETE FROM decision_total; DELETE FROM item_total; DELETE FROM payment_total;
     INSERT INTO claim_total
       SELECT CASE w.state WHEN 'remitted' THEN 'decided' ELSE w.state END, c.is_test, c.is_encounter, COUNT(*), SUM(c.charge_cents)
       FROM claim_state w JOIN claim c ON c.claim_id = w.claim_id GROUP BY 1, 2, 3;
     INSERT INTO decision_total SELECT status, COUNT(*), SUM(charge_cents), SUM(paid_cents) FROM decision GROUP BY status;
     INSERT INTO item_total SELECT act, part, SUM(amount_cents) FROM remittance_item GROUP BY act, part;
     INSERT INTO payment_total
       SELECT profile_id, COUNT(*), SUM(claims_cents), SUM(paid_cents) FROM payment GROUP BY profile_id;
     UPDATE adjustment_total SET amount_cents = amount_cents * (1 + ${copies})`,
  );
}

function copySql(db: Database.Database, table: string): string {
  const { other, of } = TABLES[table]!;
  const columns = (db.pragma(`table_info(${table})`) as { readonly name: string }[]).map(({ name }) => name);
  const values = columns.map((column) => other[column] ?? column);
  // Of the models only: copies have numbers beyond theirs.
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table} WHERE ${of}`;
}

/** Copies of one claim are of different members, so that nobody has more history than others. */
function addFunctions(db: Database.Database, members: readonly string[]): void {
  const places = new Map(members.map((member, index) => [member, index]));
  const otherMember = (member: string, copy: number): string =>
    members[((places.get(member) ?? 0) + copy * STRIDE) % members.length]!;
  const other = (text: string, copy: number): string =>
    hash('sha256', `${text} ${copy}`, 'hex').slice(0, text.length);
  db.function('other_member', (member: unknown, copy: unknown) =>
    otherMember(member as string, copy as number),
  );
  db.function('number_of', (ordinal: unknown) => {
    const day = String(1 + Math.floor((ordinal as number) / COPIES_OF_A_DAY)).padStart(2, '0');
    return formatClaimNumber(`${YEAR_OF_COPIES}01${day}`, 1 + ((ordinal as number) % COPIES_OF_A_DAY));
  });
  db.function('other_text', (text: unknown, copy: unknown) => other(text as string, copy as number));
  db.function('other_key', (key: unknown, member: unknown, copy: unknown) => {
    const prefix = memberKeyPrefix(otherMember(member as string, copy as number));
    return prefix + other(key as string, copy as number).slice(prefix.length);
  });
}

/** Indexes are quicker made at the end than kept; returns what puts them back. */
function withoutIndexes(db: Database.Database): () => void {
  const tables = Object.keys(TABLES);
  const things = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master
       WHERE sql IS NOT NULL AND type IN ('index', 'trigger') AND tbl_name IN (${tables.map(() => '?').join(', ')})`,
    )
    .all(...tables) as { readonly type: string; readonly name: string; readonly sql: string }[];
  for (const { type, name } of things) db.exec(`DROP ${type} ${name}`);
  return () => {
    for (const { sql } of things) db.exec(sql);
  };
}

function membersOf(reference: string): string[] {
  const [, ...lines] = readFileSync(join(reference, 'members.csv'), 'utf8').trim().split('\n');
  return lines.map((line) => line.slice(0, line.indexOf(',')));
}

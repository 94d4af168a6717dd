import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const CLAIM_COLUMNS = 20;
const LINE_COLUMNS = 14;
const LINES_OF_A_CLAIM = 3;
const CLAIMS_OF_A_TRANSACTION = 10_000;

export interface BareRate {
  readonly claimsPerSecond: number;
  /** Microseconds on a core for a claim. */
  readonly coreMicroseconds: number;
}

/**
 * The limit that a night is measured against: better-sqlite3 inserting one claim row of 20 columns and three line rows
 * of 14 for each claim, FULL, 10,000 claims a transaction, nothing else.
 */
export function bareInsert(claims: number): BareRate {
  const folder = mkdtempSync(join(tmpdir(), 'x12-remit-bare-'));
  const db = new Database(join(folder, 'bare.db'));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(`CREATE TABLE claim (claim_id INTEGER PRIMARY KEY, ${columns('c', CLAIM_COLUMNS - 1)}) STRICT`);
    db.exec(
      `CREATE TABLE line (claim_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, ${columns('l', LINE_COLUMNS - 2)},
       PRIMARY KEY (claim_id, ordinal)) STRICT, WITHOUT ROWID`,
    );
    const insertClaim = db.prepare(`INSERT INTO claim VALUES (${places(CLAIM_COLUMNS)})`);
    const insertLine = db.prepare(`INSERT INTO line VALUES (${places(LINE_COLUMNS)})`);
    const claim = Array.from({ length: CLAIM_COLUMNS }, (_, index) => `value-${index}`) as (
      | string
      | number
    )[];
    const line = Array.from({ length: LINE_COLUMNS }, (_, index) => `part-${index}`) as (string | number)[];
    const insert = db.transaction((from: number, until: number) => {
      for (let id = from; id < until; id += 1) {
        claim[0] = id;
        insertClaim.run(...claim);
        line[0] = id;
        for (let ordinal = 1; ordinal <= LINES_OF_A_CLAIM; ordinal += 1) {
          line[1] = ordinal;
          insertLine.run(...line);
        }
      }
    });
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    for (let from = 0; from < claims; from += CLAIMS_OF_A_TRANSACTION)
      insert(from + 1, Math.min(claims, from + CLAIMS_OF_A_TRANSACTION) + 1);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const { user, system } = process.cpuUsage(cpu);
    return {
      claimsPerSecond: Math.round((claims / (performance.now() - startMs)) * 1000),
      coreMicroseconds: (user + system) / claims,
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function columns(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${prefix}${index} TEXT NOT NULL`).join(', ');
}

function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

if (import.meta.main) console.log(JSON.stringify(bareInsert(Number(process.argv[2] ?? 60_000))));

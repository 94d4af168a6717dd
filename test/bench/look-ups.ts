import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { main } from '../../src/cli/main.ts';
import { medianOf } from './measure.ts';
import { prepareRoot } from './night-files.ts';

// What people ask in a store of many claims, by the clock: the command itself, in a process that has started already, each
// time with a store opened anew. Usage: look-ups.ts [--history 1500000] [--rounds 5] [--members N] [--providers N]

/** Milliseconds. */
export interface LookUps {
  readonly find: number;
  readonly status: number;
  readonly explain: number;
}

interface Asked {
  readonly claimNumber: string;
  readonly patientControlNumber: string;
  readonly memberId: string;
}

const { values } = parseArgs({
  options: {
    history: { type: 'string', default: '1500000' },
    rounds: { type: 'string', default: '5' },
    members: { type: 'string', default: '100000' },
    providers: { type: 'string', default: '5000' },
  },
});
const root = mkdtempSync(join(tmpdir(), 'x12-remit-look-'));
try {
  prepareRoot(root, {
    ...{ type: 'P', megabytes: 1, workers: 2, claimsPerSet: 100 },
    members: Number(values.members),
    providers: Number(values.providers),
    history: Number(values.history),
  });
  const config = join(root, 'remit.json');
  writeFileSync(config, JSON.stringify({ dataRoot: '.' }));
  const claims = someClaims(Number(values.rounds) + 1);
  const ask = (...args: string[]): Promise<number> => timed([...args, '--config', config]);
  const find: number[] = [];
  const status: number[] = [];
  const explain: number[] = [];
  for (const { claimNumber, patientControlNumber, memberId } of claims) {
    // The slowest of the ways to ask.
    find.push(
      Math.max(
        await ask('find', claimNumber),
        await ask('find', patientControlNumber),
        await ask('find', memberId),
      ),
    );
    status.push(await ask('status'));
    explain.push(await ask('explain', claimNumber));
  }
  // The first round loads what the verbs need.
  const [finds, statuses, explains] = [find, status, explain].map((times) => medianOf(times.slice(1)));
  console.log(JSON.stringify({ find: finds, status: statuses, explain: explains }));
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** Claims from everywhere between the first and the last. */
function someClaims(count: number): readonly Asked[] {
  const db = new Database(join(root, 'remit.db'), { readonly: true });
  try {
    const last = db.prepare('SELECT MAX(claim_id) FROM claim').pluck().get() as number;
    const next = db.prepare<[number], Asked>(
      `SELECT claim_number AS claimNumber, patient_control_number AS patientControlNumber, member_id AS memberId
       FROM claim WHERE claim_id >= ? ORDER BY claim_id LIMIT 1`,
    );
    return Array.from({ length: count }, (_, index) => next.get(Math.ceil((last * (index + 0.5)) / count))!);
  } finally {
    db.close();
  }
}

async function timed(args: readonly string[]): Promise<number> {
  const { write } = process.stdout;
  let length = 0;
  process.stdout.write = (text: unknown) => {
    length += String(text).length;
    return true;
  };
  const from = performance.now();
  try {
    const code = await main(args);
    if (code !== 0 || length === 0) throw new Error(`${args[0]} ended with ${code} and ${length} characters`);
  } finally {
    process.stdout.write = write;
  }
  return performance.now() - from;
}

// Run as a process of its own: the night of the data root named first, killed ahead of the act of the number named
// second; 0 runs it whole. Says on standard output how many acts there were and, killed, before which.
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { Fault } from '../../src/x12/fault.ts';
import { countFileCalls, countStoreActs } from './counted-acts.ts';
import { runNight, settingsAt } from './crash-night.ts';

const [folder = '', killAtText = '0'] = process.argv.slice(2);
const killAt = Number(killAtText);
const say = writeSync;
let acts = 0;

function before(what: string): void {
  acts += 1;
  if (acts !== killAt) return;
  say(1, `killed before ${what}\n`);
  process.kill(process.pid, 'SIGKILL');
}

countFileCalls(before);
try {
  const report = await runNight(settingsAt(folder), undefined, {
    openStore: (path) => countStoreActs(openSqliteStore(path), before),
  });
  say(1, `${acts}\n`);
  process.exitCode = report.exitCode;
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  say(2, `${error.code} ${error.message}\n`);
  process.exitCode = error.exitCode;
}

// npm start: three nights of the shipped samples through the built program, as an operator would run them.
// Deleting out/ starts afresh; started again, nothing is done twice.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const samples = join(project, 'edi-samples');
const out = join(project, 'out');
const config = join(out, 'remit.json');
const shownConfig = relative(process.cwd(), config);

/** Kind and file of the reference set. */
const REFERENCE = [
  ['members', 'members.csv'],
  ['providers', 'providers.csv'],
  ['contracts', 'contracts.csv'],
  ['fee-schedule', 'fee-schedule-2025.csv'],
  ['gpci', 'gpci-2025.csv'],
];

/** The first day from which fees and indices hold; the set is imported on the eve of the first night. */
const EFFECTIVE = '2025-01-01';

function main() {
  const { nights } = JSON.parse(readFileSync(join(samples, 'nights', 'nights.json'), 'utf8'));
  const isNew = setUp(nights[0].asOf);
  const doneUntil = isNew ? '' : lastFinishedRun();
  let isAnythingNew = false;
  for (const night of nights) {
    if (Date.parse(night.asOf) <= Date.parse(doneUntil)) {
      say(`\n${night.folder}, ${night.asOf}: done before, nothing is done twice.`);
      continue;
    }
    isAnythingNew = true;
    runNight(night);
  }
  if (!isAnythingNew)
    expect(remit(['run', '--as-of', nights.at(-1).asOf, '--pay', 'now', '--settle', '0']), 0, 'run');
  say('');
  expect(remit(['status']), 0, 'status');
}

/** Makes out/ with its configuration and the reference set; false when it is there already. */
function setUp(asOf) {
  if (existsSync(config)) {
    say(`The data root ${relative(process.cwd(), out)} is there already; delete it to start afresh.`);
    importReference(asOf, true);
    return !existsSync(join(out, 'remit.db'));
  }
  say(`Setting up the data root ${relative(process.cwd(), out)}`);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  writeFileSync(config, `${JSON.stringify({ dataRoot: '.', workers: 2, settleSeconds: 0 }, undefined, 2)}\n`);
  importReference(asOf, false);
  return true;
}

/** Files that were imported before change nothing. */
function importReference(asOf, isQuiet) {
  for (const [kind, file] of REFERENCE) {
    const path = join(samples, 'reference', file);
    const args = ['reference', 'import', kind, path, '--effective', EFFECTIVE, '--as-of', asOf];
    expect(remit(isQuiet ? [...args, '--json'] : args, isQuiet), 0, `import of ${file}`);
  }
}

function runNight({ folder, asOf, pay, exitCode }) {
  say(`\n${folder}: files arrive; remit run --as-of ${asOf} --pay ${pay}`);
  const from = join(samples, 'nights', folder);
  for (const partner of readdirSync(from).sort()) {
    mkdirSync(join(out, 'inbox', partner), { recursive: true });
    for (const name of readdirSync(join(from, partner)).sort()) {
      const path = join(from, partner, name);
      // A night that was interrupted may have taken some of its files already.
      if (wasTaken(path, name, asOf)) continue;
      copyFileSync(path, join(out, 'inbox', partner, name));
      say(`  arrives    ${partner}/${name}`);
    }
  }
  expect(remit(['run', '--as-of', asOf, '--pay', pay, '--settle', '0']), exitCode, folder);
}

/** The archive keeps beside each file when it came and under which name. */
function wasTaken(path, name, asOf) {
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const sidecar = join(out, 'archive', sha256.slice(0, 2), `${sha256}.json`);
  if (!existsSync(sidecar)) return false;
  const taken = JSON.parse(readFileSync(sidecar, 'utf8'));
  return taken.name === name && taken.asOf === asOf;
}

function lastFinishedRun() {
  const { stdout, status } = remit(['status', '--json'], true);
  if (status !== 0) return '';
  const { lastRun } = JSON.parse(stdout);
  return lastRun?.finished ? lastRun.asOf : '';
}

/** The command itself, in a process of its own; what it says goes straight to the terminal unless it is read here. */
function remit(args, isRead = false) {
  return spawnSync(process.execPath, [join(project, 'bin', 'remit.js'), ...args, '--config', shownConfig], {
    stdio: ['ignore', isRead ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

function expect({ status, signal }, wanted, what) {
  if (status === wanted) return;
  say(`\nThe demo stops: ${what} ended with ${signal ?? status}, expected was ${wanted}.`);
  process.exit(1);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

main();

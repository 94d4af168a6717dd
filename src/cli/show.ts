import { join } from 'node:path';
import { Archive } from '../batch/archive.ts';
import { findThings, referenceOf, type Thing, thingOf } from '../batch/find.ts';
import { type Neighbour, neighboursOf } from '../batch/neighbours.ts';
import { bytesOf, type Shown, type ShownRow, showThing } from '../batch/show-thing.ts';
import { loadGuides } from '../guide/guide-catalogue.ts';
import { formatCents } from '../money/cents.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { type Installation, lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { readAsked } from './read-asked.ts';
import { recordAsking } from './record-asking.ts';
import { printTable } from './table.ts';
import { columns, note, print, printJson, strong } from './terminal.ts';
import { amountText, thingLine } from './thing-text.ts';
import type { ShowFlags } from './verbs/show.ts';
import { brokenText } from './wrap-text.ts';

/** Bytes written at once. */
const CHUNK_BYTES = 1 << 20;

/** Columns for the name of a fact. */
const NAME_COLUMNS = 24;

export async function show(argument: string, flags: ShowFlags): Promise<void> {
  const installation = openInstallation(flags.config);
  const [asked = ''] = await readAsked(argument);
  if (flags.bytes && !flags.phi) throw bytesArePhi();
  const done = await lookIntoStore(installation, async (store) => {
    const thing = await oneThing(store, asked);
    recordAsking(installation, flags, { verb: 'show', as: [thing.kind], shown: [referenceOf(thing)] });
    if (flags.bytes) await writeBytes(store, thing, installation);
    else await tell(store, thing, installation, flags);
    return true;
  });
  if (done === undefined) throw nothingYet();
}

/** By its reference, or by an id of which there is one thing only. */
async function oneThing(store: Store, asked: string): Promise<Thing> {
  const named = await thingOf(store, asked);
  if (named) return named;
  const found = await findThings(store, asked, { limit: 2 });
  const [first] = found;
  if (first !== undefined && found.length === 1) return first.thing;
  throw new Fault({
    code: found.length === 0 ? 'FIND-NOTHING' : 'FIND-SEVERAL',
    message: found.length === 0 ? 'nothing here has this id' : 'several things have this id',
    hint: 'Call `remit find` and name one as it prints it.',
    exitCode: 2,
  });
}

async function tell(
  store: Store,
  thing: Thing,
  { root, settings }: Installation,
  flags: ShowFlags,
): Promise<void> {
  const phi = flags.phi ?? false;
  const limit = flags.limit ?? 50;
  const shown = await showThing(store, thing, {
    archive: new Archive(root.archive),
    guides: () => loadGuides(join(settings.specs, 'guides')),
    phi,
    limit,
  });
  const neighbours = await neighboursOf(store, thing);
  if (flags.json) {
    printJson({
      show: referenceOf(thing),
      kind: thing.kind,
      facts: shown.facts,
      neighbours: neighbours.map(({ relation, thing: other }) => ({ relation, ...thingLine(other, phi) })),
      ...shown.lists,
    });
    return;
  }
  printFacts(thing, shown);
  printNeighbours(neighbours, phi);
  for (const [name, rows] of Object.entries(shown.lists)) printList(name, rows);
  if (Object.values(shown.lists).some((rows) => rows.length === limit))
    note(`At most ${limit} rows of a list; --limit shows more.`);
}

function printFacts(thing: Thing, { facts }: Shown): void {
  print(strong(`${thing.kind} ${referenceOf(thing)}`));
  for (const [name, value] of Object.entries(facts)) {
    const text = valueText(name, value);
    if (text === '') continue;
    const [first = '', ...rest] = brokenText(text, columns() - NAME_COLUMNS);
    print(`  ${words(name).padEnd(NAME_COLUMNS - 2)}${first}`);
    for (const row of rest) print(`${' '.repeat(NAME_COLUMNS)}${row}`);
  }
}

function printNeighbours(neighbours: readonly Neighbour[], phi: boolean): void {
  for (const { relation, thing } of neighbours) {
    const { show: reference, name, amountCents } = thingLine(thing, phi);
    const told = [reference, name, amountText(amountCents)].filter((text) => text !== '').join('  ');
    const [first = '', ...rest] = brokenText(told, columns() - NAME_COLUMNS);
    print(`  ${relation.padEnd(NAME_COLUMNS - 2)}${first}`);
    for (const row of rest) print(`${' '.repeat(NAME_COLUMNS)}${row}`);
  }
}

function printList(name: string, rows: readonly ShownRow[]): void {
  print(`\n${strong(words(name))}`);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  printTable(
    names.map((column) =>
      column.endsWith('Cents') ? { name: words(column), align: 'right' as const } : { name: words(column) },
    ),
    rows.map((row) => names.map((column) => valueText(column, row[column] ?? ''))),
  );
}

/** `chargeCents` is told as an amount of dollars, so its name loses the unit. */
function words(name: string): string {
  return name
    .replace(/Cents$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}

function valueText(name: string, value: string | number): string {
  return name.endsWith('Cents') && typeof value === 'number' ? formatCents(value) : String(value);
}

async function writeBytes(store: Store, thing: Thing, { root }: Installation): Promise<void> {
  const place = await bytesOf(store, thing);
  if (place === undefined)
    throw new Fault({
      code: 'USAGE-BYTES',
      message: `a ${thing.kind} has no bytes of its own`,
      hint: 'Show the file, interchange or sent file that it stands in.',
      exitCode: 2,
    });
  if (place.kind === 'outbox') {
    process.stdout.write(await store.outboxFile(place.outboxId));
    return;
  }
  const archive = new Archive(root.archive);
  const { sha256, offsetBytes, lengthBytes } = place;
  for (let at = 0; at < lengthBytes; at += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, lengthBytes - at);
    const chunk = archive.readSlice(sha256, offsetBytes + at, length);
    if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

function bytesArePhi(): Fault {
  return new Fault({
    code: 'USAGE-FLAGS',
    message: '--bytes shows patient data as it is',
    hint: 'Say --phi as well.',
    exitCode: 2,
  });
}

import { type ClaimFacts, type Found, findThings, type IdKind } from '../batch/find.ts';
import { type Neighbour, neighboursOf } from '../batch/neighbours.ts';
import { parseAmountCents } from '../x12/amount.ts';
import { Fault } from '../x12/fault.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { readAsked } from './read-asked.ts';
import { recordAsking } from './record-asking.ts';
import { columns, isTerminal, note, print, printJson, strong } from './terminal.ts';
import { amountText, thingLine } from './thing-text.ts';
import type { FindFlags } from './verbs/find.ts';
import { brokenText, wrapText } from './wrap-text.ts';

/** In a pipe. */
const COLUMNS = ['show', 'kind', 'found_as', 'date', 'state', 'amount', 'name', 'neighbours'];

interface FoundWithNeighbours extends Found {
  readonly neighbours: readonly Neighbour[];
}

export async function find(argument: string, flags: FindFlags): Promise<void> {
  const installation = openInstallation(flags.config);
  const [asked = '', ...alsoNamed] = await readAsked(argument);
  const facts = factsOf(flags, alsoNamed);
  const options = {
    limit: flags.limit ?? 20,
    ...(flags.as === undefined ? {} : { as: flags.as as IdKind }),
    ...(facts === undefined ? {} : { facts }),
  };
  const found = await lookIntoStore(installation, async (store) => {
    const things: FoundWithNeighbours[] = [];
    for (const each of await findThings(store, asked, options))
      things.push({ ...each, neighbours: await neighboursOf(store, each.thing) });
    return things;
  });
  if (found === undefined) throw nothingYet();
  recordAsking(installation, flags, {
    verb: 'find',
    as: [...new Set(found.map(({ as }) => as))],
    shown: found.map(({ thing }) => thingLine(thing, false).show),
  });
  if (found.length === 0) throw nothingFound();
  const phi = flags.phi ?? false;
  if (flags.json) printJson(found.map((each) => foundJson(each, phi)));
  else if (isTerminal()) for (const each of found) printFound(each, phi);
  else {
    print(COLUMNS.join('\t'));
    for (const each of found) print(foundRow(each, phi).join('\t'));
  }
  if (found.length === options.limit) note(`The newest ${options.limit} of a kind; --limit shows more.`);
}

/** What KP-05 asks for beside the id; undefined when nothing of it was given. */
function factsOf(flags: FindFlags, alsoNamed: readonly string[]): ClaimFacts | undefined {
  const { npi, taxId, serviceDate, kind, received } = flags;
  const chargeCents = flags.charge === undefined ? undefined : parseAmountCents(flags.charge);
  if (flags.charge !== undefined && chargeCents === undefined)
    throw new Fault({
      code: 'USAGE-AMOUNT',
      message: 'the charge is no amount',
      hint: 'Write it like 255.00.',
      exitCode: 2,
    });
  const facts: ClaimFacts = {
    ...(npi === undefined ? {} : { npi }),
    ...(taxId === undefined ? {} : { taxId: taxId.replace('-', '') }),
    ...(serviceDate === undefined ? {} : { serviceDate }),
    ...(chargeCents === undefined ? {} : { chargeCents }),
    ...(kind === undefined ? {} : { kind }),
    ...(received === undefined ? {} : { receivedDate: received }),
    ...(alsoNamed.length === 0 ? {} : { alsoNamed }),
  };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

function foundJson({ as, thing, neighbours }: FoundWithNeighbours, phi: boolean) {
  return {
    ...thingLine(thing, phi),
    foundAs: as,
    neighbours: neighbours.map(({ relation, thing: other }) => ({ relation, ...thingLine(other, phi) })),
  };
}

function foundRow({ as, thing, neighbours }: FoundWithNeighbours, phi: boolean): string[] {
  const { show, kind, date, state, amountCents, name } = thingLine(thing, phi);
  const beside = neighbours.map(({ relation, thing: other }) => `${relation} ${thingLine(other, phi).show}`);
  return [show, kind, as, date, state, amountText(amountCents), name, beside.join(', ')].map((cell) =>
    cell.replace(/[\t\r\n]/g, ' '),
  );
}

/** What it is, and below, indented, what stands beside it. */
function printFound({ as, thing, neighbours }: FoundWithNeighbours, phi: boolean): void {
  const { show, date, state, amountCents, name } = thingLine(thing, phi);
  const facts = [date, state, amountText(amountCents), name].filter((text) => text !== '').join(', ');
  print(`${strong(show)}  (${as})`);
  for (const row of wrapText(facts, columns(), '  ')) print(row);
  for (const { relation, thing: other } of neighbours) {
    const line = thingLine(other, phi);
    const told = [line.show, line.name, amountText(line.amountCents)]
      .filter((text) => text !== '')
      .join('  ');
    const [first = '', ...rest] = brokenText(told, columns() - 16);
    print(`    ${relation.padEnd(11)} ${first}`);
    for (const row of rest) print(`${' '.repeat(16)}${row}`);
  }
}

function nothingFound(): Fault {
  return new Fault({
    code: 'FIND-NOTHING',
    message: 'nothing here has this id',
    hint: 'Give it exactly as it stands in the file; `remit find --help` lists the kinds of ids.',
    exitCode: 2,
  });
}

import { isClaimNumber } from '../adjudication/claim-number.ts';
import { explainDecision } from '../adjudication/explain.ts';
import type { AnsweredRefusal } from '../batch/answered-refusal.ts';
import { formatCents } from '../money/cents.ts';
import type { ClaimRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { Fault } from '../x12/fault.ts';
import { claimLife } from './claim-life.ts';
import { type ClaimStory, claimStory } from './claim-story.ts';
import { lookIntoStore, nothingYet, openInstallation } from './installation.ts';
import { mask, maskedDecision } from './mask.ts';
import { readAsked } from './read-asked.ts';
import { recordAsking } from './record-asking.ts';
import { printTable } from './table.ts';
import { columns, print, printJson, strong } from './terminal.ts';
import type { ExplainFlags } from './verbs/explain.ts';
import { wrapText } from './wrap-text.ts';

/** Columns before what is told of a step. */
const LIFE_INDENT = 24;

/** Tells the story of one claim; where a patient control number stands on several, lists them. */
export async function explainClaim(argument: string, flags: ExplainFlags): Promise<void> {
  const installation = openInstallation(flags.config);
  const [asked = ''] = await readAsked(argument);
  const found = await lookIntoStore(installation, async (store) => {
    const rows = await findClaims(store, asked);
    return { rows, story: rows.length === 1 ? await claimStory(store, rows[0]!) : undefined };
  });
  if (found === undefined) throw nothingYet();
  const { rows, story } = found;
  recordAsking(installation, flags, {
    verb: 'explain',
    as: ['claim'],
    shown: rows.map(({ claimNumber }) => claimNumber),
  });
  if (rows.length === 0) {
    throw new Fault({
      code: 'CLAIM-UNKNOWN',
      message: 'no claim has this number',
      hint: 'Give our claim number (13 digits) or the patient control number exactly as it was sent; where retention has taken the detail only our number is left.',
      exitCode: 2,
    });
  }
  const phi = flags.phi ?? false;
  if (story === undefined) listClaims(rows, flags, phi);
  else if (flags.json) printJson(storyJson(story, phi));
  else printStory(story, phi);
}

async function findClaims(store: Store, asked: string): Promise<ClaimRow[]> {
  if (isClaimNumber(asked)) {
    const row = await store.claimByNumber(asked);
    if (row) return [row];
  }
  return store.claimsByPatientControlNumber(asked);
}

function listClaims(rows: readonly ClaimRow[], flags: ExplainFlags, phi: boolean): void {
  if (flags.json) {
    printJson(rows.map((row) => claimJson(row, phi)));
    return;
  }
  printTable(
    [
      { name: 'claim' },
      { name: 'received' },
      { name: 'service' },
      { name: 'state' },
      { name: 'charge', align: 'right' },
    ],
    rows.map((row) => [
      row.claimNumber,
      row.receivedDate,
      row.serviceFrom,
      row.state,
      formatCents(row.chargeCents),
    ]),
  );
}

function printStory(story: ClaimStory, phi: boolean): void {
  const { row, refusal, decisions, remittances } = story;
  const flags = [row.isTest ? 'test' : '', row.isEncounter ? 'encounter' : ''].filter((word) => word !== '');
  print(
    strong(
      `Claim ${row.claimNumber}: ${row.state}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}, ${row.kind}`,
    ) +
      `\n${wrapText(`From ${row.fileName}, interchange ${row.interchangeControlNumber.trim()}, set ${row.setControlNumber}, segment ${row.segmentOrdinal}, byte ${row.offsetBytes}`, columns()).join('\n')}`,
  );
  printGone(story);
  if (row.supersededBy !== '')
    print(
      `Followed by claim ${row.supersededBy}, which ${row.state === 'replaced' ? 'replaced' : 'voided'} it`,
    );
  if ((row.state === 'rejected' || row.state === 'refused') && story.gone.detail === '')
    printRefusal(refusal);
  for (const { version, asOf, decision, text } of decisions) {
    print(`\n${strong(`Decision ${version}, as of ${asOf}`)}`);
    const lines = decision ? explainDecision(decision, { phi, width: columns() }) : text;
    for (const line of lines) print(line);
  }
  if (remittances.length > 0) printRemittances(remittances);
  print(`\n${strong('Life')}`);
  for (const { day, state, by, why } of claimLife(story)) {
    const told = [by, why].filter((part) => part !== '').join(': ');
    const [first = '', ...rest] = wrapText(told, columns() - LIFE_INDENT);
    print(`  ${day}  ${state.padEnd(10)}${first}`);
    for (const text of rest) print(' '.repeat(LIFE_INDENT) + text);
  }
}

function printRemittances(remittances: ClaimStory['remittances']): void {
  print(`\n${strong('Remittances')}`);
  for (const { act, amountCents, payment } of remittances) {
    const where = payment
      ? `trace ${payment.traceNumber}, ${payment.method} of ${payment.paymentDate}\n${' '.repeat(25)}${payment.outboxName}`
      : 'waits for the next payment run';
    print(`  ${act.padEnd(8)} ${formatCents(amountCents).padStart(12)}  ${where}`);
  }
}

/** What can no longer be told, and since when. */
function printGone({ gone }: ClaimStory): void {
  const what = [
    ...(gone.file === '' ? [] : [`the file it came in, as of ${gone.file}`]),
    ...(gone.detail === '' ? [] : [`its lines, adjustments and patient, as of ${gone.detail}`]),
    ...(gone.traces ? ['why it was decided so'] : []),
  ];
  if (what.length === 0) return;
  for (const line of wrapText(`Retention has taken: ${what.join('; ')}`, columns())) print(line);
}

function printRefusal(refusal: AnsweredRefusal | undefined): void {
  const text =
    refusal === undefined
      ? 'Refused with its set, group or interchange: the 999 or TA1 says why'
      : `Refused at intake: ${refusal.statuses.join(', ')} in ${refusal.file}`;
  for (const line of wrapText(`${text} (remit validate tells where in the file)`, columns())) print(line);
}

function claimJson(row: ClaimRow, phi: boolean) {
  const { claimNumber, state, kind, frequency, isTest, isEncounter, receivedDate, serviceFrom, serviceTo } =
    row;
  return {
    claimNumber,
    patientControlNumber: phi ? row.patientControlNumber : mask(row.patientControlNumber),
    state,
    kind,
    frequency,
    isTest,
    isEncounter,
    receivedDate,
    serviceFrom,
    serviceTo,
    payeeId: row.payeeId,
    chargeCents: row.chargeCents,
    supersededBy: row.supersededBy,
    place: {
      file: row.fileName,
      sha256: row.fileSha256,
      interchange: row.interchangeControlNumber,
      group: row.groupControlNumber,
      set: row.setControlNumber,
      segmentOrdinal: row.segmentOrdinal,
      offsetBytes: row.offsetBytes,
    },
  };
}

function storyJson(story: ClaimStory, phi: boolean) {
  const { row, refusal, decisions, remittances, gone } = story;
  return {
    ...claimJson(row, phi),
    refusal: refusal?.statuses ?? [],
    gone,
    life: claimLife(story),
    decisions: decisions.map(({ version, act, status, asOf, decision, text }) => ({
      version,
      act,
      status,
      asOf,
      ...(decision ? { decision: phi ? decision : maskedDecision(decision) } : { text }),
    })),
    remittances: remittances.map(({ act, amountCents, payment }) => ({
      act,
      amountCents,
      traceNumber: payment?.traceNumber ?? '',
      method: payment?.method ?? '',
      paymentDate: payment?.paymentDate ?? '',
      file: payment?.outboxName ?? '',
    })),
  };
}

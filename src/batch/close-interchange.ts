import { strict as assert } from 'node:assert';
import { badDataOf } from '../acknowledgment/bad-data.ts';
import type { GroupAnswer, SetAnswer } from '../acknowledgment/group-answer.ts';
import type { AnswerFact } from '../acknowledgment/received-answer.ts';
import type { PayerProfile } from '../reference/payer-profile.ts';
import { type GroupJudgement, type InterchangeJudgement, interchangeJudgement } from '../validation/fates.ts';
import { applyPolicy } from '../validation/severity.ts';
import type { Finding } from '../x12/finding.ts';
import { type AnsweredRequest, type AnsweredSet, renderAnswers } from './answers.ts';
import { add, balance, outOfBalance, type Tally } from './books.ts';
import { claimScope } from './control-numbers.ts';
import type { SequenceOptions } from './intake-sequence.ts';
import { keepFinding, type OpenInterchange, type OpenSet, placeKey, setInput } from './open-interchange.ts';
import { proveAnswers } from './prove-answers.ts';
import { receivedAnswers } from './received-answers.ts';
import { statusAnswers } from './status-answers.ts';

/**
 * At IEA everything can be said: fates, books, answers. One act of the store makes the claims real and commits the
 * answers with their control numbers.
 */
export async function closeInterchange(
  open: OpenInterchange,
  ta1s: readonly AnswerFact[],
  options: SequenceOptions,
): Promise<void> {
  const { store, partner, instant, run } = options;
  const { interchange } = open;
  const envelopeFindings = [...interchange.findings, ...open.senderFindings];
  for (const finding of [...envelopeFindings, ...open.groups.flatMap(({ group }) => group.findings)]) {
    const seen = applyPolicy(finding, partner);
    if (seen) keepFinding(open, undefined, seen);
  }
  const judgement = interchangeJudgement(
    {
      findings: envelopeFindings,
      refused: interchange.refused,
      groups: open.groups.map(({ group, sets }) => ({
        findings: group.findings,
        sets: sets.map(setInput),
      })),
    },
    partner,
  );
  const books = await prove(open, options);
  if (open.nextSequence > open.firstSequence) {
    // The numbers given are spent with this act, and come back when it never commits.
    open.numbers.take(claimScope(options.file.receivedDate), open.firstSequence - 1, open.nextSequence - 1);
  }
  const answers = await renderAnswers({
    store,
    numbers: open.numbers,
    instant,
    partner,
    interchange,
    fate: judgement.fate,
    note: judgement.note,
    groups: groupAnswers(open, judgement.groups),
    isOnlyTa1: ta1s.length > 0 && open.groups.length === 0,
    senderApplicationId: open.groups[0]?.group.sender ?? '',
    sets: answeredSets(open, judgement.groups, options),
    statusRequests: await statusRequests(open, judgement.groups, options),
    badDataOf: badDataReader(open, options),
    patientControlNumberOf: (finding) => open.patientControlNumbers.get(placeKey(finding)),
    receivedDate: options.file.receivedDate,
    receiptNumber: `${run.businessDate.slice(2)}R${open.interchangeId}`,
  });
  proveAnswers(answers, options.workplace.guides);
  await store.closeInterchange({
    interchangeId: open.interchangeId,
    batchId: open.batchId,
    lengthBytes: interchange.lengthBytes,
    fate: judgement.fate,
    note: judgement.note,
    refusedSets: refusedSets(open, judgement.groups),
    findings: open.kept.map(({ finding, set, claimNumber }) => ({
      finding,
      ...(set?.setId === undefined ? {} : { setId: set.setId }),
      ...(claimNumber === undefined ? {} : { claimNumber }),
    })),
    answers,
    received: await receivedAnswers(answerFacts(open, ta1s, judgement), partner.id, store),
    counters: open.numbers.moves(),
    books,
  });
}

/** Segments longer than this are not read again for the sake of one value. */
const SEGMENT_BYTES = 4096;

/** The value a finding is about, from the archived bytes. */
function badDataReader(
  { interchange }: OpenInterchange,
  { workplace, file }: SequenceOptions,
): (finding: Finding) => string | undefined {
  return ({ place }) => {
    const { offsetBytes, lengthBytes } = place;
    if (place.elementOrdinal === undefined || lengthBytes === 0 || lengthBytes > SEGMENT_BYTES)
      return undefined;
    const bytes = workplace.archive.readSlice(file.sha256, offsetBytes, lengthBytes);
    return badDataOf(Buffer.from(bytes).toString('latin1'), place, interchange.delimiters);
  };
}

/** A set that its own faults would pass may stand in a group or interchange that is refused. */
function refusedSets(open: OpenInterchange, groups: readonly GroupJudgement[]): number[] {
  return open.groups.flatMap(({ sets }, g) =>
    sets.flatMap(({ setId }, s) => {
      const { refusedBy } = groups[g]!.sets[s]!;
      return setId !== undefined && (refusedBy === 'group' || refusedBy === 'interchange') ? [setId] : [];
    }),
  );
}

/**
 * seen = staged + refused + counted only, those outside of every set among the last; the main thread's count against
 * the store's rows.
 */
async function prove(open: OpenInterchange, { store, file }: SequenceOptions): Promise<string> {
  const sets = open.groups.flatMap((group) => group.sets);
  const tally = (some: readonly OpenSet[]): Tally => ({
    claims: some.reduce((sum, { count }) => sum + count.claimsSeen, 0),
    cents: some.reduce((sum, { count }) => sum + count.chargeSeenCents, 0),
  });
  const counts = await store.countClaims({ interchangeId: open.interchangeId });
  const of = (state: string): Tally => ({
    claims: counts.filter((row) => row.state === state).reduce((sum, row) => sum + row.claims, 0),
    cents: counts.filter((row) => row.state === state).reduce((sum, row) => sum + row.chargeCents, 0),
  });
  const books = balance(
    ['seen', add(tally(sets), open.stray)],
    [
      ['sound', of('staged')],
      ['refused', of('refused')],
      ['not read', add(tally(sets.filter((set) => !set.isStaged)), open.stray)],
    ],
  );
  if (!books.closes) throw outOfBalance(`interchange ${open.interchange.index + 1} of ${file.name}`, books);
  return books.text;
}

function answeredSets(
  open: OpenInterchange,
  groups: readonly GroupJudgement[],
  options: SequenceOptions,
): AnsweredSet[] {
  const payer = answeringPayer(options);
  return open.groups.flatMap(({ sets }, g) =>
    sets.flatMap((set, s) =>
      set.setId === undefined || groups[g]!.sets[s]!.fate === 'rejected'
        ? []
        : [
            {
              setId: set.setId,
              batchReference: set.count.batchReference,
              payer: { name: payer.name, id: payer.payerIds.find((id) => id !== '*') ?? payer.id },
            },
          ],
    ),
  );
}

/** What a partner's answers say of our files; one that is itself refused says nothing. */
function answerFacts(
  open: OpenInterchange,
  ta1s: readonly AnswerFact[],
  { fate, groups }: InterchangeJudgement,
): AnswerFact[] {
  if (open.isCountedOnly || fate === 'rejected') return [];
  const facts = open.groups.flatMap(({ sets }, g) =>
    sets.flatMap(({ count }, s) => (groups[g]!.sets[s]!.fate === 'rejected' ? [] : (count.facts ?? []))),
  );
  return [...ta1s, ...facts];
}

/** What became of the claims that the 276 sets ask for, as far as the 999 lets them pass. */
async function statusRequests(
  open: OpenInterchange,
  groups: readonly GroupJudgement[],
  { store, workplace, partner, instant }: SequenceOptions,
): Promise<AnsweredRequest[]> {
  const isTest = partner.usage === 'T';
  const context = { store, workplace, partner, isTest, today: instant.date };
  const answered: AnsweredRequest[] = [];
  for (const [g, { sets }] of open.groups.entries()) {
    for (const [s, { count }] of sets.entries()) {
      const request = count.statusRequest;
      if (open.isCountedOnly || !request || groups[g]!.sets[s]!.fate === 'rejected') continue;
      answered.push({ request, answers: await statusAnswers(request, context) });
    }
  }
  return answered;
}

function answeringPayer({ partner, workplace }: SequenceOptions): PayerProfile {
  const profile = workplace.snapshot.profile(partner.payers[0] ?? '') ?? workplace.snapshot.profiles[0];
  assert(profile, 'a partner without a payer was let through by the specs check');
  return profile;
}

/** A 999 answers every group but those that are answers themselves. */
function groupAnswers(open: OpenInterchange, judgements: readonly GroupJudgement[]): GroupAnswer[] {
  return open.groups.flatMap(({ group, sets }, g) => {
    if (group.functionalId === 'FA') return [];
    const judgement = judgements[g]!;
    const answer: GroupAnswer = {
      functionalId: group.functionalId,
      controlNumber: group.controlNumber,
      version: group.version,
      ...(group.declaredSetCount === undefined ? {} : { declaredSetCount: group.declaredSetCount }),
      receivedSetCount: sets.length,
      rejected: judgement.rejected,
      ak905: judgement.ak905,
      sets: sets.map(
        (set, s): SetAnswer => ({
          setId: set.set.id,
          controlNumber: set.set.controlNumber,
          implementation: set.set.implementation,
          fate: judgement.sets[s]!.fate,
          ik502: judgement.sets[s]!.ik502,
          findings: set.findings,
        }),
      ),
    };
    return [answer];
  });
}

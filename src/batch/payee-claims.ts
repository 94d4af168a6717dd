import type { InterestTerms } from '../ledger/interest.ts';
import { addInterest, type CarriedInterest } from '../remittance/add-interest.ts';
import type { AdjustmentCodes } from '../remittance/adjustment-codes.ts';
import { claimPaidCents } from '../remittance/claim-payment.ts';
import { checkItem } from '../remittance/code-check.ts';
import { CLAIMS_PER_REMITTANCE, claimsByRemittance } from '../remittance/plan-payment.ts';
import type { RemittanceItem, RemittedClaims } from '../remittance/remittance.ts';
import { ClaimsBytes } from '../remittance/written-claims.ts';
import type { Store } from '../store/store.ts';
import { MAXIMUM_AMOUNT_CENTS } from '../x12/amount.ts';
import { addDays } from '../x12/calendar.ts';

/** Decisions in memory at a time: more of them outlive the young generation. */
const PAGE_ITEMS = 100;

/** What the claims of a payment run are read and written with, on whichever thread. */
export interface ClaimsDesk {
  readonly store: Pick<Store, 'waitingItems' | 'interestFacts'>;
  readonly codes: AdjustmentCodes;
  readonly run: ClaimsRun;
}

/** Plain data. */
export interface ClaimsRun {
  readonly profileId: string;
  /** CCYYMMDD: of payment and of production. */
  readonly date: string;
  /** KP-90. */
  readonly interest: InterestTerms | undefined;
}

export interface AskedPayee {
  readonly payeeId: string;
  readonly fund: string;
  /** Something was taken back or is corrected. */
  readonly hasReversals: boolean;
  /** As the receiving partner wants them; undefined: its claims stay items (a letter). */
  readonly lineBreaks: boolean | undefined;
}

/** What fits one remittance; a payee has one part at least, and that may be empty. */
export interface PayeePart {
  readonly claims: readonly RemittedClaims[];
  readonly isLast: boolean;
}

/**
 * What waits of a payee and fund, read, checked and written before it is paid: of the payment itself (number, trace,
 * balance) its claims say nothing.
 */
export function payeeClaims(asked: AskedPayee, desk: ClaimsDesk): AsyncGenerator<PayeePart> {
  return asked.lineBreaks === undefined || asked.hasReversals
    ? orderedClaims(asked, desk)
    : streamedClaims(asked, asked.lineBreaks, desk);
}

/** Reversals have their place before what corrects them: one part is in memory at a time. */
async function* orderedClaims(asked: AskedPayee, desk: ClaimsDesk): AsyncGenerator<PayeePart> {
  const carried = new Map<number, CarriedInterest>();
  const parts = itemParts(asked, desk);
  let part = await parts.next();
  if (part.done) yield { claims: [], isLast: true };
  while (!part.done) {
    const items = await withInterest(part.value, carried, desk);
    const next = await parts.next();
    const claims = claimsByRemittance(items).map((each) => checkAndWrite(each, asked.lineBreaks, desk));
    yield { claims, isLast: next.done === true };
    part = next;
  }
}

function checkAndWrite(
  claims: RemittedClaims,
  lineBreaks: boolean | undefined,
  desk: ClaimsDesk,
): RemittedClaims {
  if (lineBreaks === undefined) return claims;
  const writing = new ClaimsWriting(lineBreaks, desk);
  for (const item of claims.items) writing.add(item);
  return writing.end();
}

/** Every claim stands where it comes, and is forgotten once it is written. */
async function* streamedClaims(
  asked: AskedPayee,
  lineBreaks: boolean,
  desk: ClaimsDesk,
): AsyncGenerator<PayeePart> {
  const carried = new Map<number, CarriedInterest>();
  let writing = new ClaimsWriting(lineBreaks, desk);
  for await (const page of pagesOf(asked, desk))
    for (const item of await withInterest(page, carried, desk)) {
      if (!writing.hasRoomFor(item)) {
        yield { claims: [writing.end()], isLast: false };
        writing = new ClaimsWriting(lineBreaks, desk);
      }
      writing.add(item);
    }
  yield { claims: writing.isEmpty ? [] : [writing.end()], isLast: true };
}

/** The claims of one remittance, as they are checked and written one after the other. */
class ClaimsWriting {
  readonly #desk: ClaimsDesk;
  readonly #bytes: ClaimsBytes;
  readonly #itemIds: number[] = [];
  readonly #interest: RemittedClaims['interest'][number][] = [];
  readonly #problems = new Set<string>();
  #paidCents = 0;
  #interestCents = 0;

  constructor(lineBreaks: boolean, desk: ClaimsDesk) {
    this.#desk = desk;
    this.#bytes = new ClaimsBytes(lineBreaks);
  }

  get isEmpty(): boolean {
    return this.#itemIds.length === 0;
  }

  hasRoomFor(item: RemittanceItem): boolean {
    return (
      this.isEmpty ||
      (this.#itemIds.length < CLAIMS_PER_REMITTANCE &&
        this.#paidCents + claimPaidCents(item) <= MAXIMUM_AMOUNT_CENTS)
    );
  }

  add(item: RemittanceItem): void {
    const { codes, run } = this.#desk;
    const { itemId, interestCents = 0, interestCentDays: centDays = 0 } = item;
    this.#itemIds.push(itemId);
    this.#paidCents += claimPaidCents(item);
    this.#interestCents += interestCents;
    if (interestCents !== 0 || centDays !== 0) this.#interest.push({ itemId, interestCents, centDays });
    checkItem(item, run.date, codes, this.#problems);
    if (this.#problems.size === 0) this.#bytes.add(item);
  }

  end(): RemittedClaims {
    const problems = [...this.#problems];
    const written = problems.length === 0 ? this.#bytes.end() : undefined;
    return {
      itemIds: this.#itemIds,
      paidCents: this.#paidCents,
      interestCents: this.#interestCents,
      interest: this.#interest,
      problems,
      items: [],
      ...(written && { written }),
    };
  }
}

/** The items of claims that could not be written ahead, or not for the interchange they come into. */
export async function itemsOfClaims(
  claims: RemittedClaims,
  { payeeId, fund }: Pick<AskedPayee, 'payeeId' | 'fund'>,
  { store, run }: ClaimsDesk,
): Promise<RemittanceItem[]> {
  const wanted = new Map(claims.itemIds.map((itemId, index) => [itemId, index]));
  const interest = new Map(claims.interest.map((each) => [each.itemId, each]));
  const items: RemittanceItem[] = new Array(claims.itemIds.length);
  let last = claims.itemIds.reduce((least, itemId) => Math.min(least, itemId), Number.MAX_SAFE_INTEGER) - 1;
  let left = wanted.size;
  while (left > 0) {
    const page = await store.waitingItems(run.profileId, payeeId, fund, last, PAGE_ITEMS);
    for (const { itemId, decisionId, act, decision } of page) {
      const index = wanted.get(itemId);
      if (index === undefined) continue;
      const own = interest.get(itemId);
      items[index] = {
        itemId,
        decisionId,
        act,
        decision,
        ...(own && { interestCents: own.interestCents, interestCentDays: own.centDays }),
      };
      left -= 1;
    }
    last = page.at(-1)!.itemId;
  }
  return items;
}

/** Only what is paid late or reversed can carry interest: nothing else is asked of the store. */
async function withInterest(
  items: readonly RemittanceItem[],
  carried: Map<number, CarriedInterest>,
  { store, run: { interest: terms, date } }: ClaimsDesk,
): Promise<readonly RemittanceItem[]> {
  if (terms === undefined) return items;
  const inTime = addDays(date, -terms.ceilingDays);
  const asked = items.filter(
    ({ act, decision }) => act === 'reversal' || decision.facts.receivedDate < inTime,
  );
  if (asked.length === 0) return items;
  const facts = await store.interestFacts(asked.map(({ itemId }) => itemId));
  const outstanding = new Map(facts.map((row) => [row.itemId, row.outstandingDays]));
  for (const { decisionId, interestCents, centDays } of facts) {
    if (centDays !== 0) carried.set(decisionId, { interestCents, centDays });
  }
  return addInterest({
    items,
    terms,
    paymentDate: date,
    outstandingDays: ({ itemId }) => outstanding.get(itemId) ?? 0,
    carried,
  });
}

/**
 * What waits of a payee and fund, in parts that fit one remittance each: a part ends where the next claim, with the
 * reversal it corrects, would be one too many or too dear. Parts begin where the last one ended, wherever a run was cut.
 */
async function* itemParts(asked: AskedPayee, desk: ClaimsDesk): AsyncGenerator<RemittanceItem[], undefined> {
  let part: RemittanceItem[] = [];
  let paidCents = 0;
  let reversal: RemittanceItem[] = [];
  for await (const page of pagesOf(asked, desk))
    for (const item of page) {
      if (item.act === 'reversal' && reversal.length === 0) {
        reversal = [item];
        continue;
      }
      const together = [...reversal, item];
      reversal = [];
      const cents = together.reduce((sum, each) => sum + claimPaidCents(each), 0);
      const isFull =
        part.length + together.length > CLAIMS_PER_REMITTANCE || paidCents + cents > MAXIMUM_AMOUNT_CENTS;
      if (isFull && part.length > 0) {
        yield part;
        part = [];
        paidCents = 0;
      }
      part.push(...together);
      paidCents += cents;
    }
  part.push(...reversal);
  if (part.length > 0) yield part;
  return undefined;
}

async function* pagesOf(
  { payeeId, fund }: AskedPayee,
  { store, run }: ClaimsDesk,
): AsyncGenerator<RemittanceItem[]> {
  let last = 0;
  for (;;) {
    const page = await store.waitingItems(run.profileId, payeeId, fund, last, PAGE_ITEMS);
    yield page.map(({ itemId, decisionId, act, decision }) => ({ itemId, decisionId, act, decision }));
    if (page.length < PAGE_ITEMS) return;
    last = page.at(-1)!.itemId;
  }
}

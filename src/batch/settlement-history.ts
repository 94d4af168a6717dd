import { benefitYears } from '../adjudication/benefits/benefit-years.ts';
import { isLive } from '../adjudication/claim-state.ts';
import type { AccumulatorChange } from '../adjudication/decision.ts';
import {
  GLOBAL_REACH_DAYS,
  type GlobalService,
  type PastGlobalService,
} from '../adjudication/global-service.ts';
import type { Accumulated, History, PastClaim } from '../adjudication/history.ts';
import type { PricedClaim } from '../adjudication/priced-claim.ts';
import type { GlobalServiceSpan, Store } from '../store/store.ts';
import { addDays } from '../x12/calendar.ts';

const NONE = { deductibleCents: 0, outOfPocketCents: 0, visits: 0 };

/** Limits kept from act to act, some 200 bytes each. */
const LIMITS_KEPT = 50_000;

type Used = Accumulated & { readonly visits: number };

interface LastAsked {
  readonly holder: string;
  readonly planId: string;
  readonly year: string;
  readonly used: Used;
}

type Holder = Pick<AccumulatorChange, 'holder' | 'scope' | 'planId' | 'year' | 'category'>;

/**
 * History as seen in the middle of an act: what the store has for the claims of the act, overlaid with what the act
 * itself has settled so far. Fetched in two queries for some hundred claims, whatever the database.
 */
export class SettlementHistory implements History {
  readonly #store: Store;
  readonly #byNumber = new Map<string, PastClaim>();
  readonly #byKey = new Map<string, PastClaim[]>();
  readonly #accumulated: Map<string, Used>;
  /** Asked for line by line: what was asked for last, by scope. */
  readonly #last: Record<'individual' | 'family', LastAsked | undefined> = {
    individual: undefined,
    family: undefined,
  };
  readonly #askedNumbers = new Set<string>();
  readonly #askedKeys = new Set<string>();
  readonly #askedStays = new Set<string>();
  readonly #askedInstitutional = new Set<string>();
  readonly #askedServices = new Set<string>();
  /** By member and payee, then by claim and line. */
  readonly #services = new Map<string, Map<string, PastGlobalService>>();
  /** By member: only interim bills of institutions. */
  readonly #stays = new Map<string, Set<string>>();
  /** By member: every institutional claim. */
  readonly #institutional = new Map<string, Set<string>>();

  /** @param before of the act before, which is committed: what was used of limits is known from it */
  constructor(store: Store, before?: SettlementHistory) {
    this.#store = store;
    const known = before === undefined ? undefined : before.#accumulated;
    this.#accumulated = known !== undefined && known.size < LIMITS_KEPT ? known : new Map();
  }

  /** Fetches what these claims may ask for and earlier ones of the act have not asked yet. */
  async extend(claims: readonly PricedClaim[]): Promise<void> {
    const claimNumbers = added(
      this.#askedNumbers,
      claims.flatMap((claim) => claim.originalNumbers),
    );
    const sameServiceKeys = added(
      this.#askedKeys,
      claims.map((claim) => claim.sameServiceKey),
    );
    const interimMembers = added(
      this.#askedStays,
      claims.filter((claim) => isInterim(claim)).map((claim) => claim.memberId),
    );
    const stayMembers = added(
      this.#askedInstitutional,
      claims.filter((claim) => claim.linksStays === true).map((claim) => claim.memberId),
    );
    const lookup = { claimNumbers, sameServiceKeys, interimMembers, stayMembers };
    const fetched = (await this.#store.pastClaims(lookup)).filter(
      // What the act has settled is newer than what is committed.
      (past) => !this.#byNumber.has(past.claimNumber),
    );
    for (const past of fetched) this.#remember(past);
    await this.#fetchAccumulators(claims, fetched);
    await this.#fetchServices(claims);
  }

  /** Surgeries around any service; around a surgery also what it may package. */
  async #fetchServices(claims: readonly PricedClaim[]): Promise<void> {
    const spans: GlobalServiceSpan[] = [];
    for (const { globalServices, memberId, payeeId } of claims) {
      if (globalServices === undefined) continue;
      const days = globalServices.map(({ day }) => day).sort();
      const from = addDays(days[0]!, -GLOBAL_REACH_DAYS);
      const to = addDays(days.at(-1)!, GLOBAL_REACH_DAYS);
      const hasSurgery = globalServices.some(({ packageTo }) => packageTo !== '');
      for (const hasPackage of hasSurgery ? [true, false] : [true]) {
        const key = keyOf(memberId, payeeId, `${from} ${to}`, String(hasPackage));
        if (this.#askedServices.has(key)) continue;
        this.#askedServices.add(key);
        spans.push({ memberId, payeeId, hasPackage, from, to });
      }
    }
    if (spans.length === 0) return;
    for (const { memberId, payeeId, ...service } of await this.#store.globalServices(spans))
      this.#rememberService(memberId, payeeId, service);
  }

  async #fetchAccumulators(claims: readonly PricedClaim[], fetched: readonly PastClaim[]): Promise<void> {
    const wanted = new Map<string, Holder>();
    const want = ({ holder, scope, planId, year, category }: Holder): void => {
      const key = keyOf(holder, scope, planId, year, category);
      if (this.#accumulated.has(key)) return;
      wanted.set(key, { holder, scope, planId, year, ...(category !== undefined && { category }) });
    };
    for (const claim of claims) {
      const { memberId, subscriberId, planId } = claim;
      for (const year of benefitYears(claim)) {
        want({ holder: memberId, scope: 'individual', planId, year });
        want({ holder: subscriberId, scope: 'family', planId, year });
        for (const { planId: ofPlan, limitedCategories } of [claim, claim.secondPlan ?? claim])
          for (const category of limitedCategories ?? [])
            want({ holder: memberId, scope: 'individual', planId: ofPlan, year, category });
        const second = claim.secondPlanId ?? claim.secondPlan?.planId;
        if (second === undefined) continue;
        want({ holder: memberId, scope: 'individual', planId: second, year });
        want({ holder: subscriberId, scope: 'family', planId: second, year });
      }
    }
    // A replacement undoes what its original used, which may stand in another year or plan.
    for (const past of fetched) for (const used of past.decision?.accumulators ?? []) want(used);
    if (wanted.size === 0) return;
    for (const row of await this.#store.accumulators([...wanted.values()])) {
      const { holder, scope, planId, year, category, visits = 0 } = row;
      const { deductibleCents, outOfPocketCents } = row;
      this.#accumulated.set(keyOf(holder, scope, planId, year, category), {
        deductibleCents,
        outOfPocketCents,
        visits,
      });
    }
    this.#last.individual = undefined;
    this.#last.family = undefined;
  }

  claimByNumber(claimNumber: string): PastClaim | undefined {
    return this.#byNumber.get(claimNumber);
  }

  claimsWithKey(sameServiceKey: string): readonly PastClaim[] {
    return this.#byKey.get(sameServiceKey) ?? [];
  }

  accumulated(holder: string, scope: 'individual' | 'family', planId: string, year: string): Accumulated {
    const last = this.#last[scope];
    if (last?.holder === holder && last.planId === planId && last.year === year) return last.used;
    const used = this.#accumulated.get(keyOf(holder, scope, planId, year)) ?? NONE;
    this.#last[scope] = { holder, planId, year, used };
    return used;
  }

  visits(memberId: string, planId: string, category: string, year: string): number {
    return this.#accumulated.get(keyOf(memberId, 'individual', planId, year, category))?.visits ?? 0;
  }

  interimBills(memberId: string, billingNpi: string): readonly PastClaim[] {
    return [...(this.#stays.get(memberId) ?? [])]
      .map((claimNumber) => this.#byNumber.get(claimNumber)!)
      .filter((past) => past.billingNpi === billingNpi && isLive(past.state));
  }

  institutionalClaims(memberId: string): readonly PastClaim[] {
    return [...(this.#institutional.get(memberId) ?? [])].map(
      (claimNumber) => this.#byNumber.get(claimNumber)!,
    );
  }

  globalServices(memberId: string, payeeId: string): readonly PastGlobalService[] {
    const held = this.#services.get(serviceKey(memberId, payeeId));
    return held === undefined ? [] : [...held.values()].filter((service) => this.#isPaid(service));
  }

  /** What the act itself has settled is newer than what the store answered. */
  #isPaid({ claimNumber, line }: PastGlobalService): boolean {
    const past = this.#byNumber.get(claimNumber);
    if (past === undefined) return true;
    if (!isLive(past.state) || !past.decision) return false;
    return past.decision.lines.some(({ ordinal, allowedCents }) => ordinal === line && allowedCents > 0);
  }

  #rememberService(memberId: string, payeeId: string, service: PastGlobalService): void {
    const key = serviceKey(memberId, payeeId);
    const held = this.#services.get(key) ?? new Map<string, PastGlobalService>();
    this.#services.set(key, held.set(`${service.claimNumber} ${service.line}`, service));
  }

  /** A claim of this batch is settled: later ones see it, and see its original out of the way. */
  settle(
    claim: PastClaim,
    changes: readonly AccumulatorChange[],
    original?: Pick<PastClaim, 'claimNumber' | 'state'>,
    globalServices?: {
      readonly memberId: string;
      readonly payeeId: string;
      readonly services: readonly GlobalService[];
    },
  ): void {
    this.#remember(claim);
    if (globalServices !== undefined) {
      const { memberId, payeeId, services } = globalServices;
      for (const service of services)
        this.#rememberService(memberId, payeeId, { ...service, claimNumber: claim.claimNumber });
    }
    const before = original && this.#byNumber.get(original.claimNumber);
    if (before) this.#remember(superseded(before, original.state, claim.claimNumber));
    this.use(changes);
  }

  /** Limits are used, or given back. */
  use(changes: readonly AccumulatorChange[]): void {
    for (const change of changes) {
      const key = keyOf(change.holder, change.scope, change.planId, change.year, change.category);
      const before = this.#accumulated.get(key) ?? NONE;
      this.#accumulated.set(key, {
        deductibleCents: before.deductibleCents + change.deductibleCents,
        outOfPocketCents: before.outOfPocketCents + change.outOfPocketCents,
        visits: before.visits + (change.visits ?? 0),
      });
    }
    this.#last.individual = undefined;
    this.#last.family = undefined;
  }

  #remember(past: PastClaim): void {
    this.#byNumber.set(past.claimNumber, past);
    const same = (this.#byKey.get(past.sameServiceKey) ?? []).filter(
      (each) => each.claimNumber !== past.claimNumber,
    );
    same.push(past);
    this.#byKey.set(past.sameServiceKey, same);
    if (past.kind === 'institutional') {
      const held = this.#institutional.get(past.memberId) ?? new Set();
      this.#institutional.set(past.memberId, held.add(past.claimNumber));
    }
    if (!isInterim(past)) return;
    const ofMember = this.#stays.get(past.memberId) ?? new Set();
    this.#stays.set(past.memberId, ofMember.add(past.claimNumber));
  }
}

/** Version and decision by name: of a claim that was just settled they stand in no property of its own. */
function superseded(before: PastClaim, state: PastClaim['state'], supersededBy: string): PastClaim {
  const { version, decision } = before;
  return { ...before, version, decision, state, supersededBy };
}

function serviceKey(memberId: string, payeeId: string): string {
  return `${memberId}\n${payeeId}`;
}

/** A bill for a part of a stay: its first, a further or its last. */
function isInterim({ kind, frequency }: Pick<PastClaim, 'kind' | 'frequency'>): boolean {
  return kind === 'institutional' && (frequency === '2' || frequency === '3' || frequency === '4');
}

/** The values that were not in the set before, each once. */
function added(set: Set<string>, values: readonly string[]): string[] {
  const fresh: string[] = [];
  for (const value of values) {
    if (set.has(value)) continue;
    set.add(value);
    fresh.push(value);
  }
  return fresh;
}

function keyOf(holder: string, scope: string, planId: string, year: string, category = ''): string {
  return `${holder}\n${scope}\n${planId}\n${year}\n${category}`;
}

import type { PlanBenefits } from '../../reference/plan.ts';
import type { AccumulatorChange } from '../decision.ts';
import type { Accumulated, History } from '../history.ts';

interface Used {
  deductibleCents: number;
  outOfPocketCents: number;
}

export interface LimitsOf {
  readonly memberId: string;
  readonly subscriberId: string;
  readonly plan: PlanBenefits;
  readonly history: History;
  /** What an original that is being replaced had used: given back before the new share is computed. */
  readonly undone: readonly AccumulatorChange[];
}

/** What is left of a member's and family's yearly limits while one claim uses them line by line. */
export class Limits {
  readonly #of: LimitsOf;
  readonly #used = new Map<string, Used>();

  constructor(of: LimitsOf) {
    this.#of = of;
  }

  /** The deductible is met as soon as the member's own or the family's is. */
  deductibleLeft(year: string): number {
    const { plan } = this.#of;
    return Math.min(
      left(plan.individualDeductibleCents, this.#total('individual', year).deductibleCents),
      left(plan.familyDeductibleCents, this.#total('family', year).deductibleCents),
    );
  }

  outOfPocketLeft(year: string): number {
    const { plan } = this.#of;
    return Math.min(
      left(plan.individualOutOfPocketCents, this.#total('individual', year).outOfPocketCents),
      left(plan.familyOutOfPocketCents, this.#total('family', year).outOfPocketCents),
    );
  }

  use(year: string, deductibleCents: number, outOfPocketCents: number): void {
    const used = this.#used.get(year) ?? { deductibleCents: 0, outOfPocketCents: 0 };
    used.deductibleCents += deductibleCents;
    used.outOfPocketCents += outOfPocketCents;
    this.#used.set(year, used);
  }

  /** One change for the member and one for the family per benefit year that was used. */
  changes(): AccumulatorChange[] {
    const changes: AccumulatorChange[] = [];
    for (const [year, used] of this.#used) {
      if (used.deductibleCents === 0 && used.outOfPocketCents === 0) continue;
      for (const scope of ['individual', 'family'] as const)
        changes.push({ holder: this.#holder(scope), scope, planId: this.#of.plan.id, year, ...used });
    }
    return changes;
  }

  #total(scope: 'individual' | 'family', year: string): Accumulated {
    const holder = this.#holder(scope);
    const { plan, history, undone } = this.#of;
    const before = history.accumulated(holder, scope, plan.id, year);
    let { deductibleCents, outOfPocketCents } = this.#used.get(year) ?? {
      deductibleCents: 0,
      outOfPocketCents: 0,
    };
    for (const change of undone) {
      if (change.holder !== holder || change.scope !== scope) continue;
      if (change.planId !== plan.id || change.year !== year) continue;
      deductibleCents -= change.deductibleCents;
      outOfPocketCents -= change.outOfPocketCents;
    }
    return {
      deductibleCents: before.deductibleCents + deductibleCents,
      outOfPocketCents: before.outOfPocketCents + outOfPocketCents,
    };
  }

  #holder(scope: 'individual' | 'family'): string {
    return scope === 'individual' ? this.#of.memberId : this.#of.subscriberId;
  }
}

function left(limitCents: number, usedCents: number): number {
  return Math.max(0, limitCents - usedCents);
}

import { join } from 'node:path';
import type { Decision } from '../../src/adjudication/decision.ts';
import type { Claim, OtherPayer, ReportedAdjustment, ServiceLine } from '../../src/claim/claim.ts';
import type { OtherCoverage, ProgramSpan } from '../../src/reference/case-records.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import type { PayerProfile } from '../../src/reference/payer-profile.ts';
import type { LineOfBusiness } from '../../src/reference/plan.ts';
import {
  Book,
  type ClaimSpec,
  coverage,
  decisionIn,
  plan,
  SUBSCRIBER,
  type World,
  worldWith,
} from './fixtures.ts';

const { profiles } = loadSpecs(join(import.meta.dirname, '../../specs'));

export function shippedProfile(id: string): PayerProfile {
  return profiles.find((each) => each.id === id)!;
}

/** The shipped profile of the payer, over the members, plans and fees of these tests. */
export const shipped: PayerProfile = shippedProfile('91051');

/** The shipped profile with one parameter of a rule changed. */
export function withParameter(id: string, name: string, value: string): PayerProfile {
  const rules = shipped.rules.map((rule) =>
    rule.id === id ? { ...rule, parameters: new Map([...rule.parameters, [name, value]]) } : rule,
  );
  return { ...shipped, rules };
}

/** The subscriber in one line of business, the plan's benefits those of the tests. */
export function memberOf(
  lineOfBusiness: LineOfBusiness,
  changed: Partial<World> = {},
  employerGroup = lineOfBusiness === 'self-funded' ? 'CEDARMILL' : '',
  from = '20000101',
): World {
  const spans = [{ ...coverage, from, to: '', lineOfBusiness, employerGroup }];
  return worldWith(spans, { plans: [{ ...plan, lineOfBusiness }], ...changed });
}

export function decideBy(
  spec: ClaimSpec,
  data: World = memberOf('commercial'),
  receivedDate?: string,
  profile: PayerProfile = shipped,
): Decision {
  return decisionIn(new Book(data, profile).take(spec, receivedDate).settlement);
}

/** Rules that denied or reduced a line, in order. */
export function rulesOf(decision: Decision, ordinal = 1): string[] {
  return (decision.lines[ordinal - 1]?.adjustments ?? []).map(({ rule }) => rule);
}

export interface PrimarySpec {
  readonly indicator?: string;
  readonly paidCents?: number;
  readonly adjustments?: readonly ReportedAdjustment[];
  readonly date?: string;
  readonly remarks?: readonly string[];
  readonly name?: string;
  readonly insured?: string;
  readonly responsibility?: string;
  readonly id?: string;
}

const party = (lastName: string, id: string) => ({
  entityType: '2',
  lastName,
  firstName: '',
  middleName: '',
  suffix: '',
  idQualifier: 'PI',
  id,
  references: [],
});

export function payerBefore(spec: PrimarySpec = {}): OtherPayer {
  const { indicator = 'CI', name = 'OTHER HEALTH', insured = 'EXAMPLE', id = '11111' } = spec;
  return {
    payerResponsibility: spec.responsibility ?? 'P',
    relationship: '18',
    groupNumber: '',
    claimFilingIndicator: indicator,
    adjustments: spec.adjustments ?? [],
    ...('paidCents' in spec ? { paidCents: spec.paidCents! } : {}),
    benefitsAssigned: 'Y',
    remarks: spec.remarks ?? [],
    subscriber: party(insured, insured && 'M1'),
    payer: party(name, name && id),
    adjudicationDate: spec.date ?? '',
  };
}

export function adjusted(group: string, reason: string, dollars: number): ReportedAdjustment {
  return { group, reason, amountCents: Math.round(dollars * 100), quantity: '' };
}

/** A claim on which another payer came first. */
export function secondary(payers: readonly OtherPayer[], spec: ClaimSpec = {}): ClaimSpec {
  const responsibility = payers.length > 1 ? 'T' : 'S';
  return {
    responsibility,
    ...spec,
    change: (claim) => {
      const own = spec.change ? spec.change(claim) : claim;
      return { ...own, otherPayers: payers };
    },
  };
}

export const change =
  (facts: Partial<Claim>) =>
  (claim: Claim): Claim => ({ ...claim, ...facts });

export const changeLine =
  (facts: Partial<ServiceLine>) =>
  (claim: Claim): Claim => ({ ...claim, lines: claim.lines.map((line) => ({ ...line, ...facts })) });

export function otherCoverage(
  kind: OtherCoverage['kind'],
  facts: Partial<OtherCoverage> = {},
): OtherCoverage {
  return {
    memberId: SUBSCRIBER,
    kind,
    isBeforeUs: true,
    payerId: '',
    from: '20250101',
    to: '',
    notified: '20250201',
    ...facts,
  };
}

export function inProgram(program: ProgramSpan['program'], detail = ''): ProgramSpan {
  return { memberId: SUBSCRIBER, program, detail, from: '20250101', to: '20251231' };
}

import type {
  AccumulatorChange,
  Adjustment,
  Decision,
  LineDecision,
  RemittanceFacts,
  RemittanceName,
  TraceStep,
} from '../adjudication/decision.ts';
import { type DecisionPart, partsOf } from '../adjudication/decision-parts.ts';
import type { Period } from '../claim/claim.ts';
import { type Adjusted, adjustedBy } from './adjusted.ts';
import type { Outcome } from './outcome.ts';

/**
 * An outcome as JSON in UTF-8: what payment and history read, and the trace that only people read. Bytes, because an act
 * holds those of thousands of claims, and strings would be moved twice by the collector before they are written.
 */
export interface PackedOutcome {
  readonly body: Buffer;
  /** The steps of settlement, and those of pricing where they do not stand in a block. */
  readonly trace: Buffer;
  readonly priced?: PricedTrace;
  /** Whom a decision pays; nobody otherwise. */
  readonly parts: readonly DecisionPart[];
  /** Why it pays less than was charged, by group and reason; nothing otherwise. */
  readonly adjusted: readonly Adjusted[];
}

/** Where the steps of pricing are: the thread that priced a parcel has packed those of all its claims. */
export interface PricedTrace {
  readonly block: TraceBlock;
  readonly index: number;
}

/** Texts of a parcel, compressed together; kept once, however many outcomes point into it. */
export interface TraceBlock {
  readonly bytes: Uint8Array;
}

/** How many values a packed row has; one more holds, by name, what few have. */
const ADJUSTMENT = 4;
const LINE = 13;
const NAME = 7;
const FACTS = 13;
const ACCUMULATOR = 6;
const DECISION = 19;
const STEP = 6;
const PERIOD = 2;

/** Properties that may be absent. */
type Rare<T> = { readonly [K in keyof T as object extends Pick<T, K> ? K : never]-?: true };

function namesOf<T>(rare: T): readonly (keyof T)[] {
  return Object.keys(rare as object) as (keyof T)[];
}

/** Every property, absent or not. What is unpacked is held to it, so that the compiler asks for each that no row holds. */
type Whole<T> = { readonly [K in keyof T]-?: T[K] | undefined };

const RARE_OF_DECISION = namesOf({
  pends: true,
  memberPayment: true,
  secondPlan: true,
  isTransferIn: true,
  isTransferOut: true,
} satisfies Omit<Rare<Decision>, 'contentKey' | 'isRefusal'>);
const RARE_OF_ACCUMULATOR = namesOf({ category: true, visits: true } satisfies Rare<AccumulatorChange>);

/**
 * Rows of values without their names: a decision of three lines takes some 600 bytes instead of 2,000, and half the
 * time of an object's JSON both ways. The trace goes apart: it is read once in a thousand times.
 */
export function packOutcome(outcome: Outcome, priced?: PricedTrace): PackedOutcome {
  const behind = priced && { priced };
  switch (outcome.kind) {
    case 'decision': {
      const { decision } = outcome;
      return {
        body: json(['D', packDecision(decision)]),
        trace: Buffer.from(packTrace(decision.trace)),
        parts: partsOf(decision),
        adjusted: adjustedBy(decision),
        ...behind,
      };
    }
    case 'void':
      return {
        body: json(['V', outcome.originalClaimNumber]),
        trace: Buffer.from(packTrace(outcome.trace)),
        parts: [],
        adjusted: [],
        ...behind,
      };
    case 'record':
      return { body: json(['R', outcome.reason]), trace: json([]), parts: [], adjusted: [] };
    case 'gone':
      return { body: json(['G', '']), trace: json([]), parts: [], adjusted: [] };
  }
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/**
 * @param body and `trace`: the texts of what was packed
 * @param trace `''` where the trace is not wanted: the outcome then has none
 * @param priced the packed steps of pricing, `''` when they stand in the trace itself
 */
export function unpackOutcome(body: string, trace = '', priced = ''): Outcome {
  const [kind, value] = JSON.parse(body) as ['D', Row] | ['V', string] | ['R', string] | ['G', string];
  const steps = trace === '' ? [] : unpackTrace(trace, priced);
  switch (kind) {
    case 'D':
      return {
        kind: 'decision',
        decision: unpackDecision(value, steps),
      };
    case 'V':
      return { kind: 'void', originalClaimNumber: value, trace: steps };
    case 'R':
      return { kind: 'record', reason: value };
    case 'G':
      return { kind: 'gone' };
  }
}

type Row = readonly unknown[];

/** The values, and behind them by name what few have. Shapes are written out by hand: lists of names take twice as long. */
function rowOf<T>(values: unknown[], object: T, rare: readonly (keyof T)[]): Row {
  let others: Partial<T> | undefined;
  for (const name of rare) {
    const value = object[name];
    if (value === undefined) continue;
    others ??= {} as Partial<T>;
    others[name] = value;
  }
  if (others !== undefined) values.push(others);
  return values;
}

/** With what stands behind its values by name: in rows of earlier versions any object may have some. */
function whole<T extends object>(object: T, values: Row, count: number): T {
  const others = values[count];
  return others ? Object.assign(object, others) : object;
}

/** An absent property was packed as null; no property of these objects is ever null. */
function given<T>(value: unknown): T {
  return (value ?? undefined) as T;
}

function packPeriod({ from, to }: Period): Row {
  return [from, to];
}

function unpackPeriod(values: Row): Period {
  const [from, to] = values as readonly string[];
  return whole({ from: from!, to: to! } satisfies Whole<Period>, values, PERIOD);
}

function packAdjustment({ group, carc, amountCents, rule }: Adjustment): Row {
  return [group, carc, amountCents, rule];
}

function unpackAdjustment(values: Row): Adjustment {
  const [group, carc, amountCents, rule] = values as [Adjustment['group'], string, number, string];
  return whole({ group, carc, amountCents, rule } satisfies Whole<Adjustment>, values, ADJUSTMENT);
}

function packLine(line: LineDecision): Row {
  return [
    line.ordinal,
    line.controlNumber,
    line.procedureQualifier,
    line.procedure,
    line.modifiers,
    line.revenueCode,
    line.unitsMilli,
    packPeriod(line.serviceDate),
    line.chargeCents,
    line.allowedCents,
    line.paidCents,
    line.adjustments.map(packAdjustment),
    line.remarks,
  ];
}

function unpackLine(values: Row): LineDecision {
  const line = {
    ordinal: values[0] as number,
    controlNumber: values[1] as string,
    procedureQualifier: values[2] as string,
    procedure: values[3] as string,
    modifiers: values[4] as readonly string[],
    revenueCode: values[5] as string,
    unitsMilli: values[6] as number,
    serviceDate: unpackPeriod(values[7] as Row),
    chargeCents: values[8] as number,
    allowedCents: values[9] as number,
    paidCents: values[10] as number,
    adjustments: (values[11] as readonly Row[]).map(unpackAdjustment),
    remarks: values[12] as readonly string[],
  } satisfies Whole<LineDecision>;
  return whole(line, values, LINE);
}

function packName(name: RemittanceName): Row {
  const { entityType, lastName, firstName, middleName, suffix, idQualifier, id } = name;
  return [entityType, lastName, firstName, middleName, suffix, idQualifier, id];
}

function unpackName(values: Row): RemittanceName {
  const [entityType, lastName, firstName, middleName, suffix, idQualifier, id] = values as string[];
  const name = { entityType, lastName, firstName, middleName, suffix, idQualifier, id };
  return whole(name satisfies Whole<RemittanceName> as RemittanceName, values, NAME);
}

function packFacts(facts: RemittanceFacts): Row {
  return [
    facts.patientControlNumber,
    facts.claimNumber,
    facts.originalClaimNumber,
    facts.claimFilingIndicator,
    facts.facilityCode,
    facts.frequency,
    facts.isInstitutional,
    facts.drg,
    packName(facts.patient),
    facts.insured && packName(facts.insured),
    facts.rendering && packName(facts.rendering),
    packPeriod(facts.period),
    facts.receivedDate,
  ];
}

function unpackFacts(values: Row): RemittanceFacts {
  const facts: Whole<RemittanceFacts> = {
    patientControlNumber: given(values[0]),
    claimNumber: given(values[1]),
    originalClaimNumber: given(values[2]),
    claimFilingIndicator: given(values[3]),
    facilityCode: given(values[4]),
    frequency: given(values[5]),
    isInstitutional: given(values[6]),
    drg: given(values[7]),
    patient: unpackName(values[8] as Row),
    insured: given<Row | undefined>(values[9]) && unpackName(values[9] as Row),
    rendering: given<Row | undefined>(values[10]) && unpackName(values[10] as Row),
    period: unpackPeriod(values[11] as Row),
    receivedDate: given(values[12]),
  };
  return whole(facts as RemittanceFacts, values, FACTS);
}

function packAccumulator(change: AccumulatorChange): Row {
  const { holder, scope, planId, year, deductibleCents, outOfPocketCents } = change;
  return rowOf([holder, scope, planId, year, deductibleCents, outOfPocketCents], change, RARE_OF_ACCUMULATOR);
}

function unpackAccumulator(values: Row): AccumulatorChange {
  const [holder, scope, planId, year, deductibleCents, outOfPocketCents] = values as [
    string,
    AccumulatorChange['scope'],
    string,
    string,
    number,
    number,
  ];
  return whole({ holder, scope, planId, year, deductibleCents, outOfPocketCents }, values, ACCUMULATOR);
}

/** All but its trace. */
function packDecision(decision: Decision): Row {
  const values = [
    decision.status,
    decision.claimStatus,
    decision.lineOfBusiness,
    decision.fund,
    decision.payeeId,
    decision.memberId,
    decision.planId,
    decision.chargeCents,
    decision.allowedCents,
    decision.paidCents,
    decision.patientResponsibilityCents,
    decision.adjustments?.map(packAdjustment),
    decision.remarks,
    decision.lines.map(packLine),
    decision.accumulators?.map(packAccumulator),
    decision.pendReason,
    packFacts(decision.facts),
    decision.isRefusal,
    decision.contentKey,
  ];
  return rowOf(values, decision, RARE_OF_DECISION);
}

function unpackDecision(values: Row, trace: readonly TraceStep[]): Decision {
  const decision: Whole<Omit<Decision, (typeof RARE_OF_DECISION)[number]>> = {
    status: given(values[0]),
    claimStatus: given(values[1]),
    lineOfBusiness: given(values[2]),
    fund: given(values[3]),
    payeeId: given(values[4]),
    memberId: given(values[5]),
    planId: given(values[6]),
    chargeCents: given(values[7]),
    allowedCents: given(values[8]),
    paidCents: given(values[9]),
    patientResponsibilityCents: given(values[10]),
    adjustments: (values[11] as readonly Row[] | null)?.map(unpackAdjustment),
    remarks: given(values[12]),
    lines: (values[13] as readonly Row[]).map(unpackLine),
    accumulators: (values[14] as readonly Row[] | null)?.map(unpackAccumulator),
    pendReason: given(values[15]),
    facts: unpackFacts(values[16] as Row),
    isRefusal: given(values[17]),
    contentKey: given(values[18]),
    trace,
  };
  return whole(decision as Decision, values, DECISION);
}

/** Every night writes millions of steps: what they have is told without listing their properties. */
function packStep(step: TraceStep): Row {
  const { rule, section, line, outcome, text, reducesCents, basis } = step;
  return basis === undefined
    ? [rule, section, line, outcome, text, reducesCents]
    : [rule, section, line, outcome, text, reducesCents, { basis }];
}

function toStep(values: Row): TraceStep {
  const [rule, section, line, outcome, text, reducesCents] = values as [
    string,
    string,
    number,
    TraceStep['outcome'],
    string,
    number,
  ];
  const step = { rule, section, line, outcome, text, reducesCents };
  return whole(step satisfies Whole<Omit<TraceStep, 'basis' | 'isDigest'>>, values, STEP);
}

/** Which steps of pricing a digest stands for: all, or those of the claim when its lines were not judged. */
type DigestOf = 'all' | 'claim';

/** Instead of the digest stands, first, which steps it is of. */
export function packTrace(trace: readonly TraceStep[]): string {
  const rows: (Row | DigestOf)[] = [];
  let digestOf: DigestOf | undefined;
  for (const step of trace) {
    if (!step.isDigest) rows.push(packStep(step));
    else if (step.line !== 0) digestOf = 'all';
    else digestOf ??= 'claim';
  }
  if (digestOf) rows.unshift(digestOf);
  return JSON.stringify(rows);
}

function unpackTrace(text: string, priced: string): TraceStep[] {
  const rows = JSON.parse(text) as (Row | DigestOf)[];
  const own = rows.filter((row) => typeof row !== 'string').map(toStep);
  const [digestOf] = rows;
  if (typeof digestOf !== 'string') return own;
  const steps = (JSON.parse(priced) as Row[]).map(toStep);
  return [...(digestOf === 'all' ? steps : steps.filter(({ line }) => line === 0)), ...own];
}

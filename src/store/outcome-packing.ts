import type { Decision, TraceStep } from '../adjudication/decision.ts';
import { type DecisionPart, partsOf } from '../adjudication/decision-parts.ts';
import type { Outcome } from './outcome.ts';

/** An outcome as texts: what payment and history read, and the trace that only people read. */
export interface PackedOutcome {
  readonly body: string;
  /** The steps of settlement, and those of pricing where they do not stand in a block. */
  readonly trace: string;
  readonly priced?: PricedTrace;
  /** Whom a decision pays; nobody otherwise. */
  readonly parts: readonly DecisionPart[];
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

/** Order of the values in a packed row. What is not named here is kept under its own name, so nothing is lost. */
const ADJUSTMENT = ['group', 'carc', 'amountCents', 'rule'];
const LINE = [
  'ordinal',
  'controlNumber',
  'procedureQualifier',
  'procedure',
  'modifiers',
  'revenueCode',
  'unitsMilli',
  'serviceDate',
  'chargeCents',
  'allowedCents',
  'paidCents',
  'adjustments',
  'remarks',
];
const NAME = ['entityType', 'lastName', 'firstName', 'middleName', 'suffix', 'idQualifier', 'id'];
const FACTS = [
  'patientControlNumber',
  'claimNumber',
  'originalClaimNumber',
  'claimFilingIndicator',
  'facilityCode',
  'frequency',
  'isInstitutional',
  'drg',
  'patient',
  'insured',
  'rendering',
  'period',
  'receivedDate',
];
const ACCUMULATOR = ['holder', 'scope', 'planId', 'year', 'deductibleCents', 'outOfPocketCents'];
const DECISION = [
  'status',
  'claimStatus',
  'lineOfBusiness',
  'fund',
  'payeeId',
  'memberId',
  'planId',
  'chargeCents',
  'allowedCents',
  'paidCents',
  'patientResponsibilityCents',
  'adjustments',
  'remarks',
  'lines',
  'accumulators',
  'pendReason',
  'facts',
  'isRefusal',
];
const STEP = ['rule', 'section', 'line', 'outcome', 'text', 'reducesCents'];
const PERIOD = ['from', 'to'];

type Shape = Readonly<Record<string, { readonly keys: readonly string[]; readonly isList: boolean }>>;

/** Values that are packed rows themselves, by the name they stand under. */
const INNER: Shape = {
  adjustments: { keys: ADJUSTMENT, isList: true },
  lines: { keys: LINE, isList: true },
  accumulators: { keys: ACCUMULATOR, isList: true },
  facts: { keys: FACTS, isList: false },
  patient: { keys: NAME, isList: false },
  insured: { keys: NAME, isList: false },
  rendering: { keys: NAME, isList: false },
  period: { keys: PERIOD, isList: false },
  serviceDate: { keys: PERIOD, isList: false },
};

/**
 * Rows of values without their names: a decision of three lines takes some 600 bytes instead of 2,000, and half the
 * time of an object's JSON both ways. The trace goes apart: it is read once in a thousand times.
 */
export function packOutcome(outcome: Outcome, priced?: PricedTrace): PackedOutcome {
  const behind = priced && { priced };
  switch (outcome.kind) {
    case 'decision': {
      const { trace, ...decision } = outcome.decision;
      return {
        body: JSON.stringify(['D', packRow(decision, DECISION)]),
        trace: packTrace(trace),
        parts: partsOf(outcome.decision),
        ...behind,
      };
    }
    case 'void':
      return {
        body: JSON.stringify(['V', outcome.originalClaimNumber]),
        trace: packTrace(outcome.trace),
        parts: [],
        ...behind,
      };
    case 'record':
      return { body: JSON.stringify(['R', outcome.reason]), trace: '[]', parts: [] };
  }
}

/**
 * @param trace `''` where the trace is not wanted: the outcome then has none
 * @param priced the packed steps of pricing, `''` when they stand in the trace itself
 */
export function unpackOutcome(body: string, trace = '', priced = ''): Outcome {
  const [kind, value] = JSON.parse(body) as ['D', unknown[]] | ['V', string] | ['R', string];
  const steps = trace === '' ? [] : unpackTrace(trace, priced);
  switch (kind) {
    case 'D':
      return {
        kind: 'decision',
        decision: { ...(unpackRow(value, DECISION) as Omit<Decision, 'trace'>), trace: steps },
      };
    case 'V':
      return { kind: 'void', originalClaimNumber: value, trace: steps };
    case 'R':
      return { kind: 'record', reason: value };
  }
}

type Named = Readonly<Record<string, unknown>>;

function packRow(object: object, keys: readonly string[]): unknown[] {
  const named = object as Named;
  const row: unknown[] = [];
  let found = 0;
  for (const key of keys) {
    const value = named[key];
    if (value !== undefined) found += 1;
    row.push(value === undefined ? null : packValue(key, value));
  }
  const names = Object.keys(named);
  if (names.length > found) {
    const others = names.filter((name) => named[name] !== undefined && !keys.includes(name));
    if (others.length > 0)
      row.push(Object.fromEntries(others.map((name) => [name, packValue(name, named[name])])));
  }
  return row;
}

function packValue(key: string, value: unknown): unknown {
  const inner = INNER[key];
  if (!inner) return value;
  return inner.isList
    ? (value as readonly object[]).map((each) => packRow(each, inner.keys))
    : packRow(value as object, inner.keys);
}

function unpackRow(row: readonly unknown[], keys: readonly string[]): object {
  const object: Record<string, unknown> = {};
  for (let index = 0; index < keys.length; index++) {
    const value = row[index];
    // An absent property was packed as null; no property of these objects is ever null.
    if (value !== null) object[keys[index]!] = unpackValue(keys[index]!, value);
  }
  const others = row[keys.length];
  if (others) for (const [name, value] of Object.entries(others)) object[name] = unpackValue(name, value);
  return object;
}

function unpackValue(key: string, value: unknown): unknown {
  const inner = INNER[key];
  if (!inner) return value;
  return inner.isList
    ? (value as unknown[][]).map((each) => unpackRow(each, inner.keys))
    : unpackRow(value as unknown[], inner.keys);
}

/** Which steps of pricing a digest stands for: all, or those of the claim when its lines were not judged. */
type DigestOf = 'all' | 'claim';

/** Instead of the digest stands, first, which steps it is of. */
export function packTrace(trace: readonly TraceStep[]): string {
  const rows: (unknown[] | DigestOf)[] = [];
  let digestOf: DigestOf | undefined;
  for (const step of trace) {
    if (!step.isDigest) rows.push(packRow(step, STEP));
    else if (step.line !== 0) digestOf = 'all';
    else digestOf ??= 'claim';
  }
  if (digestOf) rows.unshift(digestOf);
  return JSON.stringify(rows);
}

function unpackTrace(text: string, priced: string): TraceStep[] {
  const rows = JSON.parse(text) as (unknown[] | DigestOf)[];
  const own = rows.filter((row) => typeof row !== 'string').map(toStep);
  const [digestOf] = rows;
  if (typeof digestOf !== 'string') return own;
  const steps = (JSON.parse(priced) as unknown[][]).map(toStep);
  return [...(digestOf === 'all' ? steps : steps.filter(({ line }) => line === 0)), ...own];
}

function toStep(row: readonly unknown[]): TraceStep {
  return unpackRow(row, STEP) as TraceStep;
}

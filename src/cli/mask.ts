import type { Decision, RemittanceName } from '../adjudication/decision.ts';

/** The length of an id may itself tell: at most eight stars stand for it. */
export const mask = (value: string): string => '*'.repeat(Math.min(value.length, 8));

/** The decision without anything that identifies the patient (DESIGN decision 16). */
export function maskedDecision(decision: Decision): Decision {
  const { facts, secondPlan } = decision;
  return {
    ...decision,
    ...(secondPlan && { secondPlan: maskedDecision(secondPlan) }),
    memberId: mask(decision.memberId),
    accumulators: decision.accumulators.map((change) => ({ ...change, holder: mask(change.holder) })),
    facts: {
      ...facts,
      patientControlNumber: mask(facts.patientControlNumber),
      patient: maskedName(facts.patient),
      ...(facts.insured === undefined ? {} : { insured: maskedName(facts.insured) }),
    },
  };
}

function maskedName(name: RemittanceName): RemittanceName {
  return {
    ...name,
    lastName: mask(name.lastName),
    firstName: mask(name.firstName),
    middleName: mask(name.middleName),
    suffix: mask(name.suffix),
    id: mask(name.id),
  };
}

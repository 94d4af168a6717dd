import type { AdjustmentGroup, Disposition, PayerProfile, Rule } from '../reference/payer-profile.ts';
import { Fault } from '../x12/fault.ts';

/** The codes a denial or reduction answers with. */
export interface AdjustmentCodes {
  readonly group: AdjustmentGroup;
  readonly carc: string;
  readonly remarks: readonly string[];
}

/** The rule of a kind that acts on a service date; kinds are code, rules are data (DESIGN decision 9). */
export function actingRuleOfKind(profile: PayerProfile, kind: string, serviceDate: string): Rule | undefined {
  return rulesOfKind(profile, kind).find((rule) => isActing(rule, serviceDate));
}

/** A profile has a hundred rules and a claim asks for thirty kinds: looking through all took longer than judging it. */
const kindsOfProfile = new WeakMap<PayerProfile, ReadonlyMap<string, readonly Rule[]>>();
const NO_RULES: readonly Rule[] = [];

export function rulesOfKind(profile: PayerProfile, kind: string): readonly Rule[] {
  let kinds = kindsOfProfile.get(profile);
  if (kinds === undefined) {
    const made = new Map<string, Rule[]>();
    for (const rule of profile.rules) {
      const same = made.get(rule.kind);
      if (same === undefined) made.set(rule.kind, [rule]);
      else same.push(rule);
    }
    kinds = made;
    kindsOfProfile.set(profile, kinds);
  }
  return kinds.get(kind) ?? NO_RULES;
}

/** Whether the rule acts on a service date, CCYYMMDD; '' asks for no date. */
export function isActing(rule: Rule, serviceDate: string): boolean {
  return (
    rule.standing === 'acts' &&
    (rule.from === '' || serviceDate === '' || rule.from <= serviceDate) &&
    (rule.to === '' || serviceDate === '' || serviceDate <= rule.to)
  );
}

/**
 * What the rule answers for a clause; a rule with one unnamed disposition answers so for every clause.
 *
 * @throws Fault `PROFILE-DISPOSITION` when the profile states none
 */
export function dispositionOf(rule: Rule, clause: string): Disposition {
  const found =
    rule.dispositions.find((disposition) => disposition.clause === clause) ??
    rule.dispositions.find((disposition) => disposition.clause === '');
  if (found) return found;
  throw new Fault({
    code: 'PROFILE-DISPOSITION',
    message: `Rule ${rule.id} has no disposition for "${clause}".`,
    hint: `Add <disposition clause="${clause}" …/> to the rule in the payer profile.`,
    exitCode: 2,
  });
}

/** @throws Fault `PROFILE-DISPOSITION` when the disposition names no group or reason code */
export function codesOf(rule: Rule, clause: string): AdjustmentCodes {
  const { group, carc, remarks } = dispositionOf(rule, clause);
  if (group !== undefined && carc !== undefined) return { group, carc, remarks };
  throw new Fault({
    code: 'PROFILE-DISPOSITION',
    message: `The disposition "${clause}" of rule ${rule.id} has no group or reason code.`,
    hint: 'Give the disposition a group and a carc in the payer profile.',
    exitCode: 2,
  });
}

/** A parameter that must be a whole number. @throws Fault `PROFILE-PARAMETER` */
export function wholeParameter(rule: Rule, name: string): number {
  const text = rule.parameters.get(name) ?? '';
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new Fault({
    code: 'PROFILE-PARAMETER',
    message: `Parameter ${name} of rule ${rule.id} is not a whole number.`,
    hint: 'Correct the parameter in the payer profile.',
    exitCode: 2,
  });
}

/** A parameter that lists words between blanks; empty when absent. */
export function listParameter(rule: Rule, name: string): readonly string[] {
  let lists = listsOfRule.get(rule);
  if (lists === undefined) {
    lists = new Map();
    listsOfRule.set(rule, lists);
  }
  let list = lists.get(name);
  if (list === undefined) {
    list = (rule.parameters.get(name) ?? '').split(/\s+/).filter((word) => word !== '');
    lists.set(name, list);
  }
  return list;
}

/** Read once: a rule lives as long as its snapshot. */
const listsOfRule = new WeakMap<Rule, Map<string, readonly string[]>>();
